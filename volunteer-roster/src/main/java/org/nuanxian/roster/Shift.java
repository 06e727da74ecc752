package org.nuanxian.roster;

import java.time.Instant;
import java.util.Map;
import org.nuanxian.runtime.id.CountyCode;

/**
 * A stretch of time a team has to fill.
 *
 * @param from first instant
 * @param to first instant after it
 * @param wanted how many volunteers each kind of seat needs; a kind that is absent needs none
 */
public record Shift(
    ShiftId id,
    CountyCode county,
    String name,
    Instant from,
    Instant to,
    Map<Seat, Integer> wanted) {
  public Shift {
    wanted = Map.copyOf(wanted);
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("a shift ends after it begins");
    }
  }
}
