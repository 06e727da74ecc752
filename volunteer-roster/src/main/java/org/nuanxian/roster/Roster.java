package org.nuanxian.roster;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;

/**
 * Who can serve, and when: the questions asked of the published roster. See ops/docs/roster.md.
 *
 * <p>Every future fails when PostgreSQL does not answer in time; no answer is a guess.
 */
public interface Roster {

  /** The run of duty of one volunteer at that instant; empty when off duty, left or unqualified. */
  Future<Optional<OnShift>> onShift(VolunteerId volunteer, Instant at);

  /** The volunteer's first shift that begins at that instant or later, if it is published. */
  Future<Optional<OnShift>> nextShift(VolunteerId volunteer, Instant from);

  /** Everybody on duty in a city at that instant, at most one run for each volunteer. */
  Future<List<OnShift>> onShift(CityCode city, Instant at);

  /**
   * How the published rosters of all teams of a city fill [from, to); only people who are active
   * and qualified count.
   */
  Future<Coverage> coverage(CityCode city, Instant from, Instant to);

  /** One volunteer, also one who has left. */
  Future<Optional<Volunteer>> volunteer(VolunteerId volunteer);

  /** Everybody of a team by alias, also those who have left. */
  Future<List<Volunteer>> volunteers(CountyCode county);

  /** All cities by code, with their counties. */
  Future<List<City>> cities();

  /** The teams of a city by county code, members counted at that instant. */
  Future<List<Team>> teams(CityCode city, Instant at);

  /** The active volunteers of a city who live in that township. */
  Future<Set<VolunteerId>> fromTownship(CityCode city, String township);

  /** The active volunteers of a city who belong to that school or employer. */
  Future<Set<VolunteerId>> fromUnit(CityCode city, String unit);

  /**
   * Calls the listener whenever the city's roster may have changed: after a write on any node, and
   * after a gap in the notices. Shifts that begin or end by the clock give no notice.
   *
   * @return completes when notices are being received; read after that
   */
  Future<Void> onChange(CityCode city, Runnable listener);
}
