package org.nuanxian.dispatcher.ladder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.nuanxian.dispatcher.ladder.ExpertList.Gap;

/** The hours of experts against a table of every minute of a week. */
class ExpertListTest {
  private static final int DAY = 24 * 60;
  private static final int WEEK = 7 * DAY;

  /** Monday, 0:00, there. */
  private static final Instant MONDAY = Instant.parse("2026-11-22T16:00:00Z");

  private static final UUID ONE = UUID.randomUUID();
  private static final UUID OTHER = UUID.randomUUID();
  private static final UUID GONE = UUID.randomUUID();

  private static ExpertTurn turn(UUID who, int minute, int length) {
    LocalTime from = LocalTime.MIN.plusMinutes(minute % DAY);
    return new ExpertTurn(who, DayOfWeek.of(minute / DAY + 1), from, from.plusMinutes(length));
  }

  private static ExpertTurn any(Random random) {
    UUID who = List.of(ONE, OTHER, GONE).get(random.nextInt(3));
    // Whole hours now and then, so that turns touch.
    int grain = random.nextBoolean() ? 60 : 1;
    int from = random.nextInt(WEEK / grain) * grain;
    return turn(who, from, Math.max(1, random.nextInt(DAY / grain) * grain));
  }

  private static BitSet minutes(ExpertTurn turn) {
    BitSet minutes = new BitSet();
    int begin = (turn.day().getValue() - 1) * DAY + minute(turn.from());
    for (int i = 0; i == 0 || (begin + i) % DAY != minute(turn.until()); i++) {
      minutes.set((begin + i) % WEEK);
    }
    return minutes;
  }

  private static int minute(LocalTime time) {
    return time.toSecondOfDay() / 60;
  }

  private static BitSet minutes(Gap gap) {
    BitSet minutes = new BitSet();
    int at = (gap.day().getValue() - 1) * DAY + minute(gap.from());
    int until = (gap.untilDay().getValue() - 1) * DAY + minute(gap.until());
    do {
      minutes.set(at);
      at = (at + 1) % WEEK;
    } while (at != until);
    return minutes;
  }

  @Test
  void whoseTurnItIsAndWhoseItIsNotAgreesWithEveryMinuteOfTheWeek() {
    Random random = new Random(4);
    for (int round = 0; round < 12; round++) {
      List<ExpertTurn> turns = new ArrayList<>();
      for (int i = random.nextInt(9); i > 0; i--) {
        turns.add(any(random));
      }
      Map<UUID, BitSet> table = new HashMap<>();
      turns.forEach(
          turn -> table.computeIfAbsent(turn.person(), who -> new BitSet()).or(minutes(turn)));
      ExpertList list = new ExpertList(2, turns);
      BitSet nobody = new BitSet();
      list.gaps(who -> !who.equals(GONE)).forEach(gap -> nobody.or(minutes(gap)));
      for (int minute = 0; minute < WEEK; minute++) {
        // A second before the minute ends: a turn is theirs to its last second.
        Instant at = MONDAY.plus(Duration.ofMinutes(minute)).plusSeconds(59);
        Set<UUID> theirs = new HashSet<>();
        for (UUID who : List.of(ONE, OTHER, GONE)) {
          boolean stands = table.getOrDefault(who, new BitSet()).get(minute);
          assertEquals(stands, list.turn(who, at).isPresent(), minute + " of " + turns);
          if (stands && !who.equals(GONE)) {
            theirs.add(who);
          }
        }
        assertEquals(theirs.isEmpty(), nobody.get(minute), minute + " of " + turns);
      }
    }
  }

  @Test
  void twoTurnsOverlapWhereTheyShareAMinute() {
    Random random = new Random(5);
    for (int round = 0; round < 2_000; round++) {
      ExpertTurn one = any(random);
      ExpertTurn other = any(random);
      assertEquals(minutes(one).intersects(minutes(other)), one.overlaps(other), one + " " + other);
    }
  }

  @Test
  void aTurnLastsAcrossMidnightAndTheEndOfTheWeek() {
    ExpertTurn sunday = turn(ONE, 6 * DAY + 22 * 60, 10 * 60);
    Instant evening = MONDAY.minus(Duration.ofHours(2));
    Span span = new Span(evening, MONDAY.plus(Duration.ofHours(8)));
    ExpertList list = new ExpertList(2, List.of(sunday));
    assertEquals(span, list.turn(ONE, MONDAY).orElseThrow());
    assertEquals(span, list.turn(ONE, evening).orElseThrow());
    assertEquals(
        List.of(
            new Gap(DayOfWeek.MONDAY, LocalTime.of(8, 0), DayOfWeek.SUNDAY, LocalTime.of(22, 0))),
        list.gaps(who -> true));
    assertEquals(
        Set.of(span.from(), span.to()),
        Set.copyOf(list.changes(evening.minusSeconds(60), MONDAY.plus(Duration.ofHours(9)))));
    assertEquals(List.of(), list.changes(MONDAY, MONDAY.plus(Duration.ofHours(8))));
  }

  @Test
  void aTurnWithoutAMinuteIsNone() {
    LocalTime noon = LocalTime.NOON;
    assertThrows(
        IllegalArgumentException.class, () -> new ExpertTurn(ONE, DayOfWeek.MONDAY, noon, noon));
  }

  @Test
  void anEmptyListHasAGapOfAWholeWeek() {
    LocalTime midnight = LocalTime.MIDNIGHT;
    assertEquals(
        List.of(new Gap(DayOfWeek.MONDAY, midnight, DayOfWeek.MONDAY, midnight)),
        ExpertList.NONE.gaps(who -> true));
  }
}
