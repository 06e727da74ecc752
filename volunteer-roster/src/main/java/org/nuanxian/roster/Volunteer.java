package org.nuanxian.roster;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;

/**
 * Somebody who answers.
 *
 * @param county the team the person belongs to
 * @param name the real name, for staff only
 * @param alias the name or number (工号) that help seekers see
 * @param media what the person may take at all
 * @param active false once the person has left the team
 * @param qualifiedUntil the first instant at which the qualification is no longer valid; without
 *     one the person is never on shift
 * @param clearance for what the person has been trained beyond it
 * @param township code of the township the person lives in, for the wish not to meet a neighbour
 * @param unit code of the person's school or employer, for the same reason
 */
public record Volunteer(
    VolunteerId id,
    CityCode city,
    CountyCode county,
    String name,
    String alias,
    Gender gender,
    Set<Medium> media,
    boolean active,
    Optional<Instant> qualifiedUntil,
    Clearance clearance,
    Optional<String> township,
    Optional<String> unit) {

  public Volunteer {
    media = Set.copyOf(media);
  }

  /** The same person with other clearances. */
  public Volunteer cleared(Clearance now) {
    return new Volunteer(
        id, city, county, name, alias, gender, media, active, qualifiedUntil, now, township, unit);
  }

  /** Whether the person may be on shift at that instant, if the roster says so. */
  public boolean qualified(Instant at) {
    return active && qualifiedUntil.filter(at::isBefore).isPresent();
  }
}
