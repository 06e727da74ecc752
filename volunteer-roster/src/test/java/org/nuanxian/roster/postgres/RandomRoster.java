package org.nuanxian.roster.postgres;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.nuanxian.roster.Assignment;
import org.nuanxian.roster.Clearance;
import org.nuanxian.roster.Gender;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.Seat;
import org.nuanxian.roster.Shift;
import org.nuanxian.roster.ShiftId;
import org.nuanxian.roster.ShiftTemplate;
import org.nuanxian.roster.Volunteer;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.id.Ids;

/**
 * People and shifts as untidy as they come: regular shifts through day and night, some that begin
 * and end at any minute, touching and overlapping ones, people who left or whose qualification
 * ends.
 */
final class RandomRoster {
  private static final List<ShiftTemplate> REGULAR =
      List.of(
          new ShiftTemplate("早", LocalTime.of(6, 0), LocalTime.of(14, 0)),
          new ShiftTemplate("中", LocalTime.of(14, 0), LocalTime.of(22, 0)),
          new ShiftTemplate("大夜", LocalTime.of(22, 0), LocalTime.of(6, 0)));
  private static final int VOLUNTEERS = 8;
  private static final int REGULAR_SHARE = 3;

  private final RandomGenerator random;
  private final Ids ids;
  private final CityCode city;
  private final List<CountyCode> counties;
  private final LocalDate first;
  private final int days;

  RandomRoster(
      RandomGenerator random, CityCode city, List<CountyCode> counties, LocalDate first, int days) {
    this.random = random;
    this.ids = Ids.from(random);
    this.city = city;
    this.counties = counties;
    this.first = first;
    this.days = days;
  }

  List<Volunteer> volunteers() {
    List<Volunteer> volunteers = new ArrayList<>();
    for (int i = 0; i < VOLUNTEERS; i++) {
      Instant end = at(random.nextInt(1, days), random.nextInt(24 * 60));
      Optional<Instant> qualifiedUntil =
          switch (random.nextInt(6)) {
            case 0 -> Optional.empty();
            case 1, 2 -> Optional.of(end);
            default -> Optional.of(at(10 * days, 0));
          };
      volunteers.add(
          new Volunteer(
              new VolunteerId(ids.next()),
              city,
              any(counties),
              "Name " + i,
              "A" + i,
              any(List.of(Gender.values())),
              Set.of(Medium.CHAT),
              random.nextInt(8) > 0,
              qualifiedUntil,
              new Clearance(
                  any(List.of(Clearance.Grade.values())),
                  random.nextBoolean(),
                  random.nextBoolean()),
              Optional.empty(),
              Optional.empty()));
    }
    return volunteers;
  }

  /** Shifts of one to three templates a day and county, and others; none leaves the days. */
  List<Shift> shifts() {
    List<Shift> shifts = new ArrayList<>();
    for (CountyCode county : counties) {
      for (int day = 1; day < days - 2; day++) {
        for (ShiftTemplate template : REGULAR) {
          if (random.nextInt(REGULAR_SHARE) > 0) {
            shifts.add(template.on(first.plusDays(day), id(), county, Map.of(Seat.AT_DESK, 2)));
          }
        }
        Instant from = at(day, random.nextInt(24 * 60));
        Instant to = from.plus(Duration.ofMinutes(random.nextInt(1, 20 * 60)));
        shifts.add(new Shift(id(), county, "加班", from, to, Map.of()));
      }
    }
    return shifts;
  }

  /** Up to four people for a shift, each at most once. */
  List<Assignment> assignments(Shift shift, List<Volunteer> volunteers) {
    List<Volunteer> left = new ArrayList<>(volunteers);
    List<Assignment> assignments = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      Volunteer volunteer = left.remove(random.nextInt(left.size()));
      assignments.add(new Assignment(shift.id(), volunteer.id(), any(List.of(Seat.values()))));
    }
    return assignments;
  }

  private ShiftId id() {
    return new ShiftId(ids.next());
  }

  private Instant at(int day, int minute) {
    return first.atStartOfDay(ShiftTemplate.ZONE).plusDays(day).plusMinutes(minute).toInstant();
  }

  private <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
