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
import org.nuanxian.dispatcher.call.AcceptOffer;
import org.nuanxian.dispatcher.call.CloseContact;
import org.nuanxian.dispatcher.call.DeclineOffer;
import org.nuanxian.dispatcher.call.DetachVolunteer;
import org.nuanxian.dispatcher.call.LeaveContact;
import org.nuanxian.dispatcher.call.SetAside;
import org.nuanxian.dispatcher.call.StepBack;
import org.nuanxian.dispatcher.call.TellContact;
import org.nuanxian.dispatcher.call.TransferContact;
import org.nuanxian.dispatcher.call.ViewColleagues;
import org.nuanxian.dispatcher.call.WithdrawTransfer;
import org.nuanxian.dispatcher.testing.RowCopy;
import org.nuanxian.dispatcher.testing.Scripts;
import org.nuanxian.dispatcher.testing.TestCity.Seated;
import org.nuanxian.roster.Medium;
import org.nuanxian.runtime.testing.Stores;

/** A warm transfer, from its beginning to each of its ends. */
class TransferScriptsTest {
  @RegisterExtension static final Stores STORES = Stores.with("roster", "dispatch");

  private Scripts scripts;
  private Seated holder;
  private ContactId contact;

  @BeforeEach
  void someoneTalks() {
    scripts = new Scripts(STORES);
    holder = scripts.ready(1);
    contact = scripts.open(Level.NONE);
    scripts.accept(holder);
  }

  private TransferContact to(Handover.To whom) {
    return new TransferContact(
        holder.id(), holder.connection(), contact, 1, new HandoverId(UUID.randomUUID()), whom);
  }

  private TransferContact to(Seated whom) {
    return to(new Handover.Chosen(whom.id()));
  }

  private TransferContact toTeam() {
    return to(new Handover.Team(scripts.city().east));
  }

  private ContactState state() {
    return scripts.view(holder).held().getFirst();
  }

  private Optional<Handover.State> handover() {
    return state().handover().map(Handover::state);
  }

  private void decline(Seated who) {
    scripts.run(new DeclineOffer(who.id(), who.connection(), scripts.ring(who)));
  }

  @Test
  void theHolderStaysUntilTheOtherAcceptsAndIsFreeThen() {
    Seated other = scripts.ready(1);
    TransferContact transfer = to(other);
    ContactState asked = scripts.twice(transfer);
    assertEquals(Optional.of(holder.id()), asked.holder());
    assertEquals(1, asked.term());
    OfferId offer = scripts.ring(other);
    assertEquals(Purpose.TRANSFER, asked.rung().getFirst().purpose());

    ContactState taken = scripts.twice(new AcceptOffer(other.id(), other.connection(), offer));
    assertEquals(Optional.of(other.id()), taken.holder());
    assertEquals(Stage.ACTIVE, taken.stage());
    assertEquals(2, taken.term());
    assertTrue(taken.handover().isEmpty());
    assertTrue(scripts.view(holder).held().isEmpty());
    scripts.refused(Refusal.STALE, transfer);
    scripts.open(Level.NONE);
    assertTrue(scripts.rings(holder));
  }

  @Test
  void onlyTheHolderHandsOverOnceAtATimeToSomebodyFree() {
    Seated other = scripts.ready(1);
    scripts.refused(Refusal.NOBODY_FREE, to(holder));
    scripts.refused(Refusal.NOBODY_FREE, to(new Handover.Team(scripts.city().west)));
    scripts.refused(
        Refusal.STALE,
        new TransferContact(
            other.id(),
            other.connection(),
            contact,
            1,
            new HandoverId(UUID.randomUUID()),
            new Handover.Chosen(other.id())));
    scripts.run(to(other));
    Seated third = scripts.ready(1);
    scripts.refused("already-asked", to(third));
    ContactId next = scripts.open(Level.NONE);
    assertEquals(next, scripts.view(third).ringing().getFirst().contact().id());
  }

  @Test
  void whoMustNotMeetThePersonIsNeitherShownNorAsked() {
    Seated avoided = scripts.ready(1);
    scripts.run(
        new TellContact(
            RowCopy.of(scripts.row(Level.NONE))
                .id(contact)
                .told(Level.NONE, false, 1)
                .wishing(scripts.city().east, false, Optional.empty(), Set.of(avoided.id()))
                .stored()));
    assertEquals(List.of(), scripts.run(new ViewColleagues(contact)));
    scripts.refused(Refusal.NOBODY_FREE, to(avoided));
    Seated other = scripts.ready(1);
    assertEquals(
        List.of(other.id()),
        scripts.run(new ViewColleagues(contact)).stream().map(Colleague::volunteer).toList());
  }

  @Test
  void aWishThatComesMeanwhileEndsIt() {
    Seated other = scripts.ready(1);
    scripts.run(to(other));
    scripts.run(
        new TellContact(
            RowCopy.of(scripts.row(Level.NONE))
                .id(contact)
                .told(Level.NONE, false, 1)
                .wishing(scripts.city().east, false, Optional.empty(), Set.of(other.id()))
                .stored()));
    assertFalse(scripts.rings(other));
    assertEquals(Optional.of(Handover.State.GONE), handover());
  }

  @Test
  void declinedOrMissedTheHolderIsToldAndGoesOn() {
    Seated other = scripts.ready(1);
    scripts.run(to(other));
    decline(other);
    assertEquals(Optional.of(Handover.State.DECLINED), handover());
    scripts.run(to(scripts.ready(1)));
    assertEquals(Optional.of(Handover.State.RINGING), handover());
    scripts.pass(Duration.ofSeconds(31));
    assertEquals(Optional.of(Handover.State.EXPIRED), handover());
    assertEquals(1, state().term());
    assertEquals(Stage.ACTIVE, state().stage());
    Seated third = scripts.ready(1);
    scripts.run(to(third));
    scripts.run(new DetachVolunteer(third.id(), third.connection()));
    assertEquals(Optional.of(Handover.State.GONE), handover());
  }

  @Test
  void itIsWithdrawnAndWhoRangIsFreeAgain() {
    Seated other = scripts.ready(1);
    TransferContact transfer = to(other);
    scripts.run(transfer);
    OfferId offer = scripts.ring(other);
    scripts.twice(
        new WithdrawTransfer(holder.id(), holder.connection(), contact, transfer.handover()));
    assertTrue(state().handover().isEmpty());
    scripts.refused(Refusal.OFFER_GONE, new AcceptOffer(other.id(), other.connection(), offer));
    scripts.open(Level.NONE);
    assertTrue(scripts.rings(other));
  }

  @Test
  void aTeamIsAskedOneAfterTheOtherUntilNobodyIsLeft() {
    Seated first = scripts.ready(1);
    Seated second = scripts.ready(1);
    scripts.twice(toTeam());
    assertTrue(scripts.rings(first) != scripts.rings(second));
    Seated rung = scripts.rings(first) ? first : second;
    Seated other = rung.equals(first) ? second : first;
    decline(rung);
    assertEquals(Optional.of(Handover.State.SEEKING), handover());
    scripts.pass(Duration.ofSeconds(1));
    assertTrue(scripts.rings(other));
    scripts.pass(Duration.ofSeconds(33));
    assertFalse(scripts.rings(rung) || scripts.rings(other));
    assertEquals(Optional.of(Handover.State.NOBODY), handover());
  }

  @Test
  void whenTheHolderIsLostWhoeverIsAskedIsAskedToTakeIt() {
    Seated other = scripts.ready(1);
    scripts.run(to(other));
    scripts.run(new DetachVolunteer(holder.id(), holder.connection()));
    OfferId offer = scripts.ring(other);
    scripts.pass(Duration.ofSeconds(21));
    assertEquals(offer, scripts.ring(other));
    ContactState waits = scripts.view(other).ringing().getFirst().contact();
    assertEquals(Stage.WAITING, waits.stage());
    assertEquals(Purpose.SERVE, waits.rung().getFirst().purpose());
    assertEquals(Optional.of(other.id()), scripts.accept(other).holder());
  }

  @Test
  void theOtherMayTakeItWhileTheHolderIsLost() {
    Seated other = scripts.ready(1);
    scripts.run(to(other));
    scripts.run(new DetachVolunteer(holder.id(), holder.connection()));
    assertEquals(2, scripts.accept(other).term());
    scripts.pass(Duration.ofSeconds(22));
    assertEquals(contact, scripts.view(other).held().getFirst().id());
  }

  @Test
  void whoeverStepsBackMeanwhileLeavesTheOfferRinging() {
    Seated other = scripts.ready(1);
    scripts.run(to(other));
    OfferId offer = scripts.ring(other);
    scripts.run(new StepBack(holder.id(), holder.connection(), contact, 1));
    assertEquals(offer, scripts.ring(other));
    assertEquals(3, scripts.accept(other).term());
  }

  @Test
  void closingAndSettingAsideEndIt() {
    Seated other = scripts.ready(1);
    scripts.run(to(other));
    scripts.run(new SetAside(holder.id(), holder.connection(), contact, 1));
    assertFalse(scripts.rings(other));

    ContactId next = scripts.open(Level.NONE);
    Seated talker = scripts.rings(holder) ? holder : other;
    Seated free = talker.equals(holder) ? other : holder;
    long term = scripts.accept(talker).term();
    scripts.run(
        new TransferContact(
            talker.id(),
            talker.connection(),
            next,
            term,
            new HandoverId(UUID.randomUUID()),
            new Handover.Chosen(free.id())));
    assertTrue(scripts.rings(free));
    scripts.twice(
        new CloseContact(talker.id(), talker.connection(), next, term, Outcome.COMPLETED));
    assertFalse(scripts.rings(free));
  }

  @Test
  void dangerAndAQuickExitLeaveItRinging() {
    Seated other = scripts.ready(1);
    scripts.run(to(other));
    scripts.run(new LeaveContact(contact));
    scripts.run(new TellContact(scripts.told(contact, Level.NONE, true, 1)));
    ContactState taken = scripts.accept(other);
    assertTrue(taken.danger() && taken.left());
    assertEquals(Optional.of(other.id()), taken.holder());
  }

  @Test
  void somebodyInDangerTakesThePlaceOfATransfer() {
    Seated other = scripts.ready(1);
    scripts.run(to(other));
    ContactId red = scripts.open(Level.RED);
    assertEquals(red, scripts.view(other).ringing().getFirst().contact().id());
    assertEquals(Optional.of(Handover.State.GONE), handover());
  }

  @Test
  void aCallThatIsNotConnectedYetIsNotHandedOver() {
    Seated voice = scripts.ready(Set.of(Medium.VOICE), 1);
    ContactId call = scripts.calling(Level.NONE);
    scripts.answer(voice);
    Seated other = scripts.ready(Set.of(Medium.VOICE), 1);
    scripts.refused(
        Refusal.STALE,
        new TransferContact(
            voice.id(),
            voice.connection(),
            call,
            1,
            new HandoverId(UUID.randomUUID()),
            new Handover.Chosen(other.id())));
  }
}
