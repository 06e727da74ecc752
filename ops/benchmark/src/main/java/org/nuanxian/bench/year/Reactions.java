package org.nuanxian.bench.year;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;

/** How volunteers react when something rings. Assumptions, told in the report. */
final class Reactions {
  static final Duration AT_DESK = Duration.ofSeconds(7);
  static final Duration ON_CALL = Duration.ofSeconds(25);
  static final int MISSED_PERCENT = 4;
  static final int MISSED_AT_NIGHT_PERCENT = 10;
  static final int MISSED_ON_CALL_PERCENT = 20;

  private static final int NIGHT_ENDS = 6;
  private static final double SPREAD = 0.5;

  private final SplittableRandom random;

  Reactions(SplittableRandom random) {
    this.random = random;
  }

  /** After how long the offer is taken; empty when nobody hears it. */
  Optional<Duration> to(boolean onCall, int hour) {
    int missed = MISSED_PERCENT;
    if (onCall) {
      missed = MISSED_ON_CALL_PERCENT;
    } else if (hour < NIGHT_ENDS) {
      missed = MISSED_AT_NIGHT_PERCENT;
    }
    if (random.nextInt(100) < missed) {
      return Optional.empty();
    }
    long median = (onCall ? ON_CALL : AT_DESK).toMillis();
    return Optional.of(
        Duration.ofMillis(Math.round(median * Math.exp(SPREAD * random.nextGaussian()))));
  }
}
