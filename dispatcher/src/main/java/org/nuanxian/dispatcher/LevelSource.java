package org.nuanxian.dispatcher;

/** Why a contact stands at its level. */
public enum LevelSource {
  /** The help seeker said so when asked. */
  SELF_REPORT("selfReport"),
  /** A word of the city's list of crisis words was found in what the help seeker wrote. */
  CRISIS_WORD("crisisWord"),
  /** A volunteer's card. */
  CARD("card");

  private final String wire;

  LevelSource(String wire) {
    this.wire = wire;
  }

  /** The name on the wire, in Redis and in PostgreSQL. */
  public String wire() {
    return wire;
  }

  /** The value with this wire name; fails with {@link IllegalArgumentException} if none has it. */
  public static LevelSource of(String wire) {
    for (LevelSource value : values()) {
      if (value.wire.equals(wire)) {
        return value;
      }
    }
    throw new IllegalArgumentException("not a LevelSource: " + wire);
  }
}
