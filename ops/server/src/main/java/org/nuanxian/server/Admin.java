package org.nuanxian.server;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.healthchecks.HealthCheckHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.nuanxian.runtime.config.HttpConfig;

/**
 * The admin port: {@code /livez} (the process turns), {@code /readyz} (each dependency by name),
 * {@code /metrics}. On a loop of its own, so that it answers while the node's loop is busy.
 */
final class Admin extends VerticleBase {
  private static final long CHECK_MILLIS_MAX = 1000; // a slower dependency is not ready

  private final HttpConfig config;
  private final Map<String, Supplier<Future<Void>>> dependencies;
  private final Supplier<Optional<Instant>> certificateEnd;
  private final PrometheusMeterRegistry metrics;

  /** Where it really listens; set by start. */
  private volatile int port;

  /** All that belongs to a start is done. */
  private volatile boolean started;

  /**
   * An admin port.
   *
   * @param dependencies for each name a question that fails when the node cannot serve without it
   * @param certificateEnd when the certificate of the public port ends, if there is one
   */
  Admin(
      HttpConfig config,
      Map<String, Supplier<Future<Void>>> dependencies,
      Supplier<Optional<Instant>> certificateEnd,
      PrometheusMeterRegistry metrics) {
    this.certificateEnd = certificateEnd;
    this.config = config;
    this.dependencies = Map.copyOf(dependencies);
    this.metrics = metrics;
  }

  @Override
  public Future<?> start() {
    HealthChecks live = HealthChecks.create(vertx);
    live.register("process", promise -> promise.complete(Status.OK()));
    HealthChecks ready = HealthChecks.create(vertx);
    ready.register("start", promise -> promise.complete(started ? Status.OK() : Status.KO()));
    dependencies.forEach((name, question) ->
        ready.register(
            name,
            CHECK_MILLIS_MAX,
            promise ->
                ask(question)
                    .onComplete(
                        ok -> promise.tryComplete(Status.OK()),
                        failure -> promise.tryComplete(Status.KO()))));
    ready.register(
        "certificate", CHECK_MILLIS_MAX, promise -> promise.complete(Status.OK(certificate())));
    Router router = Router.router(vertx);
    router.get("/livez").handler(HealthCheckHandler.createWithHealthChecks(live));
    router.get("/readyz").handler(HealthCheckHandler.createWithHealthChecks(ready));
    router
        .get("/metrics")
        .handler(context ->
            context
                .response()
                .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                .end(metrics.scrape()));
    return vertx
        .createHttpServer()
        .requestHandler(router)
        .listen(config.adminPort(), config.adminHost())
        .map(HttpServer::actualPort)
        .onSuccess(actual -> port = actual);
  }

  /** A certificate that ends takes no node out of service: clients see it, and the log says it. */
  private JsonObject certificate() {
    return certificateEnd
        .get()
        .map(end ->
            new JsonObject()
                .put("endsAt", end)
                .put("daysLeft", Duration.between(Instant.now(), end).toDays()))
        .orElseGet(JsonObject::new);
  }

  /** From now on the node is ready while what it stands on answers. */
  void started() {
    started = true;
  }

  /** The port that is open, also when the system chose it. */
  int port() {
    return port;
  }

  private static Future<Void> ask(Supplier<Future<Void>> question) {
    return Future.<Void>succeededFuture()
        .compose(v -> question.get())
        .timeout(CHECK_MILLIS_MAX, TimeUnit.MILLISECONDS);
  }
}
