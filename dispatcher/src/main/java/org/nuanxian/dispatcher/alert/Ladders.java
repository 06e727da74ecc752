package org.nuanxian.dispatcher.alert;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.nuanxian.dispatcher.Event;
import org.nuanxian.dispatcher.ladder.CityLadders;

/**
 * Reads out of a batch of events, in their order, which rungs were reached and which alarms are
 * over. An event carries the contact afterwards, with the alarms it has, or the alarm itself.
 */
final class Ladders {
  /** How often the top rung is told again outside of the console, which repeats it each minute. */
  static final Duration REPEAT = Duration.ofMinutes(10);

  /** What a contact without an alarm looks like: most do, and need not be parsed. */
  private static final String NO_ALARM = "\"alarms\":{}";

  /** The events of alarms that concern no contact. */
  private static final Set<String> OF_NOBODY = Set.of("raised", "climbed", "acted", "ceased");

  /** Nobody talks any more. */
  private static final Pattern OVER = Pattern.compile("\"stage\":\"(closed|wrapUp)\"");

  /** By alarm and rung, in the order in which they were reached. */
  private final Map<String, Rung> rungs = new HashMap<>();

  private final List<String> order = new ArrayList<>();

  /** The alarms that each contact has after the batch, where an event of the batch says so. */
  private final Map<UUID, Set<UUID>> open = new HashMap<>();

  private final Set<UUID> acted = new HashSet<>();
  private final Set<UUID> closed = new HashSet<>();

  /** Events that could not be read: their rungs are told by the console only. */
  private int unreadable;

  Ladders(List<Event> events) {
    events.forEach(this::read);
  }

  /**
   * The rungs reached, each once; the repeats of the top rung at least {@link #REPEAT} apart.
   *
   * @param ladders the ladders of the city, which say where the top is
   */
  List<Rung> rungs(CityLadders ladders) {
    Map<UUID, Instant> told = new HashMap<>();
    List<Rung> kept = new ArrayList<>();
    for (String key : order) {
      Rung rung = rungs.get(key);
      Optional<Instant> before = Optional.ofNullable(told.get(rung.alarm()));
      boolean early = before.filter(at -> rung.at().isBefore(at.plus(REPEAT))).isPresent();
      if (rung.rung() <= ladders.of(rung.kind()).top() || !early) {
        kept.add(rung);
        told.put(rung.alarm(), rung.at());
      }
    }
    return kept;
  }

  /** The alarms that somebody acted upon, and those whose cause has ended. */
  Set<UUID> acted() {
    return acted;
  }

  /** By contact, the alarms it still has; one that is not named is over. */
  Map<UUID, Set<UUID>> open() {
    return open;
  }

  /** Contacts whose talk is over, with all their alarms, those of earlier eras too. */
  Set<UUID> closed() {
    return closed;
  }

  int unreadable() {
    return unreadable;
  }

  private void read(Event event) {
    try {
      if (event.contact().isPresent()) {
        read(event, event.contact().get().value());
      } else if (OF_NOBODY.contains(event.kind())) {
        readCause(event, new JsonObject(event.state()));
      }
    } catch (DecodeException | ClassCastException | IllegalArgumentException e) {
      unreadable++;
    }
  }

  /** What concerns no contact carries the alarm itself. */
  private void readCause(Event event, JsonObject state) {
    if (event.kind().equals("acted") || event.kind().equals("ceased")) {
      over(UUID.fromString(state.getString("id")));
    } else {
      reached(of(event, Optional.empty(), state));
    }
  }

  private void over(UUID alarm) {
    acted.add(alarm);
    end(rung -> rung.alarm().equals(alarm));
  }

  private static Rung of(Event event, Optional<UUID> contact, JsonObject alarm) {
    return new Rung(
        event.era().value(),
        UUID.fromString(alarm.getString("id")),
        contact,
        alarm.getString("county"),
        alarm.getString("kind"),
        alarm.getInteger("rung"),
        Instant.ofEpochMilli(alarm.getLong("opened")),
        event.at(),
        Optional.ofNullable(alarm.getString("about")),
        false);
  }

  private void read(Event event, UUID contact) {
    if (event.state().isEmpty() && event.kind().equals("ended")) {
      standing(contact, Set.of());
    } else if (event.state().contains(NO_ALARM)) {
      standing(contact, Set.of());
      if (OVER.matcher(event.state()).find()) {
        closed.add(contact);
      }
    } else if (!event.state().isEmpty()) {
      read(event, contact, new JsonObject(event.state()));
    }
  }

  private void read(Event event, UUID contact, JsonObject state) {
    if (state.getValue("alarms") instanceof JsonObject alarms) {
      Set<UUID> ids = new HashSet<>();
      for (String kind : alarms.fieldNames()) {
        UUID alarm = UUID.fromString(alarms.getString(kind));
        ids.add(alarm);
        reached(
            new Rung(
                event.era().value(),
                alarm,
                Optional.of(contact),
                state.getString("origin"),
                kind,
                0,
                event.at(),
                event.at(),
                Optional.empty(),
                false));
      }
      standing(contact, ids);
    } else if (event.kind().equals("climbed")) {
      Rung rung = of(event, Optional.of(contact), state);
      open.computeIfPresent(contact, (same, ids) -> with(ids, rung.alarm()));
      reached(rung);
    } else if (event.kind().equals("acted")) {
      over(UUID.fromString(state.getString("id")));
    }
  }

  private static Set<UUID> with(Set<UUID> ids, UUID one) {
    Set<UUID> more = new HashSet<>(ids);
    more.add(one);
    return more;
  }

  private void reached(Rung rung) {
    String key = rung.alarm() + "/" + rung.rung();
    if (rungs.putIfAbsent(key, rung) == null) {
      order.add(key);
    }
  }

  private void standing(UUID contact, Set<UUID> ids) {
    open.put(contact, ids);
    end(rung -> rung.contact().equals(Optional.of(contact)) && !ids.contains(rung.alarm()));
  }

  private void end(Predicate<Rung> which) {
    rungs.replaceAll((key, rung) -> which.test(rung) ? rung.ended() : rung);
  }
}
