package org.nuanxian.dispatcher;

/** Where a contact stands; the table of its moves is in ops/docs/dispatcher.md. */
public enum Stage {
  /** Nobody holds it; it is in the queue, with or without a ringing offer. */
  WAITING("waiting"),
  /** A volunteer said yes and the medium is being connected (voice only). */
  CONNECTING("connecting"),
  /** One volunteer holds it. */
  ACTIVE("active"),
  /** The talk is over and its holder still writes the record. */
  WRAP_UP("wrapUp"),
  /** Over, with an outcome. */
  CLOSED("closed");

  private final String wire;

  Stage(String wire) {
    this.wire = wire;
  }

  /** The name on the wire, in Redis and in PostgreSQL. */
  public String wire() {
    return wire;
  }

  /** The value with this wire name; fails with {@link IllegalArgumentException} if none has it. */
  public static Stage of(String wire) {
    for (Stage value : values()) {
      if (value.wire.equals(wire)) {
        return value;
      }
    }
    throw new IllegalArgumentException("not a Stage: " + wire);
  }
}
