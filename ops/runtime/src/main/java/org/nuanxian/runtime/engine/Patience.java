package org.nuanxian.runtime.engine;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for another process, which tells nobody when it is ready. */
final class Patience {
  private static final long POLL_NANOS = Duration.ofMillis(10).toNanos(); // cheap, and not felt

  private Patience() {}

  /** Whether the condition came true before the deadline. */
  static boolean until(Duration deadline, BooleanSupplier condition) {
    long end = System.nanoTime() + deadline.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return true;
  }
}
