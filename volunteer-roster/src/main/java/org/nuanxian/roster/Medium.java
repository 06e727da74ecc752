package org.nuanxian.roster;

import java.util.Arrays;

/** How a help seeker and a volunteer talk. */
public enum Medium {
  /** Written words, several conversations at once. */
  CHAT("chat"),
  /** A telephone call, one at a time. */
  VOICE("voice");

  private final String code;

  Medium(String code) {
    this.code = code;
  }

  /** The name on the wire and in tables. */
  public String code() {
    return code;
  }

  /** The constant with that code; fails with IllegalArgumentException when there is none. */
  public static Medium ofCode(String code) {
    return Arrays.stream(values())
        .filter(v -> v.code.equals(code))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such medium"));
  }
}
