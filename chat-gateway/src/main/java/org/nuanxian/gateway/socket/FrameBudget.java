package org.nuanxian.gateway.socket;

import java.time.Instant;
import java.time.InstantSource;

/**
 * How many frames a socket may send: a full bucket of {@value #BURST}, filled again by {@value
 * #PER_SECOND} a second. Far above what a person writes and what a page repeats after a long break,
 * far below what hurts others.
 */
final class FrameBudget {
  static final int BURST = 1_000;
  static final int PER_SECOND = 100;
  private static final double MILLIS = 1_000;

  private final InstantSource clock;
  private double left = BURST;
  private Instant filledAt;

  FrameBudget(InstantSource clock) {
    this.clock = clock;
    this.filledAt = clock.instant();
  }

  /** Takes one frame out of the budget; false when there is none left. */
  boolean spend() {
    Instant now = clock.instant();
    double seconds = Math.max(0, now.toEpochMilli() - filledAt.toEpochMilli()) / MILLIS;
    left = Math.min(BURST, left + seconds * PER_SECOND);
    filledAt = now;
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }
}
