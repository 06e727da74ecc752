package org.nuanxian.roster;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.nuanxian.runtime.id.CountyCode;

/** What a coordinator sees of a team's plan, drafts included where it says so. */
public interface Plan {
  /** The longest stretch of a plan read at once: a month with its edges, some thousand rows. */
  Duration LENGTH_MAX = Duration.ofDays(35);

  /**
   * The team's shifts that touch [from, to), drafts included, by start.
   *
   * @return fails with IllegalArgumentException when the stretch is empty or over {@link
   *     #LENGTH_MAX}
   */
  Future<List<PlannedShift>> shifts(CountyCode county, Instant from, Instant to);

  /**
   * How the published roster fills [from, to); only people who are active and qualified count.
   *
   * @return fails like {@link #shifts}
   */
  Future<Coverage> coverage(CountyCode county, Instant from, Instant to);

  /** A shift and who sits in it. */
  record PlannedShift(Shift shift, List<Seated> seated) {
    public PlannedShift {
      seated = List.copyOf(seated);
    }
  }

  /** A volunteer in a shift; a draft when not published. */
  record Seated(VolunteerId volunteer, Seat seat, boolean published) {}

  /** Fails with IllegalArgumentException when the stretch is empty or too long. */
  static void checkStretch(Instant from, Instant to) {
    if (!from.isBefore(to) || Duration.between(from, to).compareTo(LENGTH_MAX) > 0) {
      throw new IllegalArgumentException("from is before to, by at most " + LENGTH_MAX);
    }
  }
}
