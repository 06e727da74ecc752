package org.nuanxian.dispatcher.ladder;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.nuanxian.dispatcher.Dispatcher;
import org.nuanxian.dispatcher.alert.Scope;
import org.nuanxian.roster.City;
import org.nuanxian.roster.County;
import org.nuanxian.roster.ShiftTemplate;
import org.nuanxian.runtime.audit.Audit;
import org.nuanxian.runtime.config.AlertConfig;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.id.Ids;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.staff.Actor;
import org.nuanxian.runtime.staff.ContactWays.Reachable;
import org.nuanxian.runtime.staff.OwnWay;

/**
 * Once a week everybody on a ladder is told to say 收到: by their own ways where there are some, and
 * on their page. Tables {@code dispatch.ladder_test} and {@code dispatch.ladder_schedule}, written
 * here only; the messages go the way of every alert. See ops/docs/alerts.md.
 */
public final class WeeklyTest {
  /** What such a message is called among alerts. */
  public static final String KIND = "weeklyTest";

  /** How often a node looks whether it is time. */
  public static final Duration EVERY = Duration.ofMinutes(1);

  private static final Duration LEASE = Duration.ofSeconds(90);

  /** A house that was away for longer than this tests next week. */
  private static final Duration LATE_MAX = Duration.ofHours(6);

  private static final Duration WEEK = Duration.ofDays(7);
  private static final int CODE_CHARS = 12; // 48 bits: nothing is behind it but the word 收到

  private static final String SCHEDULE =
      "SELECT day, minute FROM dispatch.ladder_schedule WHERE city = $1";

  private static final String SET_SCHEDULE =
      """
      INSERT INTO dispatch.ladder_schedule (city, day, minute, changed_by, changed_at)
      VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (city) DO UPDATE SET day = excluded.day, minute = excluded.minute,
        changed_by = excluded.changed_by, changed_at = excluded.changed_at
      """;

  /** Whoever is in it already was told already. */
  private static final String BEGIN =
      """
      WITH fresh AS (
        INSERT INTO dispatch.ladder_test (city, at, person, code)
        SELECT $1, $2, p.person, p.code FROM unnest($3::uuid[], $4::text[]) AS p (person, code)
        ON CONFLICT DO NOTHING RETURNING person)
      INSERT INTO dispatch.alert
        (id, city, county, era, alarm, kind, rung, channel, recipient, person, opened, at, state,
         due)
      SELECT m.id, $1, $1, '', $5, $6, 0, m.channel, -1, m.person, $2, $7, 'pending', $7
      FROM unnest($8::uuid[], $9::text[], $10::uuid[]) AS m (id, channel, person)
      JOIN fresh USING (person)
      ON CONFLICT DO NOTHING
      """;

  private static final String LAST =
      """
      SELECT t.at, t.person, t.answered_at, coalesce(a.name, '') AS name,
        (SELECT CASE WHEN bool_or(m.state = 'sent') THEN 'sent'
                     WHEN bool_or(m.state = 'pending') THEN 'pending' ELSE 'failed' END
         FROM dispatch.alert m WHERE m.alarm = $2 AND m.person = t.person HAVING count(*) > 0) AS sent
      FROM dispatch.ladder_test t LEFT JOIN staff.account a ON a.id = t.person
      WHERE t.city = $1 AND t.at = $3
      ORDER BY t.answered_at IS NOT NULL, a.county, a.username
      """;

  private static final String NEWEST =
      "SELECT max(at) AS at FROM dispatch.ladder_test WHERE city = $1";

  private static final String BY_CODE =
      """
      UPDATE dispatch.ladder_test SET answered_at = coalesce(answered_at, $2)
      WHERE code = $1 AND at > $3
      """;

  private static final String BY_PERSON =
      """
      UPDATE dispatch.ladder_test SET answered_at = coalesce(answered_at, $2)
      WHERE person = $1 AND at > $3
      """;

  private static final String OWN =
      """
      SELECT answered_at IS NOT NULL AS answered FROM dispatch.ladder_test
      WHERE person = $1 AND at > $2 ORDER BY at DESC LIMIT 1
      """;

  private final Database database;
  private final Function<CityCode, CityLadders> ladders;
  private final List<AlertConfig> channels;
  private final Audit audit;
  private final InstantSource clock;
  private final Ids ids = Ids.secure();

  /**
   * The tests in this database.
   *
   * @param channels the channels of the installation
   */
  public WeeklyTest(
      Database database,
      Function<CityCode, CityLadders> ladders,
      List<AlertConfig> channels,
      Audit audit,
      InstantSource clock) {
    this.database = database;
    this.ladders = ladders;
    this.channels = List.copyOf(channels);
    this.audit = audit;
    this.clock = clock;
  }

  /** When the week's test is, in the time of the line. */
  public record Schedule(DayOfWeek day, LocalTime time) {
    /** Until a city decides otherwise. */
    static final Schedule SHIPPED = new Schedule(DayOfWeek.WEDNESDAY, LocalTime.of(10, 0));

    /** The last time that was due. */
    Instant before(Instant now) {
      ZonedDateTime here = now.atZone(ShiftTemplate.ZONE);
      ZonedDateTime due = here.with(TemporalAdjusters.previousOrSame(day)).with(time);
      return (due.isAfter(here) ? due.minusWeeks(1) : due).toInstant();
    }
  }

  /** When a city tests. */
  public Future<Schedule> schedule(CityCode city) {
    return database
        .client()
        .preparedQuery(SCHEDULE)
        .execute(Tuple.of(city.value()))
        .map(rows ->
            rows.stream()
                .findFirst()
                .map(row ->
                    new Schedule(
                        DayOfWeek.of(row.getInteger("day")),
                        LocalTime.MIN.plusMinutes(row.getInteger("minute"))))
                .orElse(Schedule.SHIPPED));
  }

  /** Changes when a city tests, on record. */
  public Future<Void> set(Actor by, Schedule wanted) {
    Tuple row =
        Tuple.of(
                by.city().value(),
                wanted.day().getValue(),
                wanted.time().getHour() * 60 + wanted.time().getMinute(),
                by.id().value())
            .addValue(utc(clock.instant()));
    return database
        .client()
        .preparedQuery(SET_SCHEDULE)
        .execute(row)
        .compose(set ->
            audit.record(
                by.who(),
                "ladder.schedule",
                "settings:" + by.city().value() + ":ladder.test",
                Map.of("day", wanted.day().toString(), "time", wanted.time().toString())));
  }

  /** Begins the test of the week, if it is time and this node's turn. */
  public Future<Void> look(City city, Dispatcher dispatcher) {
    return Future.fromCompletionStage(dispatcher.chores().lease("weeklyTest", LEASE))
        .compose(mine -> mine ? schedule(city.code()) : Future.failedFuture("another node"))
        .transform(
            read -> read.succeeded() ? begin(city, read.result()) : Future.succeededFuture());
  }

  /** Tells everybody who was not told of the test that is due. */
  public Future<Void> begin(City city, Schedule schedule) {
    Instant now = clock.instant();
    Instant due = schedule.before(now);
    if (now.isAfter(due.plus(LATE_MAX))) {
      return Future.succeededFuture();
    }
    List<CountyCode> counties = city.counties().stream().map(County::code).toList();
    List<Reachable> people = ladders.apply(city.code()).everybody(counties);
    UUID alarm = alarm(city.code(), due);
    List<Message> messages = new ArrayList<>();
    people.forEach(who -> messages.addAll(messages(city.code(), alarm, who)));
    Tuple row =
        Tuple.of(city.code().value(), utc(due))
            .addValue(people.stream().map(WeeklyTest::id).toArray(UUID[]::new))
            .addValue(people.stream().map(who -> code()).toArray(String[]::new))
            .addValue(alarm)
            .addValue(KIND)
            .addValue(utc(now))
            .addValue(messages.stream().map(Message::id).toArray(UUID[]::new))
            .addValue(messages.stream().map(Message::channel).toArray(String[]::new))
            .addValue(messages.stream().map(Message::person).toArray(UUID[]::new));
    return database.client().preparedQuery(BEGIN).execute(row).mapEmpty();
  }

  private record Message(UUID id, String channel, UUID person) {}

  private List<Message> messages(CityCode city, UUID alarm, Reachable who) {
    List<Message> messages = new ArrayList<>();
    for (OwnWay way : who.ways()) {
      channels.stream()
          .filter(one -> Scope.carries(one, way) && Scope.covers(one, city))
          .findFirst()
          .ifPresent(one ->
              messages.add(
                  new Message(
                      named(alarm + "/" + one.name() + "/" + id(who)), one.name(), id(who))));
    }
    return messages;
  }

  private String code() {
    return ids.next().toString().replace("-", "").substring(0, CODE_CHARS);
  }

  private static UUID id(Reachable who) {
    return who.actor().id().value();
  }

  private static UUID alarm(CityCode city, Instant at) {
    return named(city.value() + "/" + KIND + "/" + at);
  }

  private static UUID named(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * What became of somebody's part.
   *
   * @param sent sent, pending or failed; empty: they told no way of their own
   */
  public record Part(String name, Optional<String> sent, Optional<Instant> answeredAt) {}

  /** The last test of a city. */
  public record Last(Instant at, List<Part> people) {}

  /** The last test of a city, whoever has not answered first; empty before the first. */
  public Future<Optional<Last>> last(CityCode city) {
    return database
        .client()
        .preparedQuery(NEWEST)
        .execute(Tuple.of(city.value()))
        .map(rows -> Optional.ofNullable(rows.iterator().next().getOffsetDateTime("at")))
        .compose(at ->
            at.isEmpty()
                ? Future.succeededFuture(Optional.empty())
                : last(city, at.get()).map(Optional::of));
  }

  private Future<Last> last(CityCode city, OffsetDateTime at) {
    return database
        .client()
        .preparedQuery(LAST)
        .execute(Tuple.of(city.value(), alarm(city, at.toInstant()), at))
        .map(rows -> new Last(at.toInstant(), rows.stream().map(WeeklyTest::part).toList()));
  }

  private static Part part(Row row) {
    return new Part(
        row.getString("name"),
        Optional.ofNullable(row.getString("sent")),
        Optional.ofNullable(row.getOffsetDateTime("answered_at")).map(OffsetDateTime::toInstant));
  }

  /** Somebody followed the link; answers whether it belongs to a test of this week. */
  public Future<Boolean> received(String code) {
    return answer(BY_CODE, code);
  }

  /** Somebody says so on their page; answers whether a test of this week waits for them. */
  public Future<Boolean> received(Actor by) {
    return answer(BY_PERSON, by.id().value());
  }

  private Future<Boolean> answer(String statement, Object who) {
    Instant now = clock.instant();
    return database
        .client()
        .preparedQuery(statement)
        .execute(Tuple.of(who, utc(now), utc(now.minus(WEEK))))
        .map(rows -> rows.rowCount() > 0);
  }

  /** Whether somebody has answered the test of this week; empty: it did not concern them. */
  public Future<Optional<Boolean>> own(Actor by) {
    return database
        .client()
        .preparedQuery(OWN)
        .execute(Tuple.of(by.id().value(), utc(clock.instant().minus(WEEK))))
        .map(rows -> rows.stream().findFirst().map(row -> row.getBoolean("answered")));
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
