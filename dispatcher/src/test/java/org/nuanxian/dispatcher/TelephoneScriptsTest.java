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
import org.nuanxian.dispatcher.call.AnswerOffer;
import org.nuanxian.dispatcher.call.AssignContact;
import org.nuanxian.dispatcher.call.AttachSeeker;
import org.nuanxian.dispatcher.call.CloseContact;
import org.nuanxian.dispatcher.call.ConnectContact;
import org.nuanxian.dispatcher.call.DetachSeeker;
import org.nuanxian.dispatcher.call.DetachVolunteer;
import org.nuanxian.dispatcher.call.HangUp;
import org.nuanxian.dispatcher.call.ListContacts;
import org.nuanxian.dispatcher.call.LoseLeg;
import org.nuanxian.dispatcher.call.MarkDanger;
import org.nuanxian.dispatcher.call.Match;
import org.nuanxian.dispatcher.call.MissCall;
import org.nuanxian.dispatcher.call.OpenContact;
import org.nuanxian.dispatcher.call.ReachCall;
import org.nuanxian.dispatcher.call.RestoreContact;
import org.nuanxian.dispatcher.call.SetAside;
import org.nuanxian.dispatcher.call.StepBack;
import org.nuanxian.dispatcher.call.TakeNext;
import org.nuanxian.dispatcher.call.TakeOver;
import org.nuanxian.dispatcher.call.TellContact;
import org.nuanxian.dispatcher.call.TransferContact;
import org.nuanxian.dispatcher.policy.Hours;
import org.nuanxian.dispatcher.testing.RowCopy;
import org.nuanxian.dispatcher.testing.Scripts;
import org.nuanxian.dispatcher.testing.TestCity.Seated;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.testing.Stores;

/** Calls that came in: their legs, and not consoles, decide who talks. */
class TelephoneScriptsTest {
  @RegisterExtension static final Stores STORES = Stores.with("roster", "dispatch");

  private static final Optional<Hours> NUMBER = Optional.of(Hours.ALWAYS);

  private Scripts scripts;

  @BeforeEach
  void city() {
    scripts = new Scripts(STORES);
  }

  private Seated telephonist() {
    return scripts.ready(Set.of(Medium.VOICE), 1);
  }

  private Optional<ContactState> state(ContactId contact) {
    List<ContactState> all = scripts.run(new ListContacts(ListContacts.START)).contacts();
    return all.stream().filter(one -> one.id().equals(contact)).findFirst();
  }

  private ContactState now(ContactId contact) {
    return state(contact).orElseThrow();
  }

  /** Somebody is on the line with this volunteer. */
  private ContactState talk(Seated v, Level level) {
    scripts.calling(level);
    ContactState held = scripts.answer(v);
    return scripts.run(new ConnectContact(held.id(), held.term())).state().orElseThrow();
  }

  /** Nobody ticks meanwhile: it is given back to whatever proves presence, and all else is due. */
  private void later(Duration time) {
    scripts.city().timer().advance(time);
    scripts.pass(Duration.ofSeconds(1));
  }

  private static ConnectionId leg() {
    return new ConnectionId(UUID.randomUUID());
  }

  @Test
  void anAnsweredLegAcceptsAndAConsoleDoesNot() {
    Seated v = telephonist();
    ContactId call = scripts.calling(Level.NONE);
    OfferId offer = scripts.ring(v);
    scripts.refused(Refusal.ANSWER_THE_CALL, new AcceptOffer(v.id(), v.connection(), offer));
    scripts.refused(Refusal.OFFER_GONE, new AnswerOffer(call, new OfferId(UUID.randomUUID())));
    ContactState held = scripts.twice(new AnswerOffer(call, offer));
    assertEquals(Stage.CONNECTING, held.stage());
    assertEquals(Optional.of(v.id()), held.holder());
    assertEquals(held, scripts.run(new AcceptOffer(v.id(), v.connection(), offer)).state().get());
    scripts.refused(Refusal.STALE, new ConnectContact(call, 0));
    ContactState talks = scripts.twice(new ConnectContact(call, held.term()));
    assertEquals(Stage.ACTIVE, talks.stage());
    assertEquals(held.term() + 1, talks.term());
    scripts.refused(Refusal.STALE, new ConnectContact(call, talks.term()));
    scripts.unchanged(
        () -> assertEquals(talks, scripts.run(new AnswerOffer(call, offer)).state().orElseThrow()));
    ContactState ended =
        scripts.twice(
            new CloseContact(v.id(), v.connection(), call, talks.term(), Outcome.COMPLETED));
    assertEquals(Stage.WRAP_UP, ended.stage());
    scripts.refused(Refusal.OFFER_GONE, new AnswerOffer(call, offer));
    scripts.refused(Refusal.STALE, new LoseLeg(call, talks.term()));
    scripts.unchanged(() -> scripts.run(new HangUp(call, NUMBER, false)));
    ContactId nobody = new ContactId(UUID.randomUUID());
    scripts.refused(Refusal.OFFER_GONE, new AnswerOffer(nobody, offer));
    scripts.refused(Refusal.UNKNOWN_CONTACT, new ConnectContact(nobody, 1));
    scripts.refused(Refusal.UNKNOWN_CONTACT, new LoseLeg(nobody, 1));
    scripts.refused(Refusal.UNKNOWN_CONTACT, new HangUp(nobody, NUMBER, false));
  }

  @Test
  void ofTwoLegsTheFirstWins() {
    Seated one = telephonist();
    Seated two = telephonist();
    ContactId red = scripts.calling(Level.RED);
    OfferId first = scripts.ring(one);
    OfferId second = scripts.ring(two);
    scripts.twice(new AnswerOffer(red, first));
    assertFalse(scripts.rings(two));
    scripts.refused(Refusal.OFFER_GONE, new AnswerOffer(red, second));
  }

  @Test
  void aCallRingsWhileItsLegIsKnownAndNoTimeEndsIt() {
    Seated v = telephonist();
    Stored row = scripts.row(Level.NONE, Medium.VOICE, scripts.city().east);
    scripts.run(new OpenContact(row));
    assertFalse(scripts.rings(v));
    ConnectionId leg = leg();
    scripts.twice(new AttachSeeker(row.id(), leg, Scripts.NODE));
    assertTrue(scripts.rings(v));
    scripts.twice(new DetachSeeker(row.id(), leg)); // nobody carries it for a while
    assertFalse(scripts.rings(v));
    scripts.refused(Refusal.WRONG_STAGE, new AssignContact(v.id(), row.id(), v.id()));
    later(Duration.ofMinutes(31));
    assertEquals(Stage.WAITING, now(row.id()).stage());
    Seated other = telephonist();
    assertFalse(scripts.rings(other));
    scripts.run(new AttachSeeker(row.id(), leg(), Scripts.NODE));
    assertEquals(1, now(row.id()).offered().size());
  }

  @Test
  void dangerCountsWhileItCannotBePutOnRecord() {
    Seated v = telephonist();
    ContactId calm = scripts.calling(Level.NONE);
    ContactId call = scripts.calling(Level.NONE);
    assertEquals(calm, scripts.view(v).ringing().getFirst().contact().id());
    ContactState red = scripts.twice(new MarkDanger(call));
    assertTrue(red.danger());
    assertEquals(1, red.levelRev());
    assertEquals(call, scripts.view(v).ringing().getFirst().contact().id());
    scripts.unchanged(() -> scripts.run(new TellContact(scripts.told(call, Level.NONE, true, 1))));
    scripts.refused(Refusal.UNKNOWN_CONTACT, new MarkDanger(new ContactId(UUID.randomUUID())));
    scripts.refused(Refusal.WRONG_STAGE, new MarkDanger(scripts.open(Level.NONE)));
  }

  @Test
  void aRebuildKeepsACallWithItsHolderAndForgetsNoHangUp() {
    Stored row = scripts.row(Level.NONE, Medium.VOICE, scripts.city().east);
    VolunteerId holder = new VolunteerId(UUID.randomUUID());
    scripts.run(new RestoreContact(Scripts.moved(row, Stage.CONNECTING, Optional.of(holder), 3)));
    later(Duration.ofMinutes(2));
    assertEquals(Optional.of(holder), now(row.id()).holder());
    scripts.run(new AttachSeeker(row.id(), leg(), Scripts.NODE));
    assertEquals(Stage.ACTIVE, scripts.twice(new ConnectContact(row.id(), 3)).stage());
    later(Duration.ofMinutes(2));
    assertEquals(Optional.of(holder), now(row.id()).holder());

    Stored gone = scripts.row(Level.NONE, Medium.VOICE, scripts.city().east);
    Seated v = telephonist();
    CallBack wished = CallBack.NONE.wishing(NUMBER);
    scripts.run(new RestoreContact(RowCopy.of(gone).hungUp(true).callBack(wished).stored()));
    scripts.run(new Match());
    assertEquals(Purpose.CALLBACK, now(gone.id()).rung().getFirst().purpose());
    assertTrue(scripts.rings(v));
  }

  @Test
  void aCallIsMarkedUntilPostgresqlHasItsRow() {
    Stored row = scripts.row(Level.NONE, Medium.VOICE, scripts.city().east);
    assertFalse(scripts.twice(new OpenContact(row, false)).recorded());
    assertTrue(scripts.twice(new OpenContact(row, true)).recorded());
    assertTrue(scripts.twice(new OpenContact(row, false)).recorded());
  }

  @Test
  void aLostLegPutsItToTheFrontAndTheSameVolunteerComesFirst() {
    Seated v = telephonist();
    ContactState talks = talk(v, Level.NONE);
    Seated other = telephonist();
    scripts.refused(Refusal.STALE, new LoseLeg(talks.id(), talks.term() - 1));
    ContactState lost = scripts.run(new LoseLeg(talks.id(), talks.term())).state().orElseThrow();
    assertEquals(Stage.WAITING, lost.stage());
    assertEquals(talks.term() + 1, lost.term());
    assertTrue(lost.returned());
    assertTrue(scripts.rings(v));
    assertFalse(scripts.rings(other));
    scripts.unchanged(() -> scripts.run(new LoseLeg(talks.id(), talks.term())));
    ContactState again = scripts.answer(v);
    assertEquals(talks.term() + 2, again.term());
    scripts.unchanged(() -> scripts.run(new LoseLeg(talks.id(), talks.term())));
    scripts.run(new LoseLeg(talks.id(), again.term()));
    assertEquals(Stage.WAITING, now(talks.id()).stage());
  }

  @Test
  void aBridgeThatIsNotMadeGoesToSomebodyElse() {
    Seated v = telephonist();
    ContactId call = scripts.calling(Level.NONE);
    scripts.answer(v);
    scripts.pass(Duration.ofSeconds(7));
    assertEquals(Stage.CONNECTING, now(call).stage());
    Seated other = telephonist();
    scripts.pass(Duration.ofSeconds(2));
    assertTrue(scripts.rings(other));
    assertFalse(scripts.rings(v));
    assertEquals(2, now(call).term());
  }

  @Test
  void timeStandsStillWhileNobodyCarriesTheCall() {
    Seated v = telephonist();
    Stored row = scripts.row(Level.NONE, Medium.VOICE, scripts.city().east);
    ConnectionId leg = leg();
    scripts.run(new OpenContact(row));
    scripts.run(new AttachSeeker(row.id(), leg, Scripts.NODE));
    scripts.answer(v);
    scripts.run(new DetachSeeker(row.id(), leg));
    scripts.pass(Duration.ofMinutes(2));
    assertEquals(Stage.CONNECTING, now(row.id()).stage());
    scripts.run(new AttachSeeker(row.id(), leg(), Scripts.NODE));
    scripts.pass(Duration.ofSeconds(9));
    assertEquals(Stage.WAITING, now(row.id()).stage());
  }

  @Test
  void aLostConsoleTakesNoCallAway() {
    Seated v = telephonist();
    ContactState talks = talk(v, Level.NONE);
    scripts.run(new DetachVolunteer(v.id(), v.connection()));
    scripts.pass(Duration.ofMinutes(2));
    assertEquals(Optional.of(v.id()), now(talks.id()).holder());
    scripts.run(new HangUp(talks.id(), NUMBER, false));
    scripts.pass(Duration.ofSeconds(25));
    assertEquals(Stage.CLOSED, now(talks.id()).stage());
    scripts.pass(Duration.ofSeconds(25));
    assertTrue(scripts.view(v).volunteer().isEmpty());
  }

  @Test
  void whoeverTakesACallIsToBeReachedByTelephoneFirst() {
    Seated v = telephonist();
    ContactId first = scripts.calling(Level.NONE);
    UUID name = UUID.randomUUID();
    ContactState taken = scripts.twice(new TakeNext(v.id(), v.connection(), name));
    assertEquals(first, taken.id());
    assertEquals(Stage.CONNECTING, taken.stage());
    Seated supervisor = telephonist();
    ContactState over =
        scripts.twice(new TakeOver(supervisor.id(), supervisor.connection(), first, taken.term()));
    assertEquals(Stage.CONNECTING, over.stage());
    later(Duration.ofSeconds(61));
    assertEquals(Stage.WAITING, now(first).stage());
    scripts.run(new DetachVolunteer(supervisor.id(), supervisor.connection()));
    ContactState held = scripts.answer(v);
    ContactState back = scripts.twice(new StepBack(v.id(), v.connection(), first, held.term()));
    assertEquals(Stage.WAITING, back.stage());
    assertEquals(List.of(), now(first).offered());
  }

  @Test
  void anAnswerDoesNotCountWhenSomebodyElseTookOver() {
    Seated v = telephonist();
    ContactId call = scripts.calling(Level.NONE);
    OfferId offer = scripts.ring(v);
    ContactState held = scripts.answer(v);
    Seated supervisor = telephonist();
    scripts.run(new TakeOver(supervisor.id(), supervisor.connection(), call, held.term()));
    scripts.refused(Refusal.OFFER_GONE, new AnswerOffer(call, offer));
  }

  @Test
  void aCallIsHandedOverByTheLegOfWhoeverGoesOn() {
    Seated v = telephonist();
    ContactState talks = talk(v, Level.NONE);
    Seated other = telephonist();
    scripts.twice(
        new TransferContact(
            v.id(),
            v.connection(),
            talks.id(),
            talks.term(),
            new HandoverId(UUID.randomUUID()),
            new Handover.Chosen(other.id())));
    OfferId offer = scripts.ring(other);
    scripts.refused(
        Refusal.ANSWER_THE_CALL, new AcceptOffer(other.id(), other.connection(), offer));
    ContactState held = scripts.twice(new AnswerOffer(talks.id(), offer));
    assertEquals(Stage.CONNECTING, held.stage());
    assertEquals(Optional.of(other.id()), held.holder());
    assertEquals(talks.term() + 1, held.term());
    scripts.refused(Refusal.STALE, new LoseLeg(talks.id(), talks.term()));
  }

  @Test
  void whatIsForPagesIsNotForSomebodyOnTheLine() {
    Seated v = telephonist();
    ContactState talks = talk(v, Level.NONE);
    scripts.refused(
        Refusal.WRONG_STAGE, new SetAside(v.id(), v.connection(), talks.id(), talks.term()));
    scripts.refused(
        Refusal.WRONG_STAGE, new ReachCall(v.id(), v.connection(), talks.id(), talks.term()));
    scripts.refused(
        Refusal.WRONG_STAGE,
        new MissCall(v.id(), v.connection(), talks.id(), talks.term(), CallResult.NO_ANSWER));
    Seated chats = scripts.ready(1);
    ContactId chat = scripts.open(Level.NONE);
    scripts.refused(Refusal.WRONG_STAGE, new HangUp(chat, NUMBER, false));
    scripts.refused(Refusal.OFFER_GONE, new AnswerOffer(chat, scripts.ring(chats)));
    ContactState held = scripts.accept(chats);
    scripts.refused(Refusal.STALE, new LoseLeg(chat, held.term()));
    scripts.refused(Refusal.STALE, new ConnectContact(chat, held.term()));
  }
}
