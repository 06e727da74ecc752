package org.nuanxian.runtime.staff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nuanxian.runtime.staff.StaffNode.GOOD_PASSWORD;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.runtime.config.HttpConfig;
import org.nuanxian.runtime.config.LockoutConfig;
import org.nuanxian.runtime.http.ClientAddress;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.testing.Hands;
import org.nuanxian.runtime.testing.Stores;
import org.nuanxian.runtime.testing.Talk.Answer;

/** Signing in over real HTTP, on real PostgreSQL. */
class SignInTest {
  @RegisterExtension static final Stores STORES = Stores.with("staff", "audit");

  private static final Hands CLOCK = new Hands(Instant.parse("2026-11-21T22:00:00Z"));
  private static final CityCode CITY = new CityCode("360800");
  private static final Optional<CountyCode> COUNTY = Optional.of(new CountyCode("360802"));

  private static StaffNode node;
  private static int addresses;
  private String address;

  @BeforeAll
  static void start() {
    node =
        new StaffNode(
            STORES, STORES.postgresConfig(), STORES.redisConfig(), CLOCK, StaffNode.loopback());
  }

  /** Each test sits somewhere else, so that one does not lock another's address. */
  @BeforeEach
  void move() {
    address = "203.0.113." + ++addresses;
  }

  private NewAccount volunteer() {
    return node.person(CITY, COUNTY, Role.VOLUNTEER);
  }

  @Test
  void thePersonIsToldWhoTheyAreAndGetsACookieNoScriptCanRead() {
    NewAccount li = volunteer();
    Answer answer =
        node.login(" " + li.username().toUpperCase(java.util.Locale.ROOT), GOOD_PASSWORD, address);
    assertEquals(200, answer.status());
    JsonObject me = answer.json();
    assertEquals(li.id().value().toString(), me.getString("id"));
    assertEquals(List.of("volunteer"), me.getJsonArray("roles").getList());
    assertEquals("360802", me.getString("county"));
    String cookie = answer.headers().get("set-cookie");
    assertTrue(cookie.matches("session=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict"), cookie);
    assertEquals("no-store", answer.headers().get("cache-control"));
    Answer again = node.talk().get("/api/v1/me", Map.of("Cookie", StaffNode.cookie(answer)));
    assertEquals(me, again.json());
  }

  @Test
  void overTlsTheCookieBelongsToThisHostOnly() {
    HttpConfig config =
        new HttpConfig(
            "127.0.0.1",
            0,
            "127.0.0.1",
            0,
            List.of("https://help.example"),
            List.of("127.0.0.1"),
            List.of(),
            "",
            Optional.empty());
    StaffNode secure =
        new StaffNode(STORES, STORES.postgresConfig(), STORES.redisConfig(), CLOCK, config);
    String cookie =
        secure.login(volunteer().username(), GOOD_PASSWORD, address).headers().get("set-cookie");
    assertTrue(cookie.startsWith("__Host-session="), cookie);
    assertTrue(cookie.endsWith("; Path=/; HttpOnly; SameSite=Strict; Secure"), cookie);
    secure.stop();
  }

  @Test
  void whateverIsWrongTheAnswerAndTheWorkAreTheSame() {
    NewAccount invited =
        new NewAccount(
            new AccountId(java.util.UUID.randomUUID()),
            "invited",
            "某",
            "暖",
            CITY,
            COUNTY,
            java.util.Set.of(Role.VOLUNTEER),
            Optional.empty());
    node.onLoop(() -> node.staff().accounts().create(invited));
    NewAccount left = volunteer();
    node.onLoop(() -> node.staff().accounts().deactivate(left.id()));

    List<String> bodies = new ArrayList<>();
    for (String username :
        List.of(volunteer().username(), "nobody-of-that-name", "invited", left.username())) {
      int before = node.passwordRuns();
      Answer answer = node.login(username, "wrong password", address);
      assertEquals(401, answer.status());
      assertEquals(1, node.passwordRuns() - before, "work for " + username);
      assertFalse(answer.headers().contains("set-cookie"));
      bodies.add(answer.body().toString());
    }
    assertEquals(1, bodies.stream().distinct().count());
  }

  @Test
  void aSecondFactorThatNobodySetUpIsNotPassedOverInSilence() {
    NewAccount li = volunteer();
    JsonObject body =
        new JsonObject()
            .put("username", li.username())
            .put("password", GOOD_PASSWORD)
            .put("otp", "123456");
    int before = node.passwordRuns();

    Answer answer = node.talk().post("/api/v1/login", Map.of("X-Forwarded-For", address), body);

    assertEquals(422, answer.status());
    assertEquals("no-second-factor", answer.code());
    assertFalse(answer.headers().contains("set-cookie"));
    assertEquals(before, node.passwordRuns(), "nothing is told of the password");
    assertEquals(200, node.login(li.username(), GOOD_PASSWORD, address).status());
  }

  @Test
  void fiveWrongPasswordsLockTheNameForAQuarterOfAnHour() {
    NewAccount li = volunteer();
    for (int i = 0; i < StaffNode.LOCKOUT.accountFailures(); i++) {
      assertEquals(401, node.login(li.username(), "wrong", address).status());
    }
    int before = node.passwordRuns();
    Answer locked = node.login(li.username(), GOOD_PASSWORD, address);
    assertEquals(429, locked.status());
    assertEquals("locked", locked.code());
    assertEquals("900", locked.headers().get("retry-after"));
    assertEquals(before, node.passwordRuns(), "a locked name costs no hash");

    CLOCK.advance(Duration.ofMinutes(10));
    Answer still = node.login(li.username(), GOOD_PASSWORD, "203.0.113.250");
    assertEquals("300", still.headers().get("retry-after"));
    assertEquals(200, node.login(volunteer().username(), GOOD_PASSWORD, address).status());

    CLOCK.advance(Duration.ofMinutes(5));
    assertEquals(200, node.login(li.username(), GOOD_PASSWORD, address).status());
  }

  @Test
  void aNameNobodyHasLocksLikeAnyOther() {
    for (int i = 0; i < StaffNode.LOCKOUT.accountFailures(); i++) {
      assertEquals(401, node.login("ghost", "wrong", address).status());
    }
    assertEquals(429, node.login("ghost", "wrong", address).status());
  }

  @Test
  void theRightPasswordStartsTheCountAnew() {
    NewAccount li = volunteer();
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < StaffNode.LOCKOUT.accountFailures() - 1; i++) {
        assertEquals(401, node.login(li.username(), "wrong", address).status());
      }
      assertEquals(200, node.login(li.username(), GOOD_PASSWORD, address).status());
    }
  }

  @Test
  void tryingManyNamesLocksTheAddressAndNobodyElse() {
    Lockout lockout = new Lockout(STORES.database(), StaffNode.LOCKOUT, CLOCK);
    for (int i = 0; i < StaffNode.LOCKOUT.addressFailures(); i++) {
      String guess = "guess" + i;
      STORES.onLoop(() -> lockout.charge(guess, new ClientAddress(address)));
    }
    NewAccount li = volunteer();
    assertEquals(429, node.login(li.username(), GOOD_PASSWORD, address).status());
    assertEquals(200, node.login(li.username(), GOOD_PASSWORD, "203.0.113.251").status());
  }

  @Test
  void manyTriesAtOnceCountAsMany() {
    NewAccount li = volunteer();
    Lockout lockout = new Lockout(STORES.database(), StaffNode.LOCKOUT, CLOCK);
    ClientAddress here = new ClientAddress(address);
    List<Lockout.Charge> charges =
        STORES.onLoop(() -> {
          List<Future<Lockout.Charge>> all = new ArrayList<>();
          for (int i = 0; i < 20; i++) {
            all.add(lockout.charge(li.username(), here));
          }
          return Future.all(all).map(done -> all.stream().map(Future::result).toList());
        });
    long let = charges.stream().filter(charge -> charge.locked().isZero()).count();
    assertEquals(StaffNode.LOCKOUT.accountFailures(), let);
    assertEquals(1, charges.stream().filter(Lockout.Charge::begins).count());
  }

  @Test
  void theOperatorSetsTheBounds() {
    LockoutConfig strict = new LockoutConfig(1, 2, Duration.ofMinutes(1), Duration.ofHours(3));
    Lockout lockout = new Lockout(STORES.database(), strict, CLOCK);
    ClientAddress here = new ClientAddress(address);

    assertEquals(Duration.ZERO, charged(lockout, "strict-a", here));
    assertEquals(Duration.ofHours(3), charged(lockout, "strict-a", here));
    assertEquals(Duration.ofHours(3), charged(lockout, "strict-b", here), "the address");
    CLOCK.advance(Duration.ofHours(3));
    assertEquals(Duration.ZERO, charged(lockout, "strict-a", here));
    CLOCK.advance(Duration.ofMinutes(2));
    assertEquals(Duration.ZERO, charged(lockout, "strict-a", here), "out of the window");
  }

  private static Duration charged(Lockout lockout, String name, ClientAddress from) {
    return STORES.onLoop(() -> lockout.charge(name, from)).locked();
  }

  @Test
  void aCoordinatorLetsALockedPersonInAtOnce() {
    NewAccount li = volunteer();
    for (int i = 0; i <= StaffNode.LOCKOUT.accountFailures(); i++) {
      node.login(li.username(), "wrong", address);
    }
    NewAccount coordinator = node.person(CITY, COUNTY, Role.COORDINATOR);
    NewAccount stranger =
        node.person(CITY, Optional.of(new CountyCode("360803")), Role.COORDINATOR);
    String path = "/api/v1/accounts/" + li.id().value() + "/unlock";
    JsonObject none = new JsonObject();
    assertEquals(
        404, node.talk().post(path, node.signedIn(stranger, "198.51.100.1"), none).status());
    assertEquals(
        204, node.talk().post(path, node.signedIn(coordinator, "198.51.100.1"), none).status());
    assertEquals(200, node.login(li.username(), GOOD_PASSWORD, address).status());
  }

  @Test
  void badInputIsNamedAndCostsNothing() {
    int before = node.passwordRuns();
    Answer wrong =
        node.talk()
            .post("/api/v1/login", Map.of(), new JsonObject().put("username", 7).put("x", "y"));
    assertEquals(422, wrong.status());
    assertEquals(2, wrong.json().getJsonArray("errors").size());
    JsonObject huge = new JsonObject().put("username", "li").put("password", "x".repeat(257));
    assertEquals(422, node.talk().post("/api/v1/login", Map.of(), huge).status());
    JsonObject larger = new JsonObject().put("username", "li").put("password", "x".repeat(70_000));
    assertEquals(413, node.talk().post("/api/v1/login", Map.of(), larger).status());
    assertEquals(before, node.passwordRuns());
    Answer slipped = node.login("li\r\nSet-Cookie: session=x", "wrong\u2028", address);
    assertEquals(401, slipped.status());
    assertFalse(slipped.headers().contains("set-cookie"));
  }

  @Test
  void aForeignPageCannotSignAnybodyIn() {
    NewAccount li = volunteer();
    Answer answer =
        node.talk()
            .post(
                "/api/v1/login",
                Map.of("Origin", "https://evil.example"),
                new JsonObject().put("username", li.username()).put("password", GOOD_PASSWORD));
    assertEquals(403, answer.status());
    assertFalse(answer.headers().contains("set-cookie"));
  }

  @Test
  void aQueueOfSignInsIsBoundedAndSaysSo() {
    List<Throwable> refused =
        STORES.onLoop(() -> {
          Passwords passwords =
              new Passwords(
                  STORES.vertx(),
                  new java.security.SecureRandom(),
                  new io.micrometer.core.instrument.simple.SimpleMeterRegistry());
          List<Future<Boolean>> all = new ArrayList<>();
          for (int i = 0; i < 70; i++) {
            all.add(passwords.fits("x", Optional.empty()));
          }
          return Future.join(all)
              .transform(done ->
                  Future.succeededFuture(
                      all.stream().filter(Future::failed).map(Future::cause).toList()));
        });
    assertEquals(6, refused.size());
    assertEquals(503, ((Problem) refused.getFirst()).status());
  }
}
