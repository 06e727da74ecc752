package org.nuanxian.dispatcher.simulation;

import java.util.Optional;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.Held;
import org.nuanxian.dispatcher.Stored;
import org.nuanxian.roster.VolunteerId;

/** Volunteers who let go of a contact that is not over, and the words that bring one back. */
final class Releases {
  private final Simulation simulation;

  Releases(Simulation simulation) {
    this.simulation = simulation;
  }

  void letGo(SimNode node, VolunteerId who, ConnectionId connection, Held held) {
    if (simulation.chance(50)) {
      stepBack(node, who, connection, held);
    } else {
      simulation.requests.askAgain(
          node,
          "set aside " + held.id(),
          dispatcher -> dispatcher.release().setAside(who, connection, held.id(), held.term()),
          done -> {});
    }
  }

  private void stepBack(SimNode node, VolunteerId who, ConnectionId connection, Held held) {
    simulation.requests.askAgain(
        node,
        "step back from " + held.id(),
        dispatcher -> dispatcher.release().stepBack(who, connection, held.id(), held.term()),
        done -> {
          Optional<Stored> row = simulation.record.row(held.id());
          if (row.filter(stands -> stands.avoid().contains(who)).isEmpty()) {
            throw new Trouble("stepped back, acknowledged and not on record: " + held.id());
          }
        });
  }

  void word(SimNode node, ContactId contact) {
    simulation.requests.askAgain(
        node,
        "say a word in " + contact,
        dispatcher -> dispatcher.release().wake(contact),
        done -> {});
  }
}
