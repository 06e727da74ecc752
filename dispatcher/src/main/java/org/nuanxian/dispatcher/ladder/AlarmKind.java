package org.nuanxian.dispatcher.ladder;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What an escalation is about. Each kind has a ladder of its own in each city. */
public enum AlarmKind {
  /** Somebody in danger waits, and nobody is being rung. */
  RED_WAITING("redWaiting", "red-waiting"),
  /** Somebody in danger is away. */
  RED_SILENT("redSilent", "red-silent"),
  /** A volunteer calls for help (求援). */
  HELP("help", "help");

  private final String wire;
  private final String setting;

  AlarmKind(String wire, String setting) {
    this.wire = wire;
    this.setting = setting;
  }

  /** The word on the wire, in Redis and in the database. */
  public String wire() {
    return wire;
  }

  /** The word in the configuration file. */
  public String setting() {
    return setting;
  }

  /** The kind of that word, if this version knows it. */
  public static Optional<AlarmKind> of(String wire) {
    return Arrays.stream(values()).filter(kind -> kind.wire.equals(wire)).findFirst();
  }

  /** Every kind. */
  public static List<AlarmKind> all() {
    return List.of(values());
  }
}
