package org.nuanxian.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.dispatcher.call.DeclineOffer;
import org.nuanxian.dispatcher.call.OpenContact;
import org.nuanxian.dispatcher.call.TellContact;
import org.nuanxian.dispatcher.call.ViewAlarms;
import org.nuanxian.dispatcher.testing.RowCopy;
import org.nuanxian.dispatcher.testing.Scripts;
import org.nuanxian.dispatcher.testing.TestCity;
import org.nuanxian.dispatcher.testing.TestCity.Seated;
import org.nuanxian.runtime.testing.Stores;

/** Whoever is held back waits a bounded time longer, is served, and in danger is heard at once. */
class HeldBackTest {
  @RegisterExtension static final Stores STORES = Stores.with("dispatch");

  private static final Duration LATER = TestCity.POLICY.city().order().heldBack();

  private Scripts scripts;

  @BeforeEach
  void start() {
    scripts = new Scripts(STORES);
  }

  private List<String> alarms() {
    return scripts.run(new ViewAlarms()).stream().map(Alarm::kind).sorted().toList();
  }

  private Seated supervisor() {
    return scripts.readyWith(Stored.SENIOR | Stored.MINORS | Stored.NIGHTS | Stored.SUPERVISES);
  }

  private Stored heldBack(Level level) {
    return RowCopy.of(scripts.row(level)).heldBack(true).stored();
  }

  private ContactId open(Stored row) {
    scripts.run(new OpenContact(row));
    return row.id();
  }

  private ContactId ringsAt(Seated v) {
    return scripts.view(v).ringing().getFirst().contact().id();
  }

  @Test
  void somebodyHeldBackComesAfterWhoeverCameALittleLater() {
    open(heldBack(Level.NONE));
    scripts.pass(LATER.minusSeconds(2));
    ContactId other = scripts.open(Level.NONE);
    assertEquals(other, ringsAt(scripts.ready(1)));
  }

  @Test
  void somebodyHeldBackWaitsNoLongerThanTheBound() {
    ContactId marked = open(heldBack(Level.NONE));
    scripts.pass(LATER.plusSeconds(2));
    scripts.open(Level.NONE);
    assertEquals(marked, ringsAt(scripts.ready(1)));
  }

  @Test
  void somebodyHeldBackIsServedByWhoeverIsFree() {
    Seated v = scripts.ready(1);
    ContactId marked = open(heldBack(Level.NONE));
    assertEquals(marked, ringsAt(v));
    assertTrue(alarms().isEmpty());
  }

  @Test
  void theirDangerRingsAtWhoeverSupervisesFirstThenAtEverybody() {
    Seated other = scripts.ready(1);
    Seated supervisor = supervisor();
    ContactId marked = open(heldBack(Level.RED));
    assertEquals(marked, ringsAt(supervisor));
    assertFalse(scripts.rings(other));
    scripts.run(
        new DeclineOffer(supervisor.id(), supervisor.connection(), scripts.ring(supervisor)));
    assertEquals(marked, ringsAt(other));
    assertEquals(List.of("redWaiting", "uncleared"), alarms());
  }

  @Test
  void theirDangerWaitsForNobodyAndASupervisorIsCalled() {
    Seated other = scripts.ready(1);
    ContactId marked = open(heldBack(Level.RED));
    assertEquals(marked, ringsAt(other));
    assertEquals(List.of("uncleared"), alarms());
  }

  @Test
  void inDangerTheyStandBehindNobodyWhoCameLater() {
    ContactId marked = open(heldBack(Level.RED));
    scripts.pass(Duration.ofSeconds(2));
    scripts.open(Level.RED);
    assertEquals(marked, ringsAt(supervisor()));
  }

  @Test
  void whenTheyAreInDangerInATalkASupervisorIsCalledUnlessOneListens() {
    Seated other = scripts.ready(1);
    Stored row = heldBack(Level.NONE);
    open(row);
    scripts.accept(other);
    assertTrue(alarms().isEmpty());
    Stored red = RowCopy.of(row).told(Level.NONE, true, 1).stored();
    scripts.twice(new TellContact(red));
    assertEquals(List.of("uncleared"), alarms());
  }

  @Test
  void dangerThatComesWhileACalmOfferRingsCallsASupervisorWhenItIsTaken() {
    Seated other = scripts.ready(1);
    Stored row = heldBack(Level.NONE);
    open(row);
    scripts.run(new TellContact(RowCopy.of(row).told(Level.NONE, true, 1).stored()));
    assertTrue(alarms().isEmpty());
    scripts.accept(other);
    assertEquals(List.of("uncleared"), alarms());
  }

  @Test
  void aSupervisorWhoListensToThemIsNotCalled() {
    Seated supervisor = supervisor();
    Stored row = heldBack(Level.NONE);
    open(row);
    scripts.accept(supervisor);
    scripts.run(new TellContact(RowCopy.of(row).told(Level.NONE, true, 1).stored()));
    assertTrue(alarms().isEmpty());
  }
}
