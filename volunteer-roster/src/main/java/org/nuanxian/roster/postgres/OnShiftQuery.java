package org.nuanxian.roster.postgres;

import io.vertx.sqlclient.Row;
import org.nuanxian.roster.OnShift;
import org.nuanxian.roster.Seat;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CountyCode;

/**
 * Who is on duty at an instant: {@code $1} is the city or the volunteer, {@code $2} the instant.
 *
 * <p>Ranges are half open, so the minute of change belongs to the next shift. Assignments that
 * touch or overlap become one run by {@code range_agg}; whoever is at desk is not on call
 * meanwhile. A run ends when the qualification does. Nobody serves two teams at once ({@link
 * PostgresPlanning} sees to it), so there is at most one row for a volunteer.
 */
final class OnShiftQuery {
  /**
   * How far a run is followed to either side. Nobody is on duty without a break for two weeks; a
   * longer run is shown as if it began or ended where the looking ended.
   */
  static final int RUN_DAYS_MAX = 14;

  static final String BY_CITY = sql("s.county IN (SELECT code FROM roster.county WHERE city = $1)");
  static final String BY_VOLUNTEER = sql("a.volunteer = $1");

  private OnShiftQuery() {}

  private static String sql(String scope) {
    return """
    WITH duty AS (
      SELECT DISTINCT a.volunteer, v.qualified_until
      FROM roster.shift s
      JOIN roster.assignment a ON a.shift = s.id
      JOIN roster.volunteer v ON v.id = a.volunteer
      WHERE %s AND s.starts_at <= $2 AND s.ends_at > $2
        AND a.published AND v.active AND v.qualified_until > $2
    ), stints AS (
      SELECT d.volunteer, d.qualified_until, s.county,
        range_agg(tstzrange(s.starts_at, s.ends_at)) FILTER (WHERE a.kind = 'atDesk') AS desk,
        range_agg(tstzrange(s.starts_at, s.ends_at)) FILTER (WHERE a.kind = 'onCall') AS call
      FROM duty d
      JOIN roster.assignment a ON a.volunteer = d.volunteer AND a.published
      JOIN roster.shift s ON s.id = a.shift
      WHERE s.ends_at > $2 - interval '%d days' AND s.starts_at < $2 + interval '%d days'
      GROUP BY d.volunteer, d.qualified_until, s.county
    ), runs AS (
      SELECT volunteer, qualified_until, county, 'atDesk' AS kind, unnest(desk) AS run
      FROM stints
      UNION ALL
      SELECT volunteer, qualified_until, county, 'onCall',
        unnest(call - coalesce(desk, '{}'::tstzmultirange))
      FROM stints
    )
    SELECT volunteer, county, kind, lower(run) AS starts_at,
      least(upper(run), qualified_until) AS ends_at
    FROM runs WHERE run @> $2 ORDER BY volunteer
    """
        .formatted(scope, RUN_DAYS_MAX, RUN_DAYS_MAX);
  }

  static OnShift onShift(Row row) {
    return new OnShift(
        new VolunteerId(row.getUUID("volunteer")),
        new CountyCode(row.getString("county")),
        Seat.ofCode(row.getString("kind")),
        row.getOffsetDateTime("starts_at").toInstant(),
        row.getOffsetDateTime("ends_at").toInstant());
  }
}
