package org.nuanxian.dispatcher.ladder;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nuanxian.roster.OnShift;
import org.nuanxian.roster.Roster;
import org.nuanxian.roster.ShiftTemplate;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.staff.AccountId;
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
   * @param duty the run of duty that makes them be called, if the rung asks for one
   */
  public record Somebody(Reachable who, Optional<OnShift> duty) {}

  /** From one instant until before another. */
  public record Span(Instant from, Instant to) {}

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
    List<Instant> hours = new ArrayList<>();
    List<Future<List<OnShift>>> asked = new ArrayList<>();
    for (int i = 0; i < HOURS; i++) {
      Instant at = begin(now).plus(HOUR.multipliedBy(i));
      hours.add(at);
      asked.add(roster.onShift(city, at));
    }
    return Future.all(asked)
        .map(all -> {
          List<Roll> night = new ArrayList<>();
          asked.forEach(each -> night.add(roll.at(each.result())));
          return steps.stream().map(step -> rung(step, county, hours, night)).toList();
        });
  }

  private static Rung rung(Step step, CountyCode county, List<Instant> hours, List<Roll> night) {
    Map<AccountId, Somebody> people = new LinkedHashMap<>();
    List<Span> gaps = new ArrayList<>();
    for (int i = 0; i < hours.size(); i++) {
      Roll roll = night.get(i);
      List<Reachable> called = roll.called(step, county);
      for (Reachable who : called) {
        Optional<OnShift> duty = step.who().always() ? Optional.empty() : roll.shift(who);
        people.putIfAbsent(who.actor().id(), new Somebody(who, duty));
      }
      if (called.isEmpty()) {
        Instant from = hours.get(i);
        boolean goesOn = !gaps.isEmpty() && gaps.getLast().to().equals(from);
        gaps.add(new Span(goesOn ? gaps.removeLast().from() : from, from.plus(HOUR)));
      }
    }
    return new Rung(step, List.copyOf(people.values()), gaps);
  }
}
