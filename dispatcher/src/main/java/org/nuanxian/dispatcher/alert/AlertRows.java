package org.nuanxian.dispatcher.alert;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.nuanxian.runtime.postgres.Database;

/**
 * How alerts are taken and what became of them. Each call is one short statement of its own: no
 * transaction is open while something is sent.
 */
final class AlertRows {
  /** Somebody else's locked rows are passed over, so two nodes never take the same one at once. */
  private static final String TAKE =
      """
      WITH picked AS MATERIALIZED (
        SELECT p.id, c.until
        FROM unnest($1::text[], $2::int[], $4::timestamptz[]) AS c (name, free, until)
        CROSS JOIN LATERAL (
          SELECT id FROM dispatch.alert
          WHERE channel = c.name AND state = 'pending' AND due <= $3 AND at > $6
          ORDER BY due, id LIMIT c.free
          FOR UPDATE SKIP LOCKED) AS p)
      UPDATE dispatch.alert AS a SET due = picked.until, claim = $5, tries = a.tries + 1
      FROM picked WHERE a.id = picked.id
      RETURNING a.id, a.city, a.county, a.alarm, a.contact, a.kind, a.rung, a.channel, a.recipient,
        a.person, a.opened, a.about, a.tries,
        (SELECT CASE WHEN c.danger THEN 'red' ELSE c.level END
         FROM dispatch.contact c WHERE c.id = a.contact) AS level,
        (SELECT c.channel = 'test' FROM dispatch.contact c WHERE c.id = a.contact) AS test,
        (SELECT t.code FROM dispatch.ladder_test t
         WHERE t.city = a.city AND t.at = a.opened AND t.person = a.person) AS code
      """;

  /** Whoever holds the lease by now: it has arrived. */
  private static final String SENT =
      "UPDATE dispatch.alert SET state = 'sent', done_at = $2, problem = NULL WHERE id = $1";

  private static final String AGAIN =
      "UPDATE dispatch.alert SET due = $3, problem = $4 WHERE id = $1 AND claim = $2"
          + " AND state = 'pending'";

  private static final String FAILED =
      "UPDATE dispatch.alert SET state = 'failed', done_at = $3, problem = $4"
          + " WHERE id = $1 AND claim = $2 AND state = 'pending'";

  /** Nodes' clocks differ a little, so the later time stays. */
  private static final String SUCCESS =
      """
      INSERT INTO dispatch.alert_channel AS c (name, last_success) VALUES ($1, $2)
      ON CONFLICT (name) DO UPDATE SET last_success = greatest(c.last_success, $2)
      """;

  private static final String FAILURE =
      """
      INSERT INTO dispatch.alert_channel AS c (name, last_failure, problem) VALUES ($1, $2, $3)
      ON CONFLICT (name) DO UPDATE SET last_failure = greatest(c.last_failure, $2), problem = $3
      """;

  private static final String HEALTH =
      """
      SELECT n.name, c.last_success, c.last_failure, c.problem,
        (SELECT count(*) FROM dispatch.alert a
         WHERE a.channel = n.name AND a.state = 'pending' AND a.at > $3) AS pending,
        (SELECT count(*) FROM dispatch.alert a
         WHERE a.channel = n.name AND a.state = 'failed' AND a.done_at > $2) AS failed
      FROM unnest($1::text[]) AS n (name) LEFT JOIN dispatch.alert_channel c ON c.name = n.name
      """;

  /** What could not be sent for so long is no news: whatever still stands has climbed since. */
  static final Duration STALE = Duration.ofHours(1);

  /** Failures older than this are history. */
  private static final Duration RECENT = Duration.ofDays(1);

  private final Database database;

  AlertRows(Database database) {
    this.database = database;
  }

  /**
   * Takes what is due, the longest due first, and keeps it from others until the lease ends.
   *
   * @param free how many each channel may have
   * @param lease of what goes by a channel
   */
  Future<List<Due>> take(
      Map<String, Integer> free, UUID claim, Instant now, Function<String, Duration> lease) {
    String[] names = free.keySet().toArray(String[]::new);
    Integer[] room = Arrays.stream(names).map(free::get).toArray(Integer[]::new);
    OffsetDateTime[] until =
        Arrays.stream(names)
            .map(name -> utc(now.plus(lease.apply(name))))
            .toArray(OffsetDateTime[]::new);
    return database
        .client()
        .preparedQuery(TAKE)
        .execute(Tuple.of(names, room, utc(now), until, claim, utc(now.minus(STALE))))
        .map(rows -> {
          List<Due> due = new ArrayList<>();
          rows.forEach(row -> due.add(Due.read(row)));
          // PostgreSQL answers updated rows in no order: a ladder is told from below.
          due.sort(Comparator.comparing(Due::opened).thenComparingInt(Due::rung));
          return due;
        });
  }

  Future<Void> sent(UUID id, Instant at) {
    return run(SENT, Tuple.of(id, utc(at)));
  }

  /** Tried again at that time, unless another node has taken it meanwhile. */
  Future<Void> again(UUID id, UUID claim, Instant due, String problem) {
    return run(AGAIN, Tuple.of(id, claim, utc(due), problem));
  }

  /** Given up, unless another node has taken it meanwhile. */
  Future<Void> failed(UUID id, UUID claim, Instant at, String problem) {
    return run(FAILED, Tuple.of(id, claim, utc(at), problem));
  }

  Future<Void> succeeded(String channel, Instant at) {
    return run(SUCCESS, Tuple.of(channel, utc(at)));
  }

  Future<Void> failed(String channel, Instant at, String problem) {
    return run(FAILURE, Tuple.of(channel, utc(at), problem));
  }

  /** How the channels of these names do. */
  Future<Map<String, Health>> health(List<String> names, Instant now) {
    return database
        .client()
        .preparedQuery(HEALTH)
        .execute(
            Tuple.of(names.toArray(String[]::new), utc(now.minus(RECENT)), utc(now.minus(STALE))))
        .map(rows -> {
          Map<String, Health> all = new HashMap<>();
          rows.forEach(row ->
              all.put(
                  row.getString("name"),
                  new Health(
                      instant(row.getOffsetDateTime("last_success")),
                      instant(row.getOffsetDateTime("last_failure")),
                      Optional.ofNullable(row.getString("problem")),
                      row.getLong("pending"),
                      row.getLong("failed"))));
          return all;
        });
  }

  private Future<Void> run(String statement, Tuple arguments) {
    return database.client().preparedQuery(statement).execute(arguments).mapEmpty();
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static Optional<Instant> instant(OffsetDateTime at) {
    return Optional.ofNullable(at).map(OffsetDateTime::toInstant);
  }
}
