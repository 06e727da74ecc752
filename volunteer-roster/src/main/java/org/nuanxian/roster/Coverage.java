package org.nuanxian.roster;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How well a team's published roster fills the hours: an hour is only as good as its worst minute.
 *
 * @param hours one entry for each hour asked for, in order
 */
public record Coverage(List<Hour> hours) {
  public Coverage {
    hours = List.copyOf(hours);
  }

  /**
   * One hour.
   *
   * @param from its first instant
   * @param atDesk the fewest volunteers at desk at any instant of the hour
   * @param onCall the fewest on call at any instant of the hour
   * @param wantedAtDesk the most that the shifts want at desk at any instant of the hour
   */
  public record Hour(Instant from, int atDesk, int onCall, int wantedAtDesk) {
    /** Whether nobody at all is planned for some part of the hour. */
    public boolean uncovered() {
      return atDesk == 0 && onCall == 0;
    }
  }

  /** Somebody's seat, or a number of wanted seats, from an instant until before another. */
  public record Stretch(Seat seat, int seats, Instant from, Instant to) {
    boolean covers(Instant at) {
      return !at.isBefore(from) && at.isBefore(to);
    }
  }

  /**
   * The coverage of the hours that begin at {@code from} and before {@code to}.
   *
   * @param taken seats with a published volunteer
   * @param wanted seats the shifts want
   */
  public static Coverage of(List<Stretch> taken, List<Stretch> wanted, Instant from, Instant to) {
    List<Hour> hours = new ArrayList<>();
    for (Instant hour = from; hour.isBefore(to); hour = hour.plus(Duration.ofHours(1))) {
      hours.add(hour(taken, wanted, hour));
    }
    return new Coverage(hours);
  }

  private static Hour hour(List<Stretch> taken, List<Stretch> wanted, Instant from) {
    Instant to = from.plus(Duration.ofHours(1));
    List<Stretch> near = touching(taken, from, to);
    List<Stretch> need = touching(wanted, from, to);
    // Numbers change only where a stretch begins or ends, so looking there sees every value.
    List<Instant> changes =
        Stream.concat(near.stream(), need.stream())
            .flatMap(s -> Stream.of(s.from(), s.to()))
            .filter(at -> at.isAfter(from) && at.isBefore(to))
            .distinct()
            .toList();
    Hour worst = at(near, need, from, from);
    for (Instant change : changes) {
      Hour next = at(near, need, from, change);
      worst =
          new Hour(
              from,
              Math.min(worst.atDesk(), next.atDesk()),
              Math.min(worst.onCall(), next.onCall()),
              Math.max(worst.wantedAtDesk(), next.wantedAtDesk()));
    }
    return worst;
  }

  private static List<Stretch> touching(List<Stretch> stretches, Instant from, Instant to) {
    return stretches.stream().filter(s -> s.from().isBefore(to) && s.to().isAfter(from)).toList();
  }

  private static Hour at(List<Stretch> taken, List<Stretch> wanted, Instant hour, Instant at) {
    return new Hour(
        hour,
        count(taken, Seat.AT_DESK, at),
        count(taken, Seat.ON_CALL, at),
        count(wanted, Seat.AT_DESK, at));
  }

  private static int count(List<Stretch> stretches, Seat seat, Instant at) {
    return stretches.stream()
        .filter(s -> s.seat() == seat && s.covers(at))
        .mapToInt(Stretch::seats)
        .sum();
  }
}
