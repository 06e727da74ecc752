package org.nuanxian.dispatcher.ladder;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.nuanxian.roster.OnShift;
import org.nuanxian.roster.Seat;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.staff.Actor;
import org.nuanxian.runtime.staff.ContactWays.Reachable;
import org.nuanxian.runtime.staff.Role;

/**
 * The people of a city who may be called, and who of them is on duty.
 *
 * @param people everybody who has joined
 * @param onShift as the published roster says of one instant
 */
public record Roll(List<Reachable> people, List<OnShift> onShift) {
  /** Nobody yet. */
  public static final Roll NOBODY = new Roll(List.of(), List.of());

  /** Copies the lists. */
  public Roll {
    people = List.copyOf(people);
    onShift = List.copyOf(onShift);
  }

  /** The same people at another instant. */
  public Roll at(List<OnShift> then) {
    return new Roll(people, then);
  }

  /** Whom a step calls when something happens in that county. */
  public List<Reachable> called(Step step, CountyCode county) {
    return switch (step.who()) {
      case COUNTY_SUPERVISORS -> of(Role.SUPERVISOR, who -> near(who.actor(), county));
      case ALL_SUPERVISORS -> of(Role.SUPERVISOR, who -> true);
      case COORDINATOR -> of(Role.COORDINATOR, who -> near(who.actor(), county));
      case CITY_LEAD -> of(Role.CITY_LEAD, who -> true);
      case ADMINISTRATOR -> of(Role.SYSTEM_ADMINISTRATOR, who -> true);
      case SUPERVISOR_ON_DUTY -> onDuty(county, shift -> true);
      case EXPERT_ON_CALL -> onDuty(county, shift -> shift.seat() == Seat.ON_CALL);
      case PERSON -> people.stream().filter(who -> step.person().equals(id(who))).toList();
    };
  }

  /** Whether somebody works in that county; the city's own code stands for all of it. */
  static boolean near(Actor who, CountyCode county) {
    return who.worksIn(county) || who.city().value().equals(county.value());
  }

  private static Optional<UUID> id(Reachable who) {
    return Optional.of(who.actor().id().value());
  }

  private List<Reachable> of(Role role, Predicate<Reachable> which) {
    return people.stream().filter(who -> who.actor().is(role)).filter(which).toList();
  }

  /** Those who serve the county; where nobody does, whoever serves elsewhere in the city. */
  private List<Reachable> onDuty(CountyCode county, Predicate<OnShift> which) {
    List<Reachable> all = of(Role.SUPERVISOR, who -> shift(who).filter(which).isPresent());
    List<Reachable> own =
        all.stream()
            .filter(who -> shift(who).filter(on -> on.county().equals(county)).isPresent())
            .toList();
    return own.isEmpty() ? all : own;
  }

  /** The run of duty of somebody, if they are on duty. */
  public Optional<OnShift> shift(Reachable who) {
    return onShift.stream()
        .filter(on -> on.volunteer().value().equals(who.actor().id().value()))
        .findFirst();
  }
}
