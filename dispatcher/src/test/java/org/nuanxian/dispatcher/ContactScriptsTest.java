package org.nuanxian.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.dispatcher.call.AcceptOffer;
import org.nuanxian.dispatcher.call.AttachSeeker;
import org.nuanxian.dispatcher.call.CloseContact;
import org.nuanxian.dispatcher.call.ConfirmContact;
import org.nuanxian.dispatcher.call.DeclineOffer;
import org.nuanxian.dispatcher.call.DetachSeeker;
import org.nuanxian.dispatcher.call.DetachVolunteer;
import org.nuanxian.dispatcher.call.FinishWrapUp;
import org.nuanxian.dispatcher.call.LeaveContact;
import org.nuanxian.dispatcher.call.Match;
import org.nuanxian.dispatcher.call.OpenContact;
import org.nuanxian.dispatcher.call.TellContact;
import org.nuanxian.dispatcher.call.ViewAlarms;
import org.nuanxian.dispatcher.call.ViewContact;
import org.nuanxian.dispatcher.testing.Scripts;
import org.nuanxian.dispatcher.testing.TestCity.Seated;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.testing.Stores;

/** The scripts that move a contact: each way through them, and what a repeat answers. */
class ContactScriptsTest {
  @RegisterExtension static final Stores STORES = Stores.with("roster", "dispatch");

  private static final Seated NOBODY = seat();

  private Scripts scripts;

  @BeforeEach
  void start() {
    scripts = new Scripts(STORES);
  }

  private static Seated seat() {
    return new Seated(new VolunteerId(UUID.randomUUID()), new ConnectionId(UUID.randomUUID()));
  }

  private static Seated elsewhere(Seated v) {
    return new Seated(v.id(), new ConnectionId(UUID.randomUUID()));
  }

  private static AcceptOffer accept(Seated v, OfferId offer) {
    return new AcceptOffer(v.id(), v.connection(), offer);
  }

  private static CloseContact close(Seated v, ContactState c) {
    return new CloseContact(v.id(), v.connection(), c.id(), c.term(), Outcome.COMPLETED);
  }

  private static ConfirmContact confirm(ContactState c) {
    return new ConfirmContact(List.of(new ConfirmContact.Confirmed(c, Optional.empty())));
  }

  private static FinishWrapUp finish(Seated v, ContactState c) {
    return new FinishWrapUp(v.id(), v.connection(), c.id(), c.term());
  }

  private ContactState see(ContactId contact) {
    return scripts.run(new ViewContact(contact)).state();
  }

  @Test
  void openingQueuesOnceAndRingsAtSomebodyFree() {
    ContactState alone = scripts.twice(new OpenContact(scripts.row(Level.NONE)));
    assertEquals(Stage.WAITING, alone.stage());
    assertTrue(alone.away());
    Seated v = scripts.ready(2);
    assertTrue(scripts.rings(v));
    ContactState rung = scripts.twice(new OpenContact(scripts.row(Level.NONE)));
    assertEquals(1, rung.offered().size());
    assertTrue(scripts.run(new ViewAlarms()).isEmpty());
    for (int danger = 0; danger < 2; danger++) { // each in the place of a calm one
      ContactState red = scripts.twice(new OpenContact(scripts.row(Level.RED)));
      assertEquals(1, red.offered().size());
      assertTrue(scripts.run(new ViewAlarms()).isEmpty());
    }
    scripts.twice(new OpenContact(scripts.row(Level.RED)));
    assertEquals(1, scripts.run(new ViewAlarms()).size());
  }

  @Test
  void aLevelIsRaisedOnceAndAnOlderOneIsNotTaken() {
    ContactId c = scripts.open(Level.NONE);
    ContactState red = scripts.twice(new TellContact(scripts.told(c, Level.NONE, true, 2)));
    assertTrue(red.red());
    assertEquals(1, scripts.run(new ViewAlarms()).size());
    scripts.unchanged(() -> assertTrue(scripts.twice(raise(c, Level.BLUE, 1)).red()));
    ContactState calm = scripts.twice(raise(c, Level.YELLOW, 3));
    assertEquals(Level.YELLOW, calm.level());
    assertTrue(scripts.run(new ViewAlarms()).isEmpty());
    scripts.refused(Refusal.UNKNOWN_CONTACT, raise(new ContactId(UUID.randomUUID()), Level.RED, 1));
  }

  private TellContact raise(ContactId contact, Level level, long levelRev) {
    return new TellContact(scripts.told(contact, level, false, levelRev));
  }

  @Test
  void dangerTakesTheTimerOfAbsenceOffAndCalmSetsItAgain() {
    ContactId c = scripts.open(Level.NONE);
    scripts.run(raise(c, Level.RED, 1));
    scripts.pass(Duration.ofMinutes(31));
    assertEquals(Stage.WAITING, see(c).stage());
    scripts.run(raise(c, Level.NONE, 2));
    scripts.pass(Duration.ofMinutes(31));
    assertEquals(Optional.of(Outcome.ABANDONED), see(c).outcome());
  }

  @Test
  void whoLeavesIsAbandonedUnlessRedOrHeld() {
    Seated v = scripts.ready(1);
    ContactId rung = scripts.open(Level.NONE);
    ContactState gone = scripts.twice(new LeaveContact(rung));
    assertEquals(Stage.CLOSED, gone.stage());
    assertFalse(scripts.rings(v));
    ContactState red = scripts.twice(new LeaveContact(scripts.open(Level.RED)));
    assertEquals(Stage.WAITING, red.stage());
    assertTrue(red.left());
    ContactState held = scripts.accept(v);
    assertEquals(red.id(), held.id());
    Seated other = scripts.ready(1);
    scripts.open(Level.NONE);
    ContactState active = scripts.twice(new LeaveContact(scripts.accept(other).id()));
    assertEquals(Stage.ACTIVE, active.stage());
    scripts.refused(Refusal.UNKNOWN_CONTACT, new LeaveContact(new ContactId(UUID.randomUUID())));
  }

  @Test
  void aSeekerIsHereWhileAnyConnectionIs() {
    ContactId c = scripts.open(Level.NONE);
    ConnectionId one = new ConnectionId(UUID.randomUUID());
    ConnectionId two = new ConnectionId(UUID.randomUUID());
    assertFalse(scripts.twice(new AttachSeeker(c, one, Scripts.NODE)).away());
    assertFalse(scripts.twice(new AttachSeeker(c, two, Scripts.NODE)).away());
    assertFalse(scripts.twice(new DetachSeeker(c, one)).away());
    assertTrue(scripts.twice(new DetachSeeker(c, two)).away());
    ContactId unknown = new ContactId(UUID.randomUUID());
    scripts.refused(Refusal.UNKNOWN_CONTACT, new AttachSeeker(unknown, one, Scripts.NODE));
    scripts.refused(Refusal.UNKNOWN_CONTACT, new DetachSeeker(unknown, one));
  }

  @Test
  void anAcceptIsTheSameWhileItIsHisAndGoneAfterwards() {
    Seated v = scripts.ready(1);
    scripts.open(Level.NONE);
    OfferId offer = scripts.ring(v);
    scripts.refused(Refusal.NOT_PRESENT, accept(NOBODY, offer));
    scripts.refused("displaced", accept(elsewhere(v), offer));
    scripts.refused(Refusal.OFFER_GONE, accept(v, new OfferId(UUID.randomUUID())));
    ContactState held = scripts.twice(accept(v, offer));
    assertEquals(Stage.ACTIVE, held.stage());
    assertEquals(Optional.of(v.id()), held.holder());
    assertEquals(1, held.term());
    ContactState ended = scripts.run(close(v, held)).state().orElseThrow();
    ContactState over = scripts.run(finish(v, ended)).state().orElseThrow();
    scripts.refused(Refusal.OFFER_GONE, accept(v, offer));
    scripts.run(confirm(over));
    scripts.refused(Refusal.OFFER_GONE, accept(v, offer));
  }

  @Test
  void ofTwoWhoRingTheFirstAcceptWinsAndTheOtherStopsRinging() {
    Seated one = scripts.ready(1);
    Seated two = scripts.ready(1);
    ContactId red = scripts.open(Level.RED);
    OfferId first = scripts.ring(one);
    OfferId second = scripts.ring(two);
    scripts.refused(Refusal.OFFER_GONE, accept(one, second));
    assertEquals(Optional.of(one.id()), scripts.twice(accept(one, first)).holder());
    scripts.refused(Refusal.OFFER_GONE, accept(two, second));
    assertFalse(scripts.rings(two));
    assertEquals(Optional.of(one.id()), see(red).holder());
  }

  @Test
  void aDeclinedOfferRestsAndRingsElsewhere() {
    Seated one = scripts.ready(1);
    ContactId red = scripts.open(Level.RED);
    OfferId offer = scripts.ring(one);
    scripts.refused(Refusal.NOT_PRESENT, decline(NOBODY, offer));
    scripts.refused("displaced", decline(elsewhere(one), offer));
    assertTrue(scripts.run(new ViewAlarms()).isEmpty());
    scripts.run(decline(one, offer));
    assertEquals(1, scripts.run(new ViewAlarms()).size());
    scripts.unchanged(
        () -> assertEquals(Optional.empty(), scripts.run(decline(one, offer)).state()));
    assertFalse(scripts.rings(one));
    Seated two = scripts.ready(1);
    assertEquals(red, scripts.view(two).ringing().getFirst().contact().id());
  }

  @Test
  void nobodyIsAskedTwiceRunningWhileSomebodyElseIsFree() {
    Seated one = scripts.ready(1);
    ContactId c = scripts.open(Level.NONE);
    scripts.run(decline(one, scripts.ring(one)));
    Seated two = scripts.ready(1);
    scripts.run(decline(two, scripts.ring(two)));
    scripts.pass(Duration.ofSeconds(62));
    // Both have rested; two was asked last, and then one again.
    assertTrue(scripts.rings(one));
    scripts.run(decline(one, scripts.ring(one)));
    scripts.run(new DetachVolunteer(two.id(), two.connection()));
    scripts.pass(Duration.ofSeconds(62));
    assertEquals(c, scripts.view(one).ringing().getFirst().contact().id());
  }

  @Test
  void whoListensToFewerAndTookFewerInThisShiftIsAskedFirst() {
    Seated busy = scripts.ready(2);
    scripts.open(Level.NONE);
    ContactState held = scripts.accept(busy);
    Seated free = scripts.ready(2);
    scripts.open(Level.NONE);
    assertTrue(scripts.rings(free));
    scripts.run(decline(free, scripts.ring(free)));
    assertTrue(scripts.rings(busy));
    scripts.run(decline(busy, scripts.ring(busy)));
    ContactState ended = scripts.run(close(busy, held)).state().orElseThrow();
    scripts.run(finish(busy, ended));
    scripts.pass(Duration.ofSeconds(10));
    scripts.run(Scripts.presence(free, Status.ON_BREAK, Set.of(Medium.CHAT), 2));
    scripts.run(Scripts.presence(free, Status.READY, Set.of(Medium.CHAT), 2));
    // Busy has been idle for ten seconds longer, and took one contact more in this shift.
    scripts.open(Level.BLUE);
    assertTrue(scripts.rings(free));
    assertFalse(scripts.rings(busy));
  }

  private static DeclineOffer decline(Seated v, OfferId offer) {
    return new DeclineOffer(v.id(), v.connection(), offer);
  }

  @Test
  void onlyTheHolderEndsAContactAndOnlyInItsTerm() {
    Seated v = scripts.ready(1);
    ContactState waiting = see(scripts.open(Level.NONE));
    scripts.refused(Refusal.STALE, close(v, waiting));
    ContactState held = scripts.accept(v);
    Seated other = scripts.ready(1);
    scripts.refused(Refusal.NOT_PRESENT, close(NOBODY, held));
    scripts.refused("displaced", close(elsewhere(v), held));
    scripts.refused(Refusal.STALE, close(other, held));
    scripts.refused(Refusal.STALE, close(v, waiting));
    scripts.refused(Refusal.STALE, finish(v, held));
    ContactState ended = scripts.twice(close(v, held));
    assertEquals(Stage.WRAP_UP, ended.stage());
    assertEquals(2, ended.term());
    scripts.refused(Refusal.STALE, close(v, ended));
    scripts.refused(Refusal.NOT_PRESENT, finish(NOBODY, ended));
    scripts.refused("displaced", finish(elsewhere(v), ended));
    scripts.refused(Refusal.STALE, finish(other, ended));
    ContactState closed = scripts.twice(finish(v, ended));
    assertEquals(Stage.CLOSED, closed.stage());
    scripts.run(confirm(closed));
    scripts.refused(Refusal.UNKNOWN_CONTACT, finish(v, ended));
    scripts.refused(Refusal.UNKNOWN_CONTACT, close(v, held));
    scripts.refused(Refusal.UNKNOWN_CONTACT, new ViewContact(closed.id()));
  }

  @Test
  void whoWroteTheRecordIsFreeAgain() {
    Seated v = scripts.ready(1);
    scripts.open(Level.NONE);
    ContactState held = scripts.accept(v);
    ContactId next = scripts.open(Level.NONE);
    ContactState ended = scripts.run(close(v, held)).state().orElseThrow();
    assertFalse(scripts.rings(v));
    scripts.run(finish(v, ended));
    assertEquals(next, scripts.view(v).ringing().getFirst().contact().id());
  }

  @Test
  void peopleSeeATermOnceItIsConfirmedAndNoOther() {
    Seated v = scripts.ready(1);
    ContactId c = scripts.open(Level.NONE);
    ContactState held = scripts.accept(v);
    assertEquals(Stage.WAITING, see(c).seen().stage());
    scripts.unchanged(() -> scripts.run(confirm(held)));
    assertEquals(Stage.ACTIVE, see(c).seen().stage());
    assertEquals(Optional.of(v.id()), see(c).seen().holder());
    ContactState ended = scripts.run(close(v, held)).state().orElseThrow();
    scripts.unchanged(() -> scripts.run(confirm(held)));
    assertEquals(Stage.ACTIVE, see(c).seen().stage());
    scripts.run(confirm(ended));
    scripts.unchanged(() -> scripts.run(confirm(ended)));
    assertEquals(Stage.WRAP_UP, see(c).seen().stage());
  }

  @Test
  void dangerIsRungInThePlaceOfTheLastCalmOneWhereNobodyIsFree() {
    Seated v = scripts.ready(2);
    ContactId first = scripts.open(Level.NONE);
    scripts.pass(Duration.ofSeconds(1));
    ContactId last = scripts.open(Level.NONE);
    assertEquals(Set.of(first, last), rung(v));

    ContactId danger = scripts.open(Level.RED);
    assertEquals(Set.of(first, danger), rung(v));
    ContactId more = scripts.open(Level.RED);
    assertEquals(Set.of(danger, more), rung(v));
    ContactId third = scripts.open(Level.RED);
    assertEquals(Set.of(danger, more), rung(v)); // never in the place of another in danger

    // Whoever gave way is rung elsewhere, in the order in which they came.
    Seated other = scripts.ready(4);
    boolean rings = true;
    while (rings) {
      rings = scripts.run(new Match()).more();
    }
    assertEquals(Set.of(danger, more, third, first), rung(other)); // danger rings at two
  }

  @Test
  void nobodyGivesWayWhileSomebodyIsFree() {
    Seated busy = scripts.ready(1);
    ContactId calm = scripts.open(Level.NONE);
    Seated free = scripts.ready(1);
    ContactId danger = scripts.open(Level.RED);
    assertEquals(Set.of(calm), rung(busy));
    assertEquals(Set.of(danger), rung(free));
  }

  private Set<ContactId> rung(Seated v) {
    return scripts.view(v).ringing().stream()
        .map(ring -> ring.contact().id())
        .collect(Collectors.toSet());
  }
}
