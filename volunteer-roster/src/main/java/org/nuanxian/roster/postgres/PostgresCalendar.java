package org.nuanxian.roster.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.nuanxian.roster.Calendar;
import org.nuanxian.roster.OwnShift;
import org.nuanxian.roster.Seat;
import org.nuanxian.roster.Shift;
import org.nuanxian.roster.ShiftId;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.audit.Audit;
import org.nuanxian.runtime.audit.Who;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.postgres.Database;

/** Own shifts out of the tables described at {@link PostgresRoster}; links in their own. */
public final class PostgresCalendar implements Calendar {
  private static final String SHIFTS =
      """
      SELECT s.id, s.name, s.starts_at, s.ends_at, s.county, c.name AS county_name, a.kind
      FROM roster.assignment a
      JOIN roster.volunteer v ON v.id = a.volunteer AND v.active
      JOIN roster.shift s ON s.id = a.shift
      JOIN roster.county c ON c.code = s.county
      WHERE a.volunteer = $1 AND a.published AND s.starts_at < $3 AND s.ends_at > $2
      ORDER BY s.starts_at, s.id
      """;
  private static final String LINK =
      """
      SELECT l.generation FROM roster.calendar l
      JOIN roster.volunteer v ON v.id = l.volunteer AND v.active
      WHERE l.volunteer = $1 AND l.live
      """;
  private static final String RENEW =
      """
      INSERT INTO roster.calendar (volunteer, generation, live)
      SELECT id, 1, true FROM roster.volunteer WHERE id = $1 AND active
      ON CONFLICT (volunteer)
      DO UPDATE SET generation = roster.calendar.generation + 1, live = true
      RETURNING generation
      """;
  private static final String END =
      "UPDATE roster.calendar SET live = false WHERE volunteer = $1 AND live RETURNING generation";

  private final Database database;
  private final Audit audit;

  /** Reads and writes through the database's pool. */
  public PostgresCalendar(Database database, Audit audit) {
    this.database = database;
    this.audit = audit;
  }

  @Override
  public Future<List<OwnShift>> shifts(VolunteerId volunteer, Instant from, Instant to) {
    Tuple asked = Tuple.of(volunteer.value(), PostgresRoster.utc(from), PostgresRoster.utc(to));
    return database
        .client()
        .preparedQuery(SHIFTS)
        .execute(asked)
        .map(rows ->
            StreamSupport.stream(rows.spliterator(), false).map(PostgresCalendar::shift).toList());
  }

  private static OwnShift shift(Row row) {
    Shift shift =
        new Shift(
            new ShiftId(row.getUUID("id")),
            new CountyCode(row.getString("county")),
            row.getString("name"),
            row.getOffsetDateTime("starts_at").toInstant(),
            row.getOffsetDateTime("ends_at").toInstant(),
            Map.of());
    return new OwnShift(shift, row.getString("county_name"), Seat.ofCode(row.getString("kind")));
  }

  @Override
  public Future<Optional<Integer>> link(VolunteerId volunteer) {
    return database
        .client()
        .preparedQuery(LINK)
        .execute(Tuple.of(volunteer.value()))
        .map(PostgresCalendar::generation);
  }

  private static Optional<Integer> generation(RowSet<Row> rows) {
    return rows.size() == 0
        ? Optional.empty()
        : Optional.of(rows.iterator().next().getInteger("generation"));
  }

  @Override
  public Future<Integer> renew(Who by, VolunteerId volunteer) {
    return write(RENEW, "calendar.link", by, volunteer)
        .map(made -> made.orElseThrow(Problem::notFound));
  }

  @Override
  public Future<Void> end(Who by, VolunteerId volunteer) {
    return write(END, "calendar.end", by, volunteer).mapEmpty();
  }

  private Future<Optional<Integer>> write(
      String sql, String action, Who by, VolunteerId volunteer) {
    return database.inTransaction(connection ->
        connection
            .preparedQuery(sql)
            .execute(Tuple.of(volunteer.value()))
            .map(PostgresCalendar::generation)
            .compose(made ->
                made.isEmpty()
                    ? Future.succeededFuture(made)
                    : audit
                        .record(connection, by, action, "account:" + volunteer.value(), Map.of())
                        .map(recorded -> made)));
  }
}
