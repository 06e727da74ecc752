package org.nuanxian.roster.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Map;
import org.nuanxian.roster.Clearance;
import org.nuanxian.roster.Clearances;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.audit.Audit;
import org.nuanxian.runtime.audit.Who;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.redis.Hints;

/**
 * Writes the clearances of {@code roster.volunteer} and their audit in one transaction, so that no
 * change is without its entry; announced afterwards like every write of {@link PostgresPlanning}.
 */
public final class PostgresClearances implements Clearances {
  private static final String BEFORE =
      """
      SELECT grade, cleared_for_minors, cleared_for_nights FROM roster.volunteer
      WHERE id = $1 AND city = $2 FOR UPDATE
      """;
  private static final String CHANGE =
      """
      UPDATE roster.volunteer
      SET grade = $3, cleared_for_minors = $4, cleared_for_nights = $5
      WHERE id = $1 AND city = $2
      """;

  private final Database database;
  private final Audit audit;
  private final Hints hints;

  /** Writes through the database's pool and announces through the hints. */
  public PostgresClearances(Database database, Audit audit, Hints hints) {
    this.database = database;
    this.audit = audit;
    this.hints = hints;
  }

  private record Change(Who by, CityCode city, VolunteerId volunteer, Clearance to) {
    Tuple who() {
      return Tuple.of(volunteer.value(), city.value());
    }
  }

  @Override
  public Future<Void> change(Who by, CityCode city, VolunteerId volunteer, Clearance clearance) {
    Change change = new Change(by, city, volunteer, clearance);
    return database
        .inTransaction(connection ->
            before(connection, change)
                .compose(from ->
                    from.equals(clearance)
                        ? Future.succeededFuture()
                        : write(connection, change, from)))
        .onSuccess(done -> hints.publish(PostgresRoster.channel(city), "changed"));
  }

  private static Future<Clearance> before(SqlConnection connection, Change change) {
    return connection
        .preparedQuery(BEFORE)
        .execute(change.who())
        .compose(rows ->
            rows.size() == 0
                ? Future.failedFuture(Problem.notFound())
                : Future.succeededFuture(VolunteerRow.clearance(rows.iterator().next())));
  }

  private Future<Void> write(SqlConnection connection, Change change, Clearance from) {
    Clearance to = change.to();
    Tuple row =
        change.who().addString(to.grade().name()).addBoolean(to.minors()).addBoolean(to.night());
    return connection
        .preparedQuery(CHANGE)
        .execute(row)
        .compose(written ->
            audit.record(
                connection,
                change.by(),
                "clearance.change",
                "account:" + change.volunteer().value(),
                Map.of("from", text(from), "to", text(to))));
  }

  /** The grade, then what they are cleared for: {@code B minors nights}. */
  private static String text(Clearance clearance) {
    return clearance.grade().name()
        + (clearance.minors() ? " minors" : "")
        + (clearance.night() ? " nights" : "");
  }
}
