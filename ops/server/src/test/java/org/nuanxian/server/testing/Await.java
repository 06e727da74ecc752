package org.nuanxian.server.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition of the world outside, which tells nobody when it comes true. */
public final class Await {
  private static final Duration MAX = Duration.ofSeconds(60); // a slow, shared machine
  private static final long POLL_NANOS = Duration.ofMillis(20).toNanos();

  private Await() {}

  /** Waits up to a minute; what the condition throws counts as "not yet". */
  public static void until(String what, Callable<Boolean> condition) {
    until(what, MAX, condition);
  }

  /**
   * Waits for a condition.
   *
   * @throws AssertionError naming {@code what} when the time is over
   */
  public static void until(String what, Duration max, Callable<Boolean> condition) {
    long end = System.nanoTime() + max.toNanos();
    Exception last = null;
    while (System.nanoTime() - end < 0) {
      try {
        if (condition.call()) {
          return;
        }
        last = null;
      } catch (Exception e) {
        last = e;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    throw new AssertionError("not within " + max.toSeconds() + " s: " + what, last);
  }
}
