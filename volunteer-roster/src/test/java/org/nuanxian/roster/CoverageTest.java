package org.nuanxian.roster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CoverageTest {
  private static final Instant START = Instant.parse("2026-11-20T16:00:00Z");
  private static final int MINUTES = 600;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void spansSayAtEveryMinuteWhatCountingSaysAndLeaveNoHole(long seed) {
    Random random = new Random(seed);
    List<Coverage.Seats> taken = seats(random, 12);
    List<Coverage.Seats> wanted = seats(random, 4);

    List<Coverage.Span> spans = Coverage.of(taken, wanted, at(0), at(MINUTES)).spans();

    Instant expected = at(0);
    for (Coverage.Span span : spans) {
      assertEquals(expected, span.from());
      expected = span.to();
      for (Instant at = span.from(); at.isBefore(span.to()); at = at.plusSeconds(60)) {
        assertEquals(count(taken, Seat.AT_DESK, at), span.atDesk());
        assertEquals(count(taken, Seat.ON_CALL, at), span.onCall());
        assertEquals(count(wanted, Seat.AT_DESK, at), span.wantedAtDesk());
      }
    }
    assertEquals(at(MINUTES), expected);
  }

  private static List<Coverage.Seats> seats(Random random, int number) {
    List<Coverage.Seats> seats = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      Seat kind = random.nextBoolean() ? Seat.AT_DESK : Seat.ON_CALL;
      int from = random.nextInt(-100, MINUTES);
      int to = from + random.nextInt(1, 300);
      seats.add(new Coverage.Seats(kind, random.nextInt(1, 3), at(from), at(to)));
    }
    return seats;
  }

  private static int count(List<Coverage.Seats> seats, Seat kind, Instant at) {
    int count = 0;
    for (Coverage.Seats one : seats) {
      if (one.kind() == kind && !at.isBefore(one.from()) && at.isBefore(one.to())) {
        count += one.number();
      }
    }
    return count;
  }

  private static Instant at(int minute) {
    return START.plus(Duration.ofMinutes(minute));
  }
}
