package org.nuanxian.dispatcher;

/** What an offer asks of the volunteer. */
public enum Purpose {
  /** Take a waiting contact. */
  SERVE("serve"),
  /** Take a waiting contact for which a supervisor chose this volunteer. */
  ASSIGN("assign"),
  /** Take over from the present holder. */
  TRANSFER("transfer"),
  /** Call the help seeker back. */
  CALLBACK("callback"),
  /** Join the present holder. */
  ASSIST("assist");

  private final String wire;

  Purpose(String wire) {
    this.wire = wire;
  }

  /** The name on the wire, in Redis and in PostgreSQL. */
  public String wire() {
    return wire;
  }

  /** The value with this wire name; fails with {@link IllegalArgumentException} if none has it. */
  public static Purpose of(String wire) {
    for (Purpose value : values()) {
      if (value.wire.equals(wire)) {
        return value;
      }
    }
    throw new IllegalArgumentException("not a Purpose: " + wire);
  }
}
