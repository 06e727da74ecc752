package org.nuanxian.dispatcher.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.nuanxian.dispatcher.CallResult;
import org.nuanxian.dispatcher.Held;
import org.nuanxian.dispatcher.Level;
import org.nuanxian.dispatcher.Outcome;
import org.nuanxian.dispatcher.Stage;
import org.nuanxian.dispatcher.Stored;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CountyCode;

/** What volunteers do with the contacts they hold: they speak, raise, let go, close and write. */
final class Talks {
  private final Simulation simulation;

  /** Shows a volunteer their work anew. */
  private final BiConsumer<Console, Console.Socket> look;

  private final Releases releases;
  private final Transfers transfers;
  private final CallBacks calls;

  /** Who spoke in each term of each contact. */
  private final Map<String, VolunteerId> spoke = new HashMap<>();

  Talks(Simulation simulation, BiConsumer<Console, Console.Socket> look) {
    this.simulation = simulation;
    this.look = look;
    this.releases = new Releases(simulation);
    this.transfers = new Transfers(simulation);
    this.calls = new CallBacks(simulation);
  }

  /** Somebody whom others may ask to go on. */
  void know(VolunteerId volunteer, CountyCode county) {
    transfers.know(volunteer, county);
  }

  void act(Console console, Console.Socket socket) {
    if (console.holds.isEmpty()) {
      look.accept(console, socket);
      return;
    }
    Held held = simulation.draw(List.copyOf(console.holds.values()));
    int drawn = simulation.random.nextInt(100);
    if (drawn < 30) {
      speak(console, socket, held);
    } else if (held.stage() == Stage.WRAP_UP) {
      finish(console, socket, held);
    } else if ((held.byCall() || held.callBack().wished().isPresent()) && drawn < 80) {
      calls.call(socket.node(), console.id, socket.connection(), held);
    } else if (drawn < 38) {
      releases.letGo(socket.node(), console.id, socket.connection(), held);
    } else if (drawn < 52) {
      transfers.act(socket.node(), console.id, socket.connection(), held);
    } else if (drawn < 85) {
      close(console, socket, held);
    } else {
      Level level = simulation.draw(List.of(Level.values()));
      simulation.requests.askAgain(
          socket.node(),
          "raise " + held.id() + " to " + level,
          dispatcher -> dispatcher.raise(console.id, held.id(), level, "seen"),
          done -> {});
    }
  }

  /** Ends everything that the volunteer holds. */
  void endAll(Console console, Console.Socket socket) {
    for (Held held : List.copyOf(console.holds.values())) {
      if (held.stage() == Stage.WRAP_UP) {
        finish(console, socket, held);
      } else {
        close(console, socket, held);
      }
    }
  }

  /** Asks a team to go on with everything that the volunteer holds and still talks in. */
  void handAll(Console console, Console.Socket socket) {
    console.holds.values().stream()
        .filter(held -> held.stage() == Stage.ACTIVE)
        .forEach(held -> transfers.askTeam(socket.node(), console.id, socket.connection(), held));
  }

  /** Calls everybody the volunteer holds who is to be called, and reaches nobody. */
  void missAll(Console console, Console.Socket socket) {
    console.holds.values().stream()
        .filter(held -> held.stage() == Stage.ACTIVE && held.callBack().wished().isPresent())
        .forEach(held ->
            calls.miss(socket.node(), console.id, socket.connection(), held, CallResult.NO_ANSWER));
  }

  /** Two volunteers never speak in one term; nobody speaks for a contact that went on. */
  private void speak(Console console, Console.Socket socket, Held held) {
    simulation.requests.ask(
        socket.node(),
        "let " + console.id + " speak",
        dispatcher ->
            simulation
                .conversation(socket.node())
                .speak(held.id(), console.id, held.term(), row -> spoken(console, held, row)),
        taken -> {});
  }

  private void spoken(Console console, Held held, Stored row) {
    VolunteerId first = spoke.putIfAbsent(held.id() + " " + row.term(), console.id);
    boolean another = first != null && !first.equals(console.id);
    if (another || !row.holder().equals(Optional.of(console.id))) {
      simulation.requests.report(new Trouble("two speak in one term: " + held + " " + row));
    }
  }

  private void close(Console console, Console.Socket socket, Held held) {
    simulation.requests.askAgain(
        socket.node(),
        "close " + held.id() + " " + held.term(),
        dispatcher ->
            dispatcher.close(
                console.id, socket.connection(), held.id(), held.term(), Outcome.COMPLETED),
        done -> {
          checkWent(held);
          look.accept(console, socket);
        });
  }

  private void finish(Console console, Console.Socket socket, Held held) {
    simulation.requests.askAgain(
        socket.node(),
        "finish " + held.id() + " " + held.term(),
        dispatcher ->
            dispatcher.wrapUpDone(console.id, socket.connection(), held.id(), held.term()),
        done -> {
          checkWent(held);
          look.accept(console, socket);
        });
  }

  private void checkWent(Held held) {
    if (simulation.record.row(held.id()).orElseThrow().term() <= held.term()) {
      throw new Trouble("acknowledged and not on record: the end of " + held);
    }
  }
}
