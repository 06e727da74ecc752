package org.nuanxian.dispatcher.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.dispatcher.Alarm;
import org.nuanxian.dispatcher.AlarmId;
import org.nuanxian.dispatcher.Cause;
import org.nuanxian.dispatcher.Dispatcher;
import org.nuanxian.dispatcher.Level;
import org.nuanxian.dispatcher.ladder.CityLadders;
import org.nuanxian.dispatcher.ladder.ExpertList;
import org.nuanxian.dispatcher.ladder.Roll;
import org.nuanxian.dispatcher.testing.TestCity;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.alert.Channel;
import org.nuanxian.runtime.alert.Message;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.id.Ids;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.staff.AccountId;
import org.nuanxian.runtime.staff.Actor;
import org.nuanxian.runtime.staff.ContactWays.Reachable;
import org.nuanxian.runtime.staff.OwnWay;
import org.nuanxian.runtime.staff.Role;
import org.nuanxian.runtime.testing.Stores;

/** Ladders that a city decides, on real Redis and PostgreSQL. */
class CityLadderTest {
  @RegisterExtension static final Stores STORES = Stores.with("roster", "dispatch");

  private static final Duration RUNG = TestCity.POLICY.timing().rung();

  /** A city lead who told a telephone number. */
  private static final AccountId LEAD = new AccountId(UUID.randomUUID());

  private final String suffix = UUID.randomUUID().toString().substring(0, 8);

  /** The shipped ladders, with this person on their last rung. */
  private static CityLadders ladders(Channel... channels) {
    Actor actor =
        new Actor(
            LEAD,
            "lead",
            "李安和",
            "青禾",
            new CityCode("360800"),
            Optional.empty(),
            Set.of(Role.CITY_LEAD));
    Reachable reachable = new Reachable(actor, Set.of(OwnWay.SMS, OwnWay.CALL));
    return FakeChannel.ladders(List.of(channels))
        .with(new Roll(List.of(reachable), ExpertList.NONE, Instant.EPOCH, List.of()));
  }

  private static TestCity city(CityLadders ladders, Channel... channels) {
    return new TestCity(STORES, new Outbox(List.of(channels), code -> ladders, STORES.metrics()));
  }

  private static Alerts sender(TestCity city, Addresses addresses, Channel... channels) {
    return sender(city, addresses, FakeChannel.NOTHING_HEARD, channels);
  }

  private static Alerts sender(
      TestCity city, Addresses addresses, Heard heard, Channel... channels) {
    Database database = STORES.database();
    return STORES.makeOnLoop(() ->
        new Alerts(
            List.of(channels),
            "https://help.example",
            false,
            new Alerts.Basis(
                database,
                () -> Future.succeededFuture(List.of()),
                code -> FakeChannel.ladders(List.of(channels)),
                addresses,
                heard,
                () -> Instant.ofEpochMilli(city.timer().nowMs()),
                Ids.secure(),
                STORES.metrics())));
  }

  private static void turn(Alerts alerts) {
    STORES.onLoop(alerts::turn);
  }

  private static void redNobodyTakes(TestCity city, Dispatcher node) {
    city.contact(node, city.east, Level.RED);
    city.pass(Duration.ofSeconds(2)); // the recorder has its turn
  }

  private static Alarm onlyAlarm(Dispatcher node, TestCity city) {
    List<Alarm> alarms =
        city.get(node::alarms).stream().filter(a -> a.kind().equals("redWaiting")).toList();
    assertEquals(1, alarms.size());
    return alarms.getFirst();
  }

  @Test
  void thePeopleOfARungAreToldOnTheirOwnTelephonesOnceEachWhereTheyLeadToday() {
    FakeChannel phones = FakeChannel.gateway("phones-" + suffix);
    TestCity city = city(ladders(phones), phones);
    Map<AccountId, String> known = new HashMap<>(Map.of(LEAD, "13800000001"));
    Alerts alerts =
        sender(
            city,
            (who, way) -> Future.succeededFuture(Optional.ofNullable(known.get(who))),
            phones);
    redNobodyTakes(city, city.node("a"));
    turn(alerts);
    assertEquals(List.of(), phones.addresses(), "the city lead comes third");
    city.pass(RUNG.multipliedBy(2));
    for (int round = 0; round < 3; round++) {
      turn(alerts);
    }
    assertEquals(List.of("13800000001"), phones.addresses());

    // Whoever takes a number out is not tried at it again and again.
    known.clear();
    city.pass(Ladders.REPEAT);
    turn(alerts);
    turn(alerts);
    assertEquals(List.of("13800000001"), phones.addresses());
    List<String> states = FakeChannel.states(STORES, STORES.database(), phones);
    assertEquals(Set.of("sent", "failed"), Set.copyOf(states));
  }

  @Test
  void whoeverPressedTheKeyHasSeenTheAlarmAndIsNotCalledForItAgain() {
    FakeChannel calls = FakeChannel.telephone("calls-" + suffix);
    TestCity city = city(ladders(calls), calls);
    Dispatcher node = city.node("a");
    Heard noted =
        new Heard() {
          @Override
          public Future<Void> alarm(CityCode where, VolunteerId who, AlarmId alarm) {
            return Future.fromCompletionStage(node.acknowledge(who, alarm));
          }

          @Override
          public Future<Void> test(String code) {
            return Future.failedFuture("nobody tests");
          }
        };
    Alerts alerts =
        sender(
            city, (who, way) -> Future.succeededFuture(Optional.of("13800000001")), noted, calls);
    redNobodyTakes(city, node);
    city.pass(RUNG.multipliedBy(2));
    calls.manner(FakeChannel.Manner.UNANSWERED);
    turn(alerts);
    assertEquals(Optional.empty(), onlyAlarm(node, city).acknowledgedBy());
    Health health = STORES.onLoop(alerts::refresh).get(calls.config().name());
    assertEquals(Optional.empty(), health.lastFailure(), "the way there is not to blame");
    assertEquals(1, health.pending());

    calls.manner(FakeChannel.Manner.TAKES);
    city.pass(Pace.after(1).orElseThrow());
    turn(alerts);
    turn(alerts);

    VolunteerId lead = new VolunteerId(LEAD.value());
    assertEquals(Optional.of(lead), onlyAlarm(node, city).acknowledgedBy());
    assertEquals(2, calls.told().size());
  }

  @Test
  void aLadderClimbsAsTheCityDecidedFromTheNextRungOn() {
    TestCity city = new TestCity(STORES);
    Dispatcher node = city.node("a");
    redNobodyTakes(city, node);
    Duration slow = Duration.ofMinutes(3);
    city.get(() -> node.chores().setLadders(Map.of("redWaiting", List.of(slow, slow))));
    city.pass(RUNG);
    assertEquals(1, onlyAlarm(node, city).rung(), "what runs keeps its time");
    city.pass(RUNG.multipliedBy(2));
    assertEquals(1, onlyAlarm(node, city).rung());
    city.pass(RUNG);
    assertEquals(2, onlyAlarm(node, city).rung());

    // A present that knows nothing of it climbs as it is shipped, until it is told again.
    city.get(() -> node.chores().setLadders(Map.of()));
    city.pass(slow);
    city.pass(RUNG);
    assertEquals(4, onlyAlarm(node, city).rung());
  }

  @Test
  void aMessageSaysWhichServerIsLost() {
    FakeChannel group = FakeChannel.named("group-" + suffix, Map.of());
    TestCity city = city(FakeChannel.ladders(List.of(group)), group);
    Alerts alerts = sender(city, (who, way) -> Future.succeededFuture(Optional.empty()), group);
    Dispatcher node = city.node("a");
    CountyCode all = new CountyCode(city.code().value());
    Cause lost = new Cause("nodeLost", all, true, Optional.of("甲机:8080"));
    city.get(() -> node.chores().setCauses(List.of(lost)));
    city.pass(Duration.ofSeconds(2));
    turn(alerts);
    Message told = group.told().getFirst();
    assertTrue(told.text().contains(":有服务器失去了联系:甲机:8080。"), told.text());
    assertEquals("甲机:8080", told.facts().getString("about"));
  }

  @Test
  void whatConcernsNobodyInParticularIsToldOnceForEachRungAndNotAfterItEnded() {
    FakeChannel group = FakeChannel.named("group-" + suffix, Map.of());
    TestCity city = city(FakeChannel.ladders(List.of(group)), group);
    Alerts alerts = sender(city, (who, way) -> Future.succeededFuture(Optional.empty()), group);
    Dispatcher node = city.node("a");
    CountyCode all = new CountyCode(city.code().value());
    Cause store = new Cause("storeTrouble", all, true);
    city.get(() -> node.chores().setCauses(List.of(store)));
    city.get(() -> node.chores().setCauses(List.of(store)));
    city.pass(Duration.ofSeconds(2));
    turn(alerts);
    turn(alerts);
    assertEquals(List.of(0), group.rungs());
    String text = group.told().getFirst().text();
    assertTrue(text.contains(":服务器的磁盘快满了。"), text);
    assertFalse(text.contains("对话"), text);

    city.pass(RUNG);
    city.get(() -> node.chores().setCauses(List.of(new Cause("storeTrouble", all, false))));
    city.pass(Duration.ofSeconds(2));
    turn(alerts);
    assertEquals(List.of(0), group.rungs(), "it ended before the second rung was sent");
  }
}
