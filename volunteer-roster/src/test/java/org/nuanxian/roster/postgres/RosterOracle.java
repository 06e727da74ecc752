package org.nuanxian.roster.postgres;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nuanxian.roster.Assignment;
import org.nuanxian.roster.OnShift;
import org.nuanxian.roster.Seat;
import org.nuanxian.roster.Shift;
import org.nuanxian.roster.ShiftId;
import org.nuanxian.roster.Volunteer;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CountyCode;

/** The roster by brute force: a table with one cell for each volunteer and minute. */
final class RosterOracle {
  private record Duty(CountyCode county, Seat seat) {}

  private final Instant start;
  private final int minutes;
  private final Map<VolunteerId, Volunteer> volunteers = new HashMap<>();
  private final Map<ShiftId, Shift> shifts = new HashMap<>();
  private final List<Assignment> assignments = new ArrayList<>();
  private final Map<VolunteerId, Duty[]> table = new HashMap<>();

  RosterOracle(Instant start, Duration length) {
    this.start = start;
    this.minutes = (int) length.toMinutes();
  }

  void add(Volunteer volunteer) {
    volunteers.put(volunteer.id(), volunteer);
  }

  void add(Shift shift) {
    shifts.put(shift.id(), shift);
  }

  /** Whether the volunteer would serve two teams in one minute. */
  boolean overlaps(Assignment added) {
    Set<Integer> taken = new HashSet<>();
    for (Assignment other : assignments) {
      Shift shift = shifts.get(other.shift());
      if (other.volunteer().equals(added.volunteer())
          && !shift.county().equals(shifts.get(added.shift()).county())) {
        taken.addAll(minutesOf(shift));
      }
    }
    return minutesOf(shifts.get(added.shift())).stream().anyMatch(taken::contains);
  }

  /** Takes the assignment in, as a draft that counts for the overlap only or as published. */
  void assign(Assignment assignment, boolean published) {
    assignments.add(assignment);
    if (!published) {
      return;
    }
    Shift shift = shifts.get(assignment.shift());
    Duty[] row = table.computeIfAbsent(assignment.volunteer(), volunteer -> new Duty[minutes]);
    for (int minute : minutesOf(shift)) {
      if (row[minute] == null || row[minute].seat() == Seat.ON_CALL) {
        row[minute] = new Duty(shift.county(), assignment.seat());
      }
    }
  }

  private List<Integer> minutesOf(Shift shift) {
    List<Integer> covered = new ArrayList<>();
    for (int minute = 0; minute < minutes; minute++) {
      Instant at = at(minute);
      if (!at.isBefore(shift.from()) && at.isBefore(shift.to())) {
        covered.add(minute);
      }
    }
    return covered;
  }

  Instant at(int minute) {
    return start.plus(Duration.ofMinutes(minute));
  }

  /** Everybody on duty in that minute. */
  Set<OnShift> onShift(int minute) {
    Set<OnShift> all = new HashSet<>();
    table.keySet().forEach(volunteer -> onShift(volunteer, minute).ifPresent(all::add));
    return all;
  }

  /** The run of one volunteer around that minute. */
  Optional<OnShift> onShift(VolunteerId volunteer, int minute) {
    Duty[] row = table.getOrDefault(volunteer, new Duty[minutes]);
    Duty duty = row[minute];
    if (duty == null || !volunteers.get(volunteer).qualified(at(minute))) {
      return Optional.empty();
    }
    int from = minute;
    while (from > 0 && duty.equals(row[from - 1])) {
      from--;
    }
    int to = minute + 1;
    while (to < minutes && duty.equals(row[to]) && volunteers.get(volunteer).qualified(at(to))) {
      to++;
    }
    return Optional.of(new OnShift(volunteer, duty.county(), duty.seat(), at(from), at(to)));
  }
}
