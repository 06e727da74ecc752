package org.nuanxian.dispatcher.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nuanxian.dispatcher.CallView;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.Level;
import org.nuanxian.dispatcher.OfferId;
import org.nuanxian.dispatcher.Opening;
import org.nuanxian.dispatcher.Outcome;
import org.nuanxian.dispatcher.Place;
import org.nuanxian.dispatcher.Stage;
import org.nuanxian.dispatcher.Stored;
import org.nuanxian.dispatcher.policy.Hours;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.VolunteerId;

/**
 * Those who call, and whoever carries their calls: an exchange whose owner comes and goes, hears of
 * legs late, twice, or through another node, and answers offers that are long gone.
 */
final class Callers {
  /** More calls than that nobody makes at once. */
  private static final int CALLS_MAX = 5;

  /** Offers whose legs may still be answered. */
  private static final int REMEMBERED = 6;

  /** Where the exchange says what it knows of a caller's leg. */
  private record Leg(SimNode node, ConnectionId connection) {}

  private static final class Caller {
    final Opening opening;
    final Optional<Hours> number;

    /** What the owner of the exchange has said of the leg, if its node lives. */
    Optional<Leg> leg = Optional.empty();

    /** They put the receiver down. */
    boolean gone;

    /** And the dispatcher has heard it. */
    boolean heard;

    Caller(Opening opening, Optional<Hours> number) {
      this.opening = opening;
      this.number = number;
    }

    ContactId id() {
      return opening.id();
    }
  }

  private record Rung(ContactId contact, OfferId offer, VolunteerId volunteer) {}

  private final Simulation simulation;
  private final CallBacks calls;
  private final List<Caller> callers = new ArrayList<>();
  private final List<Rung> rung = new ArrayList<>();

  Callers(Simulation simulation) {
    this.simulation = simulation;
    this.calls = new CallBacks(simulation);
  }

  void act() {
    callers.removeIf(caller -> caller.heard && isOver(caller));
    int drawn = simulation.random.nextInt(100);
    long onLine = callers.stream().filter(caller -> !caller.gone).count();
    if (callers.isEmpty() || (drawn < 12 && onLine < CALLS_MAX)) {
      call(simulation.chance(Simulation.RED_PERCENT) ? Level.RED : Level.NONE);
      return;
    }
    Optional<Caller> busy =
        callers.stream().filter(caller -> simulation.isAnswerable(caller.id())).findFirst();
    if (busy.isPresent() && simulation.chance(60)) {
      look(busy.get());
      return;
    }
    Caller caller = simulation.draw(callers);
    if (caller.gone) {
      finish(caller);
    } else if (drawn < 30) {
      carry(caller);
    } else if (drawn < 70) {
      look(caller);
    } else if (drawn < 76) {
      answerLate();
    } else if (drawn < 80) {
      drop(caller);
    } else if (drawn < 84) {
      danger(caller);
    } else if (drawn < 88) {
      calls.wish(node(), caller.id());
    } else if (drawn < 93) {
      open(caller);
    } else {
      caller.gone = true;
      hangUp(caller);
    }
  }

  private SimNode node() {
    return simulation.draw(simulation.nodes);
  }

  private Optional<Stored> row(Caller caller) {
    return simulation.record.row(caller.id());
  }

  private boolean isOver(Caller caller) {
    return row(caller).filter(row -> row.stage() == Stage.CLOSED).isPresent();
  }

  /** Somebody calls, and their leg is known. */
  ContactId call(Level level) {
    Opening opening =
        new Opening(
            new ContactId(simulation.uuid()),
            simulation.draw(simulation.counties),
            Medium.VOICE,
            "hotline",
            level,
            false,
            Optional.empty(),
            false,
            simulation.chance(10),
            Set.of(),
            Instant.ofEpochMilli(simulation.world.nowMs()));
    Optional<Hours> number = simulation.chance(70) ? Optional.of(Hours.ALWAYS) : Optional.empty();
    Caller caller = new Caller(opening, number);
    callers.add(caller);
    open(caller);
    return opening.id();
  }

  /** Asked again until it is on record. */
  private void open(Caller caller) {
    simulation.requests.askAgain(
        node(),
        "open the call " + caller.id(),
        dispatcher -> dispatcher.telephone().open(caller.opening),
        recorded -> {
          if (recorded && row(caller).isEmpty()) {
            throw new Trouble("acknowledged and not on record: " + caller.id());
          }
          carry(caller);
        });
  }

  /** Whoever owns the exchange now says that the leg is there. */
  private void carry(Caller caller) {
    if (caller.gone || caller.leg.filter(leg -> !leg.node().crashed).isPresent()) {
      return;
    }
    SimNode node = node();
    if (node.awake()) {
      ConnectionId connection = new ConnectionId(simulation.uuid());
      simulation.requests.ask(
          node,
          "know the leg of " + caller.id(),
          dispatcher -> dispatcher.attachSeeker(caller.id(), connection),
          done -> caller.leg = Optional.of(new Leg(node, connection)));
    }
  }

  /** The exchange goes to another owner. */
  private void drop(Caller caller) {
    Optional<Leg> known = caller.leg.filter(leg -> leg.node().awake());
    known.ifPresent(leg -> {
      caller.leg = Optional.empty();
      simulation.requests.ask(
          leg.node(),
          "carry no more " + caller.id(),
          dispatcher -> dispatcher.detachSeeker(caller.id(), leg.connection()),
          done -> {});
    });
  }

  private void danger(Caller caller) {
    simulation.requests.askAgain(
        node(),
        "note danger of the caller " + caller.id(),
        dispatcher -> dispatcher.telephone().danger(caller.id()),
        recorded -> {
          if (recorded && row(caller).orElseThrow().levelRev() == 0) {
            throw new Trouble("danger acknowledged and not on record: " + caller.id());
          }
        });
  }

  /** Makes the exchange look as the call does. */
  private void look(Caller caller) {
    simulation.requests.ask(
        node(),
        "carry " + caller.id(),
        dispatcher -> dispatcher.telephone().view(caller.id()),
        view -> follow(caller, view));
  }

  private void follow(Caller caller, CallView view) {
    Place place = view.place();
    view.offers()
        .forEach(offer -> {
          rung.add(new Rung(caller.id(), offer.offer(), offer.volunteer()));
          if (simulation.chance(85)) {
            answer(rung.getLast());
          }
        });
    if (rung.size() > REMEMBERED) {
      rung.subList(0, rung.size() - REMEMBERED).clear();
    }
    if (place.stage() == Stage.CONNECTING && simulation.chance(85)) {
      connect(caller.id(), place.term());
    } else if ((place.stage() == Stage.CONNECTING || place.stage() == Stage.ACTIVE)
        && simulation.chance(15)) {
      loseLeg(caller.id(), place.term());
    }
  }

  private void answerLate() {
    if (!rung.isEmpty()) {
      answer(simulation.draw(rung));
    }
  }

  private void answer(Rung leg) {
    simulation.requests.askAgain(
        node(),
        "answer " + leg,
        dispatcher -> dispatcher.telephone().answered(leg.contact(), leg.offer()),
        held -> {});
  }

  private void connect(ContactId contact, long term) {
    simulation.requests.askAgain(
        node(),
        "connect " + contact + " " + term,
        dispatcher -> dispatcher.telephone().connected(contact, term),
        done -> {});
  }

  private void loseLeg(ContactId contact, long term) {
    simulation.requests.askAgain(
        node(),
        "lose the leg of " + contact + " " + term,
        dispatcher -> dispatcher.telephone().legLost(contact, term),
        done -> {});
  }

  /** Whoever carries it says so until it is heard, and on record. */
  private void finish(Caller caller) {
    drop(caller);
    if (row(caller).isEmpty()) {
      open(caller);
    }
    if (!caller.heard) {
      hangUp(caller);
    }
  }

  private void hangUp(Caller caller) {
    simulation.requests.askAgain(
        node(),
        "hang up " + caller.id(),
        dispatcher -> dispatcher.telephone().hungUp(caller.id(), caller.number),
        done -> caller.heard = true);
  }

  /** Before a rest: everything is said that somebody who carries calls would say again. */
  void settle() {
    for (Caller caller : callers) {
      if (row(caller).isEmpty()) {
        open(caller);
      }
      if (caller.gone && !caller.heard) {
        hangUp(caller);
      }
    }
  }

  /** A call whose owner goes and comes back while it rings, and that is answered then. */
  ContactId answeredCall() {
    ContactId contact = call(Level.NONE);
    simulation.settle();
    Caller caller = callers.getLast();
    drop(caller);
    simulation.settle();
    carry(caller);
    simulation.settle();
    bridge(contact);
    return contact;
  }

  /** Its leg is lost, and what was said of an earlier term is said again, until it is over. */
  void lostAndFound(ContactId contact) {
    long first = simulation.term(contact) - 1;
    loseLeg(contact, first + 1);
    simulation.settle();
    answerAll(contact);
    connect(contact, first);
    simulation.settle();
    connect(contact, simulation.term(contact));
    simulation.settle();
    loseLeg(contact, first);
    simulation.settle();
    Caller caller = callers.getLast();
    if (simulation.chance(50)) {
      caller.gone = true;
      hangUp(caller);
      simulation.settle();
    }
  }

  /** Whoever rings answers, and both hear each other. */
  private void bridge(ContactId contact) {
    answerAll(contact);
    connect(contact, simulation.term(contact));
    simulation.settle();
  }

  private void answerAll(ContactId contact) {
    simulation
        .ringing(contact)
        .forEach((offer, volunteer) -> answer(new Rung(contact, offer, volunteer)));
    simulation.settle();
  }

  /** At rest: nobody who hung up is forgotten, and whoever is on the line has their place. */
  void check(Present.Look look) {
    Map<String, JsonNode> present = new HashMap<>();
    look.contacts().forEach(c -> present.put(c.path("id").asText(), c));
    for (Caller caller : callers) {
      Stored row = row(caller).orElseThrow(() -> new Trouble("never on record: " + caller.id()));
      JsonNode c = present.get(caller.id().toString());
      boolean over = row.stage() == Stage.CLOSED;
      if (caller.heard && !over && row.stage() != Stage.WRAP_UP && !row.hungUp()) {
        throw new Trouble("hung up and nobody knows: " + row);
      }
      if (over
          && row.hungUp()
          && row.outcome().equals(Optional.of(Outcome.ABANDONED))
          && !simulation.record.followUps().contains(row.id())) {
        throw new Trouble("hung up and followed up by nobody: " + row);
      }
      if (over && !row.hungUp() && row.outcome().equals(Optional.of(Outcome.ABANDONED))) {
        throw new Trouble("on the line and given up: " + row);
      }
      if (!over && c != null && row.hungUp() && !c.has("hungUp")) {
        throw new Trouble("hung up and Redis does not know: " + c);
      }
    }
  }
}
