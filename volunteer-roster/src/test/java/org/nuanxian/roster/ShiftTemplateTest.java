package org.nuanxian.roster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.nuanxian.runtime.id.CountyCode;

final class ShiftTemplateTest {
  private static final CountyCode COUNTY = new CountyCode("360802");
  private static final LocalDate FRIDAY = LocalDate.of(2026, 11, 20);

  @Test
  void fridayNightKeepsItsSaturdayMorning() {
    Shift night = shift(LocalTime.of(22, 0), LocalTime.of(6, 0));

    assertEquals(Instant.parse("2026-11-20T14:00:00Z"), night.from());
    assertEquals(Instant.parse("2026-11-20T22:00:00Z"), night.to());
  }

  @Test
  void earlyShiftBeginsTheDayBeforeInUniversalTime() {
    Shift early = shift(LocalTime.of(6, 0), LocalTime.of(14, 0));

    assertEquals(Instant.parse("2026-11-19T22:00:00Z"), early.from());
    assertEquals(Instant.parse("2026-11-20T06:00:00Z"), early.to());
  }

  @Test
  void shiftThatEndsWhenItBeginsLastsADay() {
    ShiftTemplate whole = new ShiftTemplate("全天", LocalTime.of(8, 0), LocalTime.of(8, 0));

    assertEquals(Duration.ofDays(1), whole.length());
    Shift shift = whole.on(FRIDAY, new ShiftId(new UUID(1, 1)), COUNTY, Map.of());
    assertEquals(Duration.ofDays(1), Duration.between(shift.from(), shift.to()));
  }

  private static Shift shift(LocalTime start, LocalTime end) {
    return new ShiftTemplate("班", start, end)
        .on(FRIDAY, new ShiftId(new UUID(1, 1)), COUNTY, Map.of(Seat.AT_DESK, 2));
  }
}
