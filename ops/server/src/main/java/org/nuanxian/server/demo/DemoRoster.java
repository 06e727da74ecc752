package org.nuanxian.server.demo;

import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.nuanxian.roster.Assignment;
import org.nuanxian.roster.Seat;
import org.nuanxian.roster.Shift;
import org.nuanxian.roster.ShiftId;
import org.nuanxian.roster.ShiftTemplate;
import org.nuanxian.runtime.id.CountyCode;

/**
 * The roster of the demo: shifts of four hours, one beginning every two, each with two at desk, so
 * that at every minute there are at least two, and some whose shift goes on for a while. Who sits
 * where follows from the hour alone, so that writing a week again changes nothing.
 */
final class DemoRoster {
  private static final Duration STEP = Duration.ofHours(2); // from one beginning to the next
  private static final Duration LENGTH = Duration.ofHours(4);
  private static final int WEEKS = 2; // this one and the next
  private static final int DESKS = 2;
  private static final int SEATS_OF_TWO_STEPS = 2 * DESKS + 1; // every other has one on call
  private static final ZonedDateTime ORIGIN =
      LocalDate.of(2024, 1, 1).atStartOfDay(ShiftTemplate.ZONE); // a Monday; seats count from it

  private final long firstStep;
  private final long endStep;

  private DemoRoster(long firstStep, long endStep) {
    this.firstStep = firstStep;
    this.endStep = endStep;
  }

  /** The roster of the week of that instant and of the next, from Monday 00:00 local time. */
  static DemoRoster around(Instant now) {
    LocalDate monday =
        now.atZone(ShiftTemplate.ZONE)
            .toLocalDate()
            .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    return new DemoRoster(step(monday), step(monday.plusWeeks(WEEKS)));
  }

  /** Where it begins. */
  Instant from() {
    return begin(firstStep);
  }

  /** Where the last shift begins; if it is there, all are. */
  Instant last() {
    return begin(endStep - 1);
  }

  /** The first instant at which no shift begins any more. */
  Instant to() {
    return begin(endStep);
  }

  /** The shifts of a county. */
  List<Shift> shifts(CountyCode county) {
    List<Shift> shifts = new ArrayList<>();
    for (long step = firstStep; step < endStep; step++) {
      Instant from = begin(step);
      shifts.add(
          new Shift(id(county, step), county, name(from), from, from.plus(LENGTH), wanted(step)));
    }
    return shifts;
  }

  /** Who sits in them. */
  List<Assignment> assignments(CountyCode county) {
    List<Assignment> assignments = new ArrayList<>();
    for (long step = firstStep; step < endStep; step++) {
      ShiftId shift = id(county, step);
      long seat = step / 2 * SEATS_OF_TWO_STEPS + (step % 2 == 0 ? 0 : DESKS + 1);
      for (int desk = 0; desk < DESKS; desk++) {
        assignments.add(assignment(shift, county, seat++, Seat.AT_DESK));
      }
      if (step % 2 == 0) {
        assignments.add(assignment(shift, county, seat, Seat.ON_CALL));
      }
    }
    return assignments;
  }

  private static Assignment assignment(ShiftId shift, CountyCode county, long seat, Seat kind) {
    int person = (int) (seat % DemoPeople.VOLUNTEERS);
    return new Assignment(shift, DemoPeople.volunteer(county, person), kind);
  }

  private static Map<Seat, Integer> wanted(long step) {
    Map<Seat, Integer> wanted = new EnumMap<>(Seat.class);
    wanted.put(Seat.AT_DESK, DESKS);
    if (step % 2 == 0) {
      wanted.put(Seat.ON_CALL, 1);
    }
    return wanted;
  }

  private static String name(Instant from) {
    int hour = from.atZone(ShiftTemplate.ZONE).getHour();
    return hour < 6 || hour >= 22 ? "大夜" : hour < 12 ? "早" : hour < 18 ? "中" : "晚";
  }

  private static ShiftId id(CountyCode county, long step) {
    String name = "nuanxian demo shift " + county.value() + " " + step;
    return new ShiftId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
  }

  private static long step(LocalDate date) {
    return Duration.between(ORIGIN, date.atStartOfDay(ShiftTemplate.ZONE)).dividedBy(STEP);
  }

  private static Instant begin(long step) {
    return ORIGIN.toInstant().plus(STEP.multipliedBy(step));
  }
}
