package org.nuanxian.dispatcher.alert;

import java.time.Duration;
import java.util.Optional;

/** When a message that was not taken is tried again: soon at first, then ever more seldom. */
final class Pace {
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** With the pauses between them about ten minutes: by then the top of the ladder has called. */
  static final int TRIES_MAX = 8;

  private Pace() {}

  /** The pause after that many tries; empty when there is no other. */
  static Optional<Duration> after(int tries) {
    if (tries >= TRIES_MAX) {
      return Optional.empty();
    }
    Duration pause = FIRST.multipliedBy(1L << (tries - 1));
    return Optional.of(pause.compareTo(LONGEST) > 0 ? LONGEST : pause);
  }
}
