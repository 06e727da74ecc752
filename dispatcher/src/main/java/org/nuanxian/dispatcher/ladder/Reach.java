package org.nuanxian.dispatcher.ladder;

import java.util.List;
import org.nuanxian.dispatcher.alert.Scope;
import org.nuanxian.runtime.config.AlertConfig;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.staff.ContactWays.Reachable;
import org.nuanxian.runtime.staff.OwnWay;
import org.nuanxian.runtime.staff.Permission;

/** Whether the people of a ladder can be reached at all. */
public final class Reach {
  private final CityCode city;
  private final List<AlertConfig> channels;

  /**
   * In one city.
   *
   * @param channels the channels of the installation
   */
  public Reach(CityCode city, List<AlertConfig> channels) {
    this.city = city;
    this.channels = List.copyOf(channels);
  }

  /** Whether somebody has a console, on which every escalation that calls them is told. */
  public static boolean console(Reachable who) {
    return who.actor().maySomewhere(Permission.SERVE)
        || who.actor().maySomewhere(Permission.SUPERVISE);
  }

  /** Which ways of their own lead to somebody when this step calls them. */
  public List<OwnWay> own(Step step, Reachable who, CountyCode county) {
    return step.own().stream()
        .filter(who.ways()::contains)
        .filter(way -> carried(way, county))
        .toList();
  }

  /** Whether anything at all leads to somebody. */
  public boolean any(Reachable who, CountyCode county) {
    return console(who) || who.ways().stream().anyMatch(way -> carried(way, county));
  }

  private boolean carried(OwnWay way, CountyCode county) {
    return channels.stream()
        .anyMatch(one -> Scope.carries(one, way) && Scope.covers(one, city, county));
  }

  /**
   * Refuses a ladder that names what is not there, or whose last rung may reach nobody: it must
   * call, in each county and at each hour, somebody who is there whatever the roster says, on a
   * console or by a way of their own.
   *
   * @throws Problem 422 {@code invalid} or {@code last-rung-nobody}
   */
  public void check(List<Step> steps, Roll roll, List<CountyCode> counties) {
    for (int i = 0; i < steps.size(); i++) {
      check(steps.get(i), "steps." + i + ".", roll);
    }
    if (!endsWithSomebody(steps, roll, counties)) {
      throw Problem.of(422, "last-rung-nobody", "The last rung may reach nobody.");
    }
  }

  /** Whether the last rung reaches somebody at each hour of the week, in each county. */
  public boolean endsWithSomebody(List<Step> steps, Roll roll, List<CountyCode> counties) {
    Step last = steps.getLast();
    return counties.stream().allMatch(county -> reaches(last, roll, county));
  }

  private boolean reaches(Step last, Roll roll, CountyCode county) {
    if (last.who() == Called.EXPERT_ON_CALL) {
      return roll.experts()
          .gaps(id ->
              roll.people().stream()
                  .filter(who -> who.actor().id().value().equals(id))
                  .anyMatch(who -> isReached(last, who, county)))
          .isEmpty();
    }
    return last.who().always()
        && roll.called(last, county).stream().anyMatch(who -> isReached(last, who, county));
  }

  private boolean isReached(Step step, Reachable who, CountyCode county) {
    return console(who) || !own(step, who, county).isEmpty();
  }

  private void check(Step step, String at, Roll roll) {
    boolean known =
        step.channels().stream()
            .allMatch(name ->
                channels.stream()
                    .anyMatch(one -> one.name().equals(name) && Scope.covers(one, city)));
    if (!known) {
      throw Problem.invalid(at + "channels", "unknown-value", "There is no such channel here.");
    }
    boolean person =
        step.person().isEmpty()
            || roll.people().stream()
                .anyMatch(who -> step.person().get().equals(who.actor().id().value()));
    if (!person) {
      throw Problem.invalid(at + "person", "unknown-value", "There is nobody of that kind here.");
    }
  }
}
