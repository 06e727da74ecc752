package org.nuanxian.server.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nuanxian.roster.Assignment;
import org.nuanxian.roster.Seat;
import org.nuanxian.roster.Shift;
import org.nuanxian.roster.ShiftId;
import org.nuanxian.roster.Team;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.staff.NewAccount;
import org.nuanxian.runtime.staff.Role;

class DemoRosterTest {
  private static final CountyCode COUNTY = new CountyCode("360802");
  private static final Instant SUNDAY_NIGHT = Instant.parse("2026-11-22T15:59:00Z"); // 23:59 local

  @Test
  void atEveryMinuteAtLeastTwoAreAtDeskAndNobodyIsInTwoPlaces() {
    DemoRoster roster = DemoRoster.around(SUNDAY_NIGHT);
    Map<ShiftId, Shift> shifts = new HashMap<>();
    roster.shifts(COUNTY).forEach(shift -> shifts.put(shift.id(), shift));

    for (Instant at = roster.from(); at.isBefore(roster.to()); at = at.plusSeconds(1800)) {
      Set<Object> here = new HashSet<>();
      int desks = 0;
      for (Assignment assignment : roster.assignments(COUNTY)) {
        Shift shift = shifts.get(assignment.shift());
        if (!at.isBefore(shift.from()) && at.isBefore(shift.to())) {
          assertTrue(here.add(assignment.volunteer()), "twice at " + at);
          desks += assignment.seat() == Seat.AT_DESK ? 1 : 0;
        }
      }
      assertTrue(desks >= 2, desks + " at desk at " + at);
    }
  }

  @Test
  void itBeginsOnMondayOfTheLocalWeekAndLastsTwoWeeks() {
    DemoRoster roster = DemoRoster.around(SUNDAY_NIGHT);

    assertEquals(Instant.parse("2026-11-15T16:00:00Z"), roster.from());
    assertEquals(roster.from().plus(Duration.ofDays(14)), roster.to());
  }

  @Test
  void aWeekWrittenAgainIsTheSameWeek() {
    List<Shift> now = DemoRoster.around(SUNDAY_NIGHT).shifts(COUNTY);
    List<Shift> later = DemoRoster.around(SUNDAY_NIGHT.plus(Duration.ofDays(7))).shifts(COUNTY);

    int week = now.size() / 2;
    assertEquals(now.subList(week, now.size()), later.subList(0, week));
  }

  @Test
  void everyCountyHasATeamWithSupervisorAndCoordinatorAndTheCityItsOffices() {
    List<NewAccount> accounts = new DemoPeople(DemoCity.read(), Role::word).accounts();

    assertEquals(13, DemoCity.read().counties().size());
    assertTrue(DemoPeople.VOLUNTEERS >= Team.MEMBERS_MIN);
    assertEquals(13 * DemoPeople.VOLUNTEERS, count(accounts, Role.VOLUNTEER));
    assertEquals(13, count(accounts, Role.SUPERVISOR));
    assertEquals(13, count(accounts, Role.COORDINATOR));
    assertEquals(1, count(accounts, Role.CITY_LEAD));
    assertEquals(1, count(accounts, Role.INSPECTOR));
    assertEquals(1, count(accounts, Role.SYSTEM_ADMINISTRATOR));
    assertEquals(accounts.size(), accounts.stream().map(NewAccount::alias).distinct().count());
    assertEquals(accounts.size(), accounts.stream().map(NewAccount::id).distinct().count());
  }

  private static long count(List<NewAccount> accounts, Role role) {
    return accounts.stream().filter(account -> account.roles().contains(role)).count();
  }
}
