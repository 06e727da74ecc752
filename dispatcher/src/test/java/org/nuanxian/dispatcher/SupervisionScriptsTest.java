package org.nuanxian.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.dispatcher.call.AssignContact;
import org.nuanxian.dispatcher.call.AttachVolunteer;
import org.nuanxian.dispatcher.call.CallIn;
import org.nuanxian.dispatcher.call.DeclineOffer;
import org.nuanxian.dispatcher.call.EscalateContact;
import org.nuanxian.dispatcher.call.OpenContact;
import org.nuanxian.dispatcher.call.TakeOver;
import org.nuanxian.dispatcher.call.ViewAlarms;
import org.nuanxian.dispatcher.call.WidenContact;
import org.nuanxian.dispatcher.testing.RowCopy;
import org.nuanxian.dispatcher.testing.Scripts;
import org.nuanxian.dispatcher.testing.TestCity.Seated;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.testing.Stores;

/** What a supervisor does from the board, and that each of it is an act on what called them. */
class SupervisionScriptsTest {
  @RegisterExtension static final Stores STORES = Stores.with("roster", "dispatch");

  private Scripts scripts;

  /** Here, and ready for nothing. */
  private Seated supervisor;

  @BeforeEach
  void start() {
    scripts = new Scripts(STORES);
    supervisor = here();
  }

  private Seated here() {
    Seated v = new Seated(new VolunteerId(UUID.randomUUID()), new ConnectionId(UUID.randomUUID()));
    scripts.run(new AttachVolunteer(scripts.here(v, Status.ON_BREAK), Scripts.NODE, false));
    scripts.run(Scripts.presence(v, Status.ON_BREAK, Set.of(Medium.CHAT), 1));
    return v;
  }

  private AssignContact assign(ContactId contact, Seated to) {
    return new AssignContact(supervisor.id(), contact, to.id());
  }

  private TakeOver takeOver(ContactId contact, long term) {
    return new TakeOver(supervisor.id(), supervisor.connection(), contact, term);
  }

  private boolean called(Seated v) {
    return scripts.view(v).volunteer().orElseThrow().asked().isPresent();
  }

  private void decline(Seated who) {
    scripts.run(new DeclineOffer(who.id(), who.connection(), scripts.ring(who)));
  }

  @Test
  void aWaitingContactRingsAtWhomeverTheSupervisorChooses() {
    Seated first = scripts.ready(1);
    ContactId contact = scripts.open(Level.NONE);
    assertTrue(scripts.rings(first));
    Seated chosen = scripts.ready(1);
    ContactState rung = scripts.twice(assign(contact, chosen));
    assertEquals(List.of(chosen.id()), rung.offered());
    assertEquals(Purpose.ASSIGN, rung.rung().getFirst().purpose());
    assertFalse(scripts.rings(first));
    decline(chosen);
    scripts.run(assign(contact, chosen));
    assertEquals(Optional.of(chosen.id()), scripts.accept(chosen).holder());
    scripts.refused(Refusal.STALE, assign(contact, first));
  }

  @Test
  void nobodyIsRungOnABreakOverCapacityOrAgainstAWish() {
    ContactId contact = scripts.open(Level.NONE);
    scripts.refused(Refusal.NOBODY_FREE, assign(contact, supervisor));
    Seated busy = scripts.ready(1);
    scripts.accept(busy);
    ContactId next = scripts.open(Level.NONE);
    scripts.refused(Refusal.NOBODY_FREE, assign(next, busy));
    Stored row = scripts.row(Level.NONE);
    Seated unwanted = scripts.ready(3);
    Stored avoiding =
        RowCopy.of(row)
            .wishing(row.origin(), false, Optional.empty(), Set.of(unwanted.id()))
            .stored();
    scripts.run(new OpenContact(avoiding));
    scripts.refused(Refusal.NOBODY_FREE, assign(avoiding.id(), unwanted));
  }

  @Test
  void whatIsAssignedIsAnActAndTheLadderOfWhoeverStillWaitsClimbsOn() {
    ContactId red = scripts.open(Level.RED);
    assertEquals(1, scripts.run(new ViewAlarms()).size());
    Seated late = here();
    scripts.run(Scripts.presence(late, Status.READY, Set.of(Medium.CHAT), 1));
    if (!scripts.rings(late)) {
      scripts.run(assign(red, late));
    }
    decline(late);
    scripts.run(assign(red, late));
    Alarm acted = scripts.run(new ViewAlarms()).getFirst();
    assertEquals(Optional.of(supervisor.id()), acted.acknowledgedBy());
    scripts.accept(late);
    assertEquals(List.of(), scripts.run(new ViewAlarms()));
  }

  @Test
  void theSupervisorGoesOnWithSomebodyElsesContact() {
    Seated holder = scripts.ready(1);
    ContactId contact = scripts.open(Level.NONE);
    scripts.accept(holder);
    scripts.run(new EscalateContact(holder.id(), holder.connection(), contact));
    ContactState taken = scripts.twice(takeOver(contact, 1));
    assertEquals(Optional.of(supervisor.id()), taken.holder());
    assertEquals(2, taken.term());
    assertTrue(taken.returned());
    assertTrue(scripts.view(holder).held().isEmpty());
    assertEquals(List.of(), scripts.run(new ViewAlarms()));
    scripts.open(Level.NONE);
    assertTrue(scripts.rings(holder));
    scripts.pass(Duration.ofSeconds(1));
    assertFalse(scripts.rings(supervisor));
  }

  @Test
  void theSupervisorTakesSomebodyWhoWaitsAndNobodyWhoWentOnSince() {
    Seated ringing = scripts.ready(1);
    ContactId contact = scripts.open(Level.RED);
    scripts.refused(Refusal.STALE, takeOver(contact, 1));
    ContactState taken = scripts.twice(takeOver(contact, 0));
    assertEquals(Stage.ACTIVE, taken.stage());
    assertFalse(taken.returned());
    assertFalse(scripts.rings(ringing));
    for (int i = 1; i < 4; i++) {
      ContactId more = scripts.open(Level.BLUE);
      scripts.run(takeOver(more, 0));
    }
    ContactId fifth = scripts.open(Level.NONE);
    scripts.refused(Refusal.OVER_CAPACITY, takeOver(fifth, 0));
  }

  @Test
  void whoeverIsOnABreakIsAskedAndAnswersByWhatTheySay() {
    Seated resting = here();
    CallIn call = new CallIn(supervisor.id(), resting.id(), Optional.empty());
    scripts.run(call);
    scripts.unchanged(() -> scripts.run(call));
    assertTrue(called(resting));
    ContactId contact = scripts.open(Level.NONE);
    assertFalse(scripts.rings(resting));
    scripts.run(Scripts.presence(resting, Status.ON_BREAK, Set.of(Medium.CHAT), 1));
    assertFalse(called(resting));
    scripts.run(new CallIn(supervisor.id(), resting.id(), Optional.of(contact)));
    scripts.run(Scripts.presence(resting, Status.READY, Set.of(Medium.CHAT), 1));
    assertFalse(called(resting));
    assertTrue(scripts.rings(resting));
    scripts.refused(
        Refusal.NOBODY_FREE, new CallIn(supervisor.id(), resting.id(), Optional.empty()));
  }

  @Test
  void theWholeCityIsAskedAtOnce() {
    // Somebody is there who cannot take it: it waits for its own county first.
    scripts.ready(scripts.city().west, Set.of(Medium.VOICE), 1);
    Stored west = scripts.row(Level.NONE, Medium.CHAT, scripts.city().west);
    scripts.run(new OpenContact(west));
    Seated neighbour = scripts.ready(1);
    assertFalse(scripts.rings(neighbour));
    scripts.twice(new WidenContact(supervisor.id(), west.id()));
    assertTrue(scripts.rings(neighbour));
    scripts.accept(neighbour);
    scripts.refused(Refusal.STALE, new WidenContact(supervisor.id(), west.id()));
  }
}
