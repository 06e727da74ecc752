package org.nuanxian.runtime.alert;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The sign of life for a watcher outside: nobody inside notices that a dead house is dead. Every
 * node calls, once a minute, while what it stands on answers; a watcher that heard nothing for some
 * minutes calls somebody. Belongs to the node's loop.
 */
public final class Heartbeat {
  /** How often a node calls. */
  public static final Duration EVERY = Duration.ofMinutes(1);

  private final Outgoing outgoing;
  private final String url;
  private final Supplier<Future<Void>> alive;
  private final MeterRegistry metrics;

  /**
   * A heartbeat that does not beat by itself.
   *
   * @param url of the watcher
   * @param alive fails, or hangs, while the house serves nobody
   */
  public Heartbeat(Vertx vertx, String url, Supplier<Future<Void>> alive, MeterRegistry metrics) {
    this.outgoing = new Outgoing(vertx, Channels.TRY_MAX);
    this.url = url;
    this.alive = alive;
    this.metrics = metrics;
  }

  /** Calls the watcher, if this house lives; completes when that has ended, and never fails. */
  public Future<Void> beat() {
    return Future.<Void>succeededFuture()
        .compose(asked -> alive.get())
        .transform(lives ->
            lives.failed()
                ? Future.succeededFuture("withheld")
                : outgoing
                    .ask(HttpMethod.GET, url, Map.of(), Buffer.buffer())
                    .map(answer -> answer.good() ? "heard" : "refused")
                    .otherwise("unheard"))
        .map(outcome -> {
          metrics.counter("nuanxian.heartbeats", "outcome", outcome).increment();
          return null;
        });
  }

  /** Lets the connection go. */
  public Future<Void> close() {
    return outgoing.close();
  }
}
