package org.nuanxian.dispatcher;

import java.util.UUID;

/** One contact rung at one volunteer, with a deadline. */
public record OfferId(UUID value) {

  /** Reads the usual text form; fails with {@link IllegalArgumentException} on anything else. */
  public static OfferId of(String text) {
    return new OfferId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
