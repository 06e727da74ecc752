package org.nuanxian.roster;

import java.time.Instant;
import org.nuanxian.runtime.id.CountyCode;

/**
 * One unbroken run of duty: assignments that touch or overlap, in the same seat of the same team,
 * are one run.
 *
 * @param county the team served, which need not be the volunteer's own
 * @param from the first instant on duty
 * @param to the first instant off duty
 */
public record OnShift(
    VolunteerId volunteer, CountyCode county, Seat seat, Instant from, Instant to) {

  /** Whether the run covers that instant: the minute of the start is in, that of the end is out. */
  public boolean covers(Instant at) {
    return !at.isBefore(from) && at.isBefore(to);
  }
}
