package org.nuanxian.gateway.opening;

import io.vertx.core.Future;
import java.util.List;
import org.nuanxian.roster.City;
import org.nuanxian.roster.County;
import org.nuanxian.roster.Roster;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.staff.Actor;
import org.nuanxian.runtime.staff.Permission;

/** Who decides whom escalations call. */
final class LadderKeepers {
  private final Roster roster;

  LadderKeepers(Roster roster) {
    this.roster = roster;
  }

  /** The counties of a city. */
  Future<List<CountyCode>> counties(CityCode city) {
    return roster
        .cities()
        .map(all ->
            all.stream()
                .filter(each -> each.code().equals(city))
                .map(City::counties)
                .flatMap(List::stream)
                .map(County::code)
                .toList());
  }

  /** Whoever answers for the whole city; where the city is one county, its coordinator too. */
  static boolean mayChange(Actor by, List<CountyCode> counties) {
    return by.mayEverywhere(Permission.PREPARE_LINE, by.city())
        || (counties.size() == 1 && by.may(Permission.PREPARE_LINE, by.city(), counties.get(0)));
  }

  /**
   * Refuses whoever may not.
   *
   * @throws Problem 403 {@code out-of-scope}
   */
  static void check(Actor by, List<CountyCode> counties) {
    if (!mayChange(by, counties)) {
      throw Problem.forbidden("out-of-scope", "This is decided for the whole city.");
    }
  }
}
