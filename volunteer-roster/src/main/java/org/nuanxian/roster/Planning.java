package org.nuanxian.roster;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;

/**
 * Writes of the roster. Each can be repeated: the same write twice leaves the same roster. Each is
 * durable when its future completes, and listeners of the city are told after that.
 */
public interface Planning {

  /** Adds a city with its counties, or changes their names. */
  Future<Void> addCity(City city);

  /** Adds a county and with it an empty team, or changes its name. */
  Future<Void> addTeam(CityCode city, County county);

  /** Adds volunteers of one city, or replaces what is stored of those with the same id. */
  Future<Void> addVolunteers(CityCode city, List<Volunteer> volunteers);

  /** Adds shifts of one city, or moves those with the same id. */
  Future<Void> addShifts(CityCode city, List<Shift> shifts);

  /**
   * Seats volunteers as drafts, which count for nobody until published; a volunteer already in the
   * shift changes the seat.
   *
   * @return fails with {@link Overlap} when somebody would serve two teams at once, and then
   *     nothing is written
   */
  Future<Void> assign(CityCode city, List<Assignment> assignments);

  /** Takes a volunteer out of a shift. */
  Future<Void> unassign(CityCode city, ShiftId shift, VolunteerId volunteer);

  /** Publishes every draft of the county's shifts that begin in [from, to). */
  Future<Void> publish(CityCode city, CountyCode county, Instant from, Instant to);

  /** A volunteer would serve two teams at the same time. */
  final class Overlap extends RuntimeException {
    private final VolunteerId volunteer;

    public Overlap(VolunteerId volunteer) {
      super("a volunteer would serve two teams at once");
      this.volunteer = volunteer;
    }

    /** Who is asked to be in two places. */
    public VolunteerId volunteer() {
      return volunteer;
    }
  }
}
