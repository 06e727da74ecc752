package org.nuanxian.roster.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.nuanxian.roster.Coverage;
import org.nuanxian.roster.Plan;
import org.nuanxian.roster.Seat;
import org.nuanxian.roster.Shift;
import org.nuanxian.roster.ShiftId;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.postgres.Database;

/** Reads a team's plan from the tables described at {@link PostgresRoster}. */
public final class PostgresPlan implements Plan {
  /** A month of one team is read in tens of milliseconds. */
  private static final Duration READ_DEADLINE = Duration.ofSeconds(5);

  private static final String SHIFTS =
      """
      SELECT s.id, s.name, s.starts_at, s.ends_at, q.kind AS wanted_kind, q.wanted,
        NULL::uuid AS volunteer, NULL::text AS kind, NULL::boolean AS published
      FROM roster.shift s LEFT JOIN roster.seat q ON q.shift = s.id
      WHERE s.county = $1 AND s.starts_at < $3 AND s.ends_at > $2
      UNION ALL
      SELECT s.id, s.name, s.starts_at, s.ends_at, NULL, NULL, a.volunteer, a.kind, a.published
      FROM roster.shift s JOIN roster.assignment a ON a.shift = s.id
      WHERE s.county = $1 AND s.starts_at < $3 AND s.ends_at > $2
      ORDER BY starts_at, id, volunteer, wanted_kind
      """;

  private final Database database;

  /** Reads through the database's pool, so that a long plan holds up no short question. */
  public PostgresPlan(Database database) {
    this.database = database;
  }

  @Override
  public Future<List<PlannedShift>> shifts(CountyCode county, Instant from, Instant to) {
    return read(SHIFTS, county, from, to).map(rows -> shifts(county, rows));
  }

  private static List<PlannedShift> shifts(CountyCode county, RowSet<Row> rows) {
    Map<UUID, List<Row>> byShift = new LinkedHashMap<>();
    for (Row row : rows) {
      byShift.computeIfAbsent(row.getUUID("id"), id -> new ArrayList<>()).add(row);
    }
    return byShift.values().stream().map(lines -> shift(county, lines)).toList();
  }

  private static PlannedShift shift(CountyCode county, List<Row> lines) {
    Map<Seat, Integer> wanted = new EnumMap<>(Seat.class);
    List<Seated> seated = new ArrayList<>();
    for (Row line : lines) {
      if (line.getString("wanted_kind") != null) {
        wanted.put(Seat.ofCode(line.getString("wanted_kind")), line.getInteger("wanted"));
      }
      if (line.getUUID("volunteer") != null) {
        seated.add(
            new Seated(
                new VolunteerId(line.getUUID("volunteer")),
                Seat.ofCode(line.getString("kind")),
                line.getBoolean("published")));
      }
    }
    Row first = lines.getFirst();
    return new PlannedShift(
        new Shift(
            new ShiftId(first.getUUID("id")),
            county,
            first.getString("name"),
            first.getOffsetDateTime("starts_at").toInstant(),
            first.getOffsetDateTime("ends_at").toInstant(),
            wanted),
        seated);
  }

  @Override
  public Future<Coverage> coverage(CountyCode county, Instant from, Instant to) {
    Future<RowSet<Row>> taken = read(CoverageQuery.TAKEN_IN_COUNTY, county, from, to);
    Future<RowSet<Row>> wanted = read(CoverageQuery.WANTED_IN_COUNTY, county, from, to);
    return Future.all(taken, wanted)
        .map(both -> CoverageQuery.coverage(taken.result(), wanted.result(), from, to));
  }

  private Future<RowSet<Row>> read(String sql, CountyCode county, Instant from, Instant to) {
    try {
      Plan.checkStretch(from, to);
    } catch (IllegalArgumentException wrong) {
      return Future.failedFuture(wrong);
    }
    return database
        .pool()
        .preparedQuery(sql)
        .execute(Tuple.of(county.value(), PostgresRoster.utc(from), PostgresRoster.utc(to)))
        .timeout(READ_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
