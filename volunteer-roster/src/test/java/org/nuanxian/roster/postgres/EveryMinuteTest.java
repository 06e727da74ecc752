package org.nuanxian.roster.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nuanxian.roster.Assignment;
import org.nuanxian.roster.City;
import org.nuanxian.roster.County;
import org.nuanxian.roster.OnShift;
import org.nuanxian.roster.Planning.Overlap;
import org.nuanxian.roster.Shift;
import org.nuanxian.roster.ShiftTemplate;
import org.nuanxian.roster.Volunteer;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.redis.Hints;
import org.nuanxian.runtime.testing.Stores;

/** The roster's answers at every minute of three weeks are those of a brute-force table. */
final class EveryMinuteTest {
  @RegisterExtension static final Stores STORES = Stores.with("roster");

  private static final int DAYS = 23;
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 20);
  private static final Instant START = FIRST.atStartOfDay(ShiftTemplate.ZONE).toInstant();
  private static final int MINUTES_PER_DAY = 24 * 60;

  /** The very statement of the product, asked for each minute of a day. */
  private static final String EVERY_MINUTE =
      "SELECT m.at, q.* FROM generate_series($2::timestamptz, $2 + interval '1439 minutes',"
          + " interval '1 minute') AS m (at) CROSS JOIN LATERAL ("
          + OnShiftQuery.BY_CITY.replace("$2", "m.at")
          + ") AS q";

  /** One seat at a time; whole stretches are published in RosterTest. */
  private static final String PUBLISH =
      "UPDATE roster.assignment SET published = true WHERE shift = $1 AND volunteer = $2";

  private static Database database;
  private static PostgresRoster roster;
  private static PostgresPlanning planning;

  @BeforeAll
  static void open() {
    database = STORES.database();
    Hints hints = STORES.hints(STORES.redisLink());
    roster = new PostgresRoster(database, hints);
    planning = new PostgresPlanning(database, hints);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 20261121})
  void answersAgreeWithTheTableAtEveryMinute(long seed) {
    CityCode city = STORES.city();
    List<CountyCode> counties = List.of(STORES.county(), STORES.county());
    Random random = new Random(seed);
    RandomRoster people = new RandomRoster(random, city, counties, FIRST, DAYS);
    RosterOracle oracle = new RosterOracle(START, Duration.ofDays(DAYS));
    List<Volunteer> volunteers = people.volunteers();
    List<Shift> shifts = people.shifts();
    plan(city, counties, volunteers, shifts);
    volunteers.forEach(oracle::add);
    shifts.forEach(oracle::add);
    for (Shift shift : shifts) {
      assign(city, oracle, people.assignments(shift, volunteers), random);
    }

    int seen = 0;
    for (int day = 0; day < DAYS; day++) {
      Map<Instant, Set<OnShift>> answers = ask(city, day);
      for (int i = 0; i < MINUTES_PER_DAY; i++) {
        int minute = day * MINUTES_PER_DAY + i;
        Set<OnShift> answer = answers.getOrDefault(oracle.at(minute), Set.of());
        assertEquals(oracle.onShift(minute), answer, "seed " + seed + ", " + oracle.at(minute));
        seen += answer.size();
      }
    }
    assertTrue(seen > MINUTES_PER_DAY, "somebody was on duty for more than a day");
    checkThroughTheInterface(city, oracle, volunteers, random);
  }

  private static void plan(
      CityCode city, List<CountyCode> counties, List<Volunteer> people, List<Shift> shifts) {
    List<County> named = counties.stream().map(c -> new County(c, "County")).toList();
    STORES.onLoop(() -> planning.addCity(new City(city, "City", named)));
    STORES.onLoop(() -> planning.addVolunteers(city, people));
    STORES.onLoop(() -> planning.addShifts(city, shifts));
  }

  /** Seats one after the other whoever does not serve two teams at once; publishes most. */
  private static void assign(
      CityCode city, RosterOracle oracle, List<Assignment> assignments, Random random) {
    List<Assignment> possible = new ArrayList<>();
    List<Tuple> published = new ArrayList<>();
    for (Assignment assignment : assignments) {
      if (oracle.overlaps(assignment)) {
        assertThrows(
            Overlap.class, () -> STORES.onLoop(() -> planning.assign(city, List.of(assignment))));
        continue;
      }
      boolean publish = random.nextInt(5) > 0;
      oracle.assign(assignment, publish);
      possible.add(assignment);
      if (publish) {
        published.add(Tuple.of(assignment.shift().value(), assignment.volunteer().value()));
      }
    }
    STORES.onLoop(() -> planning.assign(city, possible));
    if (!published.isEmpty()) {
      STORES.onLoop(() -> database.pool().preparedQuery(PUBLISH).executeBatch(published));
    }
  }

  private static Map<Instant, Set<OnShift>> ask(CityCode city, int day) {
    Tuple arguments = Tuple.of(city.value(), PostgresRoster.utc(START.plus(Duration.ofDays(day))));
    Map<Instant, Set<OnShift>> answers = new HashMap<>();
    for (Row row :
        STORES.onLoop(() -> database.pool().preparedQuery(EVERY_MINUTE).execute(arguments))) {
      Set<OnShift> minute =
          answers.computeIfAbsent(row.getOffsetDateTime("at").toInstant(), at -> new HashSet<>());
      assertTrue(minute.add(OnShiftQuery.onShift(row)), "one row for each volunteer");
    }
    return answers;
  }

  /** Both questions of the interface, at random minutes and a millisecond before each. */
  private static void checkThroughTheInterface(
      CityCode city, RosterOracle oracle, List<Volunteer> volunteers, Random random) {
    for (int i = 0; i < 100; i++) {
      int minute = random.nextInt(1, DAYS * MINUTES_PER_DAY);
      Instant at = oracle.at(minute);
      VolunteerId one = volunteers.get(random.nextInt(volunteers.size())).id();
      assertEquals(
          oracle.onShift(minute), new HashSet<>(STORES.onLoop(() -> roster.onShift(city, at))));
      assertEquals(oracle.onShift(one, minute), STORES.onLoop(() -> roster.onShift(one, at)));
      Instant before = at.minusMillis(1);
      assertEquals(
          oracle.onShift(one, minute - 1), STORES.onLoop(() -> roster.onShift(one, before)));
    }
  }
}
