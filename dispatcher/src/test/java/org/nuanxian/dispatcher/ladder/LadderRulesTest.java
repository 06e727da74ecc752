package org.nuanxian.dispatcher.ladder;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.nuanxian.roster.OnShift;
import org.nuanxian.roster.Seat;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.config.AlertConfig;
import org.nuanxian.runtime.config.Config;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.staff.AccountId;
import org.nuanxian.runtime.staff.Actor;
import org.nuanxian.runtime.staff.ContactWays.Reachable;
import org.nuanxian.runtime.staff.OwnWay;
import org.nuanxian.runtime.staff.Role;

/** Whom a ladder calls, and which ladder is refused. */
class LadderRulesTest {
  private static final CityCode CITY = new CityCode("360800");
  private static final CountyCode EAST = new CountyCode("360802");
  private static final CountyCode WEST = new CountyCode("360803");
  private static final Instant NIGHT = Instant.parse("2026-11-22T17:00:00Z");

  private final Reachable east = person(Role.SUPERVISOR, EAST, Set.of());
  private final Reachable west = person(Role.SUPERVISOR, WEST, Set.of());
  private final Reachable lead = person(Role.CITY_LEAD, null, Set.of());

  private static Reachable person(Role role, CountyCode county, Set<OwnWay> ways) {
    UUID id = UUID.randomUUID();
    return new Reachable(
        new Actor(
            new AccountId(id),
            "user",
            "李安和",
            "青禾",
            CITY,
            Optional.ofNullable(county),
            Set.of(role)),
        ways);
  }

  private static OnShift on(Reachable who, CountyCode county, Seat seat) {
    return new OnShift(
        new VolunteerId(who.actor().id().value()),
        county,
        seat,
        NIGHT.minusSeconds(60),
        NIGHT.plusSeconds(60));
  }

  private static Roll roll(List<Reachable> people, List<OnShift> onShift) {
    return new Roll(people, ExpertList.NONE, NIGHT, onShift);
  }

  private static ExpertTurn turn(Reachable who, int day, String from, String until) {
    return new ExpertTurn(
        who.actor().id().value(), DayOfWeek.of(day), LocalTime.parse(from), LocalTime.parse(until));
  }

  /** Every hour of the week, by two people in turn. */
  private static ExpertList always(Reachable one, Reachable other) {
    List<ExpertTurn> turns = new ArrayList<>();
    for (int day = 1; day <= 7; day++) {
      turns.add(turn(one, day, "08:00", "20:00"));
      turns.add(turn(other, day, "20:00", "08:00"));
    }
    return new ExpertList(2, turns);
  }

  private static Step step(Called who, OwnWay... own) {
    return new Step(who, Optional.empty(), List.of(own), List.of(), Duration.ofMinutes(3));
  }

  private static List<AlertConfig> gateway() {
    Map<String, String> environment =
        Map.of(
            "NUANXIAN_ALERTS_0_NAME", "phones",
            "NUANXIAN_ALERTS_0_TYPE", "sms",
            "NUANXIAN_ALERTS_0_URL", "https://sms.example/{to}",
            "NUANXIAN_HTTP_PUBLIC_URL", "https://help.example");
    return Config.read(Optional.empty(), environment, Map.of()).alerts();
  }

  private static String refusal(List<Step> steps, Roll roll, List<AlertConfig> channels) {
    return assertThrows(
            Problem.class, () -> new Reach(CITY, channels).check(steps, roll, List.of(EAST, WEST)))
        .code();
  }

  @Test
  void whatIsShippedCallsTheCountyThenAllSupervisorsThenTheCityLead() {
    CityLadders ladders = CityLadders.shipped(List.of());
    for (AlarmKind kind : List.of(AlarmKind.RED_WAITING, AlarmKind.RED_SILENT, AlarmKind.HELP)) {
      assertEquals(3, ladders.of(kind).steps().size());
      assertEquals(List.of(true, true, true, true), called(ladders, kind, east));
      assertEquals(List.of(false, true, true, true), called(ladders, kind, west));
      assertEquals(List.of(false, false, true, true), called(ladders, kind, lead));
    }
  }

  private static List<Boolean> called(CityLadders ladders, AlarmKind kind, Reachable who) {
    return List.of(0, 1, 2, 7).stream()
        .map(rung -> ladders.calls(who.actor(), kind.wire(), rung, EAST))
        .toList();
  }

  @Test
  void theSupervisorOnDutyIsTheCountysOwnAndElseWhoeverIsOnDutyInTheCity() {
    Step onDuty = step(Called.SUPERVISOR_ON_DUTY);
    List<Reachable> all = List.of(east, west, lead);
    Roll both = roll(all, List.of(on(east, EAST, Seat.AT_DESK), on(west, WEST, Seat.ON_CALL)));
    assertEquals(List.of(east), both.called(onDuty, EAST));
    assertEquals(List.of(west), both.called(onDuty, WEST));
    assertEquals(List.of(west), both.called(step(Called.EXPERT_ON_CALL), EAST));
    Roll pooled = roll(all, List.of(on(west, WEST, Seat.AT_DESK)));
    assertEquals(List.of(west), pooled.called(onDuty, EAST));
    assertEquals(List.of(), roll(all, List.of()).called(onDuty, EAST));
  }

  @Test
  void anExpertIsWhoseTurnItIsAndElseASupervisorOnCallByTheRoster() {
    Step expert = step(Called.EXPERT_ON_CALL);
    Reachable professor = person(Role.INSPECTOR, null, Set.of(OwnWay.SMS));
    Roll night = roll(List.of(east, west, professor), List.of(on(west, WEST, Seat.ON_CALL)));
    ExpertList monday = new ExpertList(2, List.of(turn(professor, 1, "00:30", "02:00")));
    assertEquals(List.of(professor), night.with(monday).called(expert, EAST)); // Monday, 1:00
    Roll later = night.with(monday).at(NIGHT.plusSeconds(3_600), night.onShift());
    assertEquals(List.of(west), later.called(expert, EAST));
    ExpertList both =
        new ExpertList(
            2, List.of(turn(professor, 1, "00:30", "02:00"), turn(lead, 7, "20:00", "08:00")));
    assertEquals(List.of(professor), night.with(both).called(expert, EAST), "the lead has left");
    assertEquals(
        List.of(professor, east, west), night.with(monday).ever(expert, EAST), "in other hours");
    assertEquals(List.of(professor), night.with(always(professor, professor)).ever(expert, EAST));
    CityLadders ladders = CityLadders.shipped(List.of()).with(night.with(monday));
    Ladder help = new Ladder(AlarmKind.HELP, 2, List.of(expert));
    assertTrue(ladders.with(List.of(help)).calls(professor.actor(), "help", 0, EAST));
    assertFalse(ladders.with(List.of(help)).calls(west.actor(), "help", 0, EAST));
    assertFalse(ladders.everybody(List.of(EAST)).contains(professor));
    assertTrue(ladders.with(List.of(help)).everybody(List.of(EAST)).contains(professor));
  }

  @Test
  void expertsMayBeTheLastRungWhereTheyCoverEveryHourAndCanBeReached() {
    List<Step> steps = List.of(step(Called.CITY_LEAD), step(Called.EXPERT_ON_CALL, OwnWay.SMS));
    Reachable professor = person(Role.INSPECTOR, null, Set.of(OwnWay.SMS));
    Roll people = roll(List.of(east, professor, lead), List.of());
    String nobody = "last-rung-nobody";
    assertEquals(nobody, refusal(steps, people, gateway()));
    Roll covered = people.with(always(east, professor));
    assertDoesNotThrow(() -> new Reach(CITY, gateway()).check(steps, covered, List.of(EAST, WEST)));
    assertEquals(nobody, refusal(steps, covered, List.of())); // no way leads to the professor
    Roll left = roll(List.of(east, lead), List.of()).with(always(east, professor));
    assertEquals(nobody, refusal(steps, left, gateway()));
    ExpertList late =
        new ExpertList(
            3,
            covered.experts().turns().stream()
                .map(turn ->
                    turn.day() == DayOfWeek.SUNDAY && turn.from().getHour() == 20
                        ? turn(professor, 7, "20:01", "08:00")
                        : turn)
                .toList());
    assertEquals(nobody, refusal(steps, people.with(late), gateway())); // a minute
  }

  @Test
  void aLadderWhoseLastRungMayReachNobodyIsRefused() {
    Roll roll = roll(List.of(east, west, lead), List.of(on(east, EAST, Seat.AT_DESK)));
    Step lastLead = step(Called.CITY_LEAD);
    assertDoesNotThrow(
        () -> new Reach(CITY, List.of()).check(List.of(lastLead), roll, List.of(EAST)));
    String nobody = "last-rung-nobody";
    // On duty now, and perhaps nobody tomorrow night.
    assertEquals(
        nobody, refusal(List.of(lastLead, step(Called.SUPERVISOR_ON_DUTY)), roll, List.of()));
    // The west has none.
    Roll withoutWest = roll(List.of(east, lead), List.of());
    assertEquals(nobody, refusal(List.of(step(Called.COUNTY_SUPERVISORS)), withoutWest, List.of()));
    // An administrator has no console: only a telephone that something can reach counts.
    Step byPhone = step(Called.ADMINISTRATOR, OwnWay.SMS);
    Reachable keeper = person(Role.SYSTEM_ADMINISTRATOR, null, Set.of(OwnWay.SMS));
    Roll kept = roll(List.of(keeper), List.of());
    assertEquals(nobody, refusal(List.of(byPhone), kept, List.of()));
    assertEquals(nobody, refusal(List.of(step(Called.ADMINISTRATOR)), kept, gateway()));
    assertDoesNotThrow(
        () -> new Reach(CITY, gateway()).check(List.of(byPhone), kept, List.of(EAST, WEST)));
  }

  @Test
  void whatIsNotThereIsRefusedByName() {
    Roll roll = roll(List.of(lead), List.of());
    Step unknown =
        new Step(
            Called.CITY_LEAD, Optional.empty(), List.of(), List.of("没有的群"), Duration.ofMinutes(1));
    assertEquals("invalid", refusal(List.of(unknown), roll, gateway()));
    Step gone =
        new Step(
            Called.PERSON,
            Optional.of(UUID.randomUUID()),
            List.of(),
            List.of(),
            Duration.ofMinutes(1));
    assertEquals("invalid", refusal(List.of(gone, step(Called.CITY_LEAD)), roll, gateway()));
  }

  @Test
  void theNightBeginsAtEightInTheEveningAndLastsUntilEight() {
    Instant evening = Instant.parse("2026-11-22T12:00:00Z"); // 20:00 there
    assertEquals(evening, Tonight.begin(NIGHT));
    assertEquals(evening, Tonight.begin(Instant.parse("2026-11-22T03:00:00Z")));
    assertEquals(evening, Tonight.begin(Instant.parse("2026-11-22T23:59:00Z")));
    assertEquals(
        evening.plus(Duration.ofDays(1)), Tonight.begin(Instant.parse("2026-11-23T00:00:00Z")));
  }
}
