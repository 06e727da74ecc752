package org.nuanxian.roster;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.nuanxian.runtime.audit.Who;

/** What volunteers see of their own shifts, and the link under which their telephone reads them. */
public interface Calendar {
  /** The published shifts of a person that touch [from, to), by start; none for who has left. */
  Future<List<OwnShift>> shifts(VolunteerId volunteer, Instant from, Instant to);

  /** The number of the link that opens now; empty when there is none, or the person has left. */
  Future<Optional<Integer>> link(VolunteerId volunteer);

  /**
   * Makes a link; an earlier one opens no more. On record.
   *
   * @return its number; fails with 404 for whoever is in no team
   */
  Future<Integer> renew(Who by, VolunteerId volunteer);

  /** Ends the link. On record; nothing when there is none. */
  Future<Void> end(Who by, VolunteerId volunteer);
}
