package org.nuanxian.server.fault;

import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One conversation as one end sees it: messages go out one after the other, as pages do, and every
 * entry is held against the rule that on one socket each comes once and in order. Guarded by its
 * page.
 */
final class Told {
  /** An entry as it was seen. */
  record Entry(String id, String text) {}

  private final Function<JsonObject, String> ask;
  private final Consumer<String> fault;

  /** Everything seen, by number. */
  private final TreeMap<Long, Entry> entries = new TreeMap<>();

  /** What was said here, in that order: text by id. */
  private final Map<String, String> said = new LinkedHashMap<>();

  private final Map<String, Long> acknowledged = new HashMap<>();
  private final Map<String, String> refused = new HashMap<>();
  private final Deque<JsonObject> unsent = new ArrayDeque<>();
  private Optional<String> underWay = Optional.empty();

  /** The last number that passed on the present socket. */
  private long place;

  /** An acceptance starts from the beginning: entries known before may come again. */
  private boolean again;

  Told(Function<JsonObject, String> ask, Consumer<String> fault) {
    this.ask = ask;
    this.fault = fault;
  }

  /** Everything up to here was seen without a hole. */
  long last() {
    long last = 0;
    while (entries.containsKey(last + 1)) {
      last++;
    }
    return last;
  }

  /** The present socket goes on after this number. */
  void from(long after) {
    place = after;
  }

  /** The conversation may come once more from its beginning. */
  void again() {
    again = true;
    place = Math.min(place, last());
  }

  /** Keeps words and sends them as soon as those before them were answered; their id. */
  String say(JsonObject frame) {
    String id = frame.getString("id", UUID.randomUUID().toString());
    said.put(id, frame.getString("text"));
    unsent.add(frame.put("id", id));
    next();
    return id;
  }

  private void next() {
    if (underWay.isEmpty() && !unsent.isEmpty()) {
      underWay = Optional.of(ask.apply(unsent.poll()));
    }
  }

  /** An entry came as message. */
  void message(JsonObject frame) {
    long seq = frame.getLong("seq");
    if (seq > place + 1 || (seq <= place && !again)) {
      fault.accept("entry " + seq + " came after " + place);
    }
    place = Math.max(place, seq);
    keep(seq, new Entry(frame.getString("id"), frame.getString("text")));
  }

  /** A message of ours was answered. */
  void answered(JsonObject asked, JsonObject answer) {
    String id = asked.getString("id");
    if (answer.getString("type").equals("error")) {
      refused.put(id, answer.getString("code"));
    } else {
      long seq = answer.getLong("seq");
      acknowledged.put(id, seq);
      if (seq > place + 1) {
        fault.accept("the ack of " + seq + " came after " + place);
      }
      place = Math.max(place, seq);
      keep(seq, new Entry(id, asked.getString("text")));
    }
    if (underWay.equals(Optional.of(id))) {
      underWay = Optional.empty();
      next();
    }
  }

  private void keep(long seq, Entry entry) {
    Entry before = entries.putIfAbsent(seq, entry);
    if (before != null && !before.equals(entry)) {
      fault.accept("entry " + seq + " was " + before.id() + " and is " + entry.id());
    }
  }

  /** Everything that was said has got an answer. */
  boolean settled() {
    return unsent.isEmpty() && underWay.isEmpty();
  }

  boolean wasAcknowledged(String id) {
    return acknowledged.containsKey(id);
  }

  Map<Long, Entry> entries() {
    return new TreeMap<>(entries);
  }

  /** The texts seen, in order of number. */
  List<String> texts() {
    return new ArrayList<>(entries.values().stream().map(Entry::text).toList());
  }

  Map<String, String> said() {
    return new LinkedHashMap<>(said);
  }

  Map<String, Long> acknowledged() {
    return new HashMap<>(acknowledged);
  }

  Map<String, String> refused() {
    return new HashMap<>(refused);
  }
}
