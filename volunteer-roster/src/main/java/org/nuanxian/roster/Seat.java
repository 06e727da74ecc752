package org.nuanxian.roster;

/** How a volunteer serves a shift. */
public enum Seat {
  /** 坐席: awake and in front of the console. */
  AT_DESK,
  /** 听班: at home, to be reached by telephone when no desk seat is free. */
  ON_CALL
}
