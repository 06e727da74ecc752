package org.nuanxian.roster;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import org.nuanxian.runtime.id.CountyCode;

/**
 * A shift as people speak of it: 大夜, from 22:00 to 06:00. An end at or before the start is on the
 * next day, so that a shift never loses the morning after.
 */
public record ShiftTemplate(String name, LocalTime start, LocalTime end) {
  /** The one zone of the roster: local dates and times of day mean this zone everywhere. */
  public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  /** The shift of this kind that begins on a local date. */
  public Shift on(LocalDate date, ShiftId id, CountyCode county, Map<Seat, Integer> wanted) {
    ZonedDateTime from = date.atTime(start).atZone(ZONE);
    LocalDate lastDay = end.isAfter(start) ? date : date.plusDays(1);
    ZonedDateTime to = lastDay.atTime(end).atZone(ZONE);
    return new Shift(id, county, name, from.toInstant(), to.toInstant(), wanted);
  }

  /** How long the shift is, a whole day when it ends at the time it begins. */
  public Duration length() {
    Duration length = Duration.between(start, end);
    return length.isPositive() ? length : length.plusDays(1);
  }
}
