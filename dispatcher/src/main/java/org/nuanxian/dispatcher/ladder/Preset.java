package org.nuanxian.dispatcher.ladder;

import static org.nuanxian.dispatcher.ladder.Called.CITY_LEAD;
import static org.nuanxian.dispatcher.ladder.Called.COORDINATOR;
import static org.nuanxian.dispatcher.ladder.Called.COUNTY_SUPERVISORS;
import static org.nuanxian.dispatcher.ladder.Called.EXPERT_ON_CALL;
import static org.nuanxian.dispatcher.ladder.Called.SUPERVISOR_ON_DUTY;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nuanxian.runtime.config.AlertConfig;
import org.nuanxian.runtime.staff.OwnWay;

/**
 * A ladder to begin with, by the size of a line.
 *
 * @param name the word on the wire
 * @param who its rungs
 */
public record Preset(String name, List<Called> who) {
  /** 一个县, 一个县加听班, 全市联动. */
  public static final List<Preset> ALL =
      List.of(
          new Preset(
              "county", List.of(SUPERVISOR_ON_DUTY, COUNTY_SUPERVISORS, COORDINATOR, CITY_LEAD)),
          new Preset(
              "countyOnCall",
              List.of(SUPERVISOR_ON_DUTY, EXPERT_ON_CALL, COUNTY_SUPERVISORS, CITY_LEAD)),
          new Preset(
              "city",
              List.of(SUPERVISOR_ON_DUTY, COUNTY_SUPERVISORS, Called.ALL_SUPERVISORS, CITY_LEAD)));

  /** Time to put the shoes on, and not more. */
  private static final Duration WITHIN = Duration.ofMinutes(2);

  /** Copies the list. */
  public Preset {
    who = List.copyOf(who);
  }

  /** Its rungs, with the channels from that rung on from which their configuration says so. */
  public List<Step> steps(List<AlertConfig> channels) {
    List<Step> steps = new ArrayList<>();
    for (Called each : who) {
      int rung = steps.size();
      List<String> told =
          channels.stream().filter(one -> rung >= one.fromRung()).map(AlertConfig::name).toList();
      steps.add(new Step(each, Optional.empty(), List.of(OwnWay.values()), told, WITHIN));
    }
    return steps;
  }
}
