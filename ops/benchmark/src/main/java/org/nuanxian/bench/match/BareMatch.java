package org.nuanxian.bench.match;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.nuanxian.bench.InFlight;
import org.nuanxian.bench.Waits;
import org.nuanxian.runtime.redis.LuaScript;

/** The floor: one short script for each contact, sent by the product's client. */
final class BareMatch {
  private static final LuaScript SCRIPT = LuaScript.load(BareMatch.class, "match_bare");
  private static final List<String> KEYS = List.of("{000000}:bare");
  private static final String TAG = "{000000}:v:";
  private static final int IN_FLIGHT = 64;
  private static final int VOLUNTEERS = 1000;

  private final Clients clients;

  // Of the latency run under way, by number; written by the loop.
  private long[] sentAt = new long[0];
  private Histogram took = Waits.histogram();

  BareMatch(Clients clients) {
    this.clients = clients;
    for (int i = 0; i < VOLUNTEERS; i++) {
      String channel = TAG + i;
      clients.run(() -> clients.hints().subscribe(channel, this::heard));
    }
  }

  /** Microseconds of Redis' CPU an operation, pipelined. */
  double cpuMicros(int operations) {
    double before = clients.redisCpuMicros();
    clients.run(() -> InFlight.run(operations, IN_FLIGHT, i -> match(-1 - i)));
    return (clients.redisCpuMicros() - before) / operations;
  }

  /** Median milliseconds from sending to hearing the volunteer's hint. */
  double offerMillis(int perSecond, Duration time) {
    int total = (int) (perSecond * time.toSeconds());
    sentAt = new long[total];
    took = Waits.histogram();
    Promise<Void> done = Promise.promise();
    clients.run(() -> {
      long start = System.nanoTime();
      int[] next = {0};
      clients
          .vertx()
          .setPeriodic(
              1,
              timer -> {
                long due = (System.nanoTime() - start) * perSecond / TimeUnit.SECONDS.toNanos(1);
                while (next[0] < Math.min(due, total)) {
                  sentAt[next[0]] = System.nanoTime();
                  match(next[0]++).onFailure(done::tryFail);
                }
                if (took.getTotalCount() == total) {
                  clients.vertx().cancelTimer(timer);
                  done.tryComplete();
                }
              });
      return done.future();
    });
    return Waits.medianMillis(took, total);
  }

  private Future<?> match(int number) {
    String volunteer = Integer.toString(Math.floorMod(number, VOLUNTEERS));
    return clients.redis().run(SCRIPT, KEYS, List.of(Integer.toString(number), volunteer, "30000"));
  }

  private void heard(String contact) {
    int number = Integer.parseInt(contact);
    if (number >= 0) {
      took.recordValue(System.nanoTime() - sentAt[number]);
    }
  }
}
