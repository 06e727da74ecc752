package org.nuanxian.dispatcher.simulation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.nuanxian.dispatcher.CallBack;
import org.nuanxian.dispatcher.CallResult;
import org.nuanxian.dispatcher.ContactState;
import org.nuanxian.dispatcher.Outcome;
import org.nuanxian.dispatcher.Stage;
import org.nuanxian.dispatcher.Step;
import org.nuanxian.dispatcher.Stored;
import org.nuanxian.dispatcher.policy.Hours;
import org.nuanxian.roster.VolunteerId;

/** Terms that Redis might propose to the record. */
final class Proposals {
  private Proposals() {}

  static ContactState state(Stored row, Stage stage, Optional<VolunteerId> who, long term) {
    return new ContactState(
        row.id(),
        row.origin(),
        row.channel(),
        row.level(),
        row.levelFrom(),
        row.danger(),
        row.levelRev(),
        row.arrival(),
        stage,
        stage == Stage.CLOSED ? Optional.of(Outcome.COMPLETED) : Optional.empty(),
        who,
        term,
        false,
        false,
        false,
        term > 1,
        Step.CITY,
        row.arrival(),
        false,
        new ContactState.Seen(Stage.WAITING, Optional.empty(), 0, Optional.empty()),
        List.of(),
        row.callBack(),
        false,
        false,
        false,
        true,
        false,
        Optional.empty(),
        Optional.empty());
  }

  static ContactState missed(ContactState s, int tries, boolean over, Instant at) {
    CallBack called =
        new CallBack(
            s.callBack().wished(), tries, Optional.of(CallResult.NO_ANSWER), Optional.of(at));
    return ended(s, s.outcome().map(any -> Outcome.CALLBACK), called, over);
  }

  static ContactState hungUp(ContactState s) {
    return ended(s, s.outcome(), s.callBack(), s.callsOver(), Optional.of(Hours.ALWAYS));
  }

  static ContactState abandoned(ContactState s) {
    return ended(s, Optional.of(Outcome.ABANDONED), s.callBack(), s.callsOver());
  }

  static ContactState ended(
      ContactState s, Optional<Outcome> outcome, CallBack callBack, boolean callsOver) {
    return ended(s, outcome, callBack, callsOver, Optional.empty());
  }

  static ContactState ended(
      ContactState s,
      Optional<Outcome> outcome,
      CallBack callBack,
      boolean callsOver,
      Optional<Hours> callable) {
    return new ContactState(
        s.id(),
        s.origin(),
        s.channel(),
        s.level(),
        s.levelFrom(),
        s.danger(),
        s.levelRev(),
        s.arrival(),
        s.stage(),
        outcome,
        s.holder(),
        s.term(),
        s.away(),
        s.left(),
        s.aside(),
        s.returned(),
        s.step(),
        s.since(),
        s.told(),
        s.seen(),
        s.rung(),
        callBack,
        callsOver,
        false,
        false,
        true,
        callable.isPresent(),
        callable,
        s.handover());
  }
}
