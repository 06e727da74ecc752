package org.nuanxian.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.dispatcher.call.AssignContact;
import org.nuanxian.dispatcher.call.AttachVolunteer;
import org.nuanxian.dispatcher.call.DeclineOffer;
import org.nuanxian.dispatcher.call.Match;
import org.nuanxian.dispatcher.call.OpenContact;
import org.nuanxian.dispatcher.call.SetShift;
import org.nuanxian.dispatcher.call.TellContact;
import org.nuanxian.dispatcher.call.ViewAlarms;
import org.nuanxian.dispatcher.testing.RowCopy;
import org.nuanxian.dispatcher.testing.Scripts;
import org.nuanxian.dispatcher.testing.TestCity;
import org.nuanxian.dispatcher.testing.TestCity.Seated;
import org.nuanxian.runtime.testing.Stores;

/** Who is trained for it is asked first, and nobody waits in silence because nobody is. */
class ClearanceTest {
  @RegisterExtension static final Stores STORES = Stores.with("dispatch");

  private static final Duration YIELD = TestCity.POLICY.timing().wantYield();

  /** From the afternoon in which every test begins to half past eleven at night. */
  private static final Duration UNTIL_NIGHT = Duration.ofMinutes(450);

  private static final Instant FOR_EVER = Instant.ofEpochMilli(9_000_000_000_000L);

  private Scripts scripts;

  @BeforeEach
  void start() {
    scripts = new Scripts(STORES);
  }

  private List<String> alarms() {
    return scripts.run(new ViewAlarms()).stream().map(Alarm::kind).sorted().toList();
  }

  private Seated gradeC() {
    return scripts.readyWith(Stored.MINORS | Stored.NIGHTS);
  }

  private void decline(Seated v) {
    scripts.run(new DeclineOffer(v.id(), v.connection(), scripts.ring(v)));
  }

  private void openMinor(Level level) {
    scripts.run(new OpenContact(RowCopy.of(scripts.row(level)).minor(true).stored()));
  }

  @Test
  void dangerRingsAtGradeAAndBFirstAndNeverWaitsForThem() {
    Seated begins = gradeC();
    Seated trained = scripts.ready(1);
    scripts.open(Level.RED);
    assertTrue(scripts.rings(trained));
    assertFalse(scripts.rings(begins)); // not beside them either
    assertTrue(alarms().isEmpty());
    decline(trained);
    assertTrue(scripts.rings(begins));
    assertEquals(List.of("redWaiting", "uncleared"), alarms());
  }

  @Test
  void whoeverIsTrainedRingsBesideWhoeverIsNotAndEndsTheAlarm() {
    Seated begins = gradeC();
    scripts.open(Level.RED);
    assertTrue(scripts.rings(begins));
    assertEquals(List.of("uncleared"), alarms());
    Seated trained = scripts.ready(1);
    assertTrue(scripts.rings(trained));
    scripts.accept(trained);
    assertFalse(scripts.rings(begins));
    assertTrue(alarms().isEmpty());
  }

  @Test
  void somebodyInDangerWhomABeginnerTookIsKnownToASupervisor() {
    Seated begins = gradeC();
    scripts.open(Level.RED);
    scripts.accept(begins);
    assertEquals(List.of("uncleared"), alarms());
  }

  @Test
  void calmOnesRingAtEveryGrade() {
    Seated begins = gradeC();
    scripts.open(Level.YELLOW);
    assertTrue(scripts.rings(begins));
    assertTrue(alarms().isEmpty());
  }

  @Test
  void aMinorIsHeardByWhoeverIsClearedAndByOthersOnlyAfterAWhileWithAnAlarm() {
    Seated other = scripts.readyWith(Stored.SENIOR | Stored.NIGHTS);
    openMinor(Level.NONE);
    scripts.pass(YIELD.minusSeconds(1));
    assertFalse(scripts.rings(other));
    Seated cleared = scripts.ready(1);
    assertTrue(scripts.rings(cleared));
    decline(cleared);
    assertFalse(scripts.rings(other));
    assertTrue(alarms().isEmpty());
    scripts.pass(Duration.ofSeconds(2));
    assertTrue(scripts.rings(other));
    assertEquals(List.of("uncleared"), alarms());
  }

  @Test
  void aMinorInDangerIsHeardAtOnceByWhoeverIsClearedFirst() {
    Seated trained = scripts.readyWith(Stored.SENIOR | Stored.NIGHTS);
    Seated cleared = scripts.readyWith(Stored.MINORS | Stored.NIGHTS);
    openMinor(Level.RED);
    assertTrue(scripts.rings(cleared));
    assertFalse(scripts.rings(trained));
    decline(cleared);
    assertTrue(scripts.rings(trained));
    assertEquals(List.of("redWaiting", "uncleared"), alarms());
  }

  @Test
  void atNightWhoeverIsNotClearedForItIsAskedWhenThereIsNobodyElse() {
    scripts.city().timer().advance(UNTIL_NIGHT);
    scripts.pass(Duration.ofSeconds(1));
    Seated other = scripts.readyWith(Stored.SENIOR | Stored.MINORS);
    scripts.open(Level.NONE);
    assertTrue(scripts.rings(other));
    assertEquals(List.of("onlyResting"), alarms());
    Seated cleared = scripts.ready(1);
    decline(other);
    assertTrue(scripts.rings(cleared));
    scripts.accept(cleared);
    scripts.open(Level.NONE);
    assertFalse(scripts.rings(other)); // somebody is there who is cleared, and will be free

    clear(cleared, Stored.SENIOR | Stored.MINORS);
    Seated was = scripts.ready(1);
    assertTrue(scripts.rings(was));
    Seated next = scripts.ready(1);
    clear(was, Stored.SENIOR | Stored.MINORS);
    assertFalse(scripts.rings(was));
    assertTrue(scripts.rings(next));
  }

  @Test
  void byDayTheClearanceForNightsSaysNothing() {
    Seated other = scripts.readyWith(Stored.SENIOR | Stored.MINORS);
    scripts.open(Level.NONE);
    assertTrue(scripts.rings(other));
    assertTrue(alarms().isEmpty());
  }

  private void clear(Seated v, int can) {
    Instant until = scripts.view(v).volunteer().orElseThrow().onShiftUntil();
    SetShift cleared = new SetShift(v.id(), until, can);
    boolean more = scripts.run(cleared).more();
    scripts.unchanged(() -> assertFalse(scripts.run(cleared).more()));
    while (more) {
      more = scripts.run(new Match()).more();
    }
  }

  @Test
  void whoeverLosesAClearanceIsRungForItNoLongerKeepsWhatTheyHoldAndTheNextIsRung() {
    Seated v = scripts.readyWith(Stored.SENIOR | Stored.NIGHTS);
    openMinor(Level.NONE);
    assertFalse(scripts.rings(v));
    clear(v, Scripts.EVERYTHING);
    ContactId held = scripts.accept(v).id();
    clear(v, 0);
    assertEquals(
        List.of(held), scripts.view(v).held().stream().map(contact -> contact.id()).toList());

    Seated was = scripts.ready(1);
    openMinor(Level.NONE);
    Seated next = scripts.ready(1);
    clear(was, Stored.SENIOR | Stored.NIGHTS);
    assertFalse(scripts.rings(was));
    assertTrue(scripts.rings(next));
    assertTrue(alarms().isEmpty());

    clear(was, Scripts.EVERYTHING);
    Seated opened = new Seated(next.id(), new ConnectionId(UUID.randomUUID()));
    scripts.run(
        new AttachVolunteer(
            scripts.here(opened, Status.READY).by(0, FOR_EVER), Scripts.NODE, false));
    assertFalse(scripts.rings(opened)); // a console in the place of another counts the same way
    assertTrue(scripts.rings(was));
  }

  @Test
  void dangerGoesToWhoeverIsTrainedAndRingsOnWhereNobodyElseIsOrASupervisorChose() {
    Seated was = scripts.ready(1);
    ContactId red = scripts.open(Level.RED);
    clear(was, Stored.MINORS | Stored.NIGHTS);
    assertTrue(scripts.rings(was)); // nobody else is there
    assertTrue(alarms().contains("uncleared"));
    clear(was, Scripts.EVERYTHING);
    Seated beside = scripts.ready(1);
    assertTrue(scripts.rings(beside));
    clear(was, Stored.MINORS | Stored.NIGHTS);
    assertFalse(scripts.rings(was)); // not beside somebody who is trained
    assertTrue(scripts.rings(beside));

    scripts.run(new AssignContact(beside.id(), red, was.id()));
    OfferId chosen = scripts.ring(was);
    clear(was, 0);
    assertEquals(chosen, scripts.ring(was));
  }

  @Test
  void anOfferThatRingsOnCountsAsWhatItsVolunteerIsNow() {
    Seated was = scripts.ready(1);
    ContactId contact = scripts.open(Level.NONE);
    OfferId offer = scripts.ring(was);
    clear(was, 0);
    assertEquals(offer, scripts.ring(was));
    Seated begins = gradeC();
    scripts.run(new TellContact(scripts.told(contact, Level.RED, false, 1)));
    assertTrue(scripts.rings(begins)); // beside whoever is trained they would not be
  }
}
