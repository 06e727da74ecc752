package org.nuanxian.bench.match;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.nuanxian.bench.Ground;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.redis.Hints;
import org.nuanxian.runtime.redis.RedisLink;

/** The product's own clients of the stores, on one loop as in a node. */
final class Clients implements AutoCloseable {
  /** The longest run of anything measured here; what takes longer hangs. */
  private static final long RUN_SECONDS_MAX = 300;

  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
  private final Context loop = vertx.getOrCreateContext();
  private final MeterRegistry metrics = new SimpleMeterRegistry();
  private final RedisLink redis;
  private final Hints hints;
  private final Database database;

  Clients(Ground ground) {
    redis = new RedisLink(vertx, ground.redis(), metrics);
    hints = new Hints(vertx, ground.redis(), redis, metrics);
    database = new Database(vertx, ground.postgres(), metrics);
    run(redis::start);
    run(hints::start);
  }

  Vertx vertx() {
    return vertx;
  }

  Context loop() {
    return loop;
  }

  MeterRegistry metrics() {
    return metrics;
  }

  RedisLink redis() {
    return redis;
  }

  Hints hints() {
    return hints;
  }

  Database database() {
    return database;
  }

  /** Runs work on the loop and waits for it. */
  <T> T run(Supplier<Future<T>> work) {
    Promise<T> done = Promise.promise();
    loop.runOnContext(v -> work.get().onComplete(done));
    return done.future().timeout(RUN_SECONDS_MAX, TimeUnit.SECONDS).await();
  }

  /** CPU that Redis used so far, in microseconds; it counts them itself. */
  double redisCpuMicros() {
    String info = run(() -> redis.send(Request.cmd(Command.INFO).arg("cpu"))).toString();
    double seconds = 0;
    for (String line : info.lines().toList()) {
      if (line.startsWith("used_cpu_user:") || line.startsWith("used_cpu_sys:")) {
        seconds += Double.parseDouble(line.substring(line.indexOf(':') + 1));
      }
    }
    return seconds * 1e6;
  }

  @Override
  public void close() {
    run(() -> hints.close().compose(v -> redis.close()).compose(v -> database.close()));
    vertx.close().await();
  }
}
