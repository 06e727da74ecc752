package org.nuanxian.roster.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.roster.Assignment;
import org.nuanxian.roster.City;
import org.nuanxian.roster.Clearance;
import org.nuanxian.roster.County;
import org.nuanxian.roster.Gender;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.Planning;
import org.nuanxian.roster.Seat;
import org.nuanxian.roster.Shift;
import org.nuanxian.roster.ShiftId;
import org.nuanxian.roster.Volunteer;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.roster.postgres.PostgresClearances;
import org.nuanxian.roster.postgres.PostgresPlan;
import org.nuanxian.roster.postgres.PostgresPlanning;
import org.nuanxian.roster.postgres.PostgresRoster;
import org.nuanxian.runtime.audit.Audit;
import org.nuanxian.runtime.config.HttpConfig;
import org.nuanxian.runtime.http.Access;
import org.nuanxian.runtime.http.Edge;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.redis.Hints;
import org.nuanxian.runtime.staff.AccountId;
import org.nuanxian.runtime.staff.Actor;
import org.nuanxian.runtime.staff.Role;
import org.nuanxian.runtime.staff.StaffSession;
import org.nuanxian.runtime.testing.Stores;

/** The role of the caller is a header here; how staff sign in is tested in the runtime. */
final class RosterApiTest {
  @RegisterExtension static final Stores STORES = Stores.with("audit", "roster");

  private static final Instant NOW = Instant.parse("2026-11-21T04:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(3600);
  private static final String STRETCH = "?from=" + NOW + "&to=" + LATER;

  private static CityCode city;
  private static CountyCode own;
  private static CountyCode other;
  private static int port;
  private static HttpClient client;

  @BeforeAll
  static void open() {
    city = STORES.city();
    own = STORES.county();
    other = STORES.county();
    Database database = STORES.database();
    Hints hints = STORES.hints(STORES.redisLink());
    plan(new PostgresPlanning(database, hints));
    RosterApi api =
        new RosterApi(
            new PostgresRoster(database, hints),
            new PostgresPlan(database),
            new PostgresPlanning(database, hints),
            new PostgresClearances(database, new Audit(database, InstantSource.fixed(NOW)), hints),
            InstantSource.fixed(NOW));
    Access byHeader =
        exchange ->
            Future.succeededFuture(session(Role.valueOf(exchange.header("x-role").orElseThrow())));
    HttpConfig config =
        new HttpConfig(
            "127.0.0.1", 0, "127.0.0.1", 0, List.of(), List.of(), List.of(), "/", Optional.empty());
    Edge edge = new Edge(STORES.vertx(), config, STORES.metrics(), InstantSource.fixed(NOW));
    edge.add(api.endpoints(byHeader));
    port = STORES.onLoop(() -> edge.listen("127.0.0.1", 0));
    client = STORES.vertx().createHttpClient();
  }

  private static StaffSession session(Role role) {
    Actor actor =
        new Actor(
            new AccountId(new UUID(0, 1)),
            "u",
            "n",
            "a",
            city,
            role.needsCounty() ? Optional.of(own) : Optional.empty(),
            Set.of(role));
    return new StaffSession("key", actor, "csrf", LATER, false);
  }

  private static void plan(Planning planning) {
    List<County> counties = List.of(new County(own, "甲县"), new County(other, "乙县"));
    STORES.onLoop(() -> planning.addCity(new City(city, "某市", counties)));
    VolunteerId id = new VolunteerId(new UUID(0, 7));
    Volunteer volunteer =
        new Volunteer(
            id,
            city,
            own,
            "姓名",
            "A1",
            Gender.FEMALE,
            Set.of(Medium.CHAT),
            true,
            Optional.of(LATER),
            Clearance.ALL,
            Optional.of("T1"),
            Optional.empty());
    STORES.onLoop(() -> planning.addVolunteers(city, List.of(volunteer)));
    Shift published = shift(1);
    Shift draft = shift(2);
    STORES.onLoop(() -> planning.addShifts(city, List.of(published, draft)));
    STORES.onLoop(
        () -> planning.assign(city, List.of(new Assignment(published.id(), id, Seat.AT_DESK))));
    STORES.onLoop(() -> planning.publish(city, own, NOW, LATER));
    STORES.onLoop(
        () -> planning.assign(city, List.of(new Assignment(draft.id(), id, Seat.ON_CALL))));
  }

  private static Shift shift(long id) {
    return new Shift(new ShiftId(new UUID(0, id)), own, "早", NOW, LATER, Map.of(Seat.AT_DESK, 2));
  }

  @Test
  void aVolunteerSeesTheOwnTeamAndTheCityLeadSeesAll() {
    assertEquals(1, get(Role.VOLUNTEER, "").getJsonArray("teams").size());
    assertEquals(2, get(Role.CITY_LEAD, "").getJsonArray("teams").size());
    JsonObject team = get(Role.INSPECTOR, "/" + own.value());
    assertEquals(1, team.getInteger("volunteers"));
    assertTrue(team.getBoolean("tooSmall"));
  }

  @Test
  void anotherCountyIsOutOfScopeInEveryPath() {
    for (String path : List.of("", "/volunteers", "/shifts" + STRETCH, "/coverage" + STRETCH)) {
      JsonObject problem = get(Role.COORDINATOR, "/" + other.value() + path);
      assertEquals("out-of-scope", problem.getString("code"));
    }
    assertEquals(
        "out-of-scope", get(Role.SYSTEM_ADMINISTRATOR, "/" + own.value()).getString("code"));
  }

  @Test
  void anUnknownCountyIsNotFound() {
    assertEquals("not-found", get(Role.CITY_LEAD, "/999999").getString("code"));
    assertEquals("not-found", get(Role.CITY_LEAD, "/x").getString("code"));
  }

  @Test
  void namesAreForThoseWhoRunTheTeam() {
    String path = "/" + own.value() + "/volunteers";
    JsonObject shown = get(Role.COORDINATOR, path).getJsonArray("volunteers").getJsonObject(0);
    assertEquals("姓名", shown.getString("name"));
    assertTrue(shown.getBoolean("qualified"));
    assertFalse(shown.containsKey("township"));
    JsonObject masked = get(Role.VOLUNTEER, path).getJsonArray("volunteers").getJsonObject(0);
    assertEquals("A1", masked.getString("alias"));
    assertNull(masked.getString("name"));
  }

  @Test
  void coordinatorsSayForWhatSomebodyIsTrained() {
    String path = "/" + own.value() + "/volunteers";
    String one = path + "/" + new UUID(0, 7) + "/clearance";
    JsonObject wanted = new JsonObject().put("grade", "B").put("minors", true);
    assertEquals("out-of-scope", post(Role.VOLUNTEER, one, wanted).getString("code"));
    assertEquals(
        "not-found",
        post(Role.COORDINATOR, path + "/" + new UUID(0, 8) + "/clearance", wanted)
            .getString("code"));
    assertEquals(
        "invalid",
        post(Role.COORDINATOR, one, new JsonObject().put("grade", "D")).getString("code"));
    assertEquals(new JsonObject(), post(Role.COORDINATOR, one, wanted));
    JsonObject shown = get(Role.COORDINATOR, path).getJsonArray("volunteers").getJsonObject(0);
    assertEquals("B", shown.getString("grade"));
    assertTrue(shown.getBoolean("minors"));
    assertFalse(shown.getBoolean("nights"));
    JsonObject masked = get(Role.VOLUNTEER, path).getJsonArray("volunteers").getJsonObject(0);
    assertNull(masked.getString("grade"));

    assertEquals(new JsonObject(), post(Role.COORDINATOR, one, wanted));
    assertEquals(List.of("A minors nights > B minors"), audited());
    JsonObject before = new JsonObject().put("grade", "A").put("minors", true).put("nights", true);
    assertEquals(new JsonObject(), post(Role.COORDINATOR, one, before));
    assertEquals(List.of("A minors nights > B minors", "B minors > A minors nights"), audited());
  }

  /** Who was cleared from what to what, in order; the same as before is no change. */
  private static List<String> audited() {
    String sql =
        "SELECT detail FROM audit.entry WHERE action = 'clearance.change' AND who = $1"
            + " AND subject = $2 ORDER BY n";
    Tuple of = Tuple.of("account:" + new UUID(0, 1), "account:" + new UUID(0, 7));
    Database database = STORES.database();
    return STORES.onLoop(() ->
        database
            .client()
            .preparedQuery(sql)
            .execute(of)
            .map(rows ->
                rows.stream()
                    .map(row -> new JsonObject(row.getString(0)))
                    .map(detail -> detail.getString("from") + " > " + detail.getString("to"))
                    .toList()));
  }

  @Test
  void draftsAreForTheCoordinator() {
    String path = "/" + own.value() + "/shifts" + STRETCH;
    assertEquals(1, get(Role.VOLUNTEER, path).getJsonArray("shifts").size());
    assertEquals(2, get(Role.COORDINATOR, path).getJsonArray("shifts").size());
    JsonObject span =
        get(Role.VOLUNTEER, "/" + own.value() + "/coverage" + STRETCH)
            .getJsonArray("spans")
            .getJsonObject(0);
    assertEquals(1, span.getInteger("atDesk"));
    assertEquals(4, span.getInteger("wantedAtDesk"));
  }

  @Test
  void aStretchThatIsMissingOrTooLongIsInvalid() {
    String path = "/" + own.value() + "/shifts";
    assertEquals("invalid", get(Role.COORDINATOR, path).getString("code"));
    String year = "?from=2026-01-01T00:00:00Z&to=2027-01-01T00:00:00Z";
    assertEquals("invalid", get(Role.COORDINATOR, path + year).getString("code"));
  }

  private static JsonObject get(Role role, String path) {
    return STORES.onLoop(() ->
        client
            .request(HttpMethod.GET, port, "127.0.0.1", "/api/v1/teams" + path)
            .compose(request -> request.putHeader("x-role", role.name()).send())
            .compose(HttpClientResponse::body)
            .map(body -> body.toJsonObject()));
  }

  private static JsonObject post(Role role, String path, JsonObject body) {
    return STORES.onLoop(() ->
        client
            .request(HttpMethod.POST, port, "127.0.0.1", "/api/v1/teams" + path)
            .compose(request ->
                request
                    .putHeader("x-role", role.name())
                    .putHeader("x-csrf", "csrf")
                    .putHeader("content-type", "application/json")
                    .send(body.toBuffer()))
            .compose(HttpClientResponse::body)
            .map(answer -> answer.toJsonObject()));
  }
}
