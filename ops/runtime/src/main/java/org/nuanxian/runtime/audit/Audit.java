package org.nuanxian.runtime.audit;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import org.nuanxian.runtime.postgres.Database;

/**
 * The record of logins, of every opening of a transcript, and of what changes who may do what. See
 * {@code ops/docs/staff.md}.
 *
 * <p>Table {@code audit.entry}: rows are added by {@link #record} only, never changed (triggers
 * refuse), numbered without a hole, each sealed over the one before. Whoever writes first and shows
 * afterwards may rely on it: the future completes when the row is durable.
 */
public final class Audit {
  /** One writer at a time, so that the chain has no fork; held for two statements. */
  private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('audit.entry'))";

  private static final String ADD =
      """
      INSERT INTO audit.entry (n, at, who, action, subject, detail, previous, seal)
      SELECT last.n + 1, $1, $2, $3, $4, $5, last.seal,
             audit.seal(last.n + 1, $1, $2, $3, $4, $5, last.seal)
      FROM (SELECT n, seal FROM audit.entry
            UNION ALL SELECT 0, decode(repeat('00', 32), 'hex')
            ORDER BY n DESC LIMIT 1) AS last
      """;

  private static final String FAULTS =
      """
      SELECT count(*) FROM (
        SELECT n, seal, previous, row_number() OVER w AS place,
               coalesce(lag(seal) OVER w, decode(repeat('00', 32), 'hex')) AS before,
               audit.seal(n, at, who, action, subject, detail, previous) AS computed
        FROM audit.entry WINDOW w AS (ORDER BY n)) AS row
      WHERE seal <> computed OR previous <> before OR n <> place
      """;

  private final Database database;
  private final InstantSource clock;

  /** An audit in this database. */
  public Audit(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Writes one entry; completes when it is durable.
   *
   * @param who who did it
   * @param action a stable word, like {@code transcript.open}
   * @param subject what it was done to, like {@code contact:<uuid>}
   * @param detail codes and counts; never a name, a number or a word said
   */
  public Future<Void> record(Who who, String action, String subject, Map<String, String> detail) {
    return database.inTransaction(connection -> record(connection, who, action, subject, detail));
  }

  /**
   * Writes one entry within a transaction of the caller, as its last statement: whoever else writes
   * waits until it ends. Durable with what it is the record of, or neither is.
   */
  public Future<Void> record(
      SqlConnection connection,
      Who who,
      String action,
      String subject,
      Map<String, String> detail) {
    JsonObject json = new JsonObject();
    detail.forEach(json::put);
    Tuple row =
        Tuple.of(
            clock.instant().atOffset(ZoneOffset.UTC), who.value(), action, subject, json.encode());
    return connection
        .query(LOCK)
        .execute()
        .compose(locked -> connection.preparedQuery(ADD).execute(row))
        .mapEmpty();
  }

  /**
   * Counts the rows that were changed, removed or slipped in afterwards; 0 when the chain holds.
   * Rows cut off at the end cannot be seen from here: compare the last seal with one kept
   * elsewhere.
   */
  public Future<Long> faults() {
    return database.pool().query(FAULTS).execute().map(rows -> rows.iterator().next().getLong(0));
  }
}
