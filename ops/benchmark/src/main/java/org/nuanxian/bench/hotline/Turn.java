package org.nuanxian.bench.hotline;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.nuanxian.bench.Waits;

/** One side under load for one turn. It begins and ends with all telephones on hook. */
final class Turn {
  /** What has not come so long after the last question does not come. */
  private static final Duration LATE = Duration.ofSeconds(10);

  /** A talk that ends with its first sound would be none. */
  private static final long TALK_MILLIS = 300;

  /** Callers wait so long before the first hang-up; a queue that looks once a second did. */
  private static final long SETTLE_MILLIS = 1500;

  /** How long it may take until every agent talks, or all is over. */
  private static final Duration PREPARING = Duration.ofSeconds(60);

  private static final int DIALLING_AT_ONCE = 8;

  private final Telephones telephones;
  private final Side side;
  private final Duration late;
  private final Histogram took = Waits.histogram();
  private final Set<Line> lines = new HashSet<>();

  /** Callers who talk, those who have longest first, and with whom. */
  private final ArrayDeque<Line> talking = new ArrayDeque<>();

  private final Map<Line, String> agents = new HashMap<>();

  /** When the talk of an agent ended who has not been heard since, ns. */
  private final Map<String, Long> freed = new HashMap<>();

  /** A turn of a side. */
  Turn(Telephones telephones, Side side) {
    this(telephones, side, LATE);
  }

  Turn(Telephones telephones, Side side, Duration late) {
    this.telephones = telephones;
    this.side = side;
    this.late = late;
  }

  /** All agents are free: from the INVITE to the first sound of an agent. */
  Measured free(int perSecond, int calls) {
    return telephones.run(() ->
        byTheClock(perSecond, calls, this::callAndHangUp)
            .compose(all -> telephones.until(late, () -> took.getTotalCount() == calls))
            .compose(all -> hangUp())
            .map(v -> Measured.of(took, calls)));
  }

  private void callAndHangUp() {
    lines.add(
        telephones.call(
            side.number(),
            (line, leg) -> {
              took(line.since());
              telephones.vertx().setTimer(TALK_MILLIS, due -> telephones.hangUp(line));
            }));
  }

  /**
   * All agents talk and others wait: from a caller's hanging up to the first sound that the agent
   * says to the next caller.
   */
  Measured busy(int waiting, int perSecond, int talks) {
    return telephones.run(() ->
        telephones
            .until(PREPARING, this::fill)
            .compose(full -> full ? queue(waiting) : notFull())
            .compose(v -> byTheClock(perSecond, talks, this::hangUpAndCall))
            .compose(all -> telephones.until(late, () -> took.getTotalCount() == talks))
            .compose(all -> hangUp())
            .map(v -> Measured.of(took, talks)));
  }

  /** Calls until every agent talks: a few at once, so that nobody is left over. */
  private boolean fill() {
    int open = lines.size();
    if (open < side.agents() && open - talking.size() < DIALLING_AT_ONCE) {
      call();
    }
    return talking.size() == side.agents();
  }

  private Future<Void> notFull() {
    String what = side.name() + ": only " + talking.size() + " of " + side.agents() + " talk";
    return hangUp().compose(v -> Future.failedFuture(what));
  }

  private Future<Void> queue(int waiting) {
    for (int i = 0; i < waiting; i++) {
      call();
    }
    return telephones.vertx().timer(SETTLE_MILLIS).mapEmpty();
  }

  private void hangUpAndCall() {
    Line line = talking.poll();
    if (line == null) {
      return; // the side is so far behind that nobody talks: the answer never comes
    }
    freed.put(agents.remove(line), System.nanoTime());
    telephones.hangUp(line);
    lines.remove(line);
    call();
  }

  private void call() {
    lines.add(
        telephones.call(
            side.number(),
            (line, leg) -> {
              Long since = freed.remove(leg.agent());
              if (since != null) {
                took(since);
              }
              talking.add(line);
              agents.put(line, leg.agent());
            }));
  }

  private void took(long since) {
    took.recordValue(Math.min(Waits.SLOWEST, System.nanoTime() - since));
  }

  private Future<Void> byTheClock(int perSecond, int times, Runnable what) {
    Promise<Void> done = Promise.promise();
    long start = System.nanoTime();
    int[] next = {0};
    telephones
        .vertx()
        .setPeriodic(
            1,
            timer -> {
              long elapsed = System.nanoTime() - start;
              long due = elapsed * perSecond / TimeUnit.SECONDS.toNanos(1);
              while (next[0] < Math.min(due, times)) {
                next[0]++;
                what.run();
              }
              if (next[0] == times) {
                telephones.vertx().cancelTimer(timer);
                done.complete();
              }
            });
    return done.future();
  }

  private Future<Void> hangUp() {
    lines.forEach(telephones::hangUp);
    return telephones
        .until(PREPARING, () -> telephones.isQuiet() && side.idle().getAsBoolean())
        .compose(quiet ->
            quiet
                ? Future.succeededFuture()
                : Future.failedFuture(side.name() + " does not come to rest"));
  }
}
