package org.nuanxian.roster.postgres;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.nuanxian.roster.City;
import org.nuanxian.roster.County;
import org.nuanxian.roster.Coverage;
import org.nuanxian.roster.OnShift;
import org.nuanxian.roster.Roster;
import org.nuanxian.roster.Team;
import org.nuanxian.roster.Volunteer;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.redis.Hints;

/**
 * The roster as it stands in the schema {@code roster}: city, county (with its one team),
 * volunteer, shift, seat (how many are wanted), assignment (who sits there). Only {@link
 * PostgresPlanning} writes them. See ops/docs/roster.md.
 */
public final class PostgresRoster implements Roster {
  private final Database database;
  private final Hints hints;

  /** Reads through the database's pipelined client and hears of changes through the hints. */
  public PostgresRoster(Database database, Hints hints) {
    this.database = database;
    this.hints = hints;
  }

  /** The channel on which every write to a city's roster is announced. */
  static String channel(CityCode city) {
    return "{" + city.value() + "}:roster";
  }

  @Override
  public Future<Optional<OnShift>> onShift(VolunteerId volunteer, Instant at) {
    return read(
            OnShiftQuery.BY_VOLUNTEER, Tuple.of(volunteer.value(), utc(at)), OnShiftQuery::onShift)
        .map(runs -> runs.stream().findFirst());
  }

  @Override
  public Future<Optional<OnShift>> nextShift(VolunteerId volunteer, Instant from) {
    String sql =
        """
        SELECT a.volunteer, s.county, a.kind, s.starts_at, s.ends_at
        FROM roster.assignment a JOIN roster.shift s ON s.id = a.shift
        WHERE a.volunteer = $1 AND a.published AND s.starts_at >= $2
        ORDER BY s.starts_at LIMIT 1
        """;
    return read(sql, Tuple.of(volunteer.value(), utc(from)), OnShiftQuery::onShift)
        .map(found -> found.stream().findFirst());
  }

  @Override
  public Future<List<OnShift>> onShift(CityCode city, Instant at) {
    return read(OnShiftQuery.BY_CITY, Tuple.of(city.value(), utc(at)), OnShiftQuery::onShift);
  }

  @Override
  public Future<Coverage> coverage(CityCode city, Instant from, Instant to) {
    Tuple stretch = Tuple.of(city.value(), utc(from), utc(to));
    Future<List<Row>> taken = read(CoverageQuery.TAKEN_IN_CITY, stretch, row -> row);
    Future<List<Row>> wanted = read(CoverageQuery.WANTED_IN_CITY, stretch, row -> row);
    return Future.all(taken, wanted)
        .map(both -> CoverageQuery.coverage(taken.result(), wanted.result(), from, to));
  }

  @Override
  public Future<Optional<Volunteer>> volunteer(VolunteerId volunteer) {
    return read(VolunteerRow.BY_ID, Tuple.of(volunteer.value()), VolunteerRow::volunteer)
        .map(found -> found.stream().findFirst());
  }

  @Override
  public Future<List<Volunteer>> volunteers(CountyCode county) {
    return read(VolunteerRow.BY_COUNTY, Tuple.of(county.value()), VolunteerRow::volunteer);
  }

  @Override
  public Future<List<City>> cities() {
    record Line(CityCode code, String name, Optional<County> county) {}
    String sql =
        """
        SELECT c.code, c.name, k.code AS county, k.name AS county_name
        FROM roster.city c LEFT JOIN roster.county k ON k.city = c.code ORDER BY c.code, k.code
        """;
    Function<Row, Line> line =
        row ->
            new Line(
                new CityCode(row.getString("code")),
                row.getString("name"),
                Optional.ofNullable(row.getString("county"))
                    .map(code -> new County(new CountyCode(code), row.getString("county_name"))));
    return read(sql, Tuple.tuple(), line)
        .map(lines -> {
          Map<CityCode, List<County>> counties =
              lines.stream()
                  .filter(l -> l.county().isPresent())
                  .collect(
                      groupingBy(Line::code, mapping(l -> l.county().orElseThrow(), toList())));
          return lines.stream()
              .map(l -> new City(l.code(), l.name(), counties.getOrDefault(l.code(), List.of())))
              .distinct()
              .toList();
        });
  }

  @Override
  public Future<List<Team>> teams(CityCode city, Instant at) {
    String sql =
        """
        SELECT k.code, k.name, count(v.id)::int AS members
        FROM roster.county k
        LEFT JOIN roster.volunteer v ON v.county = k.code AND v.active AND v.qualified_until > $2
        WHERE k.city = $1 GROUP BY k.code, k.name ORDER BY k.code
        """;
    Function<Row, Team> team =
        row ->
            new Team(
                city,
                new County(new CountyCode(row.getString("code")), row.getString("name")),
                row.getInteger("members"));
    return read(sql, Tuple.of(city.value(), utc(at)), team);
  }

  @Override
  public Future<Set<VolunteerId>> fromTownship(CityCode city, String township) {
    return idsWhere("township", city, township);
  }

  @Override
  public Future<Set<VolunteerId>> fromUnit(CityCode city, String unit) {
    return idsWhere("unit", city, unit);
  }

  private Future<Set<VolunteerId>> idsWhere(String column, CityCode city, String value) {
    String sql =
        "SELECT id FROM roster.volunteer WHERE active AND city = $1 AND " + column + " = $2";
    return read(sql, Tuple.of(city.value(), value), row -> new VolunteerId(row.getUUID("id")))
        .map(HashSet::new);
  }

  @Override
  public Future<Void> onChange(CityCode city, Runnable listener) {
    hints.onGap(listener);
    return hints.subscribe(channel(city), payload -> listener.run());
  }

  private <T> Future<List<T>> read(String sql, Tuple arguments, Function<Row, T> each) {
    return database
        .client()
        .preparedQuery(sql)
        .execute(arguments)
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(each).toList());
  }

  static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
