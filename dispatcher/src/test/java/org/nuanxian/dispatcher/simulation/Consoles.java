package org.nuanxian.dispatcher.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.Held;
import org.nuanxian.dispatcher.OfferId;
import org.nuanxian.dispatcher.Status;
import org.nuanxian.dispatcher.Wanted;
import org.nuanxian.dispatcher.Work;
import org.nuanxian.roster.Clearance;
import org.nuanxian.roster.Gender;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CountyCode;

/** The volunteers at their consoles: who opens one, is ready, is rung and answers. */
final class Consoles {
  /**
   * To which county each volunteer belongs: three to the first, two to the second, and one to the
   * last, which joins the first one's line. The third has nobody.
   */
  private static final List<Integer> COUNTY_OF = List.of(0, 1, 0, 1, 0, 3);

  /** Offers a mistaken client may still name. */
  private static final int REMEMBERED = 8;

  private final Simulation simulation;
  private final List<Console> consoles = new ArrayList<>();

  /** The last offers shown to anybody: a mistaken client accepts what is gone or not its own. */
  private final List<OfferId> everShown = new ArrayList<>();

  private final Talks talks;
  private final Escalations escalations;
  private final Supervisors supervisors;

  Consoles(Simulation simulation, Seekers seekers) {
    this.simulation = simulation;
    this.talks = new Talks(simulation, this::look);
    this.escalations = new Escalations(simulation);
    this.supervisors = new Supervisors(simulation);
    List<Gender> genders = List.of(Gender.values());
    for (int i = 0; i < COUNTY_OF.size(); i++) {
      Gender gender = genders.get(i % genders.size());
      CountyCode county = simulation.counties.get(COUNTY_OF.get(i));
      Console console = new Console(new VolunteerId(simulation.uuid()), i == 4);
      consoles.add(console);
      talks.know(console.id, county);
      supervisors.know(console.id);
      simulation.duty.add(console.id, county, gender);
      // One of each county has not come far yet.
      simulation.duty.cleared(console.id, i < 2 ? Clearance.NONE : Clearance.ALL);
    }
  }

  void act() {
    List<Console> rung = consoles.stream().filter(this::rings).toList();
    if (!rung.isEmpty() && simulation.chance(40)) {
      Console console = simulation.draw(rung);
      look(console, console.socket.orElseThrow());
      return;
    }
    Console console = simulation.draw(consoles);
    console.old.removeIf(socket -> socket.node().crashed);
    if (console.socket.filter(socket -> socket.node().crashed).isPresent()) {
      console.socket = Optional.empty();
    }
    if (!console.old.isEmpty() && simulation.chance(20)) {
      detach(console, simulation.draw(console.old));
      return;
    }
    if (console.socket.isEmpty()) {
      attach(console);
      return;
    }
    Console.Socket socket = console.socket.get();
    int drawn = simulation.random.nextInt(100);
    if (drawn < 3) {
      attach(console);
    } else if (drawn < 6) {
      console.socket = Optional.empty();
      detach(console, socket);
    } else if (drawn < 12) {
      presence(console, socket);
    } else if (drawn < 30) {
      look(console, socket);
    } else if (drawn < 42) {
      answer(console, socket);
    } else if (drawn < 45) {
      take(console, socket);
    } else if (drawn < 88) {
      talks.act(console, socket);
    } else if (drawn < 94) {
      escalations.act(console, socket);
    } else if (drawn < 99) {
      supervisors.act(console, socket);
    } else {
      shift(console);
    }
  }

  /** A console that rings is looked at, as the hint of the offer makes it do. */
  private boolean rings(Console console) {
    return console.socket.filter(socket -> socket.node().awake()).isPresent()
        && simulation.rings(console.id);
  }

  private void attach(Console console) {
    SimNode node = simulation.draw(simulation.nodes);
    if (!node.awake()) {
      return;
    }
    console.socket.ifPresent(console.old::add);
    Console.Socket socket = new Console.Socket(node, new ConnectionId(simulation.uuid()));
    console.socket = Optional.of(socket);
    console.holds.clear();
    simulation.requests.ask(
        node,
        "attach " + console.id + " " + socket.connection(),
        dispatcher -> dispatcher.attach(console.id, socket.connection(), console.supervises),
        work -> shown(console, socket, work));
    if (simulation.chance(80)) {
      ready(console, socket);
    }
  }

  private void detach(Console console, Console.Socket socket) {
    if (!socket.node().awake()) {
      if (!console.old.contains(socket)) {
        console.old.add(socket);
      }
      return;
    }
    console.old.remove(socket);
    simulation.requests.ask(
        socket.node(),
        "detach " + console.id + " " + socket.connection(),
        dispatcher -> dispatcher.detach(console.id, socket.connection()),
        done -> {});
  }

  private void ready(Console console, Console.Socket socket) {
    int chats = 1 + simulation.random.nextInt(3);
    Set<Medium> media =
        simulation.chance(50) ? EnumSet.allOf(Medium.class) : EnumSet.of(Medium.CHAT);
    Wanted ready = Wanted.atDesk(Status.READY, media, chats);
    say(console, socket, simulation.chance(25) ? ready.pulling() : ready, simulation.chance(60));
  }

  private void presence(Console console, Console.Socket socket) {
    if (simulation.chance(75)) {
      ready(console, socket);
    } else {
      Status wanted = simulation.draw(List.of(Status.ON_BREAK, Status.OFFLINE));
      say(console, socket, Wanted.atDesk(wanted, Set.of(Medium.CHAT), 1), false);
    }
  }

  private void say(Console c, Console.Socket socket, Wanted wanted, boolean back) {
    Wanted said = back ? wanted.comingBack() : wanted;
    simulation.requests.askAgain(
        socket.node(),
        "set presence of " + c.id + " to " + said,
        dispatcher -> dispatcher.setPresence(c.id, socket.connection(), said),
        done -> {});
  }

  private void look(Console console, Console.Socket socket) {
    simulation.requests.ask(
        socket.node(),
        "show the work of " + console.id,
        dispatcher -> dispatcher.work(console.id),
        work -> shown(console, socket, work));
  }

  private void shown(Console console, Console.Socket socket, Work work) {
    for (Held held : work.contacts()) {
      boolean theirs =
          simulation
              .record
              .at(held.id(), held.term())
              .filter(row -> row.holder().equals(Optional.of(console.id)))
              .filter(row -> row.stage() == held.stage())
              .isPresent();
      if (!theirs) {
        throw new Trouble("shown as theirs and not on record: " + console.id + " " + held);
      }
    }
    if (!console.socket.equals(Optional.of(socket))) {
      return;
    }
    console.holds.clear();
    work.contacts().forEach(held -> console.holds.put(held.id(), held));
    console.offers = work.offers().stream().map(offer -> offer.id()).toList();
    everShown.addAll(console.offers);
    if (everShown.size() > REMEMBERED) {
      everShown.subList(0, everShown.size() - REMEMBERED).clear();
    }
    if (!console.offers.isEmpty() && simulation.chance(85)) {
      answer(console, socket);
    }
  }

  private void answer(Console console, Console.Socket socket) {
    boolean foreign = !everShown.isEmpty() && simulation.chance(10);
    if (console.offers.isEmpty() && !foreign) {
      return;
    }
    OfferId offer = simulation.draw(foreign ? everShown : console.offers);
    if (simulation.chance(15)) {
      decline(console, socket, offer);
    } else {
      accept(console, socket, offer);
    }
  }

  private void accept(Console console, Console.Socket socket, OfferId offer) {
    simulation.requests.askAgain(
        socket.node(),
        "accept " + offer + " for " + console.id,
        dispatcher -> dispatcher.accept(console.id, socket.connection(), offer),
        held -> accepted(console, held));
  }

  /** The next, whoever it is; a repeat names the same taking. */
  private void take(Console console, Console.Socket socket) {
    UUID name = simulation.uuid();
    simulation.requests.askAgain(
        socket.node(),
        "take the next for " + console.id,
        dispatcher -> dispatcher.pulling().take(console.id, socket.connection(), name),
        held -> held.ifPresent(one -> accepted(console, one)));
  }

  private void decline(Console console, Console.Socket socket, OfferId offer) {
    simulation.requests.askAgain(
        socket.node(),
        "decline " + offer,
        dispatcher -> dispatcher.decline(console.id, socket.connection(), offer),
        done -> {});
  }

  private void accepted(Console console, Held held) {
    boolean theirs =
        simulation
            .record
            .at(held.id(), held.term())
            .filter(row -> row.holder().equals(Optional.of(console.id)))
            .isPresent();
    if (!theirs) {
      throw new Trouble("accepted and not on record: " + console.id + " " + held);
    }
    console.holds.put(held.id(), held);
  }

  private void shift(Console console) {
    if (simulation.chance(40)) {
      Clearance.Grade grade = simulation.draw(List.of(Clearance.Grade.values()));
      simulation.duty.cleared(
          console.id, new Clearance(grade, simulation.chance(60), simulation.chance(60)));
    } else if (simulation.chance(30)) {
      simulation.duty.offShift(console.id);
    } else {
      long ms = simulation.random.nextLong(1_000, 60_000);
      simulation.duty.onShiftUntil(console.id, Instant.ofEpochMilli(simulation.world.nowMs() + ms));
    }
    simulation.awake().forEach(node -> node.dispatcher.rosterChanged());
  }

  /** Before a rest: nobody is left between two sockets; the node notices what was left behind. */
  void settle() {
    for (Console console : consoles) {
      console.socket = console.socket.filter(socket -> !socket.node().crashed);
      List.copyOf(console.old).forEach(socket -> detach(console, socket));
      console.old.clear();
      simulation.duty.onShiftUntil(console.id, Instant.ofEpochMilli(9_000_000_000_000L));
    }
  }

  /** Every open console is shown its work. */
  void look() {
    consoles.forEach(console -> console.socket.ifPresent(socket -> look(console, socket)));
  }

  /** Everybody opens a console, ends what they hold, and is ready for one of these. */
  void clear(Set<Medium> media) {
    for (Console console : consoles) {
      if (console.socket.isEmpty()) {
        attach(console);
      }
      console.socket.ifPresent(socket -> {
        talks.endAll(console, socket);
        say(console, socket, Wanted.atDesk(Status.READY, media, 1), true);
      });
    }
  }

  /** They close their console. */
  void leave(VolunteerId volunteer) {
    for (Console console : consoles) {
      if (console.id.equals(volunteer)) {
        console.socket.ifPresent(socket -> {
          console.socket = Optional.empty();
          detach(console, socket);
        });
      }
    }
  }

  /** Whoever is rung takes an offer: their own, or one that was shown to somebody else. */
  void answerAll() {
    consoles.stream()
        .filter(this::rings)
        .forEach(console -> answer(console, console.socket.orElseThrow()));
  }

  /** Whoever is rung for this contact accepts it. */
  void accept(ContactId contact) {
    simulation
        .ringing(contact)
        .forEach((offer, volunteer) ->
            consoles.stream()
                .filter(console -> console.id.equals(volunteer))
                .forEach(
                    console -> console.socket.ifPresent(socket -> accept(console, socket, offer))));
  }

  /** Whoever holds somebody who is to be called reaches nobody. */
  void missAll() {
    for (Console console : consoles) {
      console.socket.ifPresent(socket -> talks.missAll(console, socket));
    }
  }

  /** Whoever talks asks a team to go on. */
  void handAll() {
    for (Console console : consoles) {
      console.socket.ifPresent(socket -> talks.handAll(console, socket));
    }
  }

  /** Whoever is rung declines: only the passing of time makes them be rung again. */
  void declineAll() {
    consoles.stream()
        .filter(this::rings)
        .forEach(console ->
            List.copyOf(console.offers)
                .forEach(offer -> decline(console, console.socket.orElseThrow(), offer)));
  }

  /** At rest: here is who has a console open, and nobody else. */
  void checkPresence(Present.Look look) {
    Map<String, JsonNode> present = new HashMap<>();
    look.volunteers().forEach(v -> present.put(v.path("id").asText(), v));
    for (Console console : consoles) {
      JsonNode v = present.get(console.id.value().toString());
      String conn = v == null ? "" : v.path("conn").asText();
      String open = console.socket.map(socket -> socket.connection().toString()).orElse("");
      if (!conn.equals(open)) {
        throw new Trouble("console " + open + " but present with " + v);
      }
    }
  }
}
