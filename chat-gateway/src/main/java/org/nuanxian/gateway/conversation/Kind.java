package org.nuanxian.gateway.conversation;

/** What an entry is. */
public enum Kind {
  /** Words of a person. */
  TEXT(1, "text"),
  /** A sentence of the house, such as an end without a word. */
  NOTICE(2, "notice"),
  /** Another volunteer goes on; the words are the alias. */
  CHANGED(3, "changed");

  private final short code;
  private final String wire;

  Kind(int code, String wire) {
    this.code = (short) code;
    this.wire = wire;
  }

  /** The number stored in {@code conversation.entry.kind}. */
  short code() {
    return code;
  }

  /** The word used in frames and answers. */
  public String wire() {
    return wire;
  }

  static Kind ofCode(int code) {
    for (Kind kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new IllegalStateException("unknown kind " + code);
  }
}
