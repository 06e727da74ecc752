package org.nuanxian.dispatcher.policy;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.nuanxian.runtime.http.Fields;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.postgres.Database;

/**
 * What cities decided, in {@code dispatch.policy}: a change adds a version and keeps what was
 * before.
 */
final class PolicyRows {
  private static final String NEWEST =
      """
      SELECT version, body FROM dispatch.policy WHERE city = $1 ORDER BY version DESC LIMIT 1
      """;

  /** Older ones stay in the table and in the audit. */
  private static final int CHANGES_MAX = 10;

  private static final String CHANGES =
      """
      SELECT p.version, p.changed_at, coalesce(a.name, '') AS name
      FROM dispatch.policy p LEFT JOIN staff.account a ON a.id = p.changed_by
      WHERE p.city = $1 ORDER BY p.version DESC LIMIT $2
      """;

  /** Nobody writes over what they have not seen. */
  private static final String ADD =
      """
      INSERT INTO dispatch.policy (city, version, body, changed_by, changed_at)
      SELECT $1, $2 + 1, $3, $4, $5
      WHERE $2 = (SELECT coalesce(max(version), 1) FROM dispatch.policy WHERE city = $1)
      ON CONFLICT DO NOTHING
      """;

  private final Database database;
  private final CityPolicy shipped;

  PolicyRows(Database database, CityPolicy shipped) {
    this.database = database;
    this.shipped = shipped;
  }

  /** What stands. */
  Future<Policies.Standing> read(CityCode city) {
    return database
        .client()
        .preparedQuery(NEWEST)
        .execute(Tuple.of(city.value()))
        .map(rows ->
            rows.stream()
                .findFirst()
                .map(this::standing)
                .orElse(new Policies.Standing(1, shipped)));
  }

  /** The latest versions, the newest first. */
  Future<List<Policies.Change>> changes(CityCode city) {
    return database
        .client()
        .preparedQuery(CHANGES)
        .execute(Tuple.of(city.value(), CHANGES_MAX))
        .map(rows -> rows.stream().map(PolicyRows::change).toList());
  }

  private static Policies.Change change(Row row) {
    return new Policies.Change(
        row.getInteger("version"),
        row.getString("name"),
        row.getOffsetDateTime("changed_at").toInstant());
  }

  private Policies.Standing standing(Row row) {
    return new Policies.Standing(
        row.getInteger("version"),
        Fields.parse(row.getString("body")).read(f -> CityPolicy.read(f, shipped)));
  }

  /**
   * Adds a version after {@code version}.
   *
   * @return fails with 409 {@code changed-meanwhile} when another one stands by now
   */
  Future<Void> add(CityCode city, int version, CityPolicy policy, UUID by, Instant at) {
    return database
        .client()
        .preparedQuery(ADD)
        .execute(
            Tuple.of(
                city.value(), version, policy.json().encode(), by, at.atOffset(ZoneOffset.UTC)))
        .map(added -> {
          if (added.rowCount() == 0) {
            throw Problem.conflict("changed-meanwhile", "It is another one by now.");
          }
          return null;
        });
  }
}
