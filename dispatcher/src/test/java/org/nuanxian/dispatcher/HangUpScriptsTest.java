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
import org.nuanxian.dispatcher.call.AnswerOffer;
import org.nuanxian.dispatcher.call.AttachSeeker;
import org.nuanxian.dispatcher.call.ConnectContact;
import org.nuanxian.dispatcher.call.HangUp;
import org.nuanxian.dispatcher.call.ListContacts;
import org.nuanxian.dispatcher.call.MissCall;
import org.nuanxian.dispatcher.call.TakeOver;
import org.nuanxian.dispatcher.call.TellContact;
import org.nuanxian.dispatcher.call.ViewAlarms;
import org.nuanxian.dispatcher.policy.Hours;
import org.nuanxian.dispatcher.testing.RowCopy;
import org.nuanxian.dispatcher.testing.Scripts;
import org.nuanxian.dispatcher.testing.TestCity.Seated;
import org.nuanxian.roster.Medium;
import org.nuanxian.runtime.testing.Stores;

/** Callers who hang up: who is called, who is followed up, and who writes the record. */
class HangUpScriptsTest {
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

  private void wish(ContactId contact, long rev) {
    Stored row = scripts.told(contact, Level.NONE, false, rev);
    CallBack wished = CallBack.NONE.wishing(NUMBER);
    scripts.run(new TellContact(RowCopy.of(row).callBack(wished).stored()));
  }

  private List<String> alarms(ContactId contact) {
    return scripts.run(new ViewAlarms()).stream()
        .filter(alarm -> alarm.contact().equals(Optional.of(contact)))
        .map(Alarm::kind)
        .toList();
  }

  @Test
  void whoWasAnsweredByTheTableWhileNoServerWasThereIsOverAndFollowedUpByNobody() {
    ContactId call = scripts.calling(Level.RED);
    ContactState over = scripts.twice(new HangUp(call, Optional.empty(), true));
    assertEquals(Stage.CLOSED, over.stage());
    assertEquals(Optional.of(Outcome.STATIC), over.outcome());
  }

  @Test
  void aWishDoesNotCallWhoeverIsStillOnTheLine() {
    Seated v = telephonist();
    ContactId call = scripts.calling(Level.NONE);
    wish(call, 1);
    assertEquals(Purpose.SERVE, now(call).rung().getFirst().purpose());
    ContactState gone = scripts.twice(new HangUp(call, Optional.empty(), false));
    assertEquals(Stage.WAITING, gone.stage());
    assertEquals(1, gone.term());
    assertEquals(Purpose.CALLBACK, now(call).rung().getFirst().purpose());
    scripts.refused(Refusal.OFFER_GONE, new AnswerOffer(call, scripts.ring(v)));
    scripts.unchanged(() -> scripts.run(new AttachSeeker(call, leg(), Scripts.NODE)));
    ContactState held = scripts.accept(v);
    assertEquals(Stage.ACTIVE, held.stage());
    assertTrue(held.byCall());
    scripts.run(new MissCall(v.id(), v.connection(), call, held.term(), CallResult.NO_ANSWER));
    assertEquals(1, now(call).callBack().tries());
  }

  @Test
  void whoHangsUpInTheQueueIsCalledInDangerAndElseFollowedUp() {
    ContactState calm = scripts.twice(new HangUp(scripts.calling(Level.NONE), NUMBER, false));
    assertEquals(Stage.CLOSED, calm.stage());
    assertEquals(Optional.of(Outcome.ABANDONED), calm.outcome());
    assertTrue(calm.hungUp());
    assertEquals(NUMBER, calm.callable());

    ContactId red = scripts.calling(Level.RED);
    ContactState toCall = scripts.twice(new HangUp(red, NUMBER, false));
    assertEquals(NUMBER, toCall.callBack().wished());
    Seated v = telephonist();
    assertEquals(Purpose.CALLBACK, now(red).rung().getFirst().purpose());
    scripts.accept(v);

    ContactId silent = scripts.calling(Level.RED);
    ContactState stays = scripts.twice(new HangUp(silent, Optional.empty(), false));
    assertEquals(Stage.WAITING, stays.stage());
    Seated other = telephonist();
    assertFalse(scripts.rings(other));
    assertTrue(alarms(silent).contains("redWaiting"));
    scripts.pass(Duration.ofSeconds(130));
    assertTrue(alarms(silent).contains("redSilent"));
    ContactState taken =
        scripts.twice(new TakeOver(other.id(), other.connection(), silent, stays.term()));
    assertEquals(Stage.ACTIVE, taken.stage()); // nobody is on the line: no leg to wait for
    assertTrue(taken.byCall());
  }

  @Test
  void dangerThatIsToldAfterwardsCallsTheNumberToo() {
    ContactId call = scripts.calling(Level.NONE);
    wish(call, 1);
    scripts.run(new HangUp(call, NUMBER, false));
    scripts.run(new TellContact(scripts.told(call, Level.NONE, true, 2)));
    assertEquals(NUMBER, now(call).callBack().wished());
    scripts.run(new TellContact(scripts.told(call, Level.NONE, false, 3)));
    assertEquals(Optional.empty(), now(call).callBack().wished());
    later(Duration.ofMinutes(31)); // nobody is there, and nobody is to be called
    assertEquals(Stage.CLOSED, now(call).stage());
  }

  @Test
  void whoHangsUpWhileTheyAreConnectedFreesTheVolunteer() {
    Seated v = telephonist();
    ContactId first = scripts.calling(Level.NONE);
    scripts.answer(v);
    ContactId next = scripts.calling(Level.NONE);
    ContactState gone = scripts.twice(new HangUp(first, NUMBER, false));
    assertEquals(Stage.CLOSED, gone.stage());
    assertEquals(Optional.empty(), gone.holder());
    assertEquals(next, scripts.view(v).ringing().getFirst().contact().id());
  }

  @Test
  void whoHangsUpInATalkLeavesTheRecordToBeWritten() {
    Seated v = telephonist();
    ContactState talks = talk(v, Level.RED);
    ContactState ended = scripts.twice(new HangUp(talks.id(), NUMBER, false));
    assertEquals(Stage.WRAP_UP, ended.stage());
    assertEquals(Optional.of(Outcome.COMPLETED), ended.outcome());
    assertEquals(talks.term() + 1, ended.term());
    assertEquals(List.of(), alarms(talks.id()));
    scripts.unchanged(() -> scripts.run(new HangUp(talks.id(), NUMBER, false)));
  }
}
