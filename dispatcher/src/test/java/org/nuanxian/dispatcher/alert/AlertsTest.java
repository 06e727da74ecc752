package org.nuanxian.dispatcher.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.dispatcher.Alarm;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.Dispatcher;
import org.nuanxian.dispatcher.Level;
import org.nuanxian.dispatcher.ladder.CityLadders;
import org.nuanxian.dispatcher.testing.TestCity;
import org.nuanxian.roster.City;
import org.nuanxian.roster.County;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.alert.Channel;
import org.nuanxian.runtime.alert.Message;
import org.nuanxian.runtime.id.Ids;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.testing.Await;
import org.nuanxian.runtime.testing.Stores;

/**
 * Escalations outside of the console, on real Redis and PostgreSQL, the time in the test's hand.
 */
class AlertsTest {
  @RegisterExtension static final Stores STORES = Stores.with("roster", "dispatch");

  private static final Duration RUNG = TestCity.POLICY.timing().rung();

  /** Long enough for the recorder to have its turn. */
  private static final Duration MOMENT = Duration.ofSeconds(2);

  private final Database database = STORES.database();

  /** Names of this test alone: others' alerts lie in the same table. */
  private final String suffix = UUID.randomUUID().toString().substring(0, 8);

  private FakeChannel channel(String name, Map<String, String> keys) {
    return FakeChannel.named(name + "-" + suffix, keys);
  }

  /** The people of these tests have no page open, so that a second alarm begins after a while. */
  private FakeChannel ofWaiting(String name) {
    return channel(name, Map.of("KINDS", "red-waiting"));
  }

  private TestCity city(Channel... channels) {
    CityLadders ladders = FakeChannel.ladders(List.of(channels));
    return new TestCity(STORES, new Outbox(List.of(channels), code -> ladders, STORES.metrics()));
  }

  /** A node's sender, with the same channels or with others of the same names. */
  private Alerts sender(TestCity city, Channel... channels) {
    City named =
        new City(
            city.code(),
            "吉安市",
            List.of(new County(city.east, "吉州区"), new County(city.west, "青原区")));
    return STORES.makeOnLoop(() ->
        new Alerts(
            List.of(channels),
            "https://help.example",
            false,
            new Alerts.Basis(
                database,
                () -> Future.succeededFuture(List.of(named)),
                code -> FakeChannel.ladders(List.of(channels)),
                (who, way) -> Future.succeededFuture(Optional.empty()),
                FakeChannel.NOTHING_HEARD,
                () -> Instant.ofEpochMilli(city.timer().nowMs()),
                Ids.secure(),
                STORES.metrics())));
  }

  private static void turn(Alerts alerts) {
    STORES.onLoop(alerts::turn);
  }

  /** A turn that will never end, because something it sends hangs; returns when that has begun. */
  private static void turnThatHangs(Alerts alerts, FakeChannel channel) {
    STORES.makeOnLoop(() -> alerts.turn());
    Await.until("it hangs", () -> STORES.makeOnLoop(() -> !channel.told().isEmpty()));
  }

  private List<String> states(Channel channel) {
    return FakeChannel.states(STORES, database, channel);
  }

  private Alarm onlyAlarm(Dispatcher node, TestCity city) {
    List<Alarm> alarms = city.get(node::alarms);
    assertEquals(1, alarms.size());
    return alarms.getFirst();
  }

  private static ContactId redNobodyTakes(TestCity city, Dispatcher node) {
    ContactId contact = city.contact(node, city.east, Level.RED);
    city.pass(MOMENT);
    return contact;
  }

  @Test
  void eachRungIsToldOnceOnEachChannelAndTheLadderGoesOn() {
    FakeChannel group = ofWaiting("group");
    FakeChannel leads = channel("leads", Map.of("FROM_RUNG", "2", "KINDS", "red-waiting"));
    TestCity city = city(group, leads);
    Dispatcher node = city.node("a");
    Alerts alerts = sender(city, group, leads);
    redNobodyTakes(city, node);

    turn(alerts);
    turn(alerts);
    assertEquals(List.of(0), group.rungs());
    city.pass(RUNG);
    turn(alerts);
    city.pass(RUNG);
    turn(alerts);
    turn(alerts);

    assertEquals(List.of(0, 1, 2), group.rungs());
    assertEquals(List.of(2), leads.rungs());
    assertEquals(3, group.told().stream().map(Message::id).distinct().count());
    assertEquals(List.of("sent", "sent", "sent"), states(group));
  }

  @Test
  void theTopOfTheLadderIsToldAgainEachTenMinutesOnly() {
    FakeChannel group = ofWaiting("group");
    TestCity city = city(group);
    Alerts alerts = sender(city, group);
    redNobodyTakes(city, city.node("a"));
    for (int minute = 0; minute < 24; minute++) {
      city.pass(RUNG);
      turn(alerts);
    }

    assertEquals(List.of(0, 1, 2, 12, 22), group.rungs());
  }

  @Test
  void aMessageSaysWhereWhatAndSinceWhenAndNothingOfAnybody() {
    FakeChannel group = channel("group", Map.of("FROM_RUNG", "1"));
    TestCity city = city(group);
    Alerts alerts = sender(city, group);
    Dispatcher node = city.node("a");
    ContactId contact = redNobodyTakes(city, node);
    Alarm alarm = onlyAlarm(node, city);
    city.pass(RUNG);
    turn(alerts);

    Message told = group.told().getFirst();
    String number = alarm.id().toString().substring(0, 4).toUpperCase(Locale.ROOT);
    String talk = contact.toString().substring(0, 4).toUpperCase(Locale.ROOT);
    assertEquals(
        "【暖线】吉安市 吉州区:有一位处于危险中的求助者在等,还没有人接。\n"
            + "红色 · 第 2 级 · 已经 1 分钟 · 编号 "
            + number
            + "(对话 "
            + talk
            + ")\n请现在打开值班台处理,看到了也要去做:https://help.example/console",
        told.text());
    assertEquals("【暖线】有一件事需要您处理", told.title());
    assertEquals(
        Set.of(
            "event",
            "test",
            "city",
            "county",
            "kind",
            "level",
            "rung",
            "openedAt",
            "number",
            "contact",
            "console"),
        told.facts().fieldNames());
    // Whole ids would open a conversation's address to whoever reads a group.
    assertFalse(told.facts().encode().contains(contact.toString()));
  }

  @Test
  void twoNodesThatLiveNeverSendTheSame() {
    FakeChannel one = channel("group", Map.of());
    FakeChannel other = channel("group", Map.of());
    TestCity city = city(one);
    Alerts first = sender(city, one);
    Alerts second = sender(city, other);
    Dispatcher node = city.node("a");
    for (int i = 0; i < 5; i++) {
      city.contact(node, city.east, Level.RED);
    }
    city.pass(MOMENT);
    for (int round = 0; round < 6; round++) {
      STORES.onLoop(() -> Future.all(first.turn(), second.turn()));
    }

    List<UUID> ids = new ArrayList<>();
    one.told().forEach(message -> ids.add(message.id()));
    other.told().forEach(message -> ids.add(message.id()));
    assertEquals(5, ids.size());
    assertEquals(5, Set.copyOf(ids).size());
  }

  @Test
  void whatANodeTookAndDidNotEndIsSentByAnotherWhenTheLeaseRanOut() {
    FakeChannel dying = channel("group", Map.of()).manner(FakeChannel.Manner.HANGS);
    FakeChannel living = channel("group", Map.of());
    TestCity city = city(dying);
    redNobodyTakes(city, city.node("a"));
    turnThatHangs(sender(city, dying), dying);
    Alerts other = sender(city, living);

    turn(other);
    assertEquals(List.of(), living.rungs());
    city.timer().advance(Alerts.LEASE);
    turn(other);

    Message again = living.told().getFirst();
    assertEquals(dying.told().getFirst().id(), again.id(), "whoever gets both can know");
    assertEquals(0, again.facts().getInteger("rung"));
  }

  @Test
  void whatNobodyCouldSendForAnHourIsNoNews() {
    FakeChannel group = ofWaiting("group");
    TestCity city = city(group);
    Alerts alerts = sender(city, group);
    redNobodyTakes(city, city.node("a"));
    city.pass(AlertRows.STALE.plus(RUNG));
    for (int round = 0; round < 5; round++) {
      turn(alerts);
    }

    assertEquals(List.of(2, 12, 22, 32, 42, 52), group.rungs());
  }

  @Test
  void whatFailsIsTriedAgainEverMoreSeldomAndThenGivenUpWhileTheLadderClimbs() {
    FakeChannel broken = ofWaiting("broken").manner(FakeChannel.Manner.FAILS);
    TestCity city = city(broken);
    Alerts alerts = sender(city, broken);
    redNobodyTakes(city, city.node("a"));
    List<Long> at = new ArrayList<>();
    long begin = city.timer().nowMs();
    for (int second = 0; second < 50; second++) {
      int before = broken.told().size();
      turn(alerts);
      if (broken.told().size() > before) {
        at.add((city.timer().nowMs() - begin) / 1000);
      }
      city.pass(Duration.ofSeconds(1));
    }
    assertEquals(List.of(0L, 5L, 15L, 35L), at);

    for (int minute = 0; minute < 12; minute++) {
      city.pass(Duration.ofMinutes(1));
      turn(alerts);
    }
    long first = broken.rungs().stream().filter(rung -> rung == 0).count();
    assertEquals(Pace.TRIES_MAX, first);
    assertEquals("failed", states(broken).getFirst());
    assertTrue(broken.rungs().contains(1));
    assertTrue(broken.rungs().contains(2));
    Health health = STORES.onLoop(alerts::refresh).get(broken.config().name());
    assertTrue(health.failing());
    assertTrue(health.failed() >= 1);
    assertEquals(Optional.of("unreachable"), health.problem());
  }

  @Test
  void aChannelThatHangsHoldsUpNeitherItselfBeyondTwoNorAnyOther() {
    FakeChannel hanging = channel("hanging", Map.of()).manner(FakeChannel.Manner.HANGS);
    FakeChannel group = channel("group", Map.of());
    TestCity city = city(hanging, group);
    Alerts alerts = sender(city, hanging, group);
    Dispatcher node = city.node("a");
    for (int i = 0; i < 6; i++) {
      city.contact(node, city.east, Level.RED);
    }
    city.pass(MOMENT);
    for (int round = 0; round < 4; round++) {
      STORES.makeOnLoop(() -> alerts.turn());
    }
    Await.until(
        "everything else was told", () -> STORES.makeOnLoop(() -> pump(alerts, group) == 6));

    assertEquals(2, STORES.makeOnLoop(() -> hanging.told().size()));
    assertEquals(6, city.get(node::alarms).size());
  }

  private static int pump(Alerts alerts, FakeChannel channel) {
    alerts.turn();
    return channel.told().size();
  }

  @Test
  void whatSomebodyActedUponOrWhatEndedIsNotToldAnyMore() {
    FakeChannel group = ofWaiting("group");
    TestCity city = city(group);
    Alerts alerts = sender(city, group);
    Dispatcher node = city.node("a");
    redNobodyTakes(city, node);
    Alarm alarm = onlyAlarm(node, city);
    city.get(() -> node.act(new VolunteerId(UUID.randomUUID()), alarm.id(), "call"));
    city.pass(MOMENT);
    turn(alerts);
    assertEquals(List.of(), group.rungs());
    assertEquals(List.of("ended"), states(group));

    // Acted, and still nobody took the contact: it climbs, and that is told.
    city.pass(TestCity.POLICY.timing().acknowledged());
    turn(alerts);
    assertEquals(List.of(1), group.rungs());

    city.pass(RUNG);
    city.volunteer(node, city.east, 1);
    TestCity.Seated taker = city.volunteer(node, city.east, 1);
    city.get(() ->
        node.work(taker.id())
            .thenCompose(work ->
                node.accept(taker.id(), taker.connection(), work.offers().getFirst().id())));
    city.pass(RUNG.multipliedBy(2));
    turn(alerts);
    assertEquals(List.of(1), group.rungs());
    assertEquals(List.of("ended", "sent", "ended"), states(group));
  }

  @Test
  void aTestMessageReachesEverybodyOfAChannelAndIsNotedEitherWay() {
    FakeChannel group = channel("group", Map.of());
    TestCity city = city(group);
    Alerts alerts = sender(city, group);

    assertEquals(new Alerts.Tested(1, 1, Optional.empty()), test(alerts, group));
    assertTrue(Pattern.matches("(?s).*测试消息,没有人需要帮助.*", group.told().getFirst().text()));
    Health well = STORES.onLoop(alerts::refresh).get(group.config().name());
    assertEquals(Optional.of(Instant.ofEpochMilli(city.timer().nowMs())), well.lastSuccess());
    assertFalse(well.failing());

    city.timer().advance(Duration.ofSeconds(1));
    group.manner(FakeChannel.Manner.FAILS);
    assertEquals(new Alerts.Tested(0, 1, Optional.of("unreachable")), test(alerts, group));
    assertTrue(STORES.onLoop(alerts::refresh).get(group.config().name()).failing());
  }

  private static Alerts.Tested test(Alerts alerts, Channel channel) {
    return STORES.onLoop(() -> alerts.test(channel));
  }
}
