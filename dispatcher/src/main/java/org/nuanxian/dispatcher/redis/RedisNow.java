package org.nuanxian.dispatcher.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.Era;
import org.nuanxian.dispatcher.Event;
import org.nuanxian.dispatcher.NeedsRebuild;
import org.nuanxian.dispatcher.NodeId;
import org.nuanxian.dispatcher.Now;
import org.nuanxian.dispatcher.Policy;
import org.nuanxian.dispatcher.Refusal;
import org.nuanxian.dispatcher.Unreachable;
import org.nuanxian.dispatcher.call.Call;
import org.nuanxian.dispatcher.policy.CityPolicy;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.redis.LuaScript;
import org.nuanxian.runtime.redis.RedisAway;
import org.nuanxian.runtime.redis.RedisLink;

/**
 * The present of one city. All keys carry the hash tag of the city; only the scripts write them.
 *
 * <ul>
 *   <li>{@code head} hash: {@code era}, the life of this present, or R: and the era to come,
 *       written by rebuilds; {@code life}, of the server in which it was set; {@code n}, events so
 *       far; {@code now} and {@code tick}, the clock in ms when something happened and when
 *       somebody ticked; {@code revision}, a number that grows with everything that is hinted at.
 *   <li>{@code events} stream: one entry for each event, trimmed when it is on record; its only
 *       field {@code e} is n, era, ms, kind, contact and volunteer (- for nobody) and state, with
 *       blanks between.
 *   <li>{@code c:<id>} hash: an open contact; body (JSON, what is proposed), its term, and seen
 *       (JSON, what PostgreSQL has confirmed). {@code v:<id>} JSON: a volunteer who is or was just
 *       here.
 *   <li>{@code e:<id>} JSON: an alarm. {@code ladders} hash: by kind how long each rung lasts, a
 *       JSON list of ms; what it does not name is as shipped. {@code causes} hash: by kind and
 *       county (JSON) the alarm of what concerns no contact, and when it ended.
 *   <li>{@code open}, {@code vols}, {@code alarms} sets of ids; {@code serving[:<county>]} sets, at
 *       a desk; {@code calling[:<county>]}, on call; {@code pulling[:<county>]}, taking for
 *       themselves at either; {@code fresh[:<county>]}: of those at a desk, who does not rest;
 *       {@code freshNight[:<county>]}: of these, who is cleared for nights.
 *   <li>{@code lane:<medium>:<county>:<step>:<needs>} sorted sets: contacts that want an offer, by
 *       score; {@code lanes} their names. {@code free:<medium>:<county>:<can>} sorted sets:
 *       volunteers who fit one more, by the ms since when they are idle (32 in can: they take for
 *       themselves); {@code frees} their names.
 *   <li>{@code wait}, {@code wait:<county>} sorted sets: every waiting contact, for its place.
 *   <li>{@code live}, {@code due} sorted sets: deadlines in ms; those of live prove presence and
 *       are given the time back in which Redis was away.
 *   <li>{@code node:<id>} sets: connections of a node. {@code names} hash: by name of a server the
 *       node that it is; {@code missed} hash: by name since when (ms) nobody holds a lease under
 *       it. {@code service} list: recent service times. {@code chore:<name>} hashes: leases. {@code
 *       poison} list: items put aside. {@code rebuild}.
 * </ul>
 *
 * <p>Nothing has a TTL. See ops/docs/dispatcher.md for each script.
 */
public final class RedisNow implements Now {
  /** The last one is the state, in which there may be blanks as well. */
  private static final int EVENT_PARTS = 7;

  /** The line of INFO that is drawn anew at each start of the server. */
  private static final String RUN_ID = "run_id:";

  private final RedisLink link;
  private final String tag;
  private final Supplier<String> clock;
  private final UnaryOperator<LuaScript> edit;

  /** Scripts in the form they are run, by name, and what stands in them. */
  private record Compiled(Policy policy, Map<String, LuaScript> scripts) {
    Compiled(Policy policy) {
      this(policy, new ConcurrentHashMap<>());
    }
  }

  /** What is run from now on; replaced as a whole when the city decides anew. */
  private volatile Compiled compiled;

  /** The present of a city by Redis's own clock. */
  public RedisNow(RedisLink link, CityCode city, Policy policy) {
    this(link, city, policy, () -> "");
  }

  /**
   * The present of a city by another clock.
   *
   * @param clock the time in ms as text; empty for Redis's own
   */
  public RedisNow(RedisLink link, CityCode city, Policy policy, Supplier<String> clock) {
    this(link, city, policy, clock, script -> script);
  }

  /**
   * The present of a city by other scripts, for tests that break one on purpose.
   *
   * @param edit is given each script when it is loaded
   */
  RedisNow(
      RedisLink link,
      CityCode city,
      Policy policy,
      Supplier<String> clock,
      UnaryOperator<LuaScript> edit) {
    this.link = link;
    this.tag = "{" + city.value() + "}:";
    this.compiled = new Compiled(policy);
    this.clock = clock;
    this.edit = edit;
  }

  /** From the next call on the scripts hold what the city has decided. */
  public void decide(CityPolicy city) {
    if (!compiled.policy().city().equals(city)) {
      compiled = new Compiled(compiled.policy().with(city));
    }
  }

  @Override
  public CityPolicy decided() {
    return compiled.policy().city();
  }

  private LuaScript load(String script) {
    Compiled now = compiled;
    return now.scripts()
        .computeIfAbsent(
            script,
            name -> {
              LuaScript edited = edit.apply(LuaScript.load(RedisNow.class, name));
              return LuaScript.of(name, now.policy().applied(edited.source()));
            });
  }

  @Override
  public <R> CompletionStage<R> run(Era era, Call<R> call) {
    List<String> args = new ArrayList<>();
    args.add(era.value());
    args.add(clock.get());
    args.add(call.asker().map(volunteer -> volunteer.value().toString()).orElse(""));
    args.addAll(call.arguments());
    return reached(link.run(load(call.script()), List.of(tag + "head"), args))
        .map(RedisNow::texts)
        .map(reply ->
            switch (reply.getFirst()) {
              case "OK" -> call.result(reply.subList(1, reply.size()));
              case "REBUILD" -> throw new NeedsRebuild(reply.get(1));
              default -> throw new Refusal(reply.get(1));
            })
        .toCompletionStage();
  }

  @Override
  public CompletionStage<String> era() {
    return head("era").toCompletionStage();
  }

  @Override
  public CompletionStage<String> life() {
    return reached(link.send(Request.cmd(Command.INFO).arg("server")))
        .map(info ->
            info.toString()
                .lines()
                .filter(line -> line.startsWith(RUN_ID))
                .map(line -> line.substring(RUN_ID.length()).strip())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Redis names no " + RUN_ID)))
        .toCompletionStage();
  }

  @Override
  public CompletionStage<String> builtIn() {
    return head("life").toCompletionStage();
  }

  @Override
  public CompletionStage<Long> count() {
    return head("n").map(n -> n.isEmpty() ? 0L : Long.parseLong(n)).toCompletionStage();
  }

  private Future<String> head(String field) {
    return reached(link.send(Request.cmd(Command.HGET).arg(tag + "head").arg(field)))
        .map(RedisNow::text);
  }

  @Override
  public CompletionStage<Begun> beginRebuild(Era known, Era fresh, NodeId node) {
    LuaScript script = load("begin_rebuild");
    List<String> args =
        List.of(
            known.value(),
            fresh.value(),
            node.value(),
            clock.get(),
            Long.toString(compiled.policy().timing().nodeLease().toMillis()));
    return reached(link.run(script, List.of(tag + "head"), args))
        .map(RedisNow::texts)
        .map(reply ->
            switch (reply.getFirst()) {
              case "LEAD" -> new Begun.Lead();
              case "WAIT" -> new Begun.Wait();
              default -> new Begun.Done(new Era(reply.get(1)));
            })
        .map(begun -> (Begun) begun)
        .toCompletionStage();
  }

  @Override
  public CompletionStage<List<Event>> events(String after, int count) {
    return reached(
            link.send(
                Request.cmd(Command.XRANGE)
                    .arg(tag + "events")
                    .arg("(" + after)
                    .arg("+")
                    .arg("COUNT")
                    .arg(count)))
        .map(reply -> {
          List<Event> events = new ArrayList<>();
          for (Response entry : reply) {
            events.add(event(entry));
          }
          return events;
        })
        .toCompletionStage();
  }

  private static Event event(Response entry) {
    // As happened() in writing.lua puts it down.
    String[] parts = entry.get(1).get(1).toString().split(" ", EVENT_PARTS);
    return new Event(
        entry.get(0).toString(),
        new Era(parts[1]),
        Long.parseLong(parts[0]),
        Instant.ofEpochMilli(Long.parseLong(parts[2])),
        parts[3],
        some(parts[4]).map(ContactId::of),
        some(parts[5]).map(id -> new VolunteerId(UUID.fromString(id))),
        parts[6]);
  }

  private static Optional<String> some(String text) {
    return text.equals("-") ? Optional.empty() : Optional.of(text);
  }

  @Override
  public CompletionStage<Void> trimEvents(String before) {
    return reached(
            link.send(Request.cmd(Command.XTRIM).arg(tag + "events").arg("MINID").arg(before)))
        .<Void>map(trimmed -> null)
        .toCompletionStage();
  }

  private static Future<Response> reached(Future<Response> reply) {
    return reply.recover(failure ->
        Future.failedFuture(
            failure instanceof RedisAway
                ? new Unreachable("redis", failure)
                : Unreachable.refused("redis", failure)));
  }

  private static List<String> texts(Response reply) {
    List<String> texts = new ArrayList<>(reply.size());
    for (Response item : reply) {
      texts.add(text(item));
    }
    return texts;
  }

  private static String text(Response item) {
    if (item == null) {
      return "";
    }
    return item.type() == ResponseType.NUMBER ? Long.toString(item.toLong()) : item.toString();
  }
}
