package org.nuanxian.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.nuanxian.runtime.config.Config;
import org.nuanxian.runtime.metrics.Metrics;
import org.nuanxian.runtime.staff.FirstLink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One node that runs: its loops, its house, its admin port, and the stores under it. */
final class Service {
  private static final int LOOPS = 2; // the node's loop, and one for the admin port
  private static final Duration START_MAX = Duration.ofMinutes(2); // slow disk, long recovery
  private static final Duration ENGINES_MAX = Duration.ofSeconds(3); // of stop, kept for them
  private static final Duration CLOSE_MAX = Duration.ofSeconds(1); // of stop, kept for closing

  private static final Logger LOG = LoggerFactory.getLogger(Service.class);

  private final Config config;
  private final Ground ground;
  private final Metrics metrics = new Metrics();
  private final Vertx vertx;
  private final House house;
  private final Admin admin;

  private Service(Config config, Ground ground, Time time) {
    this.config = config;
    this.ground = ground;
    this.vertx =
        metrics.vertx(
            new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(LOOPS));
    this.house = new House(config, ground, time, metrics.registry());
    this.admin =
        new Admin(config.http(), house.dependencies(), house::certificateEnd, metrics.registry());
  }

  /** Starts everything and returns when the ports are open; {@link #ready} comes after it. */
  static Service start(Config config, Ground ground, Time time) {
    Service service = new Service(config, ground, time);
    try {
      service.wait(service.vertx.deployVerticle(service.house), START_MAX);
      service.wait(service.vertx.deployVerticle(service.admin), START_MAX);
      service.house.tellDemo(service.baseUrl(), service.adminUrl());
      return service;
    } catch (TimeoutException e) {
      service.giveUp();
      throw new RefusedStart("The node was not ready within " + START_MAX.toSeconds() + " s");
    } catch (RuntimeException e) {
      service.giveUp();
      throw e;
    }
  }

  /** Says to whoever asks that the node is ready; nothing of its start is left to do. */
  void ready() {
    admin.started();
  }

  /** The words that lead the first administrator in; empty when somebody is there already. */
  Optional<String> invitation(boolean again) {
    try {
      return switch (wait(house.firstLink(again), START_MAX)) {
        case FirstLink.Found.People people -> Optional.empty();
        case FirstLink.Found.Waiting waiting -> Optional.of(FirstWords.waiting());
        case FirstLink.Found.Fresh fresh ->
            Optional.of(
                FirstWords.link(config.http().publicUrl().orElse(baseUrl()), fresh.token()));
      };
    } catch (TimeoutException e) {
      throw new RefusedStart("The first administrator's link could not be made in time");
    }
  }

  /** Where pages are. */
  String baseUrl() {
    return url(config.tls().on() ? "https" : "http", config.http().host(), house.port());
  }

  /** Where health is. */
  String adminUrl() {
    return url("http", config.http().adminHost(), admin.port());
  }

  /**
   * Takes no new contacts, sends sockets away, writes down what is under way, ends.
   *
   * @param max for all of it
   * @return whether nothing had to be cut off
   */
  boolean stop(Duration max) {
    LOG.info("Going down");
    boolean clean = true;
    try {
      wait(house.drain(), max.minus(ENGINES_MAX).minus(CLOSE_MAX));
    } catch (TimeoutException | RuntimeException e) {
      LOG.error("What was under way could not all be finished", e);
      clean = false;
    }
    // Nothing of value is left in here: a connection that does not close holds nobody up.
    closeVertx();
    ground.close();
    metrics.close();
    LOG.info("Down");
    return clean;
  }

  /** A failed start leaves nothing running. */
  private void giveUp() {
    closeVertx();
    ground.close();
  }

  private void closeVertx() {
    try {
      wait(house.close().eventually(vertx::close), CLOSE_MAX);
    } catch (TimeoutException | RuntimeException e) {
      LOG.warn("Not everything was closed in time: {}", e.toString());
    }
  }

  private <T> T wait(Future<T> future, Duration max) throws TimeoutException {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(max.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String url(String scheme, String host, int port) {
    return scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
