package org.nuanxian.roster;

import java.util.Arrays;

/** What a help seeker may ask for about the person who answers. */
public enum Gender {
  FEMALE("female"),
  MALE("male"),
  /** Not told, or neither of the two: matches no wish for a gender. */
  OTHER("other");

  private final String code;

  Gender(String code) {
    this.code = code;
  }

  /** The name on the wire and in tables. */
  public String code() {
    return code;
  }

  /** The constant with that code; fails with IllegalArgumentException when there is none. */
  public static Gender ofCode(String code) {
    return Arrays.stream(values())
        .filter(v -> v.code.equals(code))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such gender"));
  }
}
