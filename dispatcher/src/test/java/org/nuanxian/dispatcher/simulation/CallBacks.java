package org.nuanxian.dispatcher.simulation;

import java.util.List;
import java.util.Optional;
import org.nuanxian.dispatcher.CallResult;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.Held;
import org.nuanxian.dispatcher.Stored;
import org.nuanxian.dispatcher.policy.Hours;
import org.nuanxian.roster.VolunteerId;

/** People who leave a number, and volunteers who call them. */
final class CallBacks {
  private final Simulation simulation;

  CallBacks(Simulation simulation) {
    this.simulation = simulation;
  }

  /** They wish to be called, or not any more. */
  void wish(SimNode node, ContactId contact) {
    if (simulation.chance(20)) {
      simulation.requests.askAgain(
          node,
          "not call " + contact,
          dispatcher -> dispatcher.calling().withdraw(contact),
          done -> {});
      return;
    }
    wish(node, contact, simulation.chance(80) ? Hours.ALWAYS : new Hours(8, 22));
  }

  /** They wish to be called in these hours. */
  void wish(SimNode node, ContactId contact, Hours hours) {
    long before = simulation.record.row(contact).map(Stored::levelRev).orElse(0L);
    simulation.requests.ask(
        node,
        "call " + contact + " in " + hours,
        dispatcher -> dispatcher.calling().wish(contact, hours),
        done -> {
          if (simulation.record.row(contact).orElseThrow().levelRev() == before) {
            throw new Trouble("to be called, acknowledged and not on record: " + contact);
          }
        });
  }

  /** Whoever holds somebody who is to be called says what came of it. */
  void call(SimNode node, VolunteerId who, ConnectionId connection, Held held) {
    if (simulation.chance(20)) {
      simulation.requests.askAgain(
          node,
          "reach " + held.id(),
          dispatcher -> dispatcher.calling().reached(who, connection, held.id(), held.term()),
          done -> {});
      return;
    }
    CallResult result =
        simulation.chance(90)
            ? simulation.draw(List.of(CallResult.NO_ANSWER, CallResult.SOMEONE_ELSE))
            : CallResult.WRONG_NUMBER;
    miss(node, who, connection, held, result);
  }

  /** Whoever holds somebody who is to be called did not reach them. */
  void miss(SimNode node, VolunteerId who, ConnectionId connection, Held held, CallResult result) {
    simulation.requests.askAgain(
        node,
        "miss " + held.id() + " " + held.term(),
        dispatcher -> dispatcher.calling().missed(who, connection, held.id(), held.term(), result),
        done -> {
          Optional<Stored> row = simulation.record.row(held.id());
          if (row.filter(stands -> stands.term() > held.term()).isEmpty()) {
            throw new Trouble("acknowledged and not on record: a call to " + held.id());
          }
        });
  }
}
