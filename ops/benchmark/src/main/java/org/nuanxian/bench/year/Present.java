package org.nuanxian.bench.year;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.nuanxian.dispatcher.Era;
import org.nuanxian.dispatcher.Event;
import org.nuanxian.dispatcher.NodeId;
import org.nuanxian.dispatcher.Now;
import org.nuanxian.dispatcher.Policy;
import org.nuanxian.dispatcher.ServerName;
import org.nuanxian.dispatcher.call.Call;
import org.nuanxian.dispatcher.call.FinishRebuild;
import org.nuanxian.dispatcher.call.RenewNode;
import org.nuanxian.dispatcher.policy.CityPolicy;
import org.nuanxian.dispatcher.policy.Hours;
import org.nuanxian.dispatcher.redis.RedisNow;
import org.nuanxian.roster.County;
import org.nuanxian.runtime.config.TimingConfig;
import org.nuanxian.runtime.http.Fields;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.redis.RedisLink;

/** The real scripts of one city on a real Redis, whose clock the caller sets. */
final class Present {
  /** The node through which everybody comes. */
  static final NodeId NODE = new NodeId("year");

  static final ServerName SERVER = new ServerName("year");

  private static final Era ERA = new Era("year");
  private static final long ANSWER_SECONDS_MAX = 10;
  private static final int EVENTS_AT_ONCE = 200;

  /** Events that are kept although they were read; more would only fill Redis. */
  private static final int TRIM_AFTER = 5_000;

  /** As a live line, but nothing is taken for dead while the clock jumps; no automatic breaks. */
  static final TimingConfig TIMING =
      TimingConfig.with(Map.of("node-lease", "24h", "tick-gap", "24h", "missed-offers", "0"));

  private final RedisLink link;
  private final Now now;
  private final String tag;

  /** The clock, in ms. */
  private long nowMs;

  /** The last event that was read. */
  private String read = "0-0";

  private int untrimmed;

  /** A city in which nobody is yet; whatever stood there goes. */
  Present(RedisLink link, CityCode city, List<County> counties, Instant start) {
    this.link = link;
    this.tag = "{" + city.value() + "}:";
    this.nowMs = start.toEpochMilli();
    this.now =
        new RedisNow(
            link, city, new Policy(TIMING, pooledNights(counties)), () -> Long.toString(nowMs));
    forget();
    answer(now.beginRebuild(Era.NONE, ERA, NODE));
    answer(now.run(new Era("R:" + ERA), new FinishRebuild(ERA, "year")));
    run(RenewNode.joining(NODE, SERVER));
  }

  /** At night every county stands in for every other. */
  private static CityPolicy pooledNights(List<County> counties) {
    JsonObject night =
        new JsonObject()
            .put("from", Hours.NIGHT.from())
            .put("until", Hours.NIGHT.until())
            .put("counties", new JsonArray(counties.stream().map(c -> c.code().value()).toList()));
    JsonObject decided =
        new JsonObject().put("reach", new JsonObject().put("pools", JsonArray.of(night)));
    return Fields.parse(decided.toBuffer()).read(f -> CityPolicy.read(f, CityPolicy.of(TIMING)));
  }

  <R> R run(Call<R> call) {
    return answer(now.run(ERA, call));
  }

  /** Sets the clock; it never goes back. */
  void at(long ms) {
    nowMs = Math.max(nowMs, ms);
  }

  /** When the city's clock has something to do next; nothing is due for ever without. */
  long due() {
    CompletionStage<Response> live = first("live");
    CompletionStage<Response> due = first("due");
    return Math.min(score(answer(live)), score(answer(due)));
  }

  private CompletionStage<Response> first(String clock) {
    return link.send(Request.cmd(Command.ZRANGE).arg(tag + clock).arg(0).arg(0).arg("WITHSCORES"))
        .toCompletionStage();
  }

  /** With a connection of the third protocol a score comes beside its member. */
  private static long score(Response answer) {
    if (answer.size() == 0) {
      return Long.MAX_VALUE;
    }
    Response last = answer.get(answer.size() - 1);
    String score = last.size() > 0 ? last.get(1).toString() : last.toString();
    return (long) Math.ceil(Double.parseDouble(score));
  }

  /** What happened since this was asked last. */
  List<Event> happened() {
    List<Event> all = new ArrayList<>();
    List<Event> some = List.of();
    do {
      some = answer(now.events(read, EVENTS_AT_ONCE));
      all.addAll(some);
      if (!some.isEmpty()) {
        read = some.getLast().streamId();
      }
    } while (some.size() == EVENTS_AT_ONCE);
    untrimmed += all.size();
    if (untrimmed > TRIM_AFTER) {
      untrimmed = 0;
      answer(now.trimEvents(read));
    }
    return all;
  }

  /** Contacts that Redis holds. */
  int open() {
    return answer(link.send(Request.cmd(Command.SCARD).arg(tag + "open")).toCompletionStage())
        .toInteger();
  }

  /** Removes every key of the city. */
  void forget() {
    Response keys = answer(link.send(Request.cmd(Command.KEYS).arg(tag + "*")).toCompletionStage());
    for (Response key : keys) {
      answer(link.send(Request.cmd(Command.DEL).arg(key.toString())).toCompletionStage());
    }
  }

  private static <T> T answer(CompletionStage<T> asked) {
    try {
      return asked.toCompletableFuture().get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("Redis does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
