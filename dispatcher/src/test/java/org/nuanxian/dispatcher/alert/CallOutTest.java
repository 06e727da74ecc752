package org.nuanxian.dispatcher.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.Dispatcher;
import org.nuanxian.dispatcher.Level;
import org.nuanxian.dispatcher.ladder.AlarmKind;
import org.nuanxian.dispatcher.ladder.ExpertList;
import org.nuanxian.dispatcher.ladder.Roll;
import org.nuanxian.dispatcher.testing.TestCity;
import org.nuanxian.roster.City;
import org.nuanxian.roster.County;
import org.nuanxian.roster.OnShift;
import org.nuanxian.roster.Seat;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.Ids;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.staff.AccountId;
import org.nuanxian.runtime.staff.Actor;
import org.nuanxian.runtime.staff.ContactWays.Reachable;
import org.nuanxian.runtime.staff.OwnWay;
import org.nuanxian.runtime.staff.Role;
import org.nuanxian.runtime.testing.Stores;

/** Those on call at home, called by SMS, on real Redis and PostgreSQL. */
class CallOutTest {
  @RegisterExtension static final Stores STORES = Stores.with("roster", "dispatch");

  private final TestCity town = new TestCity(STORES);
  private final City city =
      new City(town.code(), "吉安市", List.of(new County(town.east, "东"), new County(town.west, "西")));
  private final FakeChannel phones =
      FakeChannel.gateway("phones-" + UUID.randomUUID().toString().substring(0, 8));

  /** In the order in which they are called. */
  private final List<Reachable> people =
      Stream.generate(this::volunteer)
          .limit(2)
          .sorted(Comparator.comparing((Reachable who) -> who.actor().id().value()))
          .toList();

  /** Why people are called in though nobody is left waiting. */
  private Optional<AlarmKind> cause = Optional.empty();

  private final Database database = STORES.database();
  private final CallOut callOut =
      new CallOut(
          database, List.of(phones.config()), () -> Instant.ofEpochMilli(town.timer().nowMs()));
  private final Alerts alerts =
      STORES.makeOnLoop(() ->
          new Alerts(
              List.of(phones),
              "https://help.example",
              false,
              new Alerts.Basis(
                  database,
                  () -> Future.succeededFuture(List.of(city)),
                  code -> FakeChannel.ladders(List.of(phones)),
                  (who, way) -> Future.succeededFuture(Optional.of(name(who.value()))),
                  FakeChannel.NOTHING_HEARD,
                  () -> Instant.ofEpochMilli(town.timer().nowMs()),
                  Ids.secure(),
                  STORES.metrics())));

  private Reachable volunteer() {
    AccountId id = new AccountId(UUID.randomUUID());
    Actor actor =
        new Actor(
            id, "user", "李安和", "青禾", town.code(), Optional.of(town.east), Set.of(Role.VOLUNTEER));
    return new Reachable(actor, Set.of(OwnWay.SMS));
  }

  /** Stands for a telephone number. */
  private String name(UUID who) {
    return who.equals(people.get(0).actor().id().value()) ? "first" : "second";
  }

  private Roll roll() {
    List<OnShift> onCall = new ArrayList<>();
    for (Reachable who : people) {
      onCall.add(
          new OnShift(
              new VolunteerId(who.actor().id().value()),
              town.east,
              Seat.ON_CALL,
              Instant.EPOCH,
              Instant.MAX));
    }
    return new Roll(people, ExpertList.NONE, Instant.EPOCH, onCall);
  }

  /** As the node that looks does, again and again. */
  private void pass(Dispatcher node, Duration time) {
    for (long left = time.toSeconds(); left > 0; left -= 15) {
      town.pass(Duration.ofSeconds(15));
      STORES.onLoop(() ->
          Future.fromCompletionStage(node.queue())
              .compose(queue ->
                  Future.fromCompletionStage(node.view(List.of(town.east, town.west)))
                      .compose(view -> callOut.look(city, roll(), queue, view, cause)))
              .compose(called -> alerts.turn()));
    }
  }

  @Test
  void somebodyWhoHasNotComeCallsThemThoughNobodyWaits() {
    Dispatcher node = town.node("a");
    cause = Optional.of(AlarmKind.NO_SHOW);
    pass(node, Duration.ofSeconds(30));
    assertEquals(List.of("first"), phones.addresses());
    Instant now = Instant.ofEpochMilli(town.timer().nowMs());
    CallLog log = new CallLog(database.client());
    CallLog.Called called = STORES.onLoop(() -> log.recent(town.code(), now)).getFirst();
    assertEquals(people.getFirst().actor().id().value(), called.who().value());
    assertEquals("noShow", called.why());

    cause = Optional.empty(); // they came
    pass(node, Duration.ofMinutes(5));
    assertEquals(1, phones.addresses().size());
  }

  @Test
  void whoeverIsOnCallIsCalledTwiceAndThenTheNextWhileSomebodyWaits() {
    Dispatcher node = town.node("a");
    pass(node, Duration.ofMinutes(1));
    assertEquals(List.of(), phones.addresses(), "nobody waits");

    ContactId contact = town.contact(node, town.west, Level.NONE);
    town.get(() -> node.attachSeeker(contact, new ConnectionId(UUID.randomUUID())));
    pass(node, Duration.ofSeconds(30));
    assertEquals(List.of("first"), phones.addresses());
    assertEquals("【暖线】有新的等待,请打开值班台:https://help.example/console", phones.told().getFirst().text());
    pass(node, CallOut.PATIENCE);
    assertEquals(List.of("first", "first"), phones.addresses());
    pass(node, CallOut.PATIENCE.multipliedBy(2));
    assertEquals(List.of("first", "first", "second", "second"), phones.addresses());
    pass(node, Duration.ofMinutes(10));
    assertEquals(4, phones.addresses().size(), "a telephone is not a siren");
    pass(node, CallOut.AGAIN);
    assertEquals("first", phones.addresses().get(4));
  }
}
