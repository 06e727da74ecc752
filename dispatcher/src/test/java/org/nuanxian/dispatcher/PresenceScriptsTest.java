package org.nuanxian.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.dispatcher.call.AcknowledgeAlarm;
import org.nuanxian.dispatcher.call.ActAlarm;
import org.nuanxian.dispatcher.call.AttachVolunteer;
import org.nuanxian.dispatcher.call.ClearLanes;
import org.nuanxian.dispatcher.call.CloseContact;
import org.nuanxian.dispatcher.call.DetachVolunteer;
import org.nuanxian.dispatcher.call.EscalateContact;
import org.nuanxian.dispatcher.call.FinishRebuild;
import org.nuanxian.dispatcher.call.FinishWrapUp;
import org.nuanxian.dispatcher.call.Match;
import org.nuanxian.dispatcher.call.OpenContact;
import org.nuanxian.dispatcher.call.RenewNode;
import org.nuanxian.dispatcher.call.RestoreContact;
import org.nuanxian.dispatcher.call.SetShift;
import org.nuanxian.dispatcher.call.SuspendPresence;
import org.nuanxian.dispatcher.call.TakeLease;
import org.nuanxian.dispatcher.call.ViewAlarms;
import org.nuanxian.dispatcher.call.ViewContact;
import org.nuanxian.dispatcher.testing.Scripts;
import org.nuanxian.dispatcher.testing.TestCity.Seated;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.testing.Stores;

/** The scripts of volunteers, nodes, escalations and rebuilds, and what a repeat answers. */
class PresenceScriptsTest {
  @RegisterExtension static final Stores STORES = Stores.with("roster", "dispatch");

  private static final Set<Medium> CHAT = Set.of(Medium.CHAT);
  private static final NodeId OTHER = new NodeId("other");
  private static final ServerName SECOND = new ServerName("second:8080");

  private Scripts scripts;

  @BeforeEach
  void start() {
    scripts = new Scripts(STORES);
  }

  private static Seated elsewhere(Seated v) {
    return new Seated(v.id(), new ConnectionId(UUID.randomUUID()));
  }

  private static VolunteerId somebody() {
    return new VolunteerId(UUID.randomUUID());
  }

  private AttachVolunteer attach(Seated v, boolean again) {
    return new AttachVolunteer(scripts.here(v, Status.READY), Scripts.NODE, again);
  }

  private Status status(Seated v) {
    return scripts.view(v).volunteer().orElseThrow().status();
  }

  private ContactState see(ContactId contact) {
    return scripts.run(new ViewContact(contact)).state();
  }

  @Test
  void theNewestConsoleCountsAndAnAnnouncementNeverDisplacesIt() {
    Seated old = scripts.ready(1);
    scripts.unchanged(() -> scripts.run(attach(old, false)));
    Seated fresh = elsewhere(old);
    scripts.run(attach(fresh, false));
    scripts.refused("displaced", attach(old, true));
    assertEquals(
        Optional.of(fresh.connection()), scripts.view(old).volunteer().orElseThrow().connection());
    assertEquals(Status.READY, status(fresh));
    scripts.unchanged(() -> scripts.run(new DetachVolunteer(old.id(), old.connection())));
    assertEquals(Status.READY, status(fresh));
  }

  @Test
  void whoIsGoneIsLostOnceAndComesBackAsBefore() {
    Seated v = scripts.ready(1);
    ContactId c = scripts.open(Level.NONE);
    assertTrue(scripts.rings(v));
    scripts.run(new DetachVolunteer(v.id(), v.connection()));
    assertFalse(scripts.rings(v));
    assertEquals(Status.LOST, status(v));
    scripts.unchanged(() -> scripts.run(new DetachVolunteer(v.id(), v.connection())));
    scripts.unchanged(() -> scripts.run(new DetachVolunteer(somebody(), v.connection())));
    scripts.run(attach(elsewhere(v), false));
    assertEquals(Status.READY, status(v));
    assertEquals(c, scripts.view(v).ringing().getFirst().contact().id());
  }

  @Test
  void onlyTheConsoleThatCountsSaysWhatTheVolunteerIsReadyFor() {
    Seated v = scripts.ready(1);
    ContactId c = scripts.open(Level.NONE);
    scripts.refused(
        Refusal.NOT_PRESENT,
        Scripts.presence(new Seated(somebody(), v.connection()), Status.READY, CHAT, 1));
    scripts.refused("displaced", Scripts.presence(elsewhere(v), Status.READY, CHAT, 1));
    scripts.run(Scripts.presence(v, Status.ON_BREAK, CHAT, 1));
    assertFalse(scripts.rings(v));
    scripts.run(Scripts.presence(v, Status.ON_BREAK, CHAT, 1));
    assertEquals(Status.ON_BREAK, status(v));
    scripts.run(Scripts.presence(v, Status.READY, CHAT, 2));
    assertEquals(c, scripts.view(v).ringing().getFirst().contact().id());
    scripts.run(Scripts.presence(v, Status.READY, CHAT, 2));
    assertEquals(1, scripts.view(v).ringing().size());
  }

  private static SetShift shift(VolunteerId volunteer, Instant until) {
    return new SetShift(volunteer, until, Scripts.EVERYTHING);
  }

  @Test
  void afterTheShiftNobodyIsRung() {
    Seated v = scripts.ready(1);
    Instant soon = Instant.ofEpochMilli(scripts.city().timer().nowMs() + 1_000);
    scripts.run(shift(v.id(), soon));
    scripts.unchanged(() -> scripts.run(shift(v.id(), soon)));
    scripts.unchanged(() -> scripts.run(shift(somebody(), soon)));
    scripts.pass(Duration.ofSeconds(2));
    scripts.open(Level.NONE);
    assertFalse(scripts.rings(v));
    scripts.run(shift(v.id(), soon.plusSeconds(60)));
    assertTrue(scripts.rings(v));
  }

  @Test
  void matchingOffersUntilNobodyFreeFits() {
    Seated v = scripts.ready(1);
    scripts.unchanged(() -> assertFalse(scripts.run(new Match()).more()));
    scripts.run(Scripts.presence(v, Status.READY, CHAT, 1));
    scripts.open(Level.NONE);
    scripts.unchanged(() -> assertFalse(scripts.run(new Match()).more()));
  }

  @Test
  void aLeaseThatRanOutIsSaidAndEverybodyThereIsLost() {
    Seated v = scripts.ready(1);
    scripts.run(new AttachVolunteer(scripts.here(v, Status.READY), OTHER, false));
    scripts.refused("lapsed", RenewNode.goingOn(OTHER));
    scripts.run(RenewNode.joining(OTHER, SECOND));
    scripts.unchanged(() -> scripts.run(RenewNode.joining(OTHER, SECOND)));
    scripts.unchanged(() -> scripts.run(RenewNode.goingOn(OTHER)));
    scripts.pass(Duration.ofSeconds(8));
    scripts.refused("lapsed", RenewNode.goingOn(OTHER));
    assertEquals(Status.LOST, status(v));
  }

  @Test
  void aChoreIsOneNodesUntilItsTimeIsOver() {
    Duration length = Duration.ofSeconds(2);
    assertTrue(scripts.run(new TakeLease("audit", OTHER, length)));
    assertTrue(scripts.run(new TakeLease("audit", OTHER, length)));
    assertFalse(scripts.run(new TakeLease("audit", Scripts.NODE, length)));
    assertTrue(scripts.run(new TakeLease("other", Scripts.NODE, length)));
    scripts.pass(Duration.ofSeconds(3));
    assertTrue(scripts.run(new TakeLease("audit", Scripts.NODE, length)));
  }

  @Test
  void anAlarmClimbsUntilSomebodyActs() {
    Seated v = scripts.ready(1);
    scripts.open(Level.NONE);
    ContactState held = scripts.accept(v);
    EscalateContact help = new EscalateContact(v.id(), v.connection(), held.id());
    scripts.refused("displaced", new EscalateContact(v.id(), elsewhere(v).connection(), held.id()));
    Seated other = scripts.ready(1);
    scripts.refused(
        Refusal.NOT_HOLDER, new EscalateContact(other.id(), other.connection(), held.id()));
    scripts.twice(help);
    AlarmId alarm = scripts.run(new ViewAlarms()).getFirst().id();
    scripts.run(new AcknowledgeAlarm(alarm, v.id()));
    scripts.unchanged(() -> scripts.run(new AcknowledgeAlarm(alarm, v.id())));
    assertEquals(1, scripts.run(new ViewAlarms()).size());
    scripts.run(new ActAlarm(alarm, v.id(), "called"));
    assertTrue(scripts.run(new ViewAlarms()).isEmpty());
    scripts.unchanged(() -> scripts.run(new ActAlarm(alarm, v.id(), "called")));
    scripts.refused(Refusal.UNKNOWN_ESCALATION, new AcknowledgeAlarm(alarm, v.id()));
  }

  @Test
  void whoWaitsInDangerIsNotDoneWithWhenSomebodyActed() {
    scripts.open(Level.RED);
    AlarmId alarm = scripts.run(new ViewAlarms()).getFirst().id();
    scripts.run(new ActAlarm(alarm, somebody(), "called"));
    scripts.run(new ActAlarm(alarm, somebody(), "called"));
    assertEquals(alarm, scripts.run(new ViewAlarms()).getFirst().id());
  }

  @Test
  void noScriptRunsUnderAnotherEra() {
    Era other = new Era("another");
    scripts.unchanged(() ->
        assertThrows(
            NeedsRebuild.class,
            () -> scripts.city().get(() -> scripts.city().now().run(other, new Match()))));
  }

  private Now.Begun begin(Era known, Era fresh, NodeId node) {
    return scripts.city().get(() -> scripts.city().now().beginRebuild(known, fresh, node));
  }

  @Test
  void oneNodeLeadsARebuildAndItsRepeatLeadsAgain() {
    Era known = new Era(scripts.city().get(() -> scripts.city().now().era()));
    Era fresh = new Era("fresh");
    assertEquals(new Now.Begun.Done(known), begin(new Era("older"), fresh, OTHER));
    assertEquals(new Now.Begun.Lead(), begin(known, fresh, Scripts.NODE));
    assertEquals(new Now.Begun.Lead(), begin(known, fresh, Scripts.NODE));
    assertEquals(new Now.Begun.Wait(), begin(known, new Era("late"), OTHER));
    Seated v = new Seated(somebody(), new ConnectionId(UUID.randomUUID()));
    Stored row = Scripts.moved(scripts.row(Level.NONE), Stage.ACTIVE, Optional.of(v.id()), 3);
    scripts.run(new SuspendPresence());
    scripts.unchanged(() -> scripts.run(new SuspendPresence()));
    scripts.unchanged(() -> scripts.run(new ClearLanes()));
    scripts.unchanged(() -> scripts.run(new ClearLanes()));
    ContactState first = scripts.run(new RestoreContact(row)).state().orElseThrow();
    ContactState again = scripts.run(new RestoreContact(row)).state().orElseThrow();
    assertEquals(first, again);
    scripts.run(new FinishRebuild(fresh, "life"));
    assertEquals("fresh", scripts.city().get(() -> scripts.city().now().era()));
    scripts.run(attach(v, true));
    assertEquals(row.id(), scripts.view(v).held().getFirst().id());
  }

  @Test
  void aLeaderWhoseLeaseRanOutIsFollowedByAnother() {
    Era known = new Era(scripts.city().get(() -> scripts.city().now().era()));
    assertEquals(new Now.Begun.Lead(), begin(known, new Era("fresh"), Scripts.NODE));
    scripts.city().timer().advance(Duration.ofSeconds(7));
    assertEquals(new Now.Begun.Lead(), begin(known, new Era("late"), OTHER));
  }

  @Test
  void theHigherTermWinsInARestoredContact() {
    Seated v = scripts.ready(1);
    Stored row = scripts.row(Level.NONE);
    scripts.run(new OpenContact(row));
    ContactState held = scripts.accept(v);
    assertTrue(scripts.run(new RestoreContact(row)).more());
    assertEquals(held.term(), see(row.id()).term());
    Stored newer = Scripts.moved(row, Stage.WAITING, Optional.empty(), 5);
    assertFalse(scripts.run(new RestoreContact(newer)).more());
    assertEquals(Stage.WAITING, see(row.id()).stage());
    assertTrue(scripts.view(v).held().isEmpty());
    Stored over = Scripts.moved(row, Stage.CLOSED, Optional.empty(), 6);
    scripts.run(new RestoreContact(over));
    scripts.refused(Refusal.UNKNOWN_CONTACT, new ViewContact(row.id()));
    scripts.unchanged(() -> scripts.run(new RestoreContact(over)));
  }

  @Test
  void heldTalksAreKeptBeyondACapacityThatWasLoweredAndNothingIsAdded() {
    Seated v = scripts.ready(3);
    for (int i = 0; i < 3; i++) {
      scripts.open(Level.NONE);
      scripts.accept(v);
    }
    scripts.run(Scripts.presence(v, Status.READY, CHAT, 1));
    assertEquals(3, scripts.view(v).held().size());
    scripts.open(Level.NONE);
    Stored row = Scripts.moved(scripts.row(Level.NONE), Stage.ACTIVE, Optional.of(v.id()), 4);
    scripts.run(new RestoreContact(row));
    assertEquals(4, scripts.view(v).held().size());
    assertFalse(scripts.rings(v));
    for (ContactState held : scripts.view(v).held().subList(1, 4)) {
      end(v, held);
      assertFalse(scripts.rings(v));
    }
    end(v, scripts.view(v).held().getFirst());
    assertTrue(scripts.rings(v));
  }

  private void end(Seated v, ContactState held) {
    ContactState ended =
        scripts
            .run(
                new CloseContact(v.id(), v.connection(), held.id(), held.term(), Outcome.COMPLETED))
            .state()
            .orElseThrow();
    scripts.run(new FinishWrapUp(v.id(), v.connection(), held.id(), ended.term()));
  }
}
