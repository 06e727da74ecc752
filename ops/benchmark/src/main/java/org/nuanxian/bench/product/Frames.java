package org.nuanxian.bench.product;

import java.util.Optional;
import java.util.UUID;

/** Just as much of the product's frames as the load needs, without a parser in its way. */
public final class Frames {
  private static final long HIGH = 0x62656e63_6800_4000L; // a UUID of version 4 ...
  private static final long VARIANT = 0x8000_0000_0000_0000L; // ... whose low bits are the number
  private static final String OURS = "\"id\":\"62656e63-6800-4000-8";
  private static final int HEX = 16;

  private Frames() {}

  /** The id of a message of the load. */
  public static String id(long number) {
    return new UUID(HIGH, VARIANT | number).toString();
  }

  /** The number behind an id of the load in a frame, or -1. */
  public static long number(String frame) {
    int at = frame.indexOf(OURS);
    if (at < 0) {
      return -1;
    }
    int start = at + OURS.length();
    String digits = frame.substring(start, start + 3) + frame.substring(start + 4, start + 16);
    return Long.parseLong(digits, HEX);
  }

  /** A frame's type, or an empty text. */
  public static String type(String frame) {
    return field(frame, "type").orElse("");
  }

  /** The first text field of that name. */
  public static Optional<String> field(String frame, String name) {
    String key = "\"" + name + "\":\"";
    int at = frame.indexOf(key);
    if (at < 0) {
      return Optional.empty();
    }
    int start = at + key.length();
    return Optional.of(frame.substring(start, frame.indexOf('"', start)));
  }
}
