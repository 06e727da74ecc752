package org.nuanxian.dispatcher.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.nuanxian.dispatcher.ContactState;
import org.nuanxian.dispatcher.Stored;
import org.nuanxian.dispatcher.policy.Order;
import org.nuanxian.runtime.redis.LuaScript;
import org.nuanxian.runtime.redis.RedisLink;

/** Redis as the tests see it: looked at whole, emptied, set back. */
final class Present {
  private static final LuaScript CHECK = LuaScript.load(Present.class, "check_city");

  private static final LuaScript EMPTY =
      LuaScript.of(
          "empty",
          "for _, key in ipairs(redis.call('KEYS', ARGV[1] .. '*')) do redis.call('DEL', key) end");

  /** A copy of every key stands beside the city's, in the same slot. */
  private static final LuaScript KEEP =
      LuaScript.of(
          "keep",
          """
          for _, key in ipairs(redis.call('KEYS', 'kept' .. ARGV[1] .. '*')) do
            redis.call('DEL', key)
          end
          for _, key in ipairs(redis.call('KEYS', ARGV[1] .. '*')) do
            redis.call('RESTORE', 'kept' .. key, 0, redis.call('DUMP', key))
          end
          """);

  private static final LuaScript SET_BACK =
      LuaScript.of(
          "set_back",
          """
          for _, key in ipairs(redis.call('KEYS', ARGV[1] .. '*')) do redis.call('DEL', key) end
          for _, key in ipairs(redis.call('KEYS', 'kept' .. ARGV[1] .. '*')) do
            redis.call('RESTORE', string.sub(key, 5), 0, redis.call('DUMP', key))
          end
          return redis.call('HGET', ARGV[1] .. 'head', 'era')
          """);

  /** What the look before this one found, by its text. */
  private Map<String, Known> before = Map.of();

  private final RedisLink link;
  private final String tag;

  Present(RedisLink link, String tag) {
    this.link = link;
    this.tag = tag;
  }

  /** Everything in the city at one instant, and what does not hold of it. */
  record Look(
      String era,
      long n,
      List<String> problems,
      List<JsonNode> contacts,
      List<ContactState> states,
      List<JsonNode> volunteers,
      List<JsonNode> alarms,
      long lastNow) {
    /** The volunteers at whom something rings. */
    Set<String> rung() {
      Set<String> rung = new HashSet<>();
      volunteers.stream()
          .filter(v -> v.path("ringing").size() > 0)
          .forEach(v -> rung.add(v.path("id").asText()));
      return rung;
    }

    boolean stands() {
      return !era.isEmpty() && !era.startsWith("R:");
    }
  }

  Look look() {
    return look(Simulation.POLICY.city().order());
  }

  /** The same where the city decided on this order. */
  Look look(Order order) {
    List<String> headStarts =
        Stream.of(order.yellow(), order.blue(), order.heldBack())
            .map(Duration::toMillis)
            .map(Object::toString)
            .toList();
    Response reply = run(CHECK, List.of(tag + "head"), headStarts);
    Read read = new Read(texts(reply.get(3)), texts(reply.get(4)), texts(reply.get(5)));
    before = Map.copyOf(read.known);
    return new Look(
        reply.get(0).toString(),
        reply.get(1).toLong(),
        texts(reply.get(2)),
        read.contacts,
        read.states,
        read.volunteers,
        read.alarms,
        (long) Double.parseDouble(reply.get(6).toString()));
  }

  /** A text of Redis, as it is read. */
  private record Known(JsonNode json, Optional<ContactState> state) {}

  /** Most of what a look finds stood there at the look before, and was read then. */
  private final class Read {
    private final Map<String, Known> known = new HashMap<>();
    final List<JsonNode> contacts;
    final List<ContactState> states;
    final List<JsonNode> volunteers;
    final List<JsonNode> alarms;

    Read(List<String> contactTexts, List<String> volunteerTexts, List<String> alarmTexts) {
      List<Known> all = contactTexts.stream().map(text -> read(text, true)).toList();
      contacts = all.stream().map(Known::json).toList();
      states = all.stream().map(Known::state).flatMap(Optional::stream).toList();
      volunteers = volunteerTexts.stream().map(text -> read(text, false).json()).toList();
      alarms = alarmTexts.stream().map(text -> read(text, false).json()).toList();
    }

    private Known read(String text, boolean contact) {
      Known one = before.get(text);
      if (one == null) {
        one =
            new Known(
                Stored.json(text),
                contact ? Optional.of(ContactState.parse(text)) : Optional.empty());
      }
      known.put(text, one);
      return one;
    }
  }

  private static List<String> texts(Response reply) {
    List<String> texts = new ArrayList<>();
    reply.forEach(item -> texts.add(item.toString()));
    return texts;
  }

  void empty() {
    run(EMPTY, List.of(tag + "head"), List.of(tag));
  }

  void keep() {
    run(KEEP, List.of(tag + "head"), List.of(tag));
  }

  /** Sets Redis back to what was kept; answers the era that stands then. */
  String setBack() {
    Response era = run(SET_BACK, List.of(tag + "head"), List.of(tag));
    return era == null ? "" : era.toString();
  }

  void forgetAll() {
    empty();
    run(EMPTY, List.of(tag + "head"), List.of("kept" + tag));
  }

  void flushScripts() {
    QueuedNow.await(link.send(Request.cmd(Command.SCRIPT).arg("FLUSH")).toCompletionStage());
  }

  private Response run(LuaScript script, List<String> keys, List<String> args) {
    return QueuedNow.await(link.run(script, keys, args).toCompletionStage());
  }
}
