package org.nuanxian.dispatcher.ladder;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.nuanxian.runtime.audit.Audit;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.staff.Actor;

/**
 * Table {@code dispatch.expert_list}, written here only: rows are versions of a whole list, a
 * change adds one and its entry in the audit.
 */
final class ExpertLists {
  private static final String UNIQUE_VIOLATION = "23505";

  private static final String NEWEST =
      """
      SELECT l.version, l.turns, l.changed_at, coalesce(a.name, '') AS name
      FROM dispatch.expert_list l LEFT JOIN staff.account a ON a.id = l.changed_by
      WHERE l.city = $1 ORDER BY l.version DESC LIMIT 1
      """;

  private static final String ADD =
      """
      INSERT INTO dispatch.expert_list (city, version, turns, changed_by, changed_at)
      SELECT $1, $2 + 1, $3, $4, $5
      WHERE $2 = (SELECT coalesce(max(version), 1) FROM dispatch.expert_list WHERE city = $1)
      """;

  private final Database database;
  private final Audit audit;
  private final InstantSource clock;

  ExpertLists(Database database, Audit audit, InstantSource clock) {
    this.database = database;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * A list that somebody decided.
   *
   * @param name of whoever changed it last
   */
  record Standing(ExpertList list, String name, Instant at) {}

  /** The newest list of a city; empty until somebody decided one. */
  Future<Optional<Standing>> newest(CityCode city) {
    return database
        .client()
        .preparedQuery(NEWEST)
        .execute(Tuple.of(city.value()))
        .map(rows -> rows.stream().findFirst().map(ExpertLists::standing));
  }

  private static Standing standing(Row row) {
    ExpertList list =
        new ExpertList(
            row.getInteger("version"),
            row.getJsonArray("turns").stream()
                .map(each -> ExpertTurn.read((JsonObject) each))
                .toList());
    return new Standing(
        list, row.getString("name"), row.getOffsetDateTime("changed_at").toInstant());
  }

  /**
   * Writes the next version.
   *
   * @param wanted its version is the one it is based on
   * @return fails with 409 {@code changed-meanwhile}
   */
  Future<Void> add(Actor by, ExpertList wanted) {
    JsonArray turns = new JsonArray(wanted.turns().stream().map(ExpertTurn::json).toList());
    Tuple row =
        Tuple.of(by.city().value(), wanted.version(), turns, by.id().value())
            .addValue(clock.instant().atOffset(ZoneOffset.UTC));
    return database
        .inTransaction(connection ->
            connection
                .preparedQuery(ADD)
                .execute(row)
                .map(SqlResult::rowCount)
                .compose(rows ->
                    rows == 0 ? Future.failedFuture(meanwhile()) : note(connection, by, wanted)))
        .recover(failure ->
            failure instanceof PgException pg && UNIQUE_VIOLATION.equals(pg.getSqlState())
                ? Future.failedFuture(meanwhile())
                : Future.failedFuture(failure));
  }

  private Future<Void> note(SqlConnection connection, Actor by, ExpertList wanted) {
    return audit.record(
        connection,
        by.who(),
        "experts.change",
        "settings:" + by.city().value() + ":experts",
        Map.of(
            "version", String.valueOf(wanted.version() + 1),
            "turns", String.valueOf(wanted.turns().size())));
  }

  private static Problem meanwhile() {
    return Problem.conflict("changed-meanwhile", "Somebody changed this list meanwhile.");
  }
}
