package org.nuanxian.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.nuanxian.dispatcher.alert.Alerts;
import org.nuanxian.dispatcher.alert.Outbox;
import org.nuanxian.dispatcher.postgres.Alongside;
import org.nuanxian.gateway.opening.AlertApi;
import org.nuanxian.runtime.alert.Channels;
import org.nuanxian.runtime.alert.Heartbeat;
import org.nuanxian.runtime.audit.Audit;
import org.nuanxian.runtime.config.Config;
import org.nuanxian.runtime.http.Endpoint;
import org.nuanxian.runtime.staff.StaffAccess;

/**
 * What this node tells the world outside: escalations to people who are not before a console, and
 * to a watcher that it lives. See ops/docs/alerts.md. Belongs to the node's loop.
 */
final class Lookout {
  private static final Duration FIGURES = Duration.ofMinutes(1); // as often as a scrape

  private final Vertx vertx;
  private final Channels channels;
  private final Alerts alerts;
  private final Outbox outbox;
  private final Optional<String> heartbeat;
  private final MeterRegistry metrics;

  private final List<Long> timers = new ArrayList<>();

  /** From start on, where there is a watcher. */
  private Optional<Heartbeat> beating = Optional.empty();

  Lookout(Vertx vertx, Config config, boolean demo, Alerts.Basis basis) {
    this.vertx = vertx;
    this.metrics = basis.metrics();
    this.channels = new Channels(vertx, config.alerts(), basis.clock());
    // Without channels nothing is sent, and no link is needed.
    this.alerts = new Alerts(channels.all(), config.http().publicUrl().orElse(""), demo, basis);
    this.outbox = new Outbox(channels.all(), metrics);
    this.heartbeat = config.heartbeat().url();
  }

  /** What is written with the events of a city. */
  Alongside outbox() {
    return outbox;
  }

  List<Endpoint> endpoints(StaffAccess access, Audit audit) {
    return new AlertApi(alerts, heartbeat.isPresent(), access, audit).endpoints();
  }

  /**
   * Begins to look and to beat.
   *
   * @param alive fails while this node serves nobody
   */
  void start(Supplier<Future<Void>> alive) {
    if (!alerts.channels().isEmpty()) {
      every(Alerts.TURN, "turn", alerts::turn);
      every(FIGURES, "figures", alerts::refresh);
    }
    beating = heartbeat.map(url -> new Heartbeat(vertx, url, alive, metrics));
    beating.ifPresent(beat -> every(Heartbeat.EVERY, "heartbeat", beat::beat));
  }

  /** What fails now is done by the next turn; PostgreSQL that is away is known elsewhere. */
  private void every(Duration pause, String what, Supplier<Future<?>> turn) {
    timers.add(
        vertx.setPeriodic(
            0,
            pause.toMillis(),
            timer ->
                turn.get()
                    .onFailure(away ->
                        metrics.counter("nuanxian.alerts.deferred", "what", what).increment())));
  }

  /** Takes nothing more: a message that is cut off is sent again by another node. */
  void stop() {
    timers.forEach(vertx::cancelTimer);
  }

  Future<Void> close() {
    return channels
        .close()
        .eventually(() -> beating.map(Heartbeat::close).orElse(Future.succeededFuture()));
  }
}
