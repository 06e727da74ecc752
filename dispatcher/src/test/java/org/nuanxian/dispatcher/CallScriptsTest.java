package org.nuanxian.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.dispatcher.call.AttachSeeker;
import org.nuanxian.dispatcher.call.CloseContact;
import org.nuanxian.dispatcher.call.DetachSeeker;
import org.nuanxian.dispatcher.call.DetachVolunteer;
import org.nuanxian.dispatcher.call.LeaveContact;
import org.nuanxian.dispatcher.call.ListContacts;
import org.nuanxian.dispatcher.call.MissCall;
import org.nuanxian.dispatcher.call.Moved;
import org.nuanxian.dispatcher.call.ReachCall;
import org.nuanxian.dispatcher.call.SetAside;
import org.nuanxian.dispatcher.call.TellContact;
import org.nuanxian.dispatcher.call.ViewAlarms;
import org.nuanxian.dispatcher.policy.Hours;
import org.nuanxian.dispatcher.testing.RowCopy;
import org.nuanxian.dispatcher.testing.Scripts;
import org.nuanxian.dispatcher.testing.TestCity.Seated;
import org.nuanxian.roster.Medium;
import org.nuanxian.runtime.testing.Stores;

/** Somebody who left a number: their place, the calls, and what becomes of them. */
class CallScriptsTest {
  @RegisterExtension static final Stores STORES = Stores.with("roster", "dispatch");

  /** A tick past the pause between two calls. */
  private static final Duration PAUSE = Duration.ofMinutes(15).plusSeconds(1);

  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  private Scripts scripts;
  private int told;

  @BeforeEach
  void city() {
    scripts = new Scripts(STORES);
    told = 0;
  }

  /** Nobody ticks meanwhile: it is given back to whatever proves presence, and all else is due. */
  private void later(Duration time) {
    scripts.city().timer().advance(time);
    scripts.pass(Duration.ofSeconds(1));
  }

  private Seated caller() {
    return scripts.ready(Set.of(Medium.CHAT, Medium.VOICE), 2);
  }

  private void wish(ContactId contact, Level level, Optional<Hours> hours) {
    CallBack wished = CallBack.NONE.wishing(hours);
    Stored row = scripts.told(contact, level, false, ++told);
    scripts.run(new TellContact(RowCopy.of(row).callBack(wished).stored()));
  }

  private ContactId toBeCalled(Level level) {
    ContactId contact = scripts.open(level);
    wish(contact, level, Optional.of(Hours.ALWAYS));
    return contact;
  }

  private Optional<ContactState> state(ContactId contact) {
    List<ContactState> all = scripts.run(new ListContacts(ListContacts.START)).contacts();
    return all.stream().filter(one -> one.id().equals(contact)).findFirst();
  }

  private MissCall miss(Seated v, ContactState held, CallResult result) {
    return new MissCall(v.id(), v.connection(), held.id(), held.term(), result);
  }

  private ContactState missed(Seated v) {
    return scripts.twice(miss(v, scripts.accept(v), CallResult.NO_ANSWER));
  }

  private Purpose purpose(Seated v) {
    return scripts.view(v).ringing().getFirst().contact().rung().getFirst().purpose();
  }

  private List<String> alarms(ContactId contact) {
    return scripts.run(new ViewAlarms()).stream()
        .filter(alarm -> alarm.contact().equals(Optional.of(contact)))
        .map(Alarm::kind)
        .sorted()
        .toList();
  }

  @Test
  void whoeverLeftANumberKeepsThePlaceAndIsCalledBySomebodyWhoCalls() {
    ContactId contact = toBeCalled(Level.NONE);
    later(Duration.ofMinutes(31));
    assertEquals(Stage.WAITING, state(contact).orElseThrow().stage());
    Seated writes = scripts.ready(1);
    assertFalse(scripts.rings(writes));
    Seated calls = caller();
    assertEquals(Purpose.CALLBACK, purpose(calls));
    ContactState held = scripts.accept(calls);
    assertEquals(Stage.ACTIVE, held.stage());
    assertTrue(held.byCall());
    scripts.open(Level.NONE);
    assertFalse(scripts.rings(calls)); // nobody writes beside a call
    assertTrue(scripts.rings(writes));
  }

  @Test
  void whoeverIsOnThePageTalksThere() {
    ContactId contact = toBeCalled(Level.NONE);
    ConnectionId tab = new ConnectionId(UUID.randomUUID());
    scripts.run(new AttachSeeker(contact, tab, Scripts.NODE));
    Seated writes = scripts.ready(1);
    assertEquals(Purpose.SERVE, purpose(writes));
    scripts.accept(writes);
    scripts.run(new DetachSeeker(contact, tab));
    scripts.refused("to-be-called", new SetAside(writes.id(), writes.connection(), contact, 1));
    Moved reached = scripts.run(new ReachCall(writes.id(), writes.connection(), contact, 1));
    assertTrue(reached.state().orElseThrow().reached());
  }

  @Test
  void whoeverIsNotReachedKeepsThePlaceAndIsCalledThreeTimes() {
    ContactId contact = toBeCalled(Level.NONE);
    Instant arrival = state(contact).orElseThrow().arrival();
    Seated first = caller();
    ContactState once = missed(first);
    assertEquals(Stage.WAITING, once.stage());
    assertEquals(2, once.term());
    assertEquals(1, once.callBack().tries());
    assertEquals(arrival, once.arrival());
    Seated second = caller();
    assertFalse(scripts.rings(first) || scripts.rings(second));
    scripts.refused(
        Refusal.STALE,
        new MissCall(second.id(), second.connection(), contact, 1, CallResult.NO_ANSWER));
    later(PAUSE);
    assertTrue(scripts.rings(first) || scripts.rings(second));
    missed(scripts.rings(first) ? first : second);
    later(PAUSE);
    ContactState last = missed(scripts.rings(first) ? first : second);
    assertEquals(Stage.CLOSED, last.stage());
    assertEquals(Optional.of(Outcome.CALLBACK), last.outcome());
    assertEquals(3, last.callBack().tries());
    assertTrue(last.callsOver());
    later(PAUSE);
    assertFalse(scripts.rings(first) || scripts.rings(second));
  }

  @Test
  void whoeverComesBackMeanwhileIsNotSentAwayByTheLastCall() {
    ContactId contact = toBeCalled(Level.NONE);
    Seated v = caller();
    ContactState held = scripts.accept(v);
    scripts.run(new AttachSeeker(contact, new ConnectionId(UUID.randomUUID()), Scripts.NODE));
    ContactState wrong = scripts.twice(miss(v, held, CallResult.WRONG_NUMBER));
    assertEquals(Stage.WAITING, wrong.stage());
    assertTrue(wrong.callBack().wished().isEmpty());
    assertTrue(wrong.callsOver());
    wish(contact, Level.NONE, Optional.of(Hours.ALWAYS));
    assertTrue(state(contact).orElseThrow().callBack().wished().isEmpty());
    scripts.pass(Duration.ofSeconds(1));
    assertEquals(Purpose.SERVE, purpose(v));
  }

  @Test
  void aWrongNumberIsNotCalledAgain() {
    toBeCalled(Level.NONE);
    Seated v = caller();
    ContactState wrong = scripts.twice(miss(v, scripts.accept(v), CallResult.WRONG_NUMBER));
    assertEquals(Stage.CLOSED, wrong.stage());
    assertEquals(Optional.of(CallResult.WRONG_NUMBER), wrong.callBack().last());
  }

  @Test
  void somebodyInDangerWhoIsNotReachedIsStillSomebodyInDanger() {
    ContactId contact = toBeCalled(Level.RED);
    assertEquals(List.of("redWaiting"), alarms(contact));
    Seated v = caller();
    assertEquals(Purpose.CALLBACK, purpose(v));
    ContactState held = scripts.accept(v);
    assertEquals(List.of(), alarms(contact));
    later(Duration.ofSeconds(121));
    assertEquals(List.of("redSilent"), alarms(contact));
    scripts.twice(miss(v, held, CallResult.SOMEONE_ELSE));
    assertTrue(alarms(contact).contains("redWaiting"));
    later(PAUSE);
    held = scripts.accept(v);
    scripts.run(new ReachCall(v.id(), v.connection(), contact, held.term()));
    later(Duration.ofSeconds(130));
    assertEquals(List.of(), alarms(contact)); // somebody speaks with them
  }

  @Test
  void nobodyIsCalledOutsideOfTheirHours() {
    ContactId contact = scripts.open(Level.RED);
    Instant now = Instant.ofEpochMilli(scripts.city().timer().nowMs());
    int next = (now.atZone(CHINA).getHour() + 1) % 24;
    wish(contact, Level.RED, Optional.of(new Hours(next, next + 1)));
    Seated v = caller();
    assertFalse(scripts.rings(v));
    assertTrue(alarms(contact).contains("redWaiting"));
    wish(contact, Level.RED, Optional.of(new Hours(next, next)));
    assertTrue(scripts.rings(v)); // the whole day
  }

  @Test
  void aLostCallerIsReplacedAndTheTryIsNotCounted() {
    ContactId contact = toBeCalled(Level.NONE);
    Seated v = caller();
    scripts.accept(v);
    scripts.run(new DetachVolunteer(v.id(), v.connection()));
    scripts.pass(Duration.ofSeconds(22));
    Seated other = caller();
    assertEquals(Purpose.CALLBACK, purpose(other));
    assertEquals(0, state(contact).orElseThrow().callBack().tries());
  }

  @Test
  void whoeverTakesItBackOrLeavesInHasteIsNotCalled() {
    ContactId back = toBeCalled(Level.NONE);
    wish(back, Level.NONE, Optional.empty());
    assertEquals(Purpose.SERVE, purpose(scripts.ready(1)));
    ContactId left = toBeCalled(Level.RED);
    scripts.run(new LeaveContact(left));
    assertTrue(state(left).orElseThrow().callBack().wished().isEmpty());
    wish(left, Level.RED, Optional.of(Hours.ALWAYS));
    assertTrue(state(left).orElseThrow().callBack().wished().isEmpty());
  }

  @Test
  void whoeverEndsTheTalkEndsTheCalls() {
    ContactId contact = toBeCalled(Level.NONE);
    Seated v = caller();
    ContactState held = scripts.accept(v);
    scripts.run(new ReachCall(v.id(), v.connection(), contact, 1));
    scripts.run(new CloseContact(v.id(), v.connection(), contact, held.term(), Outcome.COMPLETED));
    scripts.refused(Refusal.STALE, miss(v, held, CallResult.NO_ANSWER));
  }
}
