package org.nuanxian.dispatcher;

import java.util.Optional;
import java.util.Set;
import org.nuanxian.roster.Gender;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CountyCode;

/**
 * What a help seeker told after opening; what is absent stays as it was.
 *
 * @param origin the county they live in, if it was only assumed before
 * @param level never lowers what stands
 * @param levelFrom where that level comes from
 * @param avoidCounty a hard want: no volunteer of the origin county; false agrees to them after all
 * @param wantsGender a want that yields after a while, and at once for red
 * @param minor whether they say that they are a minor
 * @param avoid more volunteers who must never be offered this contact
 */
public record Wishes(
    Optional<CountyCode> origin,
    Optional<Level> level,
    LevelSource levelFrom,
    Optional<Boolean> avoidCounty,
    Optional<Gender> wantsGender,
    Optional<Boolean> minor,
    Set<VolunteerId> avoid) {

  /** Nothing but that this volunteer must never be offered the contact. */
  public static Wishes avoiding(VolunteerId volunteer) {
    return new Wishes(
        Optional.empty(),
        Optional.empty(),
        LevelSource.SELF_REPORT,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Set.of(volunteer));
  }

  /** Nothing but that it is at least so grave. */
  public static Wishes raising(Level level, LevelSource from) {
    return new Wishes(
        Optional.empty(),
        Optional.of(level),
        from,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Set.of());
  }
}
