package org.nuanxian.dispatcher.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.Level;
import org.nuanxian.dispatcher.LevelSource;
import org.nuanxian.dispatcher.Opening;
import org.nuanxian.dispatcher.Place;
import org.nuanxian.dispatcher.Staffing;
import org.nuanxian.dispatcher.Stage;
import org.nuanxian.dispatcher.Stored;
import org.nuanxian.dispatcher.Wishes;
import org.nuanxian.dispatcher.policy.Hours;
import org.nuanxian.roster.Gender;
import org.nuanxian.roster.Medium;
import org.nuanxian.runtime.id.CountyCode;

/** The help seekers. */
final class Seekers {
  /** Open contacts beyond which nobody new comes, in a busy time. */
  private static final int BUSY = 14;

  /** In a quiet time several volunteers are free, so that red rings at two of them. */
  private static final int QUIET = 4;

  /** Two tabs are enough to disagree. */
  private static final int SOCKETS_MAX = 2;

  private record Socket(SimNode node, ConnectionId connection) {}

  private static final class Seeker {
    final ContactId id;
    final List<Socket> sockets = new ArrayList<>();

    Seeker(ContactId id) {
      this.id = id;
    }
  }

  private final Simulation simulation;
  private final Releases releases;
  private final CallBacks calls;
  private final List<Seeker> seekers = new ArrayList<>();
  private int openMax = BUSY;

  Seekers(Simulation simulation) {
    this.simulation = simulation;
    this.releases = new Releases(simulation);
    this.calls = new CallBacks(simulation);
  }

  void act() {
    List<Seeker> over =
        seekers.stream().filter(seeker -> stage(seeker).equals(Optional.of(Stage.CLOSED))).toList();
    for (Seeker seeker : over) {
      // Whoever reads that it is over closes the page; a frozen node notices later.
      seeker.sockets.removeIf(socket -> socket.node().crashed);
      List.copyOf(seeker.sockets).forEach(socket -> detach(seeker, socket));
      if (seeker.sockets.isEmpty()) {
        seekers.remove(seeker);
      }
    }
    int drawn = simulation.random.nextInt(100);
    if (seekers.isEmpty() || (drawn < 30 && seekers.size() < openMax)) {
      open();
      return;
    }
    Seeker seeker = simulation.draw(seekers);
    if (drawn < 55) {
      attach(seeker);
    } else if (drawn < 75) {
      detach(seeker);
    } else if (drawn < 83) {
      danger(seeker, true);
    } else if (drawn < 86) {
      danger(seeker, false);
    } else if (drawn < 90) {
      wish(seeker);
    } else if (drawn < 93) {
      leave(seeker);
    } else if (drawn < 95) {
      calls.wish(node(), seeker.id);
    } else if (drawn < 97) {
      releases.word(node(), seeker.id);
    } else {
      look(seeker);
    }
  }

  /** Busy times and quiet times follow each other. */
  void turn() {
    openMax = openMax == BUSY ? QUIET : BUSY;
  }

  /** Somebody comes who is in danger. */
  void openRed() {
    open(Level.RED);
  }

  /** Somebody in danger writes, leaves a number and closes the page. */
  ContactId leaveNumber() {
    ContactId id = open(Level.RED, Medium.CHAT);
    simulation.settle();
    attach(seekers.getLast());
    simulation.settle();
    calls.wish(node(), id, Hours.ALWAYS);
    simulation.settle();
    detach(seekers.getLast());
    simulation.settle();
    return id;
  }

  /** The last things before everything is looked at: one is in danger, one wants strangers. */
  void askForMore() {
    List<Seeker> open =
        seekers.stream()
            .filter(seeker -> stage(seeker).filter(stage -> stage != Stage.CLOSED).isPresent())
            .toList();
    if (!open.isEmpty()) {
      danger(open.getFirst(), true);
      tell(
          open.getLast(),
          new Wishes(
              Optional.empty(),
              Optional.empty(),
              LevelSource.SELF_REPORT,
              Optional.of(true),
              Optional.empty(),
              Optional.empty(),
              Set.of()));
    }
  }

  private Optional<Stage> stage(Seeker seeker) {
    return simulation.record.row(seeker.id).map(Stored::stage);
  }

  private SimNode node() {
    return simulation.draw(simulation.nodes);
  }

  private void open() {
    boolean red = simulation.chance(Simulation.RED_PERCENT);
    open(red ? Level.RED : simulation.draw(List.of(Level.NONE, Level.BLUE, Level.YELLOW)));
  }

  private void open(Level level) {
    open(level, Medium.CHAT);
  }

  private ContactId open(Level level, Medium medium) {
    ContactId id = new ContactId(simulation.uuid());
    Opening opening =
        new Opening(
            id,
            simulation.draw(simulation.counties),
            medium,
            "web",
            level,
            simulation.chance(10),
            simulation.chance(15)
                ? Optional.of(simulation.draw(List.of(Gender.FEMALE, Gender.MALE)))
                : Optional.empty(),
            simulation.chance(15),
            simulation.chance(15),
            Set.of(),
            Instant.ofEpochMilli(simulation.world.nowMs()));
    seekers.add(new Seeker(id));
    simulation.requests.askAgain(
        node(),
        "open " + id,
        dispatcher -> dispatcher.open(opening),
        done -> {
          if (simulation.record.row(id).isEmpty()) {
            throw new Trouble("acknowledged and not on record: " + id);
          }
        });
    return id;
  }

  private void attach(Seeker seeker) {
    SimNode node = node();
    if (!node.awake() || seeker.sockets.size() >= SOCKETS_MAX) {
      return;
    }
    ConnectionId connection = new ConnectionId(simulation.uuid());
    seeker.sockets.add(new Socket(node, connection));
    simulation.requests.ask(
        node,
        "attach seeker " + seeker.id,
        dispatcher -> dispatcher.attachSeeker(seeker.id, connection),
        done -> {});
  }

  private void detach(Seeker seeker) {
    seeker.sockets.removeIf(socket -> socket.node().crashed);
    if (seeker.sockets.isEmpty()) {
      return;
    }
    detach(seeker, simulation.draw(seeker.sockets));
  }

  private void detach(Seeker seeker, Socket socket) {
    if (socket.node().awake()) {
      seeker.sockets.remove(socket);
      simulation.requests.ask(
          socket.node(),
          "detach seeker " + seeker.id,
          dispatcher -> dispatcher.detachSeeker(seeker.id, socket.connection()),
          done -> {});
    }
  }

  private void danger(Seeker seeker, boolean danger) {
    simulation.requests.askAgain(
        node(),
        (danger ? "note danger " : "take danger back ") + seeker.id,
        dispatcher -> danger ? dispatcher.danger(seeker.id) : dispatcher.notDanger(seeker.id),
        done -> {
          if (simulation.record.row(seeker.id).orElseThrow().levelRev() == 0) {
            throw new Trouble("danger acknowledged and not on record: " + seeker.id);
          }
        });
  }

  private void wish(Seeker seeker) {
    Optional<CountyCode> origin = maybe(simulation.draw(simulation.counties));
    Optional<Level> level = maybe(simulation.draw(List.of(Level.YELLOW, Level.BLUE)));
    Wishes wishes =
        new Wishes(
            origin,
            level,
            level.equals(Optional.of(Level.YELLOW))
                ? LevelSource.CRISIS_WORD
                : LevelSource.SELF_REPORT,
            maybe(simulation.chance(50)),
            maybe(simulation.draw(List.of(Gender.FEMALE, Gender.MALE))),
            maybe(simulation.chance(50)),
            Set.of());
    tell(seeker, wishes);
  }

  private void tell(Seeker seeker, Wishes wishes) {
    simulation.requests.ask(
        node(),
        "tell of " + seeker.id + " " + wishes,
        dispatcher -> dispatcher.tell(seeker.id, wishes),
        done -> {});
  }

  private <T> Optional<T> maybe(T told) {
    return simulation.chance(50) ? Optional.of(told) : Optional.empty();
  }

  private void leave(Seeker seeker) {
    simulation.requests.askAgain(
        node(),
        "let go " + seeker.id,
        dispatcher -> dispatcher.leave(seeker.id),
        done -> {
          if (!simulation.record.row(seeker.id).orElseThrow().leftQuickly()) {
            throw new Trouble("left, acknowledged and not on record: " + seeker.id);
          }
        });
  }

  private void look(Seeker seeker) {
    simulation.requests.ask(
        node(),
        "show the place of " + seeker.id,
        dispatcher -> dispatcher.place(seeker.id),
        place -> checkShown(seeker.id, place));
  }

  /** Nobody is shown what PostgreSQL has not confirmed. */
  private void checkShown(ContactId id, Place place) {
    boolean recorded =
        simulation
            .record
            .at(id, place.term())
            .filter(row -> row.stage() == place.stage() && row.holder().equals(place.holder()))
            .isPresent();
    if (!recorded) {
      throw new Trouble("shown and not on record: " + id + " " + place);
    }
    if (place.staffing() == Staffing.DEGRADED && place.position().isPresent()) {
      throw new Trouble("a place nobody knows: " + place);
    }
  }
}
