package org.nuanxian.dispatcher.simulation;

import java.util.List;
import org.nuanxian.dispatcher.AlarmId;
import org.nuanxian.dispatcher.Cause;
import org.nuanxian.dispatcher.ContactId;

/** Volunteers who call for help, and those who answer such calls. */
final class Escalations {
  private final Simulation simulation;

  /** What was shown last, to whomever. */
  private List<AlarmId> alarms = List.of();

  Escalations(Simulation simulation) {
    this.simulation = simulation;
  }

  void act(Console console, Console.Socket socket) {
    if (!console.holds.isEmpty() && simulation.chance(30)) {
      ContactId contact = simulation.draw(List.copyOf(console.holds.keySet()));
      simulation.requests.askAgain(
          socket.node(),
          "escalate " + contact,
          dispatcher -> dispatcher.escalate(console.id, socket.connection(), contact),
          done -> {});
    } else if (simulation.chance(10)) {
      Cause cause =
          new Cause("coverageGap", simulation.draw(simulation.counties), simulation.chance(50));
      simulation.requests.askAgain(
          socket.node(),
          "say " + cause,
          node -> node.chores().setCauses(List.of(cause)),
          done -> {});
    } else if (alarms.isEmpty() || simulation.chance(40)) {
      simulation.requests.ask(
          socket.node(),
          "show alarms",
          dispatcher -> dispatcher.alarms(),
          found -> alarms = found.stream().map(alarm -> alarm.id()).toList());
    } else {
      AlarmId alarm = simulation.draw(alarms);
      boolean acts = simulation.chance(50);
      simulation.requests.askAgain(
          socket.node(),
          (acts ? "act on " : "acknowledge ") + alarm,
          dispatcher ->
              acts
                  ? dispatcher.act(console.id, alarm, "called")
                  : dispatcher.acknowledge(console.id, alarm),
          done -> {});
    }
  }
}
