package org.nuanxian.dispatcher.ladder;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
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
 * @param experts the city's list; whoever of it has left is not called
 * @param at the instant it is about
 * @param onShift as the published roster says of that instant
 */
public record Roll(List<Reachable> people, ExpertList experts, Instant at, List<OnShift> onShift) {
  /** Nobody yet. */
  public static final Roll NOBODY = new Roll(List.of(), ExpertList.NONE, Instant.EPOCH, List.of());

  /** Copies the lists. */
  public Roll {
    people = List.copyOf(people);
    onShift = List.copyOf(onShift);
  }

  /** The same people at another instant. */
  public Roll at(Instant then, List<OnShift> onShiftThen) {
    return new Roll(people, experts, then, onShiftThen);
  }

  /** The same people with another list of experts. */
  public Roll with(ExpertList other) {
    return new Roll(people, other, at, onShift);
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
      case EXPERT_ON_CALL -> experts(county);
      case PERSON ->
          people.stream()
              .filter(who -> step.person().filter(id -> is(who, id)).isPresent())
              .toList();
    };
  }

  /** Whom a step calls at some hour of some week. */
  List<Reachable> ever(Step step, CountyCode county) {
    if (step.who().always()) {
      return called(step, county);
    }
    List<Reachable> supervisors = of(Role.SUPERVISOR, who -> true);
    if (step.who() != Called.EXPERT_ON_CALL) {
      return supervisors;
    }
    List<Reachable> listed =
        people.stream().filter(who -> experts.names(who.actor().id().value())).toList();
    boolean alone = experts.gaps(id -> listed.stream().anyMatch(who -> is(who, id))).isEmpty();
    return alone ? listed : Stream.concat(listed.stream(), supervisors.stream()).toList();
  }

  private List<Reachable> experts(CountyCode county) {
    List<Reachable> theirs = people.stream().filter(who -> turn(who).isPresent()).toList();
    return theirs.isEmpty() ? onDuty(county, shift -> shift.seat() == Seat.ON_CALL) : theirs;
  }

  private Optional<Span> turn(Reachable who) {
    return experts.turn(who.actor().id().value(), at);
  }

  /** From when to when somebody is called by a step; empty where it calls them at every hour. */
  Optional<Span> during(Step step, Reachable who) {
    if (step.who().always()) {
      return Optional.empty();
    }
    Optional<Span> turn = step.who() == Called.EXPERT_ON_CALL ? turn(who) : Optional.empty();
    return turn.or(() -> shift(who).map(run -> new Span(run.from(), run.to())));
  }

  /** Whether somebody works in that county; the city's own code stands for all of it. */
  static boolean near(Actor who, CountyCode county) {
    return who.worksIn(county) || who.city().value().equals(county.value());
  }

  private static boolean is(Reachable who, UUID id) {
    return who.actor().id().value().equals(id);
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
