package org.nuanxian.dispatcher;

import java.time.Instant;
import java.util.Set;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.Seat;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CountyCode;

/**
 * A console that is open on this node, with what it would take to stand in an empty Redis.
 *
 * @param county whose contacts the volunteer serves first
 * @param can the hard needs the volunteer can answer for, see {@link Stored#can}
 * @param status as last asked for
 * @param seat on call, or at a desk
 * @param pulls takes for themselves, see {@link Wanted#pulls}
 * @param onShiftUntil the first instant off duty; the epoch when not on shift
 */
public record Here(
    VolunteerId volunteer,
    ConnectionId connection,
    CountyCode county,
    int can,
    Status status,
    Seat seat,
    Set<Medium> media,
    int chats,
    boolean pulls,
    Instant onShiftUntil) {

  Here asking(Wanted wanted, Instant until) {
    return new Here(
        volunteer,
        connection,
        county,
        can,
        wanted.status(),
        wanted.seat(),
        wanted.media(),
        wanted.chats(),
        wanted.pulls(),
        until);
  }

  /** With the presence that Redis knew of. */
  Here as(Work work) {
    return new Here(
        volunteer,
        connection,
        county,
        can,
        work.status(),
        work.seat(),
        work.media(),
        work.chats(),
        work.pulls(),
        onShiftUntil);
  }

  /** As the roster says now. */
  Here by(int cleared, Instant until) {
    return new Here(
        volunteer, connection, county, cleared, status, seat, media, chats, pulls, until);
  }
}
