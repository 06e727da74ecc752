package org.nuanxian.dispatcher.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nuanxian.dispatcher.Held;
import org.nuanxian.dispatcher.Stage;
import org.nuanxian.dispatcher.Stored;
import org.nuanxian.roster.VolunteerId;

/** What supervisors do from the board: assign, take over, call in, widen. */
final class Supervisors {
  private final Simulation simulation;
  private final List<VolunteerId> people = new ArrayList<>();

  Supervisors(Simulation simulation) {
    this.simulation = simulation;
  }

  void know(VolunteerId volunteer) {
    people.add(volunteer);
  }

  void act(Console console, Console.Socket socket) {
    List<Stored> open =
        simulation.record.all().stream().filter(row -> row.stage() != Stage.CLOSED).toList();
    if (open.isEmpty()) {
      return;
    }
    Stored row = simulation.draw(open);
    VolunteerId other = simulation.draw(people);
    int drawn = simulation.random.nextInt(100);
    if (drawn < 30) {
      simulation.requests.askAgain(
          socket.node(),
          "assign " + row.id() + " to " + other,
          dispatcher -> dispatcher.supervision().assign(console.id, row.id(), other),
          done -> {});
    } else if (drawn < 65) {
      takeOver(console, socket, row);
    } else if (drawn < 85) {
      simulation.requests.askAgain(
          socket.node(),
          "call in " + other,
          dispatcher -> dispatcher.supervision().callIn(console.id, other, Optional.of(row.id())),
          done -> {});
    } else {
      simulation.requests.askAgain(
          socket.node(),
          "widen " + row.id(),
          dispatcher -> dispatcher.supervision().widen(console.id, row.id()),
          done -> {});
    }
  }

  private void takeOver(Console console, Console.Socket socket, Stored row) {
    simulation.requests.askAgain(
        socket.node(),
        "take over " + row.id() + " " + row.term(),
        dispatcher ->
            dispatcher
                .supervision()
                .takeOver(console.id, socket.connection(), row.id(), row.term()),
        held -> checkTaken(console, held));
  }

  private void checkTaken(Console console, Held held) {
    boolean theirs =
        simulation
            .record
            .at(held.id(), held.term())
            .filter(row -> row.holder().equals(Optional.of(console.id)))
            .isPresent();
    if (!theirs) {
      throw new Trouble("taken over and not on record: " + console.id + " " + held);
    }
    console.holds.put(held.id(), held);
  }
}
