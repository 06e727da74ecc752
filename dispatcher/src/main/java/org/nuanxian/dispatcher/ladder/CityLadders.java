package org.nuanxian.dispatcher.ladder;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.nuanxian.runtime.config.AlertConfig;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.staff.Actor;
import org.nuanxian.runtime.staff.ContactWays.Reachable;
import org.nuanxian.runtime.staff.Role;

/** Every ladder of a city, and the people on them, as last read. */
public final class CityLadders {
  private final Map<AlarmKind, Ladder> ladders;
  private final Roll roll;

  private CityLadders(Map<AlarmKind, Ladder> ladders, Roll roll) {
    this.ladders = ladders;
    this.roll = roll;
  }

  /**
   * What holds where nobody decided anything.
   *
   * @param channels the channels of the installation
   */
  public static CityLadders shipped(List<AlertConfig> channels) {
    Map<AlarmKind, Ladder> all = new EnumMap<>(AlarmKind.class);
    for (AlarmKind kind : AlarmKind.all()) {
      all.put(kind, Ladder.shipped(kind, channels));
    }
    return new CityLadders(all, Roll.NOBODY);
  }

  /** The same, some of them replaced. */
  CityLadders with(List<Ladder> changed) {
    Map<AlarmKind, Ladder> all = new EnumMap<>(ladders);
    changed.forEach(ladder -> all.put(ladder.kind(), ladder));
    return new CityLadders(all, roll);
  }

  /** The same with these people. */
  public CityLadders with(Roll people) {
    return new CityLadders(ladders, people);
  }

  /** The ladder of a kind. */
  public Ladder of(AlarmKind kind) {
    return ladders.get(kind);
  }

  /** The ladder of a kind by its word; one that this version does not know is as danger is. */
  public Ladder of(String kind) {
    return ladders.get(AlarmKind.of(kind).orElse(AlarmKind.RED_WAITING));
  }

  /** How long each rung lasts, by kind, where the configuration does not say it. */
  public Map<String, List<Duration>> pauses() {
    Map<String, List<Duration>> pauses = new TreeMap<>();
    for (Ladder ladder : ladders.values()) {
      // Danger as it is shipped climbs by the configuration.
      if (ladder.version() > 1 || ladder.kind().calm()) {
        pauses.put(ladder.kind().wire(), ladder.steps().stream().map(Step::within).toList());
      }
    }
    return pauses;
  }

  /** The people. */
  public Roll roll() {
    return roll;
  }

  /** Everybody whom some ladder calls at some hour, each once. */
  List<Reachable> everybody(List<CountyCode> counties) {
    Set<Reachable> all = new LinkedHashSet<>();
    for (Ladder ladder : ladders.values()) {
      for (Step step : ladder.steps()) {
        counties.forEach(county -> all.addAll(roll.ever(step, county)));
      }
    }
    return List.copyOf(all);
  }

  /** Whether an alarm that stands on a rung has called this person, on it or below. */
  public boolean calls(Actor person, String kind, int rung, CountyCode county) {
    Ladder ladder = of(kind);
    return ladder.steps().subList(0, Math.min(rung, ladder.top()) + 1).stream()
        .anyMatch(step -> calls(person, step, county));
  }

  /** Roles are asked of the person, who may have come after the roll was read. */
  private boolean calls(Actor person, Step step, CountyCode county) {
    return switch (step.who()) {
      case COUNTY_SUPERVISORS -> person.is(Role.SUPERVISOR) && Roll.near(person, county);
      case ALL_SUPERVISORS -> person.is(Role.SUPERVISOR);
      case COORDINATOR -> person.is(Role.COORDINATOR) && Roll.near(person, county);
      case CITY_LEAD -> person.is(Role.CITY_LEAD);
      case ADMINISTRATOR -> person.is(Role.SYSTEM_ADMINISTRATOR);
      case PERSON -> step.person().filter(person.id().value()::equals).isPresent();
      case SUPERVISOR_ON_DUTY, EXPERT_ON_CALL ->
          roll.called(step, county).stream().anyMatch(who -> who.actor().id().equals(person.id()));
    };
  }
}
