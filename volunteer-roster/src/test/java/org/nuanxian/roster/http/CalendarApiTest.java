package org.nuanxian.roster.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.io.StringReader;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.DtStart;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.roster.Assignment;
import org.nuanxian.roster.City;
import org.nuanxian.roster.Clearance;
import org.nuanxian.roster.County;
import org.nuanxian.roster.Gender;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.Seat;
import org.nuanxian.roster.Shift;
import org.nuanxian.roster.ShiftId;
import org.nuanxian.roster.Volunteer;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.roster.postgres.PostgresCalendar;
import org.nuanxian.roster.postgres.PostgresPlanning;
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
import org.nuanxian.runtime.testing.Await;
import org.nuanxian.runtime.testing.Stores;
import org.nuanxian.runtime.vault.MasterKey;
import org.nuanxian.runtime.vault.Vault;

/** Own shifts over HTTP; the caller's account is a header here. */
final class CalendarApiTest {
  @RegisterExtension static final Stores STORES = Stores.with("audit", "roster");

  private static final Instant NOW = Instant.parse("2026-11-21T04:00:00Z");

  /** 22:00 to 6:00 in Shanghai. */
  private static final Instant NIGHT = Instant.parse("2026-11-22T14:00:00Z");

  private static final Duration EIGHT_HOURS = Duration.ofHours(8);
  private static final String ME = "/api/v1/me/calendar";

  private static CityCode city;
  private static CountyCode county;
  private static PostgresPlanning planning;
  private static int port;
  private static HttpClient client;

  private record Answer(int status, String type, String body) {
    JsonObject json() {
      return new JsonObject(body);
    }
  }

  @BeforeAll
  static void open() {
    city = STORES.city();
    county = STORES.county();
    Database database = STORES.database();
    Hints hints = STORES.hints(STORES.redisLink());
    planning = new PostgresPlanning(database, hints);
    List<County> counties = List.of(new County(county, "甲县"));
    STORES.onLoop(() -> planning.addCity(new City(city, "某市", counties)));
    InstantSource clock = InstantSource.fixed(NOW);
    Vault vault =
        STORES.makeOnLoop(() ->
            new Vault(
                STORES.vertx(),
                database,
                MasterKey.read(STORES.vaultConfig().masterKeyFile()),
                new SecureRandom(),
                STORES.metrics()));
    STORES.closing(() -> Await.result(vault.close()));
    CalendarApi api =
        new CalendarApi(new PostgresCalendar(database, new Audit(database, clock)), vault, clock);
    Access byHeader =
        exchange ->
            Future.succeededFuture(
                session(UUID.fromString(exchange.header("x-account").orElseThrow())));
    HttpConfig config =
        new HttpConfig(
            "127.0.0.1", 0, "127.0.0.1", 0, List.of(), List.of(), List.of(), "/", Optional.empty());
    Edge edge = new Edge(STORES.vertx(), config, STORES.metrics(), clock);
    edge.add(api.endpoints(byHeader));
    port = STORES.onLoop(() -> edge.listen("127.0.0.1", 0));
    client = STORES.vertx().createHttpClient();
  }

  private static StaffSession session(UUID account) {
    Actor actor =
        new Actor(
            new AccountId(account),
            "u",
            "n",
            "a",
            city,
            Optional.of(county),
            Set.of(Role.VOLUNTEER));
    return new StaffSession("key", actor, "csrf", NOW.plusSeconds(3600), false);
  }

  private static VolunteerId volunteer(boolean active) {
    VolunteerId id = new VolunteerId(UUID.randomUUID());
    Volunteer volunteer =
        new Volunteer(
            id,
            city,
            county,
            "姓名",
            "青禾",
            Gender.FEMALE,
            Set.of(Medium.CHAT),
            active,
            Optional.of(NOW.plus(Duration.ofDays(300))),
            Clearance.ALL,
            Optional.empty(),
            Optional.empty());
    STORES.onLoop(() -> planning.addVolunteers(city, List.of(volunteer)));
    return id;
  }

  /** A shift of that name in which somebody sits, published or a draft. */
  private static ShiftId seat(VolunteerId who, String name, Instant from, boolean published) {
    Shift shift =
        new Shift(
            new ShiftId(UUID.randomUUID()),
            county,
            name,
            from,
            from.plus(EIGHT_HOURS),
            Map.of(Seat.AT_DESK, 1));
    STORES.onLoop(() -> planning.addShifts(city, List.of(shift)));
    STORES.onLoop(
        () -> planning.assign(city, List.of(new Assignment(shift.id(), who, Seat.AT_DESK))));
    if (published) {
      STORES.onLoop(() -> planning.publish(city, county, from, from.plus(EIGHT_HOURS)));
    }
    return shift.id();
  }

  private static Answer ask(HttpMethod method, String path, Optional<VolunteerId> who) {
    return STORES.onLoop(() ->
        client
            .request(method, port, "127.0.0.1", path)
            .compose(request -> {
              who.ifPresent(one ->
                  request
                      .putHeader("x-account", one.value().toString())
                      .putHeader("x-csrf", "csrf"));
              return request.send();
            })
            .compose(answer ->
                answer
                    .body()
                    .map(Buffer::toString)
                    .map(body ->
                        new Answer(
                            answer.statusCode(),
                            String.valueOf(answer.getHeader("Content-Type")),
                            body))));
  }

  private static Answer own(HttpMethod method, String path, VolunteerId who) {
    return ask(method, path, Optional.of(who));
  }

  private static Answer file(String path) {
    return ask(HttpMethod.GET, path, Optional.empty());
  }

  private static List<VEvent> events(Answer file) throws Exception {
    assertEquals(200, file.status());
    assertEquals("text/calendar; charset=utf-8", file.type());
    Calendar calendar = new CalendarBuilder().build(new StringReader(file.body()));
    calendar.validate();
    return calendar.getComponents("VEVENT");
  }

  @Test
  void aTelephoneReadsOwnPublishedShiftsOnlyAcrossMidnight() throws Exception {
    VolunteerId me = volunteer(true);
    VolunteerId other = volunteer(true);
    ShiftId night = seat(me, "大夜,整晚;\"值守\"", NIGHT, true);
    seat(other, "别人的", NIGHT.plus(Duration.ofDays(1)), true);
    seat(me, "草稿", NIGHT.plus(Duration.ofDays(2)), false);

    List<VEvent> read = events(file(own(HttpMethod.POST, ME, me).json().getString("path")));
    assertEquals(1, read.size());
    VEvent event = read.getFirst();
    assertEquals(night.value() + "@nuanxian", event.getUid().orElseThrow().getValue());
    assertEquals("暖线 甲县 · 大夜,整晚;\"值守\" · 坐席", event.getSummary().getValue());
    DtStart<? extends Temporal> start = event.getDateTimeStart();
    assertEquals(NIGHT, Instant.from(start.getDate()));
    assertEquals(NIGHT.plus(EIGHT_HOURS), Instant.from(event.getDateTimeEnd().getDate()));
    assertEquals(1, event.getAlarms().size());

    JsonObject page = own(HttpMethod.GET, "/api/v1/me/shifts", me).json();
    assertEquals(1, page.getJsonArray("shifts").size());
    assertEquals("atDesk", page.getJsonArray("shifts").getJsonObject(0).getString("seat"));
  }

  @Test
  void aNewLinkEndsTheOldOneAndAnEndedOneNeverOpensAgain() {
    VolunteerId me = volunteer(true);
    assertFalse(own(HttpMethod.GET, ME, me).json().containsKey("path"));
    String first = own(HttpMethod.POST, ME, me).json().getString("path");
    assertEquals(first, own(HttpMethod.GET, ME, me).json().getString("path"));
    assertEquals(200, file(first).status());
    String second = own(HttpMethod.POST, ME, me).json().getString("path");
    assertNotEquals(first, second);
    assertEquals(404, file(first).status());
    assertEquals(204, own(HttpMethod.POST, ME + "/end", me).status());
    assertEquals(204, own(HttpMethod.POST, ME + "/end", me).status());
    assertEquals(404, file(second).status());
    String third = own(HttpMethod.POST, ME, me).json().getString("path");
    assertEquals(200, file(third).status());
    assertEquals(404, file(second).status());
    assertEquals(
        List.of("calendar.link", "calendar.link", "calendar.end", "calendar.link"), audited(me));
  }

  private static List<String> audited(VolunteerId who) {
    String sql = "SELECT action FROM audit.entry WHERE subject = $1 ORDER BY n";
    Database database = STORES.database();
    return STORES.onLoop(() ->
        database
            .client()
            .preparedQuery(sql)
            .execute(Tuple.of("account:" + who.value()))
            .map(rows -> rows.stream().map(row -> row.getString("action")).toList()));
  }

  @Test
  void whatOpensNothingSaysNothing() {
    VolunteerId me = volunteer(true);
    String path = own(HttpMethod.POST, ME, me).json().getString("path");
    VolunteerId other = volunteer(true);
    String theirs = own(HttpMethod.POST, ME, other).json().getString("path");
    String token = path.substring(path.lastIndexOf('/'));
    for (String wrong :
        List.of(
            theirs.substring(0, theirs.lastIndexOf('/')) + token,
            path.substring(0, path.length() - 5) + ".ics",
            "/api/v1/calendar/" + me.value() + "/.ics",
            "/api/v1/calendar/" + UUID.randomUUID() + token,
            "/api/v1/calendar/x" + token)) {
      assertEquals(404, file(wrong).status(), wrong);
    }
    assertEquals(404, own(HttpMethod.POST, ME, new VolunteerId(UUID.randomUUID())).status());
    assertEquals(404, own(HttpMethod.POST, ME, volunteer(false)).status());
  }

  @Test
  void whoeverLeavesTakesTheirLinkAlong() {
    VolunteerId me = volunteer(true);
    String path = own(HttpMethod.POST, ME, me).json().getString("path");
    Database database = STORES.database();
    String left = "UPDATE roster.volunteer SET active = false WHERE id = $1";
    STORES.onLoop(() -> database.client().preparedQuery(left).execute(Tuple.of(me.value())));
    assertEquals(404, file(path).status());
    assertEquals(
        0, own(HttpMethod.GET, "/api/v1/me/shifts", me).json().getJsonArray("shifts").size());
  }
}
