package org.nuanxian.dispatcher;

import java.util.UUID;

/** One conversation with one help seeker on one channel. */
public record ContactId(UUID value) {

  /** Reads the usual text form; fails with {@link IllegalArgumentException} on anything else. */
  public static ContactId of(String text) {
    return new ContactId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
