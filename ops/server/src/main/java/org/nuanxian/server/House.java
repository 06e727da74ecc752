package org.nuanxian.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import org.nuanxian.runtime.config.Config;
import org.nuanxian.runtime.http.Edge;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.postgres.Migrations;
import org.nuanxian.runtime.redis.Hints;
import org.nuanxian.runtime.redis.RedisLink;

/**
 * The wiring of a node, from the ground floor up: stores, roster, dispatcher, gateway, edge. It all
 * lives on one event loop, the node's.
 */
final class House extends VerticleBase {
  /** Every schema, in the order in which they build upon each other. */
  private static final String[] SCHEMAS = {"vault"};

  private final Config config;
  private final Ground ground;
  private final MeterRegistry metrics;
  private final InstantSource clock = InstantSource.system();

  private Database database;
  private RedisLink redis;
  private Hints hints;
  private Edge edge;

  /** Where pages are; set by start. */
  private volatile int port;

  House(Config config, Ground ground, MeterRegistry metrics) {
    this.config = config;
    this.ground = ground;
    this.metrics = metrics;
  }

  @Override
  public Future<?> start() {
    database = new Database(vertx, ground.postgres(), metrics);
    redis = new RedisLink(vertx, ground.redis(), metrics);
    hints = new Hints(vertx, ground.redis(), redis, metrics);
    edge = new Edge(vertx, config.http(), metrics, clock);
    return vertx
        .executeBlocking(this::migrate)
        .compose(v -> redis.start())
        .compose(v -> hints.start())
        .compose(v -> edge.listen(config.http().host(), config.http().port()))
        .onSuccess(actual -> port = actual);
  }

  /** For {@code /readyz}: the questions without whose answer no contact can be served. */
  Map<String, Supplier<Future<Void>>> dependencies() {
    return Map.of(
        "postgres", () -> onLoop(() -> database.ping()),
        "redis", () -> onLoop(() -> redis.send(Request.cmd(Command.PING)).mapEmpty()));
  }

  /** New contacts stop, sockets are sent away, and everything is closed from the top down. */
  Future<Void> drain() {
    return onLoop(() -> {
      edge.drain();
      return edge.close()
          .compose(v -> hints.close())
          .compose(v -> redis.close())
          .compose(v -> database.close());
    });
  }

  /** The port that is open, also when the system chose it. */
  int port() {
    return port;
  }

  private Void migrate() {
    Migrations.apply(ground.postgres(), SCHEMAS);
    return null;
  }

  /** Everything of the house is asked on its own loop. */
  private Future<Void> onLoop(Supplier<Future<Void>> question) {
    return Future.future(promise -> context.runOnContext(v -> question.get().onComplete(promise)));
  }
}
