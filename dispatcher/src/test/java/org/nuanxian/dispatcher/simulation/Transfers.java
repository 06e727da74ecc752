package org.nuanxian.dispatcher.simulation;

import java.util.ArrayList;
import java.util.List;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.Handover;
import org.nuanxian.dispatcher.HandoverId;
import org.nuanxian.dispatcher.Held;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CountyCode;

/** Volunteers who ask somebody else to go on, and those who think better of it. */
final class Transfers {
  private final Simulation simulation;

  /** Who has been asked, or could have been: also people who are gone by now. */
  private final List<VolunteerId> people = new ArrayList<>();

  /** The county of each of them. */
  private final List<CountyCode> teams = new ArrayList<>();

  Transfers(Simulation simulation) {
    this.simulation = simulation;
  }

  void know(VolunteerId volunteer, CountyCode county) {
    people.add(volunteer);
    teams.add(county);
  }

  void act(SimNode node, VolunteerId who, ConnectionId connection, Held held) {
    if (held.handover().isPresent() && simulation.chance(30)) {
      HandoverId id = held.handover().get().id();
      simulation.requests.askAgain(
          node,
          "withdraw the transfer of " + held.id(),
          dispatcher -> dispatcher.handing().withdraw(who, connection, held.id(), id),
          done -> {});
      return;
    }
    Handover.To to =
        simulation.chance(50)
            ? new Handover.Team(simulation.draw(teams))
            : new Handover.Chosen(simulation.draw(people));
    begin(node, who, connection, held, to);
  }

  /** Asks a team. */
  void askTeam(SimNode node, VolunteerId who, ConnectionId connection, Held held) {
    begin(node, who, connection, held, new Handover.Team(simulation.draw(teams)));
  }

  private void begin(
      SimNode node, VolunteerId who, ConnectionId connection, Held held, Handover.To to) {
    HandoverId id = new HandoverId(simulation.uuid());
    simulation.requests.askAgain(
        node,
        "hand " + held.id() + " over to " + to,
        dispatcher -> dispatcher.handing().begin(who, connection, held.id(), held.term(), id, to),
        done -> {});
  }
}
