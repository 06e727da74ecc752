package org.nuanxian.runtime.http;

import java.time.Duration;

/**
 * How often one caller may call one endpoint: {@code burst} at once, then one per {@code each}.
 * Counted per token or account where there is one, per address last: a school or a carrier shares
 * one address among thousands.
 *
 * @param burst calls allowed at once
 * @param each time after which one more is allowed
 */
public record RateLimit(int burst, Duration each) {
  /** No limit, for what costs nothing. */
  public static final RateLimit NONE = new RateLimit(0, Duration.ZERO);

  /** For what a person presses: 30 at once, then one a second. */
  public static final RateLimit PERSON = new RateLimit(30, Duration.ofSeconds(1));

  /** This many a minute, all at once if they like. */
  public static RateLimit perMinute(int calls) {
    return new RateLimit(calls, Duration.ofMinutes(1).dividedBy(calls));
  }

  /** Whether there is no limit. */
  public boolean isNone() {
    return burst == 0;
  }
}
