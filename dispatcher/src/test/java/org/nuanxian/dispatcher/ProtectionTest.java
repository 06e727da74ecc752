package org.nuanxian.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.dispatcher.call.CloseContact;
import org.nuanxian.dispatcher.call.DeclineOffer;
import org.nuanxian.dispatcher.call.FinishWrapUp;
import org.nuanxian.dispatcher.call.SetPresence;
import org.nuanxian.dispatcher.call.SetShift;
import org.nuanxian.dispatcher.call.ViewAlarms;
import org.nuanxian.dispatcher.policy.CityPolicy;
import org.nuanxian.dispatcher.policy.Protections;
import org.nuanxian.dispatcher.testing.Scripts;
import org.nuanxian.dispatcher.testing.TestCity;
import org.nuanxian.dispatcher.testing.TestCity.Seated;
import org.nuanxian.roster.Medium;
import org.nuanxian.runtime.testing.Stores;

/** Volunteers rest, and nobody who waits is left alone because of it. */
class ProtectionTest {
  @RegisterExtension static final Stores STORES = Stores.with("dispatch");

  private static final Protections PROTECTIONS = TestCity.POLICY.city().protections();

  /** From the afternoon in which every test begins to half past eleven at night. */
  private static final Duration UNTIL_NIGHT = Duration.ofMinutes(450);

  private Scripts scripts;

  @BeforeEach
  void start() {
    scripts = new Scripts(STORES);
  }

  private Optional<Rest> rest(Seated v) {
    return scripts.view(v).volunteer().orElseThrow().rest();
  }

  private Optional<String> why(Seated v) {
    return rest(v).map(Rest::why);
  }

  private List<String> alarms() {
    return scripts.run(new ViewAlarms()).stream().map(Alarm::kind).sorted().toList();
  }

  private void serve(Seated v) {
    ContactState held = scripts.accept(v);
    long term = held.term();
    scripts.run(new CloseContact(v.id(), v.connection(), held.id(), term, Outcome.COMPLETED));
    scripts.run(new FinishWrapUp(v.id(), v.connection(), held.id(), term + 1));
  }

  private SetPresence saying(Seated v, boolean back) {
    Wanted ready = Wanted.atDesk(Status.READY, Set.of(Medium.CHAT), 1);
    Instant until = scripts.view(v).volunteer().orElseThrow().onShiftUntil();
    return new SetPresence(v.id(), v.connection(), back ? ready.comingBack() : ready, until);
  }

  private void decline(Seated v) {
    scripts.run(new DeclineOffer(v.id(), v.connection(), scripts.ring(v)));
  }

  /** Somebody who has just spoken with somebody in danger, and rests. */
  private Seated afterDanger() {
    Seated v = scripts.ready(1);
    scripts.open(Level.RED);
    serve(v);
    return v;
  }

  @Test
  void afterDangerSomebodyRestsAWhileAndThenIsAskedAsBefore() {
    Seated v = afterDanger();
    assertEquals(Optional.of("red"), why(v));
    assertEquals(
        Optional.of(
            Instant.ofEpochMilli(scripts.city().timer().nowMs()).plus(PROTECTIONS.redRest())),
        rest(v).flatMap(Rest::until));
    scripts.run(saying(v, false));
    assertEquals(Optional.of("red"), why(v));
    scripts.pass(PROTECTIONS.redRest().plusSeconds(1));
    assertEquals(Optional.empty(), why(v));
  }

  @Test
  void whoeverRestsComesAfterEverybodyElseAndComesBackByOneWord() {
    Seated rests = afterDanger();
    Seated other = scripts.ready(1);
    scripts.open(Level.RED);
    assertTrue(scripts.rings(other));
    assertFalse(scripts.rings(rests)); // not even as the second who rings
    scripts.accept(other);
    scripts.open(Level.NONE);
    assertFalse(scripts.rings(rests)); // somebody else is there, and will be free
    scripts.run(saying(rests, true));
    assertEquals(Optional.empty(), why(rests));
    assertTrue(scripts.rings(rests));
    assertTrue(alarms().isEmpty());
  }

  @Test
  void theLastOneThereIsAskedAndAnAlarmRisesFirst() {
    Seated v = afterDanger();
    scripts.open(Level.NONE);
    assertTrue(scripts.rings(v));
    assertEquals(List.of("onlyResting"), alarms());
    decline(v);
    assertEquals(List.of("onlyResting"), alarms());
    scripts.pass(Duration.ofSeconds(62));
    assertTrue(scripts.rings(v));
    scripts.accept(v);
    assertTrue(alarms().isEmpty());
  }

  @Test
  void nobodyWaitsForLongBecauseSomebodyRests() {
    Seated rests = afterDanger();
    Seated other = scripts.ready(1);
    scripts.open(Level.NONE);
    scripts.accept(other);
    ContactId waits = scripts.open(Level.NONE);
    scripts.pass(PROTECTIONS.restWait().minusSeconds(2));
    assertFalse(scripts.rings(rests));
    scripts.pass(Duration.ofSeconds(3));
    assertEquals(waits, scripts.view(rests).ringing().getFirst().contact().id());
    assertEquals(List.of("onlyResting"), alarms());
  }

  @Test
  void somebodyInDangerIsHeardByWhoeverRests() {
    Seated rests = afterDanger();
    Seated other = scripts.ready(1);
    scripts.open(Level.NONE);
    scripts.accept(other);
    ContactId red = scripts.open(Level.RED);
    assertEquals(red, scripts.view(rests).ringing().getFirst().contact().id());
    assertEquals(List.of("onlyResting"), alarms());
  }

  @Test
  void twoMissedOffersByDayAreARest() {
    Seated v = scripts.ready(1);
    scripts.open(Level.NONE);
    scripts.pass(Duration.ofSeconds(31));
    assertEquals(Optional.empty(), why(v));
    scripts.pass(Duration.ofSeconds(52));
    assertEquals(Optional.of("missed"), why(v));
    assertEquals(Optional.empty(), rest(v).flatMap(Rest::until));
    // Nobody else is there: it rings on, and somebody knows.
    scripts.pass(Duration.ofSeconds(21));
    assertTrue(scripts.rings(v));
    assertEquals(List.of("onlyResting"), alarms());
    scripts.run(saying(v, true));
    assertEquals(Optional.empty(), why(v));
  }

  @Test
  void anAnswerBetweenTwoMissedOffersEndsTheCounting() {
    Seated v = scripts.ready(1);
    scripts.open(Level.NONE);
    scripts.pass(Duration.ofSeconds(52));
    decline(v);
    scripts.pass(Duration.ofSeconds(92));
    assertEquals(Optional.empty(), why(v));
  }

  @Test
  void aMissedOfferAtNightCallsOthersAndIsNoRest() {
    scripts.city().timer().advance(UNTIL_NIGHT);
    scripts.pass(Duration.ofSeconds(1));
    Seated v = scripts.ready(1);
    scripts.open(Level.NONE);
    assertTrue(alarms().isEmpty());
    scripts.pass(Duration.ofSeconds(31));
    assertEquals(List.of("nightMissed"), alarms());
    scripts.pass(Duration.ofSeconds(52));
    assertEquals(Optional.empty(), why(v));
    scripts.pass(Duration.ofSeconds(21));
    scripts.accept(v);
    assertTrue(alarms().isEmpty());
  }

  @Test
  void afterManyOfAShiftSomebodyRestsUntilTheySayThatTheyCanOrTheNext() {
    Seated v = scripts.ready(1);
    for (int i = 0; i < PROTECTIONS.perShift(); i++) {
      assertEquals(Optional.empty(), why(v));
      scripts.open(Level.NONE);
      serve(v);
    }
    assertEquals(Optional.of("shift"), why(v));
    scripts.run(saying(v, true));
    assertEquals(Optional.empty(), why(v));
    scripts.open(Level.NONE);
    serve(v);
    assertEquals(Optional.of("shift"), why(v));
    Instant now = Instant.ofEpochMilli(scripts.city().timer().nowMs());
    scripts.run(new SetShift(v.id(), now, Scripts.EVERYTHING));
    scripts.run(new SetShift(v.id(), now.plusSeconds(3_600), Scripts.EVERYTHING));
    assertEquals(Optional.empty(), why(v));
  }

  @Test
  void nothingRingsBesideAVoiceUnlessTheCityLetsIt() {
    Seated v = scripts.ready(Set.of(Medium.CHAT, Medium.VOICE), 2);
    scripts.calling(Level.NONE);
    scripts.answer(v);
    scripts.open(Level.NONE);
    assertFalse(scripts.rings(v));
    Protections p = PROTECTIONS;
    scripts
        .city()
        .now()
        .decide(
            new CityPolicy(
                TestCity.POLICY.city().order(),
                TestCity.POLICY.city().reach(),
                TestCity.POLICY.city().offers(),
                new Protections(
                    p.redRest(),
                    p.restWait(),
                    p.perShift(),
                    p.perNight(),
                    p.missed(),
                    p.nuisanceDays(),
                    false),
                TestCity.POLICY.city().callBacks(),
                TestCity.POLICY.city().standby()));
    scripts.run(
        new SetPresence(
            v.id(),
            v.connection(),
            Wanted.atDesk(Status.READY, Set.of(Medium.CHAT, Medium.VOICE), 2),
            scripts.view(v).volunteer().orElseThrow().onShiftUntil()));
    assertTrue(scripts.rings(v));
    scripts.accept(v);
    scripts.calling(Level.NONE);
    assertFalse(scripts.rings(v)); // one voice at a time, and two at most of any kind
  }

  @Test
  void afterManyOfANightSomebodyRestsUntilItIsOver() {
    scripts.city().timer().advance(UNTIL_NIGHT);
    scripts.pass(Duration.ofSeconds(1));
    Seated v = scripts.ready(1);
    for (int i = 0; i < PROTECTIONS.perNight(); i++) {
      scripts.open(Level.NONE);
      serve(v);
    }
    assertEquals(Optional.of("night"), why(v));
    Instant dawn = rest(v).flatMap(Rest::until).orElseThrow();
    assertEquals(Instant.parse("2027-01-15T22:00:00Z"), dawn);
  }
}
