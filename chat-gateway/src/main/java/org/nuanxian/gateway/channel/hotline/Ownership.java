package org.nuanxian.gateway.channel.hotline;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Whether this node speaks to a PBX: one at a time, by a lease in Redis. It is held against a clock
 * that runs on while this process is frozen, so that whoever wakes too late says nothing more.
 */
final class Ownership {
  /** As Redis grants it. */
  private static final Duration LEASE = Duration.ofSeconds(6);

  /** The last part of a lease is not used: a request on its way must not arrive behind its end. */
  private static final Duration MARGIN = Duration.ofSeconds(1);

  static final Duration RENEW = Duration.ofMillis(1500);

  private final Vertx vertx;
  private final Supplier<Future<Boolean>> ask;
  private final LongSupplier nanos;
  private final Runnable gained;
  private final Runnable lost;

  private long timer;
  private boolean asking;
  private boolean stopped;

  /** What the others were told last. */
  private boolean told;

  /** When the lease ends, by {@link #nanos}; meaningless before it was ever granted. */
  private long end;

  private boolean granted;

  /**
   * Asks for the lease from {@link #start} on.
   *
   * @param ask asks Redis; true: it is this node's for so long
   * @param nanos a clock of this machine that never steps
   */
  Ownership(
      Vertx vertx,
      Supplier<Future<Boolean>> ask,
      LongSupplier nanos,
      Runnable gained,
      Runnable lost) {
    this.vertx = vertx;
    this.ask = ask;
    this.nanos = nanos;
    this.gained = gained;
    this.lost = lost;
  }

  void start() {
    timer = vertx.setPeriodic(RENEW.toMillis(), tick -> turn());
    turn();
  }

  /** Whether this node may speak at this instant. */
  boolean holds() {
    return granted && !stopped && end - nanos.getAsLong() > 0;
  }

  /** Renews the lease; whoever is told of its end hears it here at the latest. */
  void turn() {
    if (!holds()) {
      tell(false);
    }
    if (asking || stopped) {
      return;
    }
    asking = true;
    long asked = nanos.getAsLong();
    ask.get()
        .onComplete(answer -> {
          asking = false;
          if (answer.succeeded()) {
            granted = answer.result();
            end = asked + LEASE.minus(MARGIN).toNanos();
          }
          tell(holds());
        });
  }

  private void tell(boolean holds) {
    if (told == holds) {
      return;
    }
    told = holds;
    (holds ? gained : lost).run();
  }

  /** Says nothing more; the lease runs out by itself. */
  void stop() {
    stopped = true;
    vertx.cancelTimer(timer);
    tell(false);
  }
}
