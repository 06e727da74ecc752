package org.nuanxian.dispatcher.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.ContactState;
import org.nuanxian.dispatcher.Era;
import org.nuanxian.dispatcher.Stage;
import org.nuanxian.dispatcher.Stored;

/** What must hold of both stores: after every step, and when everything has come to rest. */
final class Invariants {
  /** A rest that ended this short before the look may not have been noticed by a tick yet. */
  private static final long TICK_MS = 1_000;

  private final MemoryRecord record;

  /** The last term of each row. */
  private final Map<ContactId, Long> terms = new HashMap<>();

  /** How much each volunteer carried at the last look. */
  private Map<String, Integer> loads = new HashMap<>();

  private String lastEra = "";

  /** An era Redis was set back to: it does not agree with the record until it is over. */
  private Optional<String> setBackTo = Optional.empty();

  Invariants(MemoryRecord record) {
    this.record = record;
  }

  void setBack(String era) {
    setBackTo = Optional.of(era);
    loads.clear();
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new Trouble(otherwise);
    }
  }

  /** After every step. */
  void check(Present.Look look) {
    require(look.problems().isEmpty(), String.join("\n", look.problems()));
    for (Stored row : record.all()) {
      long before = terms.getOrDefault(row.id(), 0L);
      require(row.term() >= before, "the record's term went back: " + row);
      require(same(row, record.at(row.id(), row.term())), "a term was given twice: " + row);
      terms.put(row.id(), row.term());
    }
    if (!look.stands()) {
      loads.clear();
      return;
    }
    capacity(look);
    Map<ContactId, ContactState> present = states(look);
    present.values().forEach(this::seenIsConfirmed);
    boolean comparable =
        look.era().equals(record.standing().value()) && !setBackTo.equals(Optional.of(look.era()));
    if (comparable) {
      record.all().forEach(row -> compare(row, Optional.ofNullable(present.get(row.id()))));
    }
  }

  private static boolean same(Stored row, Optional<Stored> then) {
    return then.isPresent()
        && then.get().stage() == row.stage()
        && then.get().holder().equals(row.holder());
  }

  static Map<ContactId, ContactState> states(Present.Look look) {
    Map<ContactId, ContactState> states = new HashMap<>();
    look.contactTexts().stream()
        .map(ContactState::parse)
        .forEach(state -> states.put(state.id(), state));
    return states;
  }

  /** Nobody is given more than they can carry; who asked for less keeps what they have. */
  private void capacity(Present.Look look) {
    Map<String, Integer> now = new HashMap<>();
    for (JsonNode v : look.volunteers()) {
      String id = v.path("id").asText();
      int load = v.path("held").size() + v.path("ringing").size();
      now.put(id, load);
      boolean grew = load > loads.getOrDefault(id, Integer.MAX_VALUE);
      require(
          !(grew && look.era().equals(lastEra) && load > v.path("chats").asInt()),
          "over capacity: " + v);
    }
    loads = now;
    lastEra = look.era();
  }

  private void seenIsConfirmed(ContactState state) {
    ContactState.Seen seen = state.seen();
    Optional<Stored> then = record.at(state.id(), seen.term());
    require(
        then.isPresent()
            && then.get().stage() == seen.stage()
            && then.get().holder().equals(seen.holder()),
        "people see what is not on record: " + state);
  }

  private static void compare(Stored row, Optional<ContactState> present) {
    if (present.isEmpty()) {
      require(
          row.stage() == Stage.CLOSED || row.term() == 0,
          "the record goes on without Redis: " + row);
      return;
    }
    ContactState state = present.get();
    if (state.term() == 0 && state.stage() == Stage.WAITING) {
      // It was queued late, after it had gone on; at rest it must have been put right.
      return;
    }
    require(state.term() >= row.term(), "Redis is behind: " + state + " " + row);
    require(
        state.term() > row.term()
            || (state.stage() == row.stage() && state.holder().equals(row.holder())),
        "both stores disagree: " + state + " " + row);
    require(state.levelRev() <= row.levelRev(), "a level that is not on record: " + state);
  }

  /** When nothing is on its way and comparisons have run. */
  void checkAtRest(Present.Look look) {
    check(look);
    require(look.era().equals(record.standing().value()), "two eras at rest: " + look.era());
    Map<ContactId, ContactState> present = states(look);
    for (Stored row : record.all()) {
      ContactState state = present.remove(row.id());
      if (row.stage() == Stage.CLOSED) {
        require(state == null, "closed and still there: " + state);
      } else {
        require(state != null, "Redis lacks " + row);
        require(
            state.term() == row.term()
                && !state.unconfirmed()
                && state.stage() == row.stage()
                && state.holder().equals(row.holder())
                && state.danger() == row.danger()
                && state.level() == row.level()
                && state.levelRev() == row.levelRev()
                && state.left() == row.leftQuickly(),
            "not repaired: " + state + " " + row);
      }
    }
    require(present.isEmpty(), "unknown to the record: " + present);
    history(look);
    for (JsonNode v : look.volunteers()) {
      for (JsonNode c : look.contacts()) {
        require(!fits(v, c, look.lastNow()), "free, fitting and not rung: " + v + " " + c);
      }
    }
  }

  private void history(Present.Look look) {
    Set<Long> written = new TreeSet<>(record.written(new Era(look.era())));
    if (!written.isEmpty()) {
      long first = written.iterator().next();
      require(
          written.contains(first + written.size() - 1), "a hole in the history of " + look.era());
    }
  }

  /** The rules of lanes, wants and exclusions, once more. */
  private static boolean fits(JsonNode v, JsonNode c, long now) {
    boolean red = c.path("danger").asBoolean() || c.path("level").asText().equals("red");
    String id = v.path("id").asText();
    if (!c.path("stage").asText().equals("waiting")
        || c.path("offers").size() >= (red ? 2 : 1)
        || !v.has(c.path("medium").asText() + "Free")
        || v.path("untilMs").asLong() <= now) {
      return false;
    }
    boolean own = c.path("origin").asText().equals(v.path("county").asText());
    boolean reached =
        switch (c.path("step").asText()) {
          case "own" -> own;
          case "others" -> !own;
          default -> true;
        };
    for (JsonNode offer : c.path("offers")) {
      reached &= !offer.path("v").asText().equals(id);
    }
    JsonNode till = c.path("avoid").path(id);
    boolean avoided =
        !till.isMissingNode() && (till.asLong() == -1 || till.asLong() > now - TICK_MS);
    return reached && !avoided && (c.path("needs").asInt() & ~v.path("can").asInt()) == 0;
  }
}
