package org.nuanxian.dispatcher.ladder;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.nuanxian.roster.OnShift;
import org.nuanxian.roster.Roster;
import org.nuanxian.roster.ShiftTemplate;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.staff.ContactWays.Reachable;

/** Whom each rung of a ladder would call tonight, from eight in the evening to eight. */
public final class Tonight {
  private static final LocalTime BEGINS = LocalTime.of(20, 0);
  private static final int HOURS = 12;
  private static final Duration HOUR = Duration.ofHours(1);

  private final Roster roster;

  /** By this roster. */
  public Tonight(Roster roster) {
    this.roster = roster;
  }

  /**
   * A person whom a rung calls.
   *
   * @param during their turn or run of duty, if the rung asks for one
   */
  public record Somebody(Reachable who, Optional<Span> during) {}

  /**
   * One rung.
   *
   * @param gaps when it calls nobody
   */
  public record Rung(Step step, List<Somebody> people, List<Span> gaps) {}

  /** The night that has begun, or the next one. */
  static Instant begin(Instant now) {
    ZonedDateTime here = now.atZone(ShiftTemplate.ZONE);
    boolean before = here.toLocalTime().isBefore(BEGINS.plusHours(HOURS));
    return here.toLocalDate()
        .minusDays(before ? 1 : 0)
        .atTime(BEGINS)
        .atZone(ShiftTemplate.ZONE)
        .toInstant();
  }

  /** What would happen in a county. */
  public Future<List<Rung>> of(
      List<Step> steps, Roll roll, CityCode city, CountyCode county, Instant now) {
    List<Instant> times = times(begin(now), steps, roll.experts());
    List<Future<List<OnShift>>> asked = times.stream().map(at -> roster.onShift(city, at)).toList();
    return Future.all(asked)
        .map(all -> {
          List<Roll> night = new ArrayList<>();
          for (int i = 0; i < times.size(); i++) {
            night.add(roll.at(times.get(i), asked.get(i).result()));
          }
          return steps.stream().map(step -> rung(step, county, night)).toList();
        });
  }

  /** Each hour, and each change of experts where they are called. */
  private static List<Instant> times(Instant begin, List<Step> steps, ExpertList experts) {
    Instant end = begin.plus(HOUR.multipliedBy(HOURS));
    TreeSet<Instant> times = new TreeSet<>();
    for (int i = 0; i < HOURS; i++) {
      times.add(begin.plus(HOUR.multipliedBy(i)));
    }
    if (steps.stream().anyMatch(step -> step.who() == Called.EXPERT_ON_CALL)) {
      times.addAll(experts.changes(begin, end));
    }
    return List.copyOf(times);
  }

  private static Rung rung(Step step, CountyCode county, List<Roll> night) {
    Set<Somebody> people = new LinkedHashSet<>();
    List<Span> gaps = new ArrayList<>();
    for (int i = 0; i < night.size(); i++) {
      Roll roll = night.get(i);
      List<Reachable> called = roll.called(step, county);
      called.forEach(who -> people.add(new Somebody(who, roll.during(step, who))));
      if (called.isEmpty()) {
        Instant from = roll.at();
        Instant to =
            i + 1 < night.size()
                ? night.get(i + 1).at()
                : begin(from).plus(HOUR.multipliedBy(HOURS));
        boolean goesOn = !gaps.isEmpty() && gaps.getLast().to().equals(from);
        gaps.add(new Span(goesOn ? gaps.removeLast().from() : from, to));
      }
    }
    return new Rung(step, List.copyOf(people), gaps);
  }
}
