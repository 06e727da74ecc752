package org.nuanxian.dispatcher;

import java.util.UUID;

/** Names one transfer: drawn by whoever asks for it, so that a repeat is the same one. */
public record HandoverId(UUID value) {

  /** Reads its text form. */
  public static HandoverId of(String text) {
    return new HandoverId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
