package org.nuanxian.bench;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Times from asking to the answer, where some answers never came. */
public final class Waits {
  /** The longest that is told apart, ns; what never came counts as it. */
  public static final long SLOWEST = TimeUnit.SECONDS.toNanos(60);

  private static final int DIGITS = 3;
  private static final double NANOS_PER_MILLI = 1e6;

  private Waits() {}

  /** Counts nothing yet. */
  public static Histogram histogram() {
    return new Histogram(SLOWEST, DIGITS);
  }

  /**
   * The median of all that were asked, ms: what never came took longer than everything that did.
   */
  public static double medianMillis(Histogram came, long asked) {
    double half = asked / 2.0;
    long nanos =
        came.getTotalCount() < half
            ? SLOWEST
            : came.getValueAtPercentile(100 * half / came.getTotalCount());
    return nanos / NANOS_PER_MILLI;
  }
}
