package org.nuanxian.dispatcher.ladder;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
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
    Roll both = new Roll(all, List.of(on(east, EAST, Seat.AT_DESK), on(west, WEST, Seat.ON_CALL)));
    assertEquals(List.of(east), both.called(onDuty, EAST));
    assertEquals(List.of(west), both.called(onDuty, WEST));
    assertEquals(List.of(west), both.called(step(Called.EXPERT_ON_CALL), EAST));
    Roll pooled = new Roll(all, List.of(on(west, WEST, Seat.AT_DESK)));
    assertEquals(List.of(west), pooled.called(onDuty, EAST));
    assertEquals(List.of(), new Roll(all, List.of()).called(onDuty, EAST));
  }

  @Test
  void aLadderWhoseLastRungMayReachNobodyIsRefused() {
    Roll roll = new Roll(List.of(east, west, lead), List.of(on(east, EAST, Seat.AT_DESK)));
    Step lastLead = step(Called.CITY_LEAD);
    assertDoesNotThrow(
        () -> new Reach(CITY, List.of()).check(List.of(lastLead), roll, List.of(EAST)));
    String nobody = "last-rung-nobody";
    // On duty now, and perhaps nobody tomorrow night.
    assertEquals(
        nobody, refusal(List.of(lastLead, step(Called.SUPERVISOR_ON_DUTY)), roll, List.of()));
    // The west has none.
    Roll withoutWest = new Roll(List.of(east, lead), List.of());
    assertEquals(nobody, refusal(List.of(step(Called.COUNTY_SUPERVISORS)), withoutWest, List.of()));
    // An administrator has no console: only a telephone that something can reach counts.
    Step byPhone = step(Called.ADMINISTRATOR, OwnWay.SMS);
    Reachable keeper = person(Role.SYSTEM_ADMINISTRATOR, null, Set.of(OwnWay.SMS));
    Roll kept = new Roll(List.of(keeper), List.of());
    assertEquals(nobody, refusal(List.of(byPhone), kept, List.of()));
    assertEquals(nobody, refusal(List.of(step(Called.ADMINISTRATOR)), kept, gateway()));
    assertDoesNotThrow(
        () -> new Reach(CITY, gateway()).check(List.of(byPhone), kept, List.of(EAST, WEST)));
  }

  @Test
  void whatIsNotThereIsRefusedByName() {
    Roll roll = new Roll(List.of(lead), List.of());
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
