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
  }

  @Test
  void byDayTheClearanceForNightsSaysNothing() {
    Seated other = scripts.readyWith(Stored.SENIOR | Stored.MINORS);
    scripts.open(Level.NONE);
    assertTrue(scripts.rings(other));
    assertTrue(alarms().isEmpty());
  }
}
