package org.nuanxian.dispatcher;

/** How grave a contact is. */
public enum Level {
  /** Immediate danger: a class of its own, by arrival. */
  RED("red"),
  /** Elevated. */
  YELLOW("yellow"),
  /** Watch. */
  BLUE("blue"),
  /** Nothing known. */
  NONE("none");

  private final String wire;

  Level(String wire) {
    this.wire = wire;
  }

  /** The name on the wire, in Redis and in PostgreSQL. */
  public String wire() {
    return wire;
  }

  /** The value with this wire name; fails with {@link IllegalArgumentException} if none has it. */
  public static Level of(String wire) {
    for (Level value : values()) {
      if (value.wire.equals(wire)) {
        return value;
      }
    }
    throw new IllegalArgumentException("not a Level: " + wire);
  }
}
