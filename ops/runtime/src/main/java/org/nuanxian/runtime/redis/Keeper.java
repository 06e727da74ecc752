package org.nuanxian.runtime.redis;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.nuanxian.runtime.config.RedisConfig;
import org.nuanxian.runtime.metrics.Names;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one {@link Wire} alive: opens it, notices its loss, and opens the next one with jitter,
 * until it is closed. All state belongs to one event loop.
 */
final class Keeper {

  /** What the owner does with wires; every call comes on the keeper's loop. */
  interface Owner {
    /** Makes a fresh wire ready; it counts as up when this succeeds, and is dropped when not. */
    Future<Void> prepare(Wire wire);

    /** The wire is up and in use from now on. */
    void up(Wire wire);

    /** The wire last given to {@link #prepare} is gone, whether it was up or not. */
    void down();
  }

  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

  private final Vertx vertx;
  private final RedisConfig config;
  private final String name;
  private final Owner owner;
  private final Reconnect reconnect;
  private final Counter failed;
  private final Counter lost;

  /** The loop that owns all state; set once by {@link #start}. */
  private ContextInternal context;

  /** The wire that is up, or being prepared; empty between attempts. */
  private Optional<Wire> wire = Optional.empty();

  /** Whether {@link #wire} is prepared and in use. */
  private boolean up;

  /** Set by {@link #close}; nothing is opened afterwards. */
  private boolean closed;

  Keeper(
      Vertx vertx,
      RedisConfig config,
      String name,
      Owner owner,
      RandomGenerator random,
      MeterRegistry metrics) {
    this.vertx = vertx;
    this.config = config;
    this.name = name;
    this.owner = owner;
    this.reconnect = new Reconnect(random);
    this.failed = metrics.counter(Names.REDIS_CONNECT_FAILED, "link", name);
    this.lost = metrics.counter(Names.REDIS_LOST, "link", name);
  }

  /** Begins on the current context, which becomes the owner of all state. */
  void start() {
    context = (ContextInternal) vertx.getOrCreateContext();
    context.runOnContext(v -> attempt());
  }

  /** Runs {@code work} on the loop: at once when already there. */
  void onLoop(Runnable work) {
    if (context == null) {
      throw new IllegalStateException("redis " + name + ": start() comes first");
    }
    if (context.inThread()) {
      work.run();
    } else {
      context.runOnContext(v -> work.run());
    }
  }

  private void attempt() {
    if (closed) {
      return;
    }
    Future<Wire> opening;
    try {
      opening = Wire.open(vertx, config, name);
    } catch (RuntimeException e) {
      // A configuration the client refuses: told at every attempt, for the next start to mend.
      opening = Future.failedFuture(e);
    }
    opening.onComplete(result -> {
      if (result.succeeded()) {
        opened(result.result());
      } else {
        retry(result.cause());
      }
    });
  }

  private void opened(Wire fresh) {
    if (closed) {
      fresh.close();
      return;
    }
    wire = Optional.of(fresh);
    fresh.connection().endHandler(v -> gone(fresh, "closed"));
    fresh.connection().exceptionHandler(e -> gone(fresh, e.getClass().getSimpleName()));
    owner
        .prepare(fresh)
        .onComplete(result -> {
          if (!holds(fresh)) {
            return;
          }
          if (result.failed()) {
            drop(fresh);
            retry(result.cause());
            return;
          }
          up = true;
          reconnect.succeeded();
          LOG.info("redis {}: connected", name);
          owner.up(fresh);
        });
  }

  /** Gives a wire up that no longer serves; a new one is opened. Ignored for a foreign wire. */
  void gone(Wire old, String why) {
    if (!holds(old)) {
      return;
    }
    boolean wasUp = up;
    drop(old);
    if (wasUp) {
      lost.increment();
      LOG.warn("redis {}: connection lost ({})", name, why);
    }
    retry(new RedisAway("connection lost: " + why));
  }

  private boolean holds(Wire other) {
    return wire.isPresent() && wire.get() == other;
  }

  private void drop(Wire old) {
    wire = Optional.empty();
    up = false;
    owner.down();
    old.close().onFailure(e -> LOG.debug("redis {}: closing a lost connection failed", name, e));
  }

  private void retry(Throwable cause) {
    if (closed) {
      return;
    }
    failed.increment();
    if (reconnect.isFirst()) {
      LOG.warn("redis {}: not connected, trying on: {}", name, cause.getMessage());
    } else {
      LOG.debug("redis {}: still not connected", name, cause);
    }
    vertx.setTimer(Math.max(1, reconnect.nextDelayMs()), id -> attempt());
  }

  /** Closes what is open; nothing is opened afterwards. */
  Future<Void> close() {
    if (context == null) {
      return Future.succeededFuture();
    }
    return Future.future(promise ->
        onLoop(() -> {
          closed = true;
          Optional<Wire> last = wire;
          wire = Optional.empty();
          up = false;
          if (last.isPresent()) {
            owner.down();
          }
          last.map(Wire::close).orElse(Future.succeededFuture()).onComplete(promise);
        }));
  }
}
