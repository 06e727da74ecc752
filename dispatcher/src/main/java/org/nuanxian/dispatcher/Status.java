package org.nuanxian.dispatcher;

/** Presence of a volunteer; busy is derived from load. */
public enum Status {
  /** Not here, or here and not serving. */
  OFFLINE("offline"),
  /** Can be rung. */
  READY("ready"),
  /** Here, takes no new contact. */
  ON_BREAK("onBreak"),
  /** Here, writing a record. */
  WRAP_UP("wrapUp"),
  /** The connection is gone; contacts are kept until the grace ends. */
  LOST("lost");

  private final String wire;

  Status(String wire) {
    this.wire = wire;
  }

  /** The name on the wire, in Redis and in PostgreSQL. */
  public String wire() {
    return wire;
  }

  /** The value with this wire name; fails with {@link IllegalArgumentException} if none has it. */
  public static Status of(String wire) {
    for (Status value : values()) {
      if (value.wire.equals(wire)) {
        return value;
      }
    }
    throw new IllegalArgumentException("not a Status: " + wire);
  }
}
