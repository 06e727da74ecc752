package org.nuanxian.gateway.console;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.nuanxian.dispatcher.Alarm;
import org.nuanxian.dispatcher.AlarmId;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.CountyQueue;
import org.nuanxian.dispatcher.ladder.AlarmKind;
import org.nuanxian.dispatcher.ladder.CityLadders;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.staff.Actor;
import org.nuanxian.runtime.staff.Permission;

/** What one person was shown of the board, and what has changed since. Only their counties. */
final class BoardView {
  private final Actor actor;

  /** The ladders of the city, as they stand. */
  private final Supplier<CityLadders> ladders;

  /** Which contacts the person holds: they see how far their calls for help are. */
  private final Predicate<ContactId> holds;

  private final Map<CountyCode, CountyQueue> queues = new HashMap<>();
  private final Map<AlarmId, Alarm> alarms = new HashMap<>();

  BoardView(Actor actor, Supplier<CityLadders> ladders, Predicate<ContactId> holds) {
    this.actor = actor;
    this.ladders = ladders;
    this.holds = holds;
  }

  /** Is this person called by the alarm at its present rung? */
  boolean called(Alarm alarm) {
    return ladders.get().calls(actor, alarm.kind(), alarm.rung(), alarm.county());
  }

  /** The escalation of an id, if this person is called by it. */
  Optional<Alarm> alarm(AlarmId id) {
    return Optional.ofNullable(alarms.get(id)).filter(this::called);
  }

  /** Is the person called for this contact by some escalation? */
  boolean calledFor(ContactId contact) {
    return alarms.values().stream()
        .anyMatch(a -> a.contact().equals(Optional.of(contact)) && called(a));
  }

  /** The escalations of red cards that ask a supervisor to look at this contact. */
  List<AlarmId> redCards(ContactId contact) {
    return alarms.values().stream()
        .filter(a -> a.contact().equals(Optional.of(contact)) && called(a))
        .filter(a -> a.kind().equals(AlarmKind.RED_CARD.wire()))
        .map(Alarm::id)
        .toList();
  }

  private boolean shown(Alarm alarm) {
    return called(alarm) || alarm.contact().filter(holds).isPresent();
  }

  private JsonObject json(Alarm alarm, Instant now) {
    int rungs = ladders.get().of(alarm.kind()).steps().size();
    JsonObject json = ConsoleOut.escalation(alarm, rungs, now);
    return called(alarm) ? json : json.put("mine", true);
  }

  /** Escalations to show at first. */
  JsonArray start(CityBoard board, Instant now) {
    JsonArray shown = new JsonArray();
    for (Alarm alarm : board.alarms().stream().filter(this::shown).toList()) {
      alarms.put(alarm.id(), alarm);
      shown.add(json(alarm, now));
    }
    return shown;
  }

  /** Frames for what has changed. */
  List<JsonObject> changes(CityBoard board, Instant now) {
    List<JsonObject> frames = new ArrayList<>();
    for (CountyQueue queue : board.queues()) {
      boolean mine = actor.may(Permission.READ_ROSTER, actor.city(), queue.county());
      if (mine && !queue.equals(queues.put(queue.county(), queue))) {
        frames.add(ConsoleOut.queue(queue));
      }
    }
    Map<AlarmId, Alarm> open = new LinkedHashMap<>();
    board.alarms().stream().filter(this::shown).forEach(alarm -> open.put(alarm.id(), alarm));
    for (Alarm alarm : open.values()) {
      Optional<Alarm> before = Optional.ofNullable(alarms.put(alarm.id(), alarm));
      if (before.filter(b -> same(b, alarm)).isEmpty()) {
        frames.add(ConsoleOut.frame("escalation").mergeIn(json(alarm, now)));
      }
    }
    for (Alarm alarm : List.copyOf(alarms.values())) {
      if (!open.containsKey(alarm.id())) {
        alarms.remove(alarm.id());
        frames.add(ConsoleOut.frame("escalation").mergeIn(json(alarm, now)).put("state", "ended"));
      }
    }
    return frames;
  }

  private static boolean same(Alarm before, Alarm now) {
    return before.rung() == now.rung()
        && before.about().equals(now.about())
        && before.acknowledgedBy().equals(now.acknowledgedBy());
  }
}
