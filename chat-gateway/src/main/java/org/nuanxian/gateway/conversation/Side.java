package org.nuanxian.gateway.conversation;

/** Who speaks: one end of the conversation, or the house itself. */
public enum Side {
  SEEKER(1, "seeker"),
  VOLUNTEER(2, "volunteer"),
  SYSTEM(3, "system");

  private final short code;
  private final String wire;

  Side(int code, String wire) {
    this.code = (short) code;
    this.wire = wire;
  }

  /** The number stored in {@code conversation.entry.side}. */
  short code() {
    return code;
  }

  /** The word used in frames and answers. */
  public String wire() {
    return wire;
  }

  static Side ofCode(int code) {
    for (Side side : values()) {
      if (side.code == code) {
        return side;
      }
    }
    throw new IllegalStateException("unknown side " + code);
  }
}
