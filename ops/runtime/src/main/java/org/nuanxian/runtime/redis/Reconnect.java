package org.nuanxian.runtime.redis;

import java.util.random.RandomGenerator;

/** How long to wait before the next attempt to connect; there is no last attempt. */
final class Reconnect {

  private static final long FIRST_MS = 50; // a server that restarts is back before people notice
  private static final long LONGEST_MS = 1_000; // a server that came back is used within a second
  private static final int DOUBLINGS_MAX = 10; // keeps the shift in range; the ceiling comes first

  private final RandomGenerator random;

  /** Attempts that failed since the last success; written by the link's loop. */
  private int failures;

  Reconnect(RandomGenerator random) {
    this.random = random;
  }

  /** The next delay is the shortest again. */
  void succeeded() {
    failures = 0;
  }

  /** Whether nothing failed yet since the last success. */
  boolean isFirst() {
    return failures == 0;
  }

  /** Milliseconds until the next attempt: doubled each time, with jitter over the upper half. */
  long nextDelayMs() {
    long ceiling = Math.min(LONGEST_MS, FIRST_MS << Math.min(failures, DOUBLINGS_MAX));
    failures++;
    return ceiling / 2 + random.nextLong(ceiling / 2 + 1);
  }
}
