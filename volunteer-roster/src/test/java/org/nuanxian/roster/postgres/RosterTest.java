package org.nuanxian.roster.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.roster.Assignment;
import org.nuanxian.roster.City;
import org.nuanxian.roster.Clearance;
import org.nuanxian.roster.County;
import org.nuanxian.roster.Coverage;
import org.nuanxian.roster.Gender;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.OnShift;
import org.nuanxian.roster.Plan;
import org.nuanxian.roster.Planning;
import org.nuanxian.roster.Roster;
import org.nuanxian.roster.Seat;
import org.nuanxian.roster.Shift;
import org.nuanxian.roster.ShiftId;
import org.nuanxian.roster.Team;
import org.nuanxian.roster.Volunteer;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.redis.Hints;
import org.nuanxian.runtime.testing.Await;
import org.nuanxian.runtime.testing.Stores;

final class RosterTest {
  @RegisterExtension static final Stores STORES = Stores.with("roster");

  private static final Instant NOON = Instant.parse("2026-11-21T04:00:00Z");
  private static Roster roster;
  private static Planning planning;
  private static Plan plan;

  private final CityCode city = STORES.city();
  private final CountyCode county = STORES.county();
  private final CountyCode neighbour = STORES.county();

  @BeforeAll
  static void open() {
    Database database = STORES.database();
    Hints hints = STORES.hints(STORES.redisLink());
    roster = new PostgresRoster(database, hints);
    planning = new PostgresPlanning(database, hints);
    plan = new PostgresPlan(database);
  }

  @BeforeEach
  void addCity() {
    List<County> counties = List.of(new County(county, "甲县"), new County(neighbour, "乙县"));
    run(() -> planning.addCity(new City(city, "某市", counties)));
  }

  @Test
  void draftsCountForNobodyUntilTheyArePublished() {
    Volunteer volunteer = add(volunteer());
    Shift shift = add(shift(county, 0, 8));
    seat(shift, volunteer, Seat.AT_DESK);

    assertEquals(Optional.empty(), run(() -> roster.onShift(volunteer.id(), NOON)));
    publish();

    assertEquals(Optional.of(duty(volunteer, 0, 8)), onShift(volunteer, 0));
    Plan.Seated seated = new Plan.Seated(volunteer.id(), Seat.AT_DESK, true);
    assertEquals(
        List.of(new Plan.PlannedShift(shift, List.of(seated))),
        run(() -> plan.shifts(county, hour(-1), hour(1))));
  }

  @Test
  void shiftsThatTouchAreOneRunAndTheMinuteOfChangeIsTheNextOnes() {
    Volunteer staying = add(volunteer());
    Volunteer leaving = add(volunteer());
    Shift early = add(shift(county, 0, 8));
    Shift late = add(shift(county, 8, 16));
    seat(early, staying, Seat.AT_DESK);
    seat(early, leaving, Seat.AT_DESK);
    seat(late, staying, Seat.AT_DESK);
    publish();

    assertEquals(Optional.of(duty(staying, 0, 16)), onShift(staying, 8));
    assertEquals(Optional.empty(), onShift(leaving, 8));
    Instant justBefore = hour(8).minusNanos(1000);
    assertEquals(
        Optional.of(duty(leaving, 0, 8)), run(() -> roster.onShift(leaving.id(), justBefore)));
  }

  @Test
  void nobodyServesTwoTeamsAtOnceAndTheRefusalLeavesNothingBehind() {
    Volunteer volunteer = add(volunteer());
    Volunteer other = add(volunteer());
    Shift here = add(shift(county, 0, 8));
    Shift there = add(shift(neighbour, 7, 12));
    Shift later = add(shift(neighbour, 8, 12));
    seat(here, volunteer, Seat.AT_DESK);
    List<Assignment> both =
        List.of(
            new Assignment(there.id(), other.id(), Seat.AT_DESK),
            new Assignment(there.id(), volunteer.id(), Seat.AT_DESK));

    assertThrows(Planning.Overlap.class, () -> run(() -> planning.assign(city, both)));
    assertEquals(
        List.of(), run(() -> plan.shifts(neighbour, hour(7), hour(8))).getFirst().seated());
    seat(later, volunteer, Seat.AT_DESK);
    Shift moved = new Shift(later.id(), neighbour, "班", hour(6), hour(9), Map.of());
    assertThrows(Planning.Overlap.class, () -> run(() -> planning.addShifts(city, List.of(moved))));
  }

  @Test
  void theEndOfAQualificationEndsTheRunAndThoseWhoLeftAreNotOnShift() {
    Volunteer ending = add(volunteer(true, Optional.of(hour(4)), "A1"));
    Volunteer left = add(volunteer(false, Optional.of(hour(400)), "A2"));
    Volunteer unqualified = add(volunteer(true, Optional.empty(), "A3"));
    Shift shift = add(shift(county, 0, 8));
    List.of(ending, left, unqualified).forEach(v -> seat(shift, v, Seat.AT_DESK));
    publish();

    assertEquals(List.of(duty(ending, 0, 4)), run(() -> roster.onShift(city, hour(3))));
    assertEquals(List.of(), run(() -> roster.onShift(city, hour(4))));
    List<Coverage.Span> spans = run(() -> plan.coverage(county, hour(0), hour(8))).spans();
    assertEquals(
        List.of(
            new Coverage.Span(hour(0), hour(4), 1, 0, 2),
            new Coverage.Span(hour(4), hour(8), 0, 0, 2)),
        spans);
  }

  @Test
  void allTeamsOfACityCoverItTogether() {
    Volunteer here = add(volunteer());
    Volunteer there = add(volunteer());
    seat(add(shift(county, 0, 8)), here, Seat.AT_DESK);
    seat(add(shift(neighbour, 4, 12)), there, Seat.AT_DESK);
    publish();
    run(() -> planning.publish(city, neighbour, hour(-1), hour(12)));

    assertEquals(
        List.of(
            new Coverage.Span(hour(0), hour(4), 1, 0, 2),
            new Coverage.Span(hour(4), hour(8), 2, 0, 4),
            new Coverage.Span(hour(8), hour(12), 1, 0, 2)),
        run(() -> roster.coverage(city, hour(0), hour(12))).spans());
  }

  @Test
  void everyWriteIsAnnouncedToListenersOfItsCityOnly() {
    Promise<Void> heard = Promise.promise();
    run(() -> roster.onChange(city, heard::tryComplete));
    run(() -> roster.onChange(STORES.city(), () -> heard.tryFail("another city")));

    run(() -> planning.addTeam(city, new County(STORES.county(), "丙县")));

    Await.result(heard.future());
  }

  @Test
  void aTeamUnderTwentyIsTooSmall() {
    add(volunteer());
    add(volunteer(true, Optional.empty(), "A2"));

    List<Team> teams = run(() -> roster.teams(city, NOON));

    Team team = teams.stream().filter(t -> t.county().code().equals(county)).findFirst().get();
    assertEquals(1, team.members());
    assertTrue(team.tooSmall());
    assertTrue(
        run(() -> roster.cities()).stream()
            .anyMatch(c -> c.code().equals(city) && c.counties().size() == 2));
  }

  @Test
  void peopleAreFoundByTownshipAndUnit() {
    Volunteer volunteer = add(volunteer());

    assertEquals(Set.of(volunteer.id()), run(() -> roster.fromTownship(city, "T1")));
    assertEquals(Set.of(volunteer.id()), run(() -> roster.fromUnit(city, "U1")));
    assertEquals(Set.of(), run(() -> roster.fromUnit(city, "T1")));
    assertEquals(Optional.of(volunteer), run(() -> roster.volunteer(volunteer.id())));
    assertEquals(List.of(volunteer), run(() -> roster.volunteers(county)));
  }

  @Test
  void everyWriteCanBeRepeated() {
    Volunteer volunteer = add(add(volunteer()));
    Shift shift = add(add(shift(county, 0, 8)));
    seat(shift, volunteer, Seat.ON_CALL);
    seat(shift, volunteer, Seat.AT_DESK);
    publish();
    publish();

    assertEquals(List.of(duty(volunteer, 0, 8)), run(() -> roster.onShift(city, hour(0))));
    run(() -> planning.unassign(city, shift.id(), volunteer.id()));
    run(() -> planning.unassign(city, shift.id(), volunteer.id()));
    assertEquals(List.of(), run(() -> roster.onShift(city, hour(0))));
  }

  private static <T> T run(Callable<Future<T>> work) {
    return STORES.onLoop(work);
  }

  private Optional<OnShift> onShift(Volunteer volunteer, int hour) {
    return run(() -> roster.onShift(volunteer.id(), hour(hour)));
  }

  private OnShift duty(Volunteer volunteer, int from, int to) {
    return new OnShift(volunteer.id(), county, Seat.AT_DESK, hour(from), hour(to));
  }

  private static Instant hour(int hours) {
    return NOON.plus(Duration.ofHours(hours));
  }

  private Volunteer volunteer() {
    return volunteer(true, Optional.of(hour(400)), "A1");
  }

  private Volunteer volunteer(boolean active, Optional<Instant> qualifiedUntil, String alias) {
    return new Volunteer(
        new VolunteerId(UUID.randomUUID()),
        city,
        county,
        "姓名",
        alias,
        Gender.FEMALE,
        Set.of(Medium.CHAT, Medium.VOICE),
        active,
        qualifiedUntil,
        Clearance.ALL,
        Optional.of("T1"),
        Optional.of("U1"));
  }

  private Volunteer add(Volunteer volunteer) {
    run(() -> planning.addVolunteers(city, List.of(volunteer)));
    return volunteer;
  }

  private static Shift shift(CountyCode county, int from, int to) {
    return new Shift(
        new ShiftId(UUID.randomUUID()),
        county,
        "班",
        hour(from),
        hour(to),
        Map.of(Seat.AT_DESK, 2, Seat.ON_CALL, 1));
  }

  private Shift add(Shift shift) {
    run(() -> planning.addShifts(city, List.of(shift)));
    return shift;
  }

  private void seat(Shift shift, Volunteer volunteer, Seat seat) {
    run(() -> planning.assign(city, List.of(new Assignment(shift.id(), volunteer.id(), seat))));
  }

  private void publish() {
    run(() -> planning.publish(city, county, hour(-100), hour(100)));
    run(() -> planning.publish(city, neighbour, hour(-100), hour(100)));
  }
}
