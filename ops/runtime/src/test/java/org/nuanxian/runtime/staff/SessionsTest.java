package org.nuanxian.runtime.staff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
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
import org.nuanxian.runtime.postgres.Migrations;
import org.nuanxian.runtime.testing.Await;
import org.nuanxian.runtime.testing.Hands;
import org.nuanxian.runtime.testing.PrivatePostgres;
import org.nuanxian.runtime.testing.PrivateRedis;
import org.nuanxian.runtime.testing.Stores;
import org.nuanxian.runtime.testing.Talk.Answer;

/** Sessions on two nodes, over real HTTP, Redis and PostgreSQL. */
class SessionsTest {
  @RegisterExtension static final Stores STORES = Stores.with("staff", "audit");

  private static final Hands CLOCK = new Hands(Instant.parse("2026-11-21T22:00:00Z"));
  private static final String HERE = "203.0.113.1";
  private static final CityCode CITY = new CityCode("360800");
  private static final Optional<CountyCode> COUNTY = Optional.of(new CountyCode("360802"));

  private static StaffNode one;
  private static StaffNode two;

  @BeforeAll
  static void start() {
    one = node(STORES.redisConfig());
    two = node(STORES.redisConfig());
  }

  private static StaffNode node(org.nuanxian.runtime.config.RedisConfig redis) {
    return new StaffNode(STORES, STORES.postgresConfig(), redis, CLOCK, StaffNode.loopback());
  }

  private static NewAccount volunteer() {
    return one.person(CITY, COUNTY, Role.VOLUNTEER);
  }

  private static int me(StaffNode node, Map<String, String> headers) {
    return node.talk().get("/api/v1/me", headers).status();
  }

  private static Answer logout(StaffNode node, Map<String, String> headers) {
    return node.talk().post("/api/v1/logout", headers, new JsonObject());
  }

  private static WebSocket desk(StaffNode node, Map<String, String> headers) {
    return Await.result(node.talk().socket("/desk", headers));
  }

  @Test
  void aSessionIsGoodOnEveryNodeUntilTheyLeave() {
    Map<String, String> li = one.signedIn(volunteer(), HERE);
    assertEquals(200, me(one, li));
    assertEquals(200, me(two, li));
    Answer left = logout(two, li);
    assertEquals(204, left.status());
    assertEquals(
        "session=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict", left.headers().get("set-cookie"));
    assertEquals(401, me(two, li));
    Await.until("the other node heard of it", () -> me(one, li) == 401);
  }

  @Test
  void whatChangesSomethingNeedsTheCsrfHeader() {
    Map<String, String> li = one.signedIn(volunteer(), HERE);
    Map<String, String> wang = one.signedIn(volunteer(), HERE);
    Map<String, String> bare = Map.of("Cookie", li.get("Cookie"));
    assertEquals("csrf", logout(one, bare).code());
    assertEquals(
        "csrf",
        logout(one, Map.of("Cookie", li.get("Cookie"), "X-CSRF", wang.get("X-CSRF"))).code());
    assertEquals(200, me(one, li));
  }

  @Test
  void aStolenCookieIsNoUseFromAnotherOrigin() {
    Map<String, String> li = one.signedIn(volunteer(), HERE);
    Map<String, String> stolen =
        Map.of(
            "Cookie", li.get("Cookie"),
            "X-CSRF", li.get("X-CSRF"),
            "Origin", "https://evil.example");
    assertEquals("origin", logout(one, stolen).code());
    Throwable refused = Await.failure(one.talk().socket("/desk", stolen));
    assertEquals(403, ((UpgradeRejectedException) refused).getStatus());
    assertEquals(200, me(one, li));
  }

  @Test
  void garbageForeignAndOldTokensAreNobody() {
    String good = one.signedIn(volunteer(), HERE).get("Cookie");
    for (String cookie :
        List.of(
            "session=",
            "session=garbage",
            "session=" + "A".repeat(43),
            "session='; DROP TABLE staff.session; --",
            "session=" + "暖".repeat(43),
            good.substring(0, good.length() - 1),
            good + "A",
            "__Host-" + good,
            "other=" + good)) {
      assertEquals(401, me(one, Map.of("Cookie", cookie)), cookie);
      WebSocket socket = desk(one, Map.of("Cookie", cookie));
      Await.until("it is closed", socket::isClosed);
      assertEquals((short) 4401, socket.closeStatusCode());
    }
    assertEquals(200, me(one, Map.of("Cookie", good)));
  }

  @Test
  void aSessionEndsForWantOfUseAndLivesWithUse() {
    Map<String, String> used = one.signedIn(volunteer(), HERE);
    Map<String, String> idle = one.signedIn(volunteer(), HERE);
    for (int i = 0; i < 4; i++) {
      CLOCK.advance(Sessions.IDLE.dividedBy(3));
      assertEquals(200, me(one, used));
    }
    assertEquals(401, me(one, idle));
    assertEquals(401, me(two, idle));
  }

  @Test
  void endingASessionOnOneNodeClosesTheSocketOnTheOther() {
    NewAccount li = volunteer();
    Map<String, String> first = one.signedIn(li, HERE);
    Map<String, String> second = one.signedIn(li, HERE);
    WebSocket ended = desk(two, first);
    WebSocket kept = desk(two, second);
    assertEquals(204, logout(one, first).status());
    Await.until("the socket is closed", ended::isClosed);
    assertEquals((short) 4401, ended.closeStatusCode());
    assertFalse(kept.isClosed());

    one.onLoop(() -> one.staff().sessions().endAll(li.id()));
    Await.until("the other one, too", kept::isClosed);
  }

  @Test
  void anOpenSocketOutlivesTheAgeOfItsSession() {
    Map<String, String> li = one.signedIn(volunteer(), HERE);
    WebSocket socket = desk(one, li);
    CLOCK.advance(Sessions.IDLE.plusMinutes(1));
    NewAccount other = volunteer();
    Map<String, String> noise = one.signedIn(other, HERE);
    logout(one, noise);
    assertFalse(socket.isClosed());
  }

  @Test
  void losingRedisSignsNobodyOutAndLeavingIsSeenAllTheSame() {
    PrivateRedis redis = STORES.privateRedis();
    StaffNode a = node(redis.config());
    StaffNode b = node(redis.config());
    Map<String, String> li = a.signedIn(volunteer(), HERE);
    assertEquals(200, me(b, li));
    redis.kill();
    assertEquals(200, me(a, li));
    CLOCK.advance(Duration.ofMinutes(1));
    assertEquals(200, me(b, li));
    Map<String, String> wang = b.signedIn(volunteer(), HERE);
    assertEquals(200, me(a, wang));

    assertEquals(204, logout(a, li).status());
    CLOCK.advance(SessionCache.KEPT);
    assertEquals(401, me(b, li));
  }

  @Test
  void losingPostgresKeepsWhoIsKnownAndPromisesNothingElse() {
    PrivatePostgres postgres = STORES.privatePostgres();
    Migrations.apply(postgres.config(), "staff", "audit");
    StaffNode node =
        new StaffNode(STORES, postgres.config(), STORES.redisConfig(), CLOCK, StaffNode.loopback());
    NewAccount account = node.person(CITY, COUNTY, Role.VOLUNTEER);
    Map<String, String> li = node.signedIn(account, HERE);
    postgres.kill();
    CLOCK.advance(SessionCache.KEPT);
    assertEquals(200, me(node, li));
    assertEquals(503, me(node, Map.of("Cookie", "session=" + "A".repeat(43))));
    Answer login = node.login(account.username(), StaffNode.GOOD_PASSWORD, HERE);
    assertEquals(503, login.status());
    assertEquals("2", login.headers().get("retry-after"));
    CLOCK.advance(SessionCache.STALE);
    assertEquals(503, me(node, li));
  }
}
