package org.nuanxian.runtime.staff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nuanxian.runtime.staff.StaffNode.GOOD_PASSWORD;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.testing.Await;
import org.nuanxian.runtime.testing.Hands;
import org.nuanxian.runtime.testing.Stores;
import org.nuanxian.runtime.testing.Talk.Answer;

/** Invitations over real HTTP, on real PostgreSQL. */
class InvitationsTest {
  @RegisterExtension static final Stores STORES = Stores.with("staff", "audit");

  private static final Hands CLOCK = new Hands(Instant.parse("2026-11-21T22:00:00Z"));
  private static final String HERE = "203.0.113.1";
  private static final CityCode CITY = new CityCode("360800");
  private static final Optional<CountyCode> COUNTY = Optional.of(new CountyCode("360802"));

  private static StaffNode node;
  private static int people;

  @BeforeAll
  static void start() {
    node =
        new StaffNode(
            STORES, STORES.postgresConfig(), STORES.redisConfig(), CLOCK, StaffNode.loopback());
  }

  private static JsonObject newcomer(String... roles) {
    return new JsonObject()
        .put("username", "new" + ++people)
        .put("name", "新人")
        .put("alias", "暖新")
        .put("roles", new JsonArray(List.of(roles)));
  }

  private static Map<String, String> as(Role role) {
    Optional<CountyCode> county = role.needsCounty() ? COUNTY : Optional.empty();
    return node.signedIn(node.person(CITY, county, role), HERE);
  }

  private static Answer invite(Map<String, String> by, JsonObject whom) {
    return node.talk().post("/api/v1/invitations", by, whom);
  }

  private static Answer accept(String token, String password) {
    return node.talk()
        .post("/api/v1/invitations/" + token, Map.of(), new JsonObject().put("password", password));
  }

  @Test
  void anInvitedPersonSetsThePasswordOnce() {
    JsonObject whom = newcomer("volunteer");
    Answer invited = invite(as(Role.COORDINATOR), whom);
    assertEquals(201, invited.status());
    String token = invited.json().getString("token");
    assertEquals(CLOCK.instant().plus(Duration.ofDays(3)), invited.json().getInstant("expiresAt"));

    String username = whom.getString("username");
    assertEquals(401, node.login(username, GOOD_PASSWORD, HERE).status());
    assertEquals(422, accept(token, "short").status());
    assertEquals(422, accept(token, "1234567890").status());
    assertEquals(422, accept(token, "x" + username + " and more").status());
    assertEquals(204, accept(token, GOOD_PASSWORD).status());
    Answer second = accept(token, "another good password");
    assertEquals(404, second.status());
    assertEquals("invitation-gone", second.code());
    Answer login = node.login(username, GOOD_PASSWORD, HERE);
    assertEquals("360802", login.json().getString("county"));
  }

  @Test
  void ofTwoWhoUseALinkAtOnceOneGetsIn() {
    String token = invite(as(Role.COORDINATOR), newcomer("volunteer")).json().getString("token");
    List<Integer> statuses =
        java.util.stream.Stream.of("first good password", "second good password")
            .map(password -> STORES.vertx().executeBlocking(() -> accept(token, password), false))
            .toList()
            .stream()
            .map(Await::result)
            .map(Answer::status)
            .sorted()
            .toList();
    assertEquals(List.of(204, 404), statuses);
  }

  @Test
  void aLinkIsGoodForThreeDays() {
    Map<String, String> coordinator = as(Role.COORDINATOR);
    String old = invite(coordinator, newcomer("volunteer")).json().getString("token");
    String older = invite(coordinator, newcomer("volunteer")).json().getString("token");
    CLOCK.advance(Invitations.VALID.minusSeconds(1));
    assertEquals(204, accept(old, GOOD_PASSWORD).status());
    CLOCK.advance(Duration.ofSeconds(1));
    assertEquals(404, accept(older, GOOD_PASSWORD).status());
    assertEquals(404, accept("A".repeat(43), GOOD_PASSWORD).status());
    assertEquals(404, accept("garbage", GOOD_PASSWORD).status());
  }

  @Test
  void aNewLinkEndsTheOldOneAndANewPasswordEndsEverySession() {
    NewAccount li = node.person(CITY, COUNTY, Role.VOLUNTEER);
    Map<String, String> session = node.signedIn(li, HERE);
    Map<String, String> coordinator = as(Role.COORDINATOR);
    String path = "/api/v1/accounts/" + li.id().value() + "/invitation";
    JsonObject none = new JsonObject();
    String first = node.talk().post(path, coordinator, none).json().getString("token");
    String second = node.talk().post(path, coordinator, none).json().getString("token");
    assertEquals(404, accept(first, "another good password").status());
    assertEquals(204, accept(second, "another good password").status());
    assertEquals(401, node.talk().get("/api/v1/me", session).status());
    assertEquals(401, node.login(li.username(), GOOD_PASSWORD, HERE).status());
    assertEquals(200, node.login(li.username(), "another good password", HERE).status());
  }

  @Test
  void nobodyInvitesBeyondTheirCountyOrTheirRole() {
    Map<String, String> coordinator = as(Role.COORDINATOR);
    JsonObject elsewhere = newcomer("volunteer").put("county", "360803");
    assertEquals("out-of-scope", invite(coordinator, elsewhere).code());
    assertEquals("role-not-granted", invite(coordinator, newcomer("cityLead")).code());
    assertEquals(
        "role-not-granted", invite(coordinator, newcomer("volunteer", "inspector")).code());
    for (Role role : List.of(Role.VOLUNTEER, Role.SUPERVISOR, Role.INSPECTOR)) {
      assertEquals(403, invite(as(role), newcomer("volunteer")).status(), role.word());
    }
    JsonObject anywhere = newcomer("coordinator").put("county", "360803");
    assertEquals(201, invite(as(Role.CITY_LEAD), anywhere).status());
    Map<String, String> administrator = as(Role.SYSTEM_ADMINISTRATOR);
    JsonObject supervisor = newcomer("supervisor").put("county", "360803");
    assertEquals("role-not-granted", invite(administrator, supervisor).code());
    assertEquals(201, invite(administrator, newcomer("cityLead")).status());
  }

  @Test
  void whatIsWrongWithAnInvitationIsNamed() {
    Map<String, String> lead = as(Role.CITY_LEAD);
    JsonObject taken = newcomer("inspector");
    assertEquals(201, invite(lead, taken).status());
    assertEquals("username-taken", invite(lead, taken).code());
    assertEquals("csrf", invite(Map.of("Cookie", lead.get("Cookie")), taken).code());
    Answer wrong = invite(lead, new JsonObject().put("username", "a b").put("county", "x"));
    assertEquals(422, wrong.status());
    List<String> fields =
        wrong.json().getJsonArray("errors").stream()
            .map(error -> ((JsonObject) error).getString("field"))
            .toList();
    assertTrue(fields.containsAll(List.of("username", "county", "roles", "name", "alias")));
    Answer countyless = invite(lead, newcomer("volunteer"));
    assertEquals(422, countyless.status());
  }

  @Test
  void aDeactivatedAccountIsOutAtOnce() {
    NewAccount li = node.person(CITY, COUNTY, Role.VOLUNTEER);
    Map<String, String> session = node.signedIn(li, HERE);
    String path = "/api/v1/accounts/" + li.id().value() + "/deactivate";
    Map<String, String> coordinator = as(Role.COORDINATOR);
    assertEquals(204, node.talk().post(path, coordinator, new JsonObject()).status());
    assertEquals(401, node.talk().get("/api/v1/me", session).status());
    assertEquals(401, node.login(li.username(), GOOD_PASSWORD, HERE).status());
  }

  @Test
  void aCoordinatorSeesTheAccountsOfTheCountyOnly() {
    NewAccount mine = node.person(CITY, COUNTY, Role.VOLUNTEER);
    NewAccount theirs = node.person(CITY, Optional.of(new CountyCode("360803")), Role.VOLUNTEER);
    NewAccount above = node.person(CITY, Optional.empty(), Role.CITY_LEAD);
    List<String> seen =
        node
            .talk()
            .get("/api/v1/accounts", as(Role.COORDINATOR))
            .json()
            .getJsonArray("accounts")
            .stream()
            .map(account -> ((JsonObject) account).getString("username"))
            .toList();
    assertTrue(seen.contains(mine.username()));
    assertEquals(false, seen.contains(theirs.username()));
    assertEquals(false, seen.contains(above.username()));
  }

  @Test
  void everyActIsOnRecordWithoutANameAndTheRecordHolds() {
    NewAccount li = node.person(CITY, COUNTY, Role.VOLUNTEER);
    Map<String, String> session = node.signedIn(li, HERE);
    node.login(li.username(), "wrong", HERE);
    node.talk().post("/api/v1/logout", session, new JsonObject());
    Database database = STORES.database();
    List<String> actions =
        STORES.onLoop(() ->
            database
                .client()
                .preparedQuery(
                    "SELECT action, who, detail FROM audit.entry WHERE subject = $1 ORDER BY n")
                .execute(io.vertx.sqlclient.Tuple.of("account:" + li.id().value()))
                .compose(rows -> {
                  List<String> found = rows.stream().map(row -> row.getString("action")).toList();
                  return Future.succeededFuture(found);
                }));
    assertEquals(List.of("login", "login.refused", "logout"), actions);
    assertEquals(0L, node.onLoop(() -> node.staff().audit().faults()));
  }
}
