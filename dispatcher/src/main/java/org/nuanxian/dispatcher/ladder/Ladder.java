package org.nuanxian.dispatcher.ladder;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nuanxian.runtime.config.AlertConfig;
import org.nuanxian.runtime.staff.OwnWay;

/**
 * What happens, rung by rung, until somebody has acted. The last one repeats.
 *
 * @param version grows with each change; 1 is what is shipped
 */
public record Ladder(AlarmKind kind, int version, List<Step> steps) {
  /** More rungs than this are climbed when it is too late. */
  public static final int STEPS_MAX = 6;

  private static final Duration SHIPPED_PAUSE = Duration.ofMinutes(1);

  /** Of what concerns no contact: nobody's life hangs on the minute. */
  private static final Duration CALM_PAUSE = Duration.ofMinutes(5);

  /** Copies the steps. */
  public Ladder {
    steps = List.copyOf(steps);
    if (steps.isEmpty() || steps.size() > STEPS_MAX) {
      throw new IllegalArgumentException("a ladder has 1 to " + STEPS_MAX + " rungs");
    }
  }

  /** The last rung, from 0: on it the ladder repeats. */
  public int top() {
    return steps.size() - 1;
  }

  /** What a rung does; one above the last does the same as the last. */
  public Step step(int rung) {
    return steps.get(Math.min(rung, top()));
  }

  /**
   * What holds until somebody decides otherwise.
   *
   * @param channels the channels of the installation, which say themselves from which rung on they
   *     are told of what
   */
  static Ladder shipped(AlarmKind kind, List<AlertConfig> channels) {
    List<Called> who =
        switch (kind) {
          case RED_WAITING,
              RED_SILENT,
              ONLY_RESTING,
              UNCLEARED,
              NIGHT_MISSED,
              RED_CARD,
              HELP,
              LONG_WAIT,
              RED_UNREACHED ->
              List.of(Called.COUNTY_SUPERVISORS, Called.ALL_SUPERVISORS, Called.CITY_LEAD);
          case NOBODY_ON_DUTY -> List.of(Called.ALL_SUPERVISORS, Called.CITY_LEAD);
          case STANDBY, NO_SHOW ->
              List.of(Called.COUNTY_SUPERVISORS, Called.COORDINATOR, Called.CITY_LEAD);
          // Supervisors first: they have a console, and a coordinator may have told no way.
          case COVERAGE_GAP ->
              List.of(Called.ALL_SUPERVISORS, Called.COORDINATOR, Called.CITY_LEAD);
          case CHANNEL_FAILING, STORE_TROUBLE, NODE_LOST, BACKUP_TROUBLE ->
              List.of(Called.ADMINISTRATOR, Called.CITY_LEAD);
        };
    Duration pause = kind.calm() ? CALM_PAUSE : SHIPPED_PAUSE;
    return new Ladder(kind, 1, steps(kind, who, pause, channels));
  }

  static List<Step> steps(
      AlarmKind kind, List<Called> who, Duration within, List<AlertConfig> channels) {
    List<Step> steps = new ArrayList<>();
    for (Called each : who) {
      int rung = steps.size();
      List<String> told =
          channels.stream()
              .filter(one -> rung >= one.fromRung())
              .filter(one -> one.kinds().isEmpty() || one.kinds().contains(kind.setting()))
              .map(AlertConfig::name)
              .toList();
      steps.add(new Step(each, Optional.empty(), List.of(OwnWay.values()), told, within));
    }
    return steps;
  }
}
