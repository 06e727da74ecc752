package org.nuanxian.dispatcher.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.ContactState;
import org.nuanxian.dispatcher.Era;
import org.nuanxian.dispatcher.Level;
import org.nuanxian.dispatcher.Outcome;
import org.nuanxian.dispatcher.Stage;
import org.nuanxian.dispatcher.Stored;

/** What must hold of both stores: after every step, and when everything has come to rest. */
final class Invariants {
  /** Twice the time between two comparisons, and once more because a turn may have failed. */
  private static final long AUDITED_MS = 3 * Simulation.POLICY.timing().audit().toMillis();

  private final World world;
  private final MemoryRecord record;

  /** Contacts in Redis after the script before this one. */
  private Map<ContactId, ContactState> before = Map.of();

  /** Each row as it was at the last look. */
  private final Map<ContactId, Stored> rows = new HashMap<>();

  /** Each row as it was when calls were looked at last. */
  private final Map<ContactId, Stored> calls = new HashMap<>();

  /** Since when Redis does not know that a contact is red, virtual ms, without faults since. */
  private final Map<ContactId, Long> unknownRed = new HashMap<>();

  /** The last term of each row. */
  private final Map<ContactId, Long> terms = new HashMap<>();

  /**
   * Contacts that were over when Redis was told to queue them: nobody is shown anything of that
   * until a comparison puts it right.
   */
  private final Set<ContactId> queuedLate = new HashSet<>();

  /** How much each volunteer carried at the last look. */
  private Map<String, Integer> loads = new HashMap<>();

  private String lastEra = "";

  /** An era Redis was set back to: it does not agree with the record until it is over. */
  private Optional<String> setBackTo = Optional.empty();

  Invariants(World world, MemoryRecord record) {
    this.world = world;
    this.record = record;
  }

  /** Redis is not what the last script left. */
  void forget() {
    before = Map.of();
    loads.clear();
  }

  void setBack(String era) {
    setBackTo = Optional.of(era);
    loads.clear();
  }

  /** What does not hold is put into words only then: most of the time of a look went into that. */
  private static void require(boolean holds, Supplier<String> otherwise) {
    if (!holds) {
      throw new Trouble(otherwise.get());
    }
  }

  /** After every call that ran. */
  void check(Present.Look look, String call) {
    require(look.problems().isEmpty(), () -> String.join("\n", look.problems()));
    record.all().forEach(this::humansEndRedForGood);
    record.all().forEach(this::calledThreeTimesAndNotForgotten);
    for (Stored row : record.all()) {
      long before = terms.getOrDefault(row.id(), 0L);
      require(row.term() >= before, () -> "the record's term went back: " + row);
      require(same(row, record.at(row.id(), row.term())), () -> "a term was given twice: " + row);
      terms.put(row.id(), row.term());
    }
    if (call.startsWith("append")) {
      history(record.standing());
    }
    if (!look.stands()) {
      forget();
      return;
    }
    capacity(look, call.startsWith("restore_contact"));
    look.contacts().forEach(c -> nobodyCallsTooSoon(c, look.lastNow()));
    look.contacts().forEach(c -> offersSayWhatPeopleAre(c, look));
    Map<ContactId, ContactState> present = states(look);
    present.values().forEach(this::seenIsConfirmed);
    look.contacts().stream()
        .filter(c -> c.path("medium").asText().equals("voice"))
        .map(c -> present.get(ContactId.of(c.path("id").asText())))
        .forEach(state -> legsDecide(state, call));
    if (call.startsWith("open_contact")) {
      present.values().forEach(this::noteLate);
    }
    queuedLate.removeIf(id -> !present.containsKey(id));
    if (!call.startsWith("restore_contact")) {
      present.values().forEach(state -> heldByWhoWasRung(state, call));
    }
    before = present;
    if (!setBackTo.equals(Optional.of(look.era()))) {
      require(
          look.era().equals(record.standing().value()),
          () -> "the eras differ: " + look.era() + " and " + record.standing());
      for (Stored row : record.all()) {
        Optional<ContactState> state = Optional.ofNullable(present.get(row.id()));
        compare(row, state);
        redIsKnown(row, state);
      }
    }
  }

  /** Whoever left a number keeps the place, is called three times at most, and is followed up. */
  private void calledThreeTimesAndNotForgotten(Stored row) {
    Stored then = calls.put(row.id(), row);
    int tries = row.callBack().tries();
    boolean ended = row.stage() == Stage.CLOSED;
    boolean unreached = ended && row.outcome().equals(Optional.of(Outcome.CALLBACK));
    require(
        tries < Simulation.POLICY.city().callBacks().tries() || row.callBack().wished().isEmpty(),
        () -> "called too often: " + row);
    require(then == null || row.arrival().equals(then.arrival()), () -> "lost the place: " + row);
    require(
        then == null || then.callBack().tries() <= tries, () -> "a call is not on record: " + row);
    require(
        !(ended
            && row.outcome().equals(Optional.of(Outcome.ABANDONED))
            && then != null
            && then.stage() != Stage.CLOSED
            && then.callBack().wished().isPresent()
            && !row.leftQuickly()),
        () -> "left a number and was abandoned: " + row);
    require(
        !unreached || record.followUps().contains(row.id()),
        () -> "not reached and followed up by nobody: " + row);
  }

  /** After a call that reached nobody the next one waits. */
  private static void nobodyCallsTooSoon(JsonNode c, long now) {
    for (JsonNode offer : c.path("offers")) {
      require(
          !offer.path("purpose").asText().equals("callback") || c.path("callAfter").asLong() <= now,
          () -> "called too soon: " + c);
    }
  }

  /** By what an offer says of its volunteer others are rung beside it, or not. */
  private static void offersSayWhatPeopleAre(JsonNode c, Present.Look look) {
    for (JsonNode offer : c.path("offers")) {
      for (JsonNode v : look.volunteers()) {
        require(
            !v.path("id").asText().equals(offer.path("v").asText())
                || v.path("can").asInt() == offer.path("can").asInt(),
            () -> "an offer to somebody who is cleared for something else: " + c + " " + v);
      }
    }
  }

  private static boolean red(Stored row) {
    return row.danger() || row.level() == Level.RED;
  }

  /**
   * Whoever is in danger is never dropped because nobody was there in time; what is over stays so.
   */
  private void humansEndRedForGood(Stored row) {
    Stored then = rows.put(row.id(), row);
    require(
        then == null || then.stage() != Stage.CLOSED || row.stage() == Stage.CLOSED,
        () -> "was over and goes on: " + row);
    require(
        then == null
            || then.stage() == Stage.CLOSED
            || row.stage() != Stage.CLOSED
            || !row.outcome().equals(Optional.of(Outcome.ABANDONED))
            || !red(then),
        () -> "danger on record was abandoned: " + row);
  }

  /**
   * A contact goes to nobody whom it did not ring at, unless a supervisor takes it over or somebody
   * takes the next by themselves.
   */
  private void heldByWhoWasRung(ContactState state, String call) {
    ContactState then = before.get(state.id());
    require(
        then == null
            || state.holder().isEmpty()
            || state.holder().equals(then.holder())
            || call.startsWith("take_over")
            || call.startsWith("take_next")
            || then.offered().contains(state.holder().get()),
        () -> "held by somebody it did not ring at: " + state);
  }

  /** While nothing is broken a comparison tells Redis of danger. */
  private void redIsKnown(Stored row, Optional<ContactState> present) {
    boolean known =
        !red(row) || row.stage() == Stage.CLOSED || present.filter(state -> !state.red()).isEmpty();
    if (known || !world.calm) {
      unknownRed.remove(row.id());
      return;
    }
    long since = unknownRed.computeIfAbsent(row.id(), id -> world.nowMs());
    require(world.nowMs() - since <= AUDITED_MS, () -> "danger on record and not in Redis: " + row);
  }

  private static boolean same(Stored row, Optional<Stored> then) {
    return then.isPresent()
        && then.get().stage() == row.stage()
        && then.get().holder().equals(row.holder());
  }

  static Map<ContactId, ContactState> states(Present.Look look) {
    Map<ContactId, ContactState> states = new HashMap<>();
    look.states().forEach(state -> states.put(state.id(), state));
    return states;
  }

  /** Nobody is given more than they can carry; who asked for less keeps what they have. */
  private void capacity(Present.Look look, boolean restored) {
    Map<String, Integer> now = new HashMap<>();
    for (JsonNode v : look.volunteers()) {
      String id = v.path("id").asText();
      int load = v.path("held").size() + v.path("ringing").size() - takenOver(look, id);
      now.put(id, load);
      boolean grew = load > loads.getOrDefault(id, Integer.MAX_VALUE);
      require(
          !(grew && look.era().equals(lastEra) && load > v.path("chats").asInt()),
          () -> "over capacity: " + v);
      require(
          !(grew && look.era().equals(lastEra) && load > 1 && listens(v) && !restored),
          () -> "something beside a voice: " + v);
    }
    loads = now;
    lastEra = look.era();
  }

  private static boolean listens(JsonNode v) {
    return StreamSupport.stream(v.path("held").spliterator(), false)
        .anyMatch(medium -> medium.asText().equals("voice"));
  }

  /** A supervisor takes over whatever they are ready for. */
  private static int takenOver(Present.Look look, String volunteer) {
    int taken = 0;
    for (JsonNode c : look.contacts()) {
      if (c.path("takenOver").asText().equals(volunteer)
          && c.path("holder").asText().equals(volunteer)) {
        taken++;
      }
    }
    return taken;
  }

  private void seenIsConfirmed(ContactState state) {
    ContactState.Seen seen = state.seen();
    if (!state.recorded() && seen.term() == 0) {
      return; // a call that came while PostgreSQL was away: it waits, and that is no secret
    }
    Optional<Stored> then = record.at(state.id(), seen.term());
    require(
        then.isPresent()
            && then.get().stage() == seen.stage()
            && then.get().holder().equals(seen.holder()),
        () -> "people see what is not on record: " + state);
  }

  /**
   * Whoever is on the line is taken by a leg or by whoever takes them over, and nothing but a leg,
   * a human, or a bridge that was not made in time, ends that.
   */
  private void legsDecide(ContactState state, String call) {
    ContactState then = before.get(state.id());
    if (then == null || then.hungUp()) {
      return;
    }
    boolean moved = then.stage() != state.stage() || !then.holder().equals(state.holder());
    require(
        !(moved && call.startsWith("accept_offer") && !state.hungUp()),
        () -> "accepted without a leg: " + state);
    require(
        !(moved && call.startsWith("tick") && then.stage() == Stage.ACTIVE && !then.byCall()),
        () -> "taken from its holder by time: " + then + " " + state);
    String named = "[" + state.id() + ", " + then.term() + "]";
    require(
        !(moved && (call.startsWith("lose_leg") || call.startsWith("connect_contact")))
            || call.endsWith(named),
        () -> "a word of another term counts: " + call + " " + then + " " + state);
  }

  private void noteLate(ContactState state) {
    boolean fresh = !before.containsKey(state.id()) && state.term() == 0;
    boolean over = record.row(state.id()).filter(row -> row.stage() == Stage.CLOSED).isPresent();
    if (fresh && over) {
      queuedLate.add(state.id());
    }
  }

  private void compare(Stored row, Optional<ContactState> present) {
    if (present.isEmpty()) {
      require(
          row.stage() == Stage.CLOSED || row.term() == 0,
          () -> "the record goes on without Redis: " + row);
      return;
    }
    ContactState state = present.get();
    if (queuedLate.contains(row.id()) && state.seen().term() == 0) {
      // Whatever is done with it is refused and not shown; at rest it must have been put right.
      return;
    }
    if (state.outcome().equals(Optional.of(Outcome.ABANDONED)) && red(row)) {
      // PostgreSQL kept it, and Redis is told next.
      return;
    }
    require(state.term() >= row.term(), () -> "Redis is behind: " + state + " " + row);
    require(
        state.term() > row.term()
            || (state.stage() == row.stage() && state.holder().equals(row.holder())),
        () -> "both stores disagree: " + state + " " + row);
    require(
        state.levelRev() <= row.levelRev() || state.danger(),
        () -> "a level that is not on record: " + state);
  }

  /** When nothing is on its way and comparisons have run. */
  void checkAtRest(Present.Look look) {
    check(look, "a rest");
    require(look.era().equals(record.standing().value()), () -> "two eras at rest: " + look.era());
    Map<ContactId, ContactState> present = states(look);
    for (Stored row : record.all()) {
      ContactState state = present.remove(row.id());
      if (row.stage() == Stage.CLOSED) {
        require(state == null, () -> "closed and still there: " + state);
      } else {
        require(state != null, () -> "Redis lacks " + row);
        require(
            state.term() == row.term()
                && !state.unconfirmed()
                && state.stage() == row.stage()
                && state.holder().equals(row.holder())
                && state.danger() == row.danger()
                && state.level() == row.level()
                && state.levelFrom() == row.levelFrom()
                && state.levelRev() == row.levelRev()
                && state.left() == row.leftQuickly()
                && state.callBack().wished().equals(row.callBack().wished())
                && state.callBack().tries() == row.callBack().tries(),
            () -> "not repaired: " + state + " " + row);
      }
    }
    require(present.isEmpty(), () -> "unknown to the record: " + present);
    look.contacts().forEach(this::asWished);
    history(new Era(look.era()));
    Unserved.check(look);
  }

  /** Whoever listens is who the help seeker wished for. */
  private void asWished(JsonNode c) {
    Stored row = record.row(new ContactId(UUID.fromString(c.path("id").asText()))).orElseThrow();
    Set<String> known = new HashSet<>();
    c.path("avoid")
        .properties()
        .forEach(each -> {
          if (each.getValue().asLong() == -1) {
            known.add(each.getKey());
          }
        });
    require(
        c.path("origin").asText().equals(row.origin().value())
            && c.path("step").asText().equals("others") == row.avoidCounty()
            && row.avoid().stream().allMatch(v -> known.contains(v.value().toString())),
        () -> "not as wished: " + c + " " + row);
  }

  /** What happened under an era is written down without a hole. */
  private void history(Era era) {
    Set<Long> written = new TreeSet<>(record.written(era));
    if (!written.isEmpty()) {
      long first = written.iterator().next();
      require(
          written.contains(first + written.size() - 1), () -> "a hole in the history of " + era);
    }
  }
}
