package org.nuanxian.roster;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How well the published roster of a team, or of all teams of a city, fills a stretch of time.
 *
 * @param spans in order, without a hole between them; the numbers change only from span to span
 */
public record Coverage(List<Span> spans) {
  public Coverage {
    spans = List.copyOf(spans);
  }

  /**
   * A span in which nothing changes.
   *
   * @param from its first instant
   * @param to the first instant after it
   * @param atDesk volunteers at desk
   * @param onCall volunteers on call and not at desk
   * @param wantedAtDesk how many the shifts want at desk
   */
  public record Span(Instant from, Instant to, int atDesk, int onCall, int wantedAtDesk) {
    private boolean sameNumbers(Span other) {
      return atDesk == other.atDesk && onCall == other.onCall && wantedAtDesk == other.wantedAtDesk;
    }
  }

  /** A number of seats of one kind, taken or wanted, from an instant until before another. */
  public record Seats(Seat kind, int number, Instant from, Instant to) {
    private boolean covers(Instant at) {
      return !at.isBefore(from) && at.isBefore(to);
    }
  }

  /**
   * The coverage of [from, to).
   *
   * @param taken seats with a published volunteer
   * @param wanted seats the shifts want
   */
  public static Coverage of(List<Seats> taken, List<Seats> wanted, Instant from, Instant to) {
    // Numbers change only where seats begin or end, so looking there sees every value.
    TreeSet<Instant> changes = new TreeSet<>(List.of(from, to));
    Stream.concat(taken.stream(), wanted.stream())
        .flatMap(seats -> Stream.of(seats.from(), seats.to()))
        .filter(at -> at.isAfter(from) && at.isBefore(to))
        .forEach(changes::add);
    List<Span> spans = new ArrayList<>();
    for (Instant start : changes.headSet(to)) {
      Span next =
          new Span(
              start,
              changes.higher(start),
              count(taken, Seat.AT_DESK, start),
              count(taken, Seat.ON_CALL, start),
              count(wanted, Seat.AT_DESK, start));
      if (!spans.isEmpty() && spans.getLast().sameNumbers(next)) {
        Span last = spans.removeLast();
        next = new Span(last.from(), next.to(), last.atDesk(), last.onCall(), last.wantedAtDesk());
      }
      spans.add(next);
    }
    return new Coverage(spans);
  }

  private static int count(List<Seats> all, Seat kind, Instant at) {
    return all.stream()
        .filter(seats -> seats.kind() == kind && seats.covers(at))
        .mapToInt(Seats::number)
        .sum();
  }
}
