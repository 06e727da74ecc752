package org.nuanxian.bench.product;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.nuanxian.bench.Ground;
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
import org.nuanxian.roster.postgres.PostgresPlanning;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.postgres.Migrations;
import org.nuanxian.runtime.redis.Hints;
import org.nuanxian.runtime.redis.RedisLink;

/**
 * A city with one county whose volunteers are all on shift and signed in. Their sessions are
 * written as rows: hundreds of passwords would take longer than the measurement.
 */
public final class Town {
  static final CityCode CITY = new CityCode("360800");
  static final CountyCode COUNTY = new CountyCode("360802");

  /** As the server has them; it applies what is missing here when it starts. */
  private static final String[] SCHEMAS = {
    "installation", "vault", "staff", "audit", "settings", "roster", "dispatch", "conversation"
  };

  private static final Duration SHIFT = Duration.ofHours(12);
  private static final int TOKEN_BYTES = 32;
  private static final long WRITE_SECONDS_MAX = 60;

  private final List<VolunteerId> people;
  private final List<String> tokens;

  private Town(List<VolunteerId> people, List<String> tokens) {
    this.people = List.copyOf(people);
    this.tokens = List.copyOf(tokens);
  }

  /** Names of the volunteers' telephones on a PBX, in the order of the tokens. */
  public List<String> telephones() {
    return people.stream().map(id -> "v" + id.value().toString().replace("-", "")).toList();
  }

  /** As a line of the hotline's configuration: who calls this number calls the county. */
  public static String number() {
    return COUNTY.value() + "=" + COUNTY.value();
  }

  /** Cookies of the volunteers' sessions, one for each. */
  public List<String> tokens() {
    return tokens;
  }

  /** Writes the city with so many volunteers; before a server starts. */
  public static Town build(Vertx vertx, Ground ground, int volunteers) {
    Migrations.apply(ground.postgres(), SCHEMAS);
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    Database database = new Database(vertx, ground.postgres(), metrics);
    RedisLink redis = new RedisLink(vertx, ground.redis(), metrics);
    Hints hints = new Hints(vertx, ground.redis(), redis, metrics);
    PostgresPlanning planning = new PostgresPlanning(database, hints);
    List<VolunteerId> people = new ArrayList<>();
    List<String> tokens = new ArrayList<>();
    SecureRandom random = new SecureRandom();
    for (int i = 0; i < volunteers; i++) {
      people.add(new VolunteerId(UUID.randomUUID()));
      byte[] token = new byte[TOKEN_BYTES];
      random.nextBytes(token);
      tokens.add(Base64.getUrlEncoder().withoutPadding().encodeToString(token));
    }
    redis
        .start()
        .compose(v -> hints.start())
        .compose(v -> roster(planning, people))
        .compose(v -> open(database))
        .compose(v -> accounts(database, people))
        .compose(v -> sessions(database, people, tokens))
        .compose(v -> hints.close())
        .compose(v -> redis.close())
        .compose(v -> database.close())
        .timeout(WRITE_SECONDS_MAX, TimeUnit.SECONDS)
        .await();
    return new Town(people, tokens);
  }

  private static Future<Void> roster(PostgresPlanning planning, List<VolunteerId> people) {
    Instant from = Instant.now().minus(Duration.ofHours(1));
    Instant to = from.plus(SHIFT);
    ShiftId shift = new ShiftId(UUID.randomUUID());
    List<Volunteer> volunteers = people.stream().map(id -> volunteer(id, to)).toList();
    List<Assignment> seats =
        people.stream().map(id -> new Assignment(shift, id, Seat.AT_DESK)).toList();
    return planning
        .addCity(new City(CITY, "吉安市", List.of(new County(COUNTY, "吉州区"))))
        .compose(v -> planning.addVolunteers(CITY, volunteers))
        .compose(v ->
            planning.addShifts(CITY, List.of(new Shift(shift, COUNTY, "班", from, to, Map.of()))))
        .compose(v -> planning.assign(CITY, seats))
        .compose(v -> planning.publish(CITY, COUNTY, from, to));
  }

  private static Future<Void> open(Database database) {
    return database
        .client()
        .preparedQuery("INSERT INTO settings.line VALUES ($1, true, $2, now())")
        .execute(Tuple.of(CITY.value(), UUID.randomUUID()))
        .mapEmpty();
  }

  private static Volunteer volunteer(VolunteerId id, Instant until) {
    return new Volunteer(
        id,
        CITY,
        COUNTY,
        "-",
        "志愿者",
        Gender.OTHER,
        Set.of(Medium.CHAT, Medium.VOICE),
        true,
        Optional.of(until),
        Clearance.ALL,
        Optional.empty(),
        Optional.empty());
  }

  private static Future<Void> accounts(Database database, List<VolunteerId> people) {
    String sql =
        "INSERT INTO staff.account (id, username, name, alias, city, county, roles, created_at)"
            + " VALUES ($1, $2, '-', '志愿者', $3, $4, '{volunteer}', now())";
    List<Tuple> rows =
        people.stream()
            .map(id -> Tuple.of(id.value(), "bench-" + id.value(), CITY.value(), COUNTY.value()))
            .toList();
    return database.pool().preparedQuery(sql).executeBatch(rows).mapEmpty();
  }

  private static Future<Void> sessions(
      Database database, List<VolunteerId> people, List<String> tokens) {
    String sql =
        "INSERT INTO staff.session (key, account, created_at, seen_at, expires_at)"
            + " VALUES ($1, $2, now(), now(), $3)";
    List<Tuple> rows = new ArrayList<>();
    for (int i = 0; i < people.size(); i++) {
      rows.add(
          Tuple.of(
              Buffer.buffer(digest(tokens.get(i))),
              people.get(i).value(),
              Instant.now().plus(SHIFT).atOffset(ZoneOffset.UTC)));
    }
    return database.pool().preparedQuery(sql).executeBatch(rows).mapEmpty();
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
