package org.nuanxian.roster;

import java.util.Arrays;

/** How a volunteer serves a shift. */
public enum Seat {
  /** 坐席: awake and in front of the console. */
  AT_DESK("atDesk"),
  /** 听班: at home, to be reached by telephone when no desk seat is free. */
  ON_CALL("onCall");

  private final String code;

  Seat(String code) {
    this.code = code;
  }

  /** The name on the wire and in tables. */
  public String code() {
    return code;
  }

  /** The constant with that code; fails with IllegalArgumentException when there is none. */
  public static Seat ofCode(String code) {
    return Arrays.stream(values())
        .filter(v -> v.code.equals(code))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such seat"));
  }
}
