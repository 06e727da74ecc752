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
  /** Somebody waits whom only volunteers could hear who rest. */
  ONLY_RESTING("onlyResting", "only-resting"),
  /** Somebody is heard by whoever is not trained for it, because nobody else is there. */
  UNCLEARED("uncleared", "uncleared"),
  /** At night an offer was missed. */
  NIGHT_MISSED("nightMissed", "night-missed"),
  /** A volunteer set a red card, and no supervisor has looked. */
  RED_CARD("redCard", "red-card"),
  /** A volunteer calls for help (求援). */
  HELP("help", "help"),
  /** The line is open and nobody of the city is on shift. */
  NOBODY_ON_DUTY("nobodyOnDuty", "nobody-on-duty"),
  /** Soon there is a stretch for which a county planned a shift, and nobody is in it. */
  COVERAGE_GAP("coverageGap", "coverage-gap"),
  /** So many wait, or for so long, that people on call at home are called in. */
  STANDBY("standby", "standby"),
  /** Somebody who has a seat at a desk has not come; people on call at home are called in. */
  NO_SHOW("noShow", "no-show"),
  /** Somebody waits longer than anybody should. */
  LONG_WAIT("longWait", "long-wait"),
  /** Somebody in danger was called in vain, and nobody has followed it up. */
  RED_UNREACHED("redUnreached", "red-unreached"),
  /** A way to call people outside of the console does not work. */
  CHANNEL_FAILING("channelFailing", "channel"),
  /** A store, or the disk under it, will not do for long. */
  STORE_TROUBLE("storeTrouble", "store"),
  /** A server said no goodbye, and nobody has heard of it since. */
  NODE_LOST("nodeLost", "node"),
  /** No backup was left where one is expected, or an empty one. */
  BACKUP_TROUBLE("backupTrouble", "backup");

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

  /** Whether nobody waits for a minute of it. */
  public boolean calm() {
    return switch (this) {
      case RED_WAITING,
          RED_SILENT,
          ONLY_RESTING,
          UNCLEARED,
          NIGHT_MISSED,
          RED_CARD,
          HELP,
          RED_UNREACHED ->
          false;
      case NOBODY_ON_DUTY,
          COVERAGE_GAP,
          STANDBY,
          NO_SHOW,
          LONG_WAIT,
          CHANNEL_FAILING,
          STORE_TROUBLE,
          NODE_LOST,
          BACKUP_TROUBLE ->
          true;
    };
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
