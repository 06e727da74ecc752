package org.nuanxian.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EstimateTest {
  private static final Instant NOW = Instant.parse("2026-11-21T22:00:00Z");

  /** A quarter talks at most ten minutes, a quarter at least twenty. */
  private static final List<Long> TALKS =
      List.of(minutes(5), minutes(10), minutes(15), minutes(20), minutes(25));

  private static long minutes(long minutes) {
    return Duration.ofMinutes(minutes).toMillis();
  }

  private static Outlook.Change in(long minutes, int atDesk) {
    return new Outlook.Change(NOW.plus(Duration.ofMinutes(minutes)), atDesk);
  }

  private static Optional<WaitRange> range(int serving, int place, Outlook.Change... changes) {
    return new Estimate(serving, new Outlook(false, List.of(changes)), NOW).range(place, TALKS);
  }

  private static Optional<WaitRange> told(long lowMinutes, long highMinutes) {
    return Optional.of(new WaitRange(lowMinutes * 60, highMinutes * 60 + 1));
  }

  @Test
  void everybodyInFrontIsServedByThoseWhoServe() {
    assertEquals(told(20, 40), range(2, 4));
  }

  @Test
  void aComingShiftShortensTheWait() {
    // Ten minutes of two are twenty of the forty and eighty; four do the rest.
    assertEquals(told(15, 25), range(2, 4, in(10, 4)));
  }

  @Test
  void anEmptyShiftThatComesMakesItLonger() {
    assertEquals(told(20, 60 + 20), range(2, 4, in(30, 0), in(60, 1)));
  }

  @Test
  void withoutAnybodyTheFirstShiftIsWaitedFor() {
    assertEquals(told(30 + 10, 30 + 20), range(0, 1, in(30, 1)));
  }

  @Test
  void nothingIsToldWhereNobodyComesOrMeasuredOrItIsTooFarAway() {
    assertEquals(Optional.empty(), range(0, 1));
    assertEquals(Optional.empty(), range(1, 4, in(10, 0)));
    assertEquals(Optional.empty(), range(0, 1, in(12 * 60, 1)));
    assertEquals(Optional.empty(), new Estimate(1, Outlook.UNKNOWN, NOW).range(1, List.of()));
  }

  @Test
  void aShiftThatHasBegunChangesNothingMore() {
    assertEquals(told(20, 40), range(2, 4, in(-5, 9)));
  }

  @Test
  void theNextBeginningIsTheFirstWithSomebody() {
    Outlook outlook = new Outlook(true, List.of(in(-5, 3), in(10, 0), in(20, 2)));
    assertEquals(Optional.of(in(20, 2).at()), outlook.next(NOW));
    assertEquals(Optional.empty(), outlook.next(in(20, 2).at()));
  }
}
