package org.nuanxian.dispatcher.ladder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.roster.postgres.PostgresRoster;
import org.nuanxian.runtime.audit.Audit;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.staff.AccountId;
import org.nuanxian.runtime.staff.Actor;
import org.nuanxian.runtime.staff.ContactWays.Reachable;
import org.nuanxian.runtime.staff.Role;
import org.nuanxian.runtime.testing.Stores;

/** The list of experts on real PostgreSQL, and tonight by it. */
class ExpertListsTest {
  @RegisterExtension
  static final Stores STORES = Stores.with("vault", "staff", "audit", "roster", "dispatch");

  /** Monday, 21:00, there. */
  private static final Instant NOW = Instant.parse("2026-11-23T13:00:00Z");

  private final Database database = STORES.database();
  private final CityCode city = STORES.city();
  private final CountyCode county = STORES.county();
  private final ExpertLists lists =
      new ExpertLists(
          database, new Audit(database, InstantSource.fixed(NOW)), InstantSource.fixed(NOW));
  private final Reachable lead = person("李安和");
  private final Reachable expert = person("周明远");

  private Reachable person(String name) {
    return new Reachable(
        new Actor(
            new AccountId(UUID.randomUUID()),
            "user",
            name,
            "青禾",
            city,
            Optional.empty(),
            Set.of(Role.CITY_LEAD)),
        Set.of());
  }

  private static ExpertTurn turn(Reachable who, int day, String from, String until) {
    return new ExpertTurn(
        who.actor().id().value(), DayOfWeek.of(day), LocalTime.parse(from), LocalTime.parse(until));
  }

  private void add(int base, ExpertTurn... turns) {
    STORES.onLoop(() -> lists.add(lead.actor(), new ExpertList(base, List.of(turns))));
  }

  private ExpertList newest() {
    return STORES.onLoop(() -> lists.newest(city)).orElseThrow().list();
  }

  @Test
  void everyChangeIsAVersionAndOnRecord() {
    assertEquals(Optional.empty(), STORES.onLoop(() -> lists.newest(city)));
    ExpertTurn night = turn(expert, 7, "22:00", "06:00");
    ExpertTurn day = turn(lead, 1, "09:30", "17:00");
    add(1, night, day);
    assertEquals(new ExpertList(2, List.of(day, night)), newest());
    assertEquals("changed-meanwhile", assertThrows(Problem.class, () -> add(1, day)).code());
    add(2);
    assertEquals(new ExpertList(3, List.of()), newest());
    List<Row> audited = new ArrayList<>();
    STORES
        .onLoop(() ->
            database
                .client()
                .preparedQuery(
                    "SELECT who, detail FROM audit.entry"
                        + " WHERE action = 'experts.change' AND subject = $1 ORDER BY n")
                .execute(Tuple.of("settings:" + city.value() + ":experts")))
        .forEach(audited::add);
    assertEquals(2, audited.size());
    assertEquals(lead.actor().who().value(), audited.getFirst().getString("who"));
    assertTrue(audited.getFirst().getString("detail").contains("\"turns\":\"2\""));
  }

  @Test
  void tonightIsRightToTheMinuteInWhichExpertsChange() {
    ExpertList list =
        new ExpertList(
            2,
            List.of(
                turn(expert, 1, "18:00", "21:30"),
                turn(lead, 1, "23:15", "02:00"),
                turn(expert, 2, "02:00", "07:45"),
                turn(lead, 2, "09:00", "12:00")));
    Roll roll = new Roll(List.of(lead, expert), list, NOW, List.of());
    Step step =
        new Step(
            Called.EXPERT_ON_CALL, Optional.empty(), List.of(), List.of(), Duration.ofMinutes(2));
    Tonight tonight = new Tonight(new PostgresRoster(database, STORES.hints(STORES.redisLink())));
    Tonight.Rung rung =
        STORES.onLoop(() -> tonight.of(List.of(step), roll, city, county, NOW)).getFirst();
    assertEquals(
        List.of(
            new Tonight.Somebody(expert, span("2026-11-23T10:00", "2026-11-23T13:30")),
            new Tonight.Somebody(lead, span("2026-11-23T15:15", "2026-11-23T18:00")),
            new Tonight.Somebody(expert, span("2026-11-23T18:00", "2026-11-23T23:45"))),
        rung.people());
    assertEquals(
        List.of(
            span("2026-11-23T13:30", "2026-11-23T15:15").orElseThrow(),
            span("2026-11-23T23:45", "2026-11-24T00:00").orElseThrow()),
        rung.gaps());
  }

  private static Optional<Span> span(String from, String to) {
    return Optional.of(new Span(Instant.parse(from + ":00Z"), Instant.parse(to + ":00Z")));
  }
}
