package org.nuanxian.gateway.socket;

/** Why the house closes a socket. */
public enum CloseCode {
  /** The server goes down: come back with jitter. */
  RESTART(1012, "restart"),
  /** A frame that cannot be read at all. */
  MALFORMED(4400, "malformed"),
  /** Not, or not any more, allowed. */
  UNAUTHORISED(4401, "not allowed"),
  /** The other end does not read, or was not heard of: come back and resume. */
  TOO_SLOW(4408, "too slow"),
  /** Another connection took over: come back only when the human asks. */
  DISPLACED(4409, "displaced"),
  /** A frame over the limit. */
  TOO_LARGE(4413, "too large"),
  /** Too many frames: come back after a while. */
  TOO_FAST(4429, "too fast");

  private final short code;
  private final String reason;

  CloseCode(int code, String reason) {
    this.code = (short) code;
    this.reason = reason;
  }

  /** The number on the wire. */
  public short code() {
    return code;
  }

  /** The reason on the wire. */
  public String reason() {
    return reason;
  }
}
