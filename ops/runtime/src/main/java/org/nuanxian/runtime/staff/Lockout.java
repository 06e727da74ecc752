package org.nuanxian.runtime.staff;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nuanxian.runtime.config.LockoutConfig;
import org.nuanxian.runtime.http.ClientAddress;
import org.nuanxian.runtime.postgres.Database;

/**
 * Counts tries at passwords, per account name and per address, on all nodes together. A try is
 * charged before the password is looked at, in one statement, so that a hundred tries at once count
 * as a hundred; success takes the charge back. A name without an account locks like any other.
 */
final class Lockout {
  // $1 keys, $2 failures allowed, $3 now, $4 start of the window, $5 end of a new lock.
  private static final String CHARGE =
      """
      INSERT INTO staff.attempt AS a (key, failures, window_from, locked_until)
      SELECT k.key, 1, $3, NULL FROM unnest($1::text[]) AS k (key) ORDER BY k.key
      ON CONFLICT (key) DO UPDATE SET
        failures = CASE
          WHEN a.locked_until <= $3 OR a.locked_until IS NULL AND a.window_from < $4 THEN 1
          ELSE a.failures + 1 END,
        window_from = CASE
          WHEN a.locked_until > $3 THEN a.window_from
          WHEN a.locked_until IS NOT NULL OR a.window_from < $4 THEN $3
          ELSE a.window_from END,
        locked_until = CASE
          WHEN a.locked_until > $3 THEN a.locked_until
          WHEN a.locked_until IS NULL AND a.window_from >= $4
            AND a.failures >= ($2::int[])[array_position($1::text[], a.key)] THEN $5
          ELSE NULL END
      RETURNING locked_until,
        a.failures = ($2::int[])[array_position($1::text[], a.key)] + 1 AS begins
      """;

  private static final String FORGIVE =
      """
      WITH mine AS (
        SELECT key FROM staff.attempt WHERE key = ANY (ARRAY[$1::text, $2::text])
        ORDER BY key FOR UPDATE)
      UPDATE staff.attempt AS a SET
        failures = CASE WHEN a.key = $1 THEN 0 ELSE greatest(a.failures - 1, 0) END
      FROM mine WHERE a.key = mine.key AND a.locked_until IS NULL
      """;

  private static final String UNLOCK = "DELETE FROM staff.attempt WHERE key = $1";
  private static final String LOCKED_NOW =
      "SELECT key FROM staff.attempt WHERE key = ANY ($1) AND locked_until > $2";
  private static final String SWEEP = "DELETE FROM staff.attempt WHERE window_from < $1";

  private final Database database;
  private final LockoutConfig config;
  private final InstantSource clock;

  Lockout(Database database, LockoutConfig config, InstantSource clock) {
    this.database = database;
    this.config = config;
    this.clock = clock;
  }

  /**
   * What a charge came to.
   *
   * @param locked how long the name or the address is locked; zero: go on
   * @param begins whether this very try began the lock
   */
  record Charge(Duration locked, boolean begins) {}

  /** Charges one try. */
  Future<Charge> charge(String username, ClientAddress from) {
    OffsetDateTime now = Rows.time(clock.instant());
    Tuple values =
        Tuple.of(
            new String[] {accountKey(username), addressKey(from)},
            new Integer[] {config.accountFailures(), config.addressFailures()},
            now,
            now.minus(config.window()),
            now.plus(config.lock()));
    return database
        .client()
        .preparedQuery(CHARGE)
        .execute(values)
        .map(rows -> {
          Duration wait = Duration.ZERO;
          boolean begins = false;
          for (Row row : rows) {
            OffsetDateTime until = row.getOffsetDateTime("locked_until");
            if (until != null) {
              Duration left = Duration.between(now, until);
              wait = left.compareTo(wait) > 0 ? left : wait;
              begins |= row.getBoolean("begins");
            }
          }
          return new Charge(wait, begins);
        });
  }

  /**
   * Takes the charge back after the right password: the name starts anew, the address loses one.
   */
  Future<Void> forgive(String username, ClientAddress from) {
    return database
        .client()
        .preparedQuery(FORGIVE)
        .execute(Tuple.of(accountKey(username), addressKey(from)))
        .mapEmpty();
  }

  /** Those of the names that are locked now. */
  Future<Set<String>> locked(List<String> usernames) {
    Map<String, String> names = new HashMap<>();
    usernames.forEach(name -> names.put(accountKey(name), name));
    Tuple row =
        Tuple.tuple()
            .addArrayOfString(names.keySet().toArray(String[]::new))
            .addValue(Rows.time(clock.instant()));
    return database
        .client()
        .preparedQuery(LOCKED_NOW)
        .execute(row)
        .map(rows -> {
          Set<String> locked = new HashSet<>();
          rows.forEach(found -> locked.add(names.get(found.getString("key"))));
          return locked;
        });
  }

  /** Ends the lock of a name. */
  Future<Void> unlock(String username) {
    return database
        .client()
        .preparedQuery(UNLOCK)
        .execute(Tuple.of(accountKey(username)))
        .mapEmpty();
  }

  /** Forgets what no longer counts. */
  Future<Void> sweep() {
    OffsetDateTime old = Rows.time(clock.instant().minus(config.window()).minus(config.lock()));
    return database.client().preparedQuery(SWEEP).execute(Tuple.of(old)).mapEmpty();
  }

  private static String accountKey(String username) {
    return "account:" + Tokens.digest(username);
  }

  private static String addressKey(ClientAddress from) {
    return "address:" + Tokens.digest(from.rateKey());
  }
}
