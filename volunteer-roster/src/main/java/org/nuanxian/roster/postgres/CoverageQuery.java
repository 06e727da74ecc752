package org.nuanxian.roster.postgres;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.nuanxian.roster.Coverage;
import org.nuanxian.roster.Seat;

/**
 * Seats taken and wanted in a stretch of time: {@code $1} is the county or the city, {@code $2} the
 * first instant, {@code $3} the first one after it.
 */
final class CoverageQuery {
  private static final String COUNTY = "s.county = $1";
  private static final String CITY = "s.county IN (SELECT code FROM roster.county WHERE city = $1)";

  static final String TAKEN_IN_COUNTY = taken(COUNTY);
  static final String TAKEN_IN_CITY = taken(CITY);
  static final String WANTED_IN_COUNTY = wanted(COUNTY);
  static final String WANTED_IN_CITY = wanted(CITY);

  private CoverageQuery() {}

  /** One row for each unbroken stretch of one volunteer in one kind of seat; desk before call. */
  private static String taken(String scope) {
    return """
    WITH stints AS (
      SELECT v.qualified_until,
        range_agg(tstzrange(s.starts_at, s.ends_at)) FILTER (WHERE a.kind = 'atDesk') AS desk,
        range_agg(tstzrange(s.starts_at, s.ends_at)) FILTER (WHERE a.kind = 'onCall') AS call
      FROM roster.shift s
      JOIN roster.assignment a ON a.shift = s.id AND a.published
      JOIN roster.volunteer v ON v.id = a.volunteer AND v.active
      WHERE %s AND s.starts_at < $3 AND s.ends_at > $2
      GROUP BY v.id, v.qualified_until
    ), runs AS (
      SELECT qualified_until, 'atDesk' AS kind, unnest(desk) AS run FROM stints
      UNION ALL
      SELECT qualified_until, 'onCall', unnest(call - coalesce(desk, '{}'::tstzmultirange))
      FROM stints
    )
    SELECT kind, 1 AS seats, lower(run) AS starts_at,
      least(upper(run), qualified_until) AS ends_at
    FROM runs WHERE qualified_until > lower(run)
    """
        .formatted(scope);
  }

  private static String wanted(String scope) {
    return """
    SELECT q.kind, q.wanted AS seats, s.starts_at, s.ends_at
    FROM roster.shift s JOIN roster.seat q ON q.shift = s.id
    WHERE %s AND s.starts_at < $3 AND s.ends_at > $2
    """
        .formatted(scope);
  }

  static Coverage coverage(Iterable<Row> taken, Iterable<Row> wanted, Instant from, Instant to) {
    return Coverage.of(seats(taken), seats(wanted), from, to);
  }

  private static List<Coverage.Seats> seats(Iterable<Row> rows) {
    List<Coverage.Seats> seats = new ArrayList<>();
    for (Row row : rows) {
      seats.add(
          new Coverage.Seats(
              Seat.ofCode(row.getString("kind")),
              row.getInteger("seats"),
              row.getOffsetDateTime("starts_at").toInstant(),
              row.getOffsetDateTime("ends_at").toInstant()));
    }
    return seats;
  }
}
