package org.nuanxian.gateway.channel.hotline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.nuanxian.dispatcher.CallBack;
import org.nuanxian.dispatcher.Level;
import org.nuanxian.dispatcher.Place;
import org.nuanxian.dispatcher.Staffing;
import org.nuanxian.dispatcher.Stage;
import org.nuanxian.dispatcher.WaitRange;

/** What somebody who waits hears must be true, and never grow worse. */
class WordsTest {
  private static Place place(int position, Staffing staffing, boolean danger, WaitRange range) {
    return new Place(
        Stage.WAITING,
        false,
        danger ? Level.RED : Level.NONE,
        danger,
        position > 0 ? OptionalInt.of(position) : OptionalInt.empty(),
        Optional.ofNullable(range),
        staffing,
        Optional.<Instant>empty(),
        Optional.empty(),
        false,
        false,
        false,
        false,
        false,
        CallBack.NONE,
        0,
        Optional.empty());
  }

  @Test
  void thePlaceIsSaid() {
    assertEquals(List.of("next"), Words.waiting(place(1, Staffing.BUSY, false, null), 0));
    assertEquals(
        List.of(
            "busy",
            "place-before",
            "n3",
            "place-after",
            "wait-before",
            "n2",
            "wait-to",
            "n5",
            "wait-after"),
        Words.waiting(place(4, Staffing.BUSY, false, new WaitRange(120, 290)), 0));
  }

  @Test
  void aPlaceNeverRises() {
    assertEquals(List.of("busy"), Words.waiting(place(5, Staffing.BUSY, false, null), 3));
  }

  @Test
  void inDangerNobodyHearsOfAPlace() {
    List<String> words = Words.waiting(place(4, Staffing.BUSY, true, new WaitRange(60, 120)), 0);
    assertEquals(List.of("red"), words);
  }

  @Test
  void whereNobodyIsNoWaitIsPromised() {
    WaitRange range = new WaitRange(60, 120);
    assertEquals(
        List.of("on-call"), Words.waiting(place(2, Staffing.ON_CALL_ONLY, false, range), 0));
    assertEquals(List.of("nobody"), Words.waiting(place(2, Staffing.NOBODY, false, range), 0));
    assertEquals(List.of("busy"), Words.waiting(place(0, Staffing.DEGRADED, false, null), 0));
  }

  @Test
  void numbersThatNoPromptHasAreNotSaid() {
    List<String> words =
        Words.waiting(place(200, Staffing.BUSY, false, new WaitRange(60, 60 * 120)), 0);
    assertFalse(words.contains("n199"));
    assertFalse(words.contains("n120"));
  }

  @Test
  void anotherNumberIsReadDigitByDigit() {
    assertEquals(List.of("referral", "d1", "d2", "d3", "d5", "d6"), Words.referral("12356"));
    assertEquals(List.of("referral", "d0", "d7"), Words.referral("0-7"));
  }
}
