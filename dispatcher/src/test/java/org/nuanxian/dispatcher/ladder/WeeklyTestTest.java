package org.nuanxian.dispatcher.ladder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.roster.City;
import org.nuanxian.roster.County;
import org.nuanxian.runtime.audit.Audit;
import org.nuanxian.runtime.config.AlertConfig;
import org.nuanxian.runtime.config.Config;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.staff.AccountId;
import org.nuanxian.runtime.staff.Actor;
import org.nuanxian.runtime.staff.ContactWays.Reachable;
import org.nuanxian.runtime.staff.OwnWay;
import org.nuanxian.runtime.staff.Role;
import org.nuanxian.runtime.testing.Stores;

/** The weekly test of everybody on a ladder, on real PostgreSQL. */
class WeeklyTestTest {
  @RegisterExtension
  static final Stores STORES = Stores.with("vault", "staff", "audit", "roster", "dispatch");

  /** Wednesday, ten in the morning. */
  private static final Instant DUE = Instant.parse("2026-11-18T02:00:00Z");

  /** Moved by the test. */
  private volatile Instant now = DUE;

  private final InstantSource clock = () -> now;
  private final Database database = STORES.database();
  private final CityCode code = STORES.city();
  private final CountyCode county = STORES.county();
  private final City city = new City(code, "吉安市", List.of(new County(county, "吉州区")));
  private final Reachable lead = person(Role.CITY_LEAD, Set.of(OwnWay.SMS));
  private final Reachable supervisor = person(Role.SUPERVISOR, Set.of());
  private final Reachable inspector = person(Role.INSPECTOR, Set.of(OwnWay.SMS));
  private final WeeklyTest weekly =
      new WeeklyTest(
          database,
          any ->
              CityLadders.shipped(channels())
                  .with(
                      new Roll(
                          List.of(lead, supervisor, inspector), ExpertList.NONE, DUE, List.of())),
          channels(),
          new Audit(database, clock),
          clock);

  private Reachable person(Role role, Set<OwnWay> ways) {
    UUID id = UUID.randomUUID();
    return new Reachable(
        new Actor(new AccountId(id), "user", "李安和", "青禾", code, Optional.of(county), Set.of(role)),
        ways);
  }

  private static List<AlertConfig> channels() {
    Map<String, String> environment =
        Map.of(
            "NUANXIAN_ALERTS_0_NAME", "phones",
            "NUANXIAN_ALERTS_0_TYPE", "sms",
            "NUANXIAN_ALERTS_0_URL", "https://sms.example/{to}",
            "NUANXIAN_HTTP_PUBLIC_URL", "https://help.example");
    return Config.read(Optional.empty(), environment, Map.of()).alerts();
  }

  private void begin() {
    STORES.onLoop(() -> weekly.schedule(code).compose(schedule -> weekly.begin(city, schedule)));
  }

  private List<Row> rows(String sql) {
    List<Row> rows = new ArrayList<>();
    STORES
        .onLoop(() -> database.client().preparedQuery(sql).execute(Tuple.of(code.value())))
        .forEach(rows::add);
    return rows;
  }

  private List<WeeklyTest.Part> parts() {
    return STORES.onLoop(() -> weekly.last(code)).orElseThrow().people();
  }

  @Test
  void everybodyOnALadderIsTriedOnceAWeekAndWhoeverDoesNotAnswerIsSeen() {
    now = DUE.minusSeconds(60);
    begin();
    assertEquals(Optional.empty(), STORES.onLoop(() -> weekly.last(code)), "last week's is over");
    now = DUE.plusSeconds(30);
    begin();
    begin(); // by another node
    assertEquals(2, parts().size(), "the inspector is on no ladder");
    List<Row> messages =
        rows("SELECT person FROM dispatch.alert WHERE city = $1 AND kind = 'weeklyTest'");
    assertEquals(1, messages.size());
    assertEquals(lead.actor().id().value(), messages.getFirst().getUUID(0));

    String link =
        rows("SELECT code, person FROM dispatch.ladder_test WHERE city = $1").stream()
            .filter(row -> row.getUUID("person").equals(lead.actor().id().value()))
            .map(row -> row.getString("code"))
            .findFirst()
            .orElseThrow();
    assertTrue(STORES.onLoop(() -> weekly.received(link)));
    assertFalse(STORES.onLoop(() -> weekly.received("unknown")));
    assertEquals(
        List.of(false, true), parts().stream().map(part -> part.answeredAt().isPresent()).toList());
    assertEquals(
        List.of(Optional.empty(), Optional.of("pending")),
        parts().stream().map(WeeklyTest.Part::sent).toList());

    assertEquals(Optional.of(false), STORES.onLoop(() -> weekly.own(supervisor.actor())));
    assertTrue(STORES.onLoop(() -> weekly.received(supervisor.actor())));
    assertEquals(Optional.of(true), STORES.onLoop(() -> weekly.own(supervisor.actor())));
    assertEquals(Optional.empty(), STORES.onLoop(() -> weekly.own(inspector.actor())));

    now = DUE.plus(Duration.ofDays(7));
    begin();
    assertEquals(
        List.of(false, false),
        parts().stream().map(part -> part.answeredAt().isPresent()).toList());
    now = DUE.plus(Duration.ofDays(8));
    assertFalse(STORES.onLoop(() -> weekly.received(link)), "last week's link says nothing now");
  }

  @Test
  void aCityDecidesWhenAndAHouseThatWasAwayTooLongWaitsForTheNext() {
    WeeklyTest.Schedule wanted = new WeeklyTest.Schedule(DayOfWeek.FRIDAY, LocalTime.of(20, 30));
    STORES.onLoop(() -> weekly.set(lead.actor(), wanted));
    assertEquals(wanted, STORES.onLoop(() -> weekly.schedule(code)));
    begin();
    assertEquals(Optional.empty(), STORES.onLoop(() -> weekly.last(code)));
    now = Instant.parse("2026-11-20T12:31:00Z");
    begin();
    assertEquals(2, parts().size());
  }
}
