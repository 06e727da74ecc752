package org.nuanxian.dispatcher;

import java.util.UUID;

/** One escalation, from the first rung until a human has acted. */
public record AlarmId(UUID value) {

  /** Reads the usual text form; fails with {@link IllegalArgumentException} on anything else. */
  public static AlarmId of(String text) {
    return new AlarmId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
