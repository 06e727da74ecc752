package org.nuanxian.dispatcher;

import java.util.Optional;

/** Why a call reached nobody. */
public enum CallResult {
  /** Nobody picked up. */
  NO_ANSWER("noAnswer"),
  /** Somebody else did; nothing was said to them. */
  SOMEONE_ELSE("someoneElse"),
  /** The number is not theirs: it is not called again. */
  WRONG_NUMBER("wrongNumber");

  private final String wire;

  CallResult(String wire) {
    this.wire = wire;
  }

  /** The name on the wire, in Redis and in PostgreSQL. */
  public String wire() {
    return wire;
  }

  /** The value with this wire name, if there is one. */
  public static Optional<CallResult> of(String wire) {
    for (CallResult value : values()) {
      if (value.wire.equals(wire)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }
}
