package org.nuanxian.dispatcher;

import java.util.UUID;

/** One socket, drawn at random and compared for equality only. */
public record ConnectionId(UUID value) {

  /** Reads the usual text form; fails with {@link IllegalArgumentException} on anything else. */
  public static ConnectionId of(String text) {
    return new ConnectionId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
