package org.nuanxian.bench.hotline;

import org.HdrHistogram.Histogram;
import org.nuanxian.bench.Waits;

/**
 * What one turn of a side was.
 *
 * @param asked how many times an agent was to be heard
 * @param heard how many times one was
 * @param millis the median of all that were asked; what was never heard took a minute
 */
record Measured(long asked, long heard, double millis) {

  static Measured of(Histogram took, long asked) {
    return new Measured(asked, took.getTotalCount(), Waits.medianMillis(took, asked));
  }

  /** The figure; whatever was not heard is told as well. */
  double told(String what) {
    if (heard < asked) {
      System.err.println(what + ": " + heard + " of " + asked + " heard an agent");
    }
    return millis;
  }
}
