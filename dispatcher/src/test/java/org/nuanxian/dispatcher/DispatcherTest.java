package org.nuanxian.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.dispatcher.call.DetachVolunteer;
import org.nuanxian.dispatcher.testing.TestCity;
import org.nuanxian.dispatcher.testing.TestCity.Seated;
import org.nuanxian.roster.Clearance;
import org.nuanxian.roster.Medium;
import org.nuanxian.runtime.testing.Stores;

class DispatcherTest {
  @RegisterExtension static final Stores STORES = Stores.with("roster", "dispatch");

  private TestCity city;
  private Dispatcher node;

  @BeforeEach
  void start() {
    city = new TestCity(STORES);
    node = city.node("a");
  }

  private Work work(Seated v) {
    return city.get(() -> node.work(v.id()));
  }

  private Place place(ContactId c) {
    return city.get(() -> node.place(c));
  }

  private Held accept(Seated v) {
    OfferId offer = work(v).offers().getFirst().id();
    return city.get(() -> node.accept(v.id(), v.connection(), offer));
  }

  @Test
  void aContactIsOfferedAcceptedEndedAndClosed() {
    Seated v = city.volunteer(node, city.east, 1);
    ContactId c = city.contact(node, city.east, Level.NONE);
    Held held = accept(v);
    assertEquals(c, held.id());
    assertEquals(Stage.ACTIVE, place(c).stage());
    assertEquals(v.id(), place(c).holder().orElseThrow());
    city.get(() -> node.close(v.id(), v.connection(), c, held.term(), Outcome.COMPLETED));
    assertEquals(Stage.WRAP_UP, place(c).stage());
    city.get(() -> node.wrapUpDone(v.id(), v.connection(), c, held.term() + 1));
    assertEquals(Stage.CLOSED, place(c).stage());
    city.get(() -> node.wrapUpDone(v.id(), v.connection(), c, held.term() + 1));
    assertTrue(work(v).contacts().isEmpty());
  }

  @Test
  void redGoesFirstAndRingsAtTwo() {
    ContactId calm = city.contact(node, city.east, Level.NONE);
    ContactId red = city.contact(node, city.west, Level.RED);
    assertEquals(1, city.get(() -> node.alarms()).size());
    Seated one = city.volunteer(node, city.east, 1);
    Seated two = city.volunteer(node, city.east, 1);
    assertEquals(red, work(one).offers().getFirst().contact());
    assertEquals(red, work(two).offers().getFirst().contact());
    accept(one);
    city.settle();
    assertEquals(calm, work(two).offers().getFirst().contact());
    assertTrue(city.get(() -> node.alarms()).isEmpty());
  }

  @Test
  void anOfferThatRunsOutRingsAtSomebodyElse() {
    Seated one = city.volunteer(node, city.east, 1);
    ContactId c = city.contact(node, city.east, Level.NONE);
    Seated two = city.volunteer(node, city.east, 1);
    assertEquals(1, work(one).offers().size());
    city.pass(Duration.ofSeconds(31));
    assertTrue(work(one).offers().isEmpty());
    assertEquals(c, work(two).offers().getFirst().contact());
    OfferId offer = work(two).offers().getFirst().id();
    city.get(() -> node.decline(two.id(), two.connection(), offer));
    city.pass(Duration.ofSeconds(25));
    assertEquals(c, work(one).offers().getFirst().contact());
  }

  @Test
  void aLostVolunteersContactWaitsAtTheFrontAfterTheGrace() {
    Seated v = city.volunteer(node, city.east, 2);
    ContactId c = city.contact(node, city.east, Level.NONE);
    accept(v);
    ContactId later = city.contact(node, city.west, Level.NONE);
    city.get(() -> node.detach(v.id(), v.connection()));
    assertTrue(place(c).holderLost());
    city.pass(Duration.ofSeconds(19));
    assertEquals(Stage.ACTIVE, place(c).stage());
    city.pass(Duration.ofSeconds(2));
    assertEquals(Stage.WAITING, place(c).stage());
    assertTrue(place(c).returned());
    Seated next = city.volunteer(node, city.west, 1);
    assertEquals(c, work(next).offers().getFirst().contact());
    assertEquals(Stage.WAITING, place(later).stage());
  }

  @Test
  void aVolunteerWhoComesBackWithinTheGraceKeepsTheContact() {
    Seated v = city.volunteer(node, city.east, 1);
    ContactId c = city.contact(node, city.east, Level.NONE);
    accept(v);
    city.get(() -> node.detach(v.id(), v.connection()));
    ConnectionId again = new ConnectionId(UUID.randomUUID());
    Work work = city.get(() -> node.attach(v.id(), again, false));
    assertEquals(Status.READY, work.status());
    assertEquals(c, work.contacts().getFirst().id());
    city.pass(Duration.ofSeconds(30));
    assertEquals(Stage.ACTIVE, place(c).stage());
    assertFalse(place(c).holderLost());
  }

  @Test
  void anOlderConnectionIsDisplaced() {
    Seated v = city.volunteer(node, city.east, 1);
    city.contact(node, city.east, Level.NONE);
    OfferId offer = work(v).offers().getFirst().id();
    city.get(() -> node.attach(v.id(), new ConnectionId(UUID.randomUUID()), false));
    Refusal refusal =
        assertThrows(
            Refusal.class, () -> city.get(() -> node.accept(v.id(), v.connection(), offer)));
    assertEquals(Refusal.DISPLACED, refusal.code());
  }

  @Test
  void anEmptiedRedisIsRebuiltWithTheRedContactFirst() {
    Seated v = city.volunteer(node, city.east, 1);
    ContactId talking = city.contact(node, city.east, Level.NONE);
    Held held = accept(v);
    ContactId calm = city.contact(node, city.east, Level.NONE);
    ContactId red = city.contact(node, city.west, Level.NONE);
    city.get(() -> node.danger(red));
    city.empty();
    city.pass(Duration.ofSeconds(2));
    assertEquals(Stage.ACTIVE, place(talking).stage());
    assertEquals(Status.READY, work(v).status());
    assertEquals(held.id(), work(v).contacts().getFirst().id());
    assertEquals(Stage.WAITING, place(calm).stage());
    assertTrue(place(red).danger());
    Seated next = city.volunteer(node, city.east, 1);
    assertEquals(red, work(next).offers().getFirst().contact());
  }

  @Test
  void aSecondNodeTakesOverWhatTheFirstHeld() {
    Seated v = city.volunteer(node, city.east, 1);
    ContactId c = city.contact(node, city.east, Level.NONE);
    accept(v);
    Dispatcher other = city.node("b");
    node.stop();
    city.pass(Duration.ofSeconds(30));
    assertEquals(Stage.WAITING, city.get(() -> other.place(c)).stage());
    Seated next = city.volunteer(other, city.east, 1);
    assertEquals(c, city.get(() -> other.work(next.id())).offers().getFirst().contact());
  }

  @Test
  void whoeverActsWhileThePresentIsBuiltAnewIsNotTakenForDisplaced() {
    Seated v = city.volunteer(node, city.east, 1);
    ContactId c = city.contact(node, city.east, Level.NONE);
    Held held = accept(v);
    city.node("b");
    city.get(() -> node.close(v.id(), v.connection(), c, held.term(), Outcome.COMPLETED));
    assertEquals(Stage.WRAP_UP, place(c).stage());
  }

  @Test
  void aNodeStaysReadyWhileThePresentIsBuiltAnewUnlessThatTakesLong() {
    List<Boolean> ready =
        city.get(() -> {
          node.reconnected();
          boolean atOnce = node.ready();
          city.timer().advance(Duration.ofSeconds(6));
          return CompletableFuture.completedFuture(List.of(atOnce, node.ready()));
        });
    assertEquals(List.of(true, false), ready);
    city.settle();
    assertTrue(node.ready());
  }

  @Test
  void aConsoleThatRedisDoesNotKnowIsAnnouncedBeforeItActs() {
    Seated v = city.volunteer(node, city.east, 1);
    ContactId c = city.contact(node, city.east, Level.NONE);
    Held held = accept(v);
    city.run(new DetachVolunteer(v.id(), v.connection()));
    city.get(() -> node.escalate(v.id(), v.connection(), c));
    city.run(new DetachVolunteer(v.id(), v.connection()));
    city.get(() -> node.close(v.id(), v.connection(), c, held.term(), Outcome.COMPLETED));
    assertEquals(Stage.WRAP_UP, place(c).stage());

    city.get(() -> node.detach(v.id(), v.connection()));
    Refusal refusal =
        assertThrows(
            Refusal.class,
            () -> city.get(() -> node.wrapUpDone(v.id(), v.connection(), c, held.term() + 1)));
    assertEquals(Refusal.NOT_PRESENT, refusal.code());
  }

  @Test
  void onlyWhoIsOnShiftCanBeReady() {
    Seated v = city.volunteer(node, city.east, 1);
    city.duty().offShift(v.id());
    node.rosterChanged();
    city.settle();
    Refusal refusal =
        assertThrows(
            Refusal.class,
            () ->
                city.get(() ->
                    node.setPresence(
                        v.id(),
                        v.connection(),
                        Wanted.atDesk(Status.READY, Set.of(Medium.CHAT), 1))));
    assertEquals(Refusal.NOT_ON_SHIFT, refusal.code());
  }

  @Test
  void aChangedClearanceCountsAtAnOpenConsole() {
    Seated was = city.volunteer(node, city.east, 2);
    ContactId first = city.contact(node, city.east, Level.RED);
    accept(was);
    ContactId contact = city.contact(node, city.east, Level.RED);
    assertEquals(contact, work(was).offers().getFirst().contact());
    Seated next = city.volunteer(node, city.east, 1);
    city.duty().cleared(was.id(), Clearance.NONE);
    node.rosterChanged();
    city.settle();
    assertTrue(work(was).offers().isEmpty());
    assertEquals(contact, work(next).offers().getFirst().contact());
    assertEquals(first, work(was).contacts().getFirst().id());

    city.duty().cleared(was.id(), Clearance.ALL); // the notice of it is lost
    city.pass(Duration.ofSeconds(16));
    assertEquals(contact, work(was).offers().getFirst().contact());
  }

  @Test
  void everyEventIsOnRecordOnceAndForgottenInRedis() {
    Seated v = city.volunteer(node, city.east, 1);
    city.contact(node, city.east, Level.NONE);
    accept(v);
    long events = city.get(() -> city.now().count());
    Record.Cursor cursor = city.get(() -> city.record().cursor());
    // A first transaction also opens its connection, which takes no virtual time at all.
    for (int turns = 0; cursor.n() < events && turns < 200; turns++) {
      city.pass(Duration.ofMillis(500));
      cursor = city.get(() -> city.record().cursor());
    }
    city.settle();
    assertEquals(events, cursor.n());
    assertEquals(1, city.get(() -> city.now().events(Record.Cursor.START.streamId(), 100)).size());
    List<Event> again = city.get(() -> city.now().events(Record.Cursor.START.streamId(), 100));
    Record.Cursor reached = cursor;
    assertTrue(city.get(() -> city.record().append(reached, again)));
    assertEquals(reached, city.get(() -> city.record().cursor()));
  }
}
