package org.nuanxian.bench;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How long and how often is measured.
 *
 * @param root of the repository
 * @param quick whether the whole bench has to end within a minute: shorter and rougher
 */
public record Settings(Path root, boolean quick) {
  /** At least three, so that a median and a spread mean something. */
  public int repetitions() {
    return quick ? 3 : 5;
  }

  /** How long one side is under load in one repetition. */
  public Duration turn() {
    return quick ? Duration.ofSeconds(1) : Duration.ofSeconds(8);
  }

  /** How long every side is under load before anything is counted: compilers work then. */
  public Duration warmUp() {
    return quick ? Duration.ofSeconds(1) : Duration.ofSeconds(10);
  }
}
