package org.nuanxian.dispatcher;

/** How a contact ended. */
public enum Outcome {
  /** A volunteer and the help seeker ended it. */
  COMPLETED("completed"),
  /** The help seeker was gone before anybody answered. */
  ABANDONED("abandoned"),
  /** The connection broke and did not come back. */
  DROPPED("dropped"),
  /** Handed to another service. */
  REFERRED("referred"),
  /** To be called back. */
  CALLBACK("callback"),
  /** Ended for harassment, after review. */
  REFUSED("refused"),
  /** Served by the telephone table while no server was there. */
  STATIC("static");

  private final String wire;

  Outcome(String wire) {
    this.wire = wire;
  }

  /** The name on the wire, in Redis and in PostgreSQL. */
  public String wire() {
    return wire;
  }

  /** The value with this wire name; fails with {@link IllegalArgumentException} if none has it. */
  public static Outcome of(String wire) {
    for (Outcome value : values()) {
      if (value.wire.equals(wire)) {
        return value;
      }
    }
    throw new IllegalArgumentException("not a Outcome: " + wire);
  }
}
