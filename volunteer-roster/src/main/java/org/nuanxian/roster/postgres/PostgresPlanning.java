package org.nuanxian.roster.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.nuanxian.roster.Assignment;
import org.nuanxian.roster.City;
import org.nuanxian.roster.County;
import org.nuanxian.roster.Planning;
import org.nuanxian.roster.Shift;
import org.nuanxian.roster.ShiftId;
import org.nuanxian.roster.Volunteer;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.redis.Hints;

/**
 * Writes the tables of {@link PostgresRoster}, each call in one transaction, and announces it on
 * the city's channel afterwards. A lost announcement is made good by the readers' own re-reading.
 */
public final class PostgresPlanning implements Planning {
  private static final String PUT_CITY =
      "INSERT INTO roster.city (code, name) VALUES ($1, $2)"
          + " ON CONFLICT (code) DO UPDATE SET name = excluded.name";
  private static final String NEW_CITY =
      "INSERT INTO roster.city (code, name) VALUES ($1, $2) ON CONFLICT DO NOTHING";
  private static final String COUNTY_OF_CITY =
      "SELECT 1 FROM roster.county WHERE city = $1 AND code = $2";
  private static final String PUT_COUNTY =
      "INSERT INTO roster.county (code, city, name) VALUES ($1, $2, $3)"
          + " ON CONFLICT (code) DO UPDATE SET name = excluded.name";
  private static final String PUT_SHIFT =
      """
      INSERT INTO roster.shift (id, county, name, starts_at, ends_at) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (id) DO UPDATE SET county = excluded.county, name = excluded.name,
        starts_at = excluded.starts_at, ends_at = excluded.ends_at
      """;
  private static final String CLEAR_SEATS = "DELETE FROM roster.seat WHERE shift = ANY($1)";
  private static final String PUT_SEAT =
      "INSERT INTO roster.seat (shift, kind, wanted) VALUES ($1, $2, $3)";
  private static final String ASSIGN =
      """
      INSERT INTO roster.assignment (shift, volunteer, kind) VALUES ($1, $2, $3)
      ON CONFLICT (shift, volunteer) DO UPDATE SET kind = excluded.kind
      """;
  private static final String UNASSIGN =
      "DELETE FROM roster.assignment WHERE shift = $1 AND volunteer = $2";
  private static final String PUBLISH =
      """
      UPDATE roster.assignment a SET published = true FROM roster.shift s
      WHERE s.id = a.shift AND NOT a.published
        AND s.county = $1 AND s.starts_at >= $2 AND s.starts_at < $3
      """;

  /** Whoever writes assignments of a volunteer locks the volunteer first, in order of ids. */
  private static final String LOCK =
      """
      SELECT id FROM roster.volunteer
      WHERE id = ANY($1)
        OR id IN (SELECT volunteer FROM roster.assignment WHERE shift = ANY($2))
      ORDER BY id FOR UPDATE
      """;

  private static final String OVERLAP =
      """
      SELECT a.volunteer
      FROM roster.assignment a JOIN roster.shift s ON s.id = a.shift
      JOIN roster.assignment b ON b.volunteer = a.volunteer JOIN roster.shift t ON t.id = b.shift
      WHERE a.shift = ANY($1) AND s.county <> t.county
        AND s.starts_at < t.ends_at AND t.starts_at < s.ends_at
      LIMIT 1
      """;

  private final Database database;
  private final Hints hints;

  /** Writes through the database's pool and announces through the hints. */
  public PostgresPlanning(Database database, Hints hints) {
    this.database = database;
    this.hints = hints;
  }

  @Override
  public Future<Void> addCity(City city) {
    return write(city.code(), connection -> addCity(connection, city));
  }

  private static Future<Void> addCity(SqlConnection connection, City city) {
    return run(connection, PUT_CITY, Tuple.of(city.code().value(), city.name()))
        .compose(done -> addCounties(connection, city));
  }

  private static Future<Void> addCounties(SqlConnection connection, City city) {
    return batch(
        connection,
        PUT_COUNTY,
        city.counties().stream().map(county -> county(city.code(), county)));
  }

  /**
   * Begins a city within a transaction of the caller; nobody is told. Fails with 409 {@code
   * city-exists} where it was begun before.
   */
  public static Future<Void> beginCity(SqlConnection connection, City city) {
    return connection
        .preparedQuery(NEW_CITY)
        .execute(Tuple.of(city.code().value(), city.name()))
        .compose(begun ->
            begun.rowCount() == 1
                ? addCounties(connection, city)
                : Future.failedFuture(
                    Problem.of(409, "city-exists", "This house serves the city already.")));
  }

  /** Fails with 422 {@code unknown-county} for a county that is not of the city. */
  public static Future<Void> checkCounty(
      SqlConnection connection, CityCode city, CountyCode county) {
    return connection
        .preparedQuery(COUNTY_OF_CITY)
        .execute(Tuple.of(city.value(), county.value()))
        .compose(found ->
            found.size() == 1
                ? Future.succeededFuture()
                : Future.failedFuture(
                    Problem.of(422, "unknown-county", "The city has no such county.")));
  }

  /** Adds a volunteer within a transaction of the caller; nobody is told. */
  public static Future<Void> addVolunteer(SqlConnection connection, Volunteer volunteer) {
    return batch(connection, VolunteerRow.PUT, Stream.of(VolunteerRow.tuple(volunteer)));
  }

  @Override
  public Future<Void> addTeam(CityCode city, County county) {
    return write(city, connection -> run(connection, PUT_COUNTY, county(city, county)));
  }

  private static Tuple county(CityCode city, County county) {
    return Tuple.of(county.code().value(), city.value(), county.name());
  }

  @Override
  public Future<Void> addVolunteers(CityCode city, List<Volunteer> volunteers) {
    return write(
        city,
        connection ->
            batch(connection, VolunteerRow.PUT, volunteers.stream().map(VolunteerRow::tuple)));
  }

  @Override
  public Future<Void> addShifts(CityCode city, List<Shift> shifts) {
    UUID[] ids = shifts.stream().map(s -> s.id().value()).toArray(UUID[]::new);
    Stream<Tuple> seats =
        shifts.stream()
            .flatMap(s ->
                s.wanted().entrySet().stream()
                    .map(w -> Tuple.of(s.id().value(), w.getKey().code(), w.getValue())));
    return write(
        city,
        connection ->
            run(connection, LOCK, ids(new UUID[0]).addArrayOfUUID(ids))
                .compose(v -> batch(connection, PUT_SHIFT, shifts.stream().map(this::shift)))
                .compose(v -> run(connection, CLEAR_SEATS, ids(ids)))
                .compose(v -> batch(connection, PUT_SEAT, seats))
                .compose(v -> checkNobodyServesTwoTeams(connection, ids)));
  }

  private Tuple shift(Shift s) {
    return Tuple.of(
        s.id().value(),
        s.county().value(),
        s.name(),
        PostgresRoster.utc(s.from()),
        PostgresRoster.utc(s.to()));
  }

  @Override
  public Future<Void> assign(CityCode city, List<Assignment> assignments) {
    UUID[] shifts =
        assignments.stream().map(a -> a.shift().value()).distinct().toArray(UUID[]::new);
    UUID[] volunteers =
        assignments.stream().map(a -> a.volunteer().value()).distinct().toArray(UUID[]::new);
    Stream<Tuple> rows =
        assignments.stream()
            .map(a -> Tuple.of(a.shift().value(), a.volunteer().value(), a.seat().code()));
    return write(
        city,
        connection ->
            run(connection, LOCK, ids(volunteers).addArrayOfUUID(new UUID[0]))
                .compose(v -> batch(connection, ASSIGN, rows))
                .compose(v -> checkNobodyServesTwoTeams(connection, shifts)));
  }

  private static Future<Void> checkNobodyServesTwoTeams(SqlConnection connection, UUID[] shifts) {
    return connection
        .preparedQuery(OVERLAP)
        .execute(ids(shifts))
        .compose(rows ->
            rows.size() == 0
                ? Future.succeededFuture()
                : Future.failedFuture(
                    new Overlap(new VolunteerId(rows.iterator().next().getUUID(0)))));
  }

  @Override
  public Future<Void> unassign(CityCode city, ShiftId shift, VolunteerId volunteer) {
    return write(
        city, connection -> run(connection, UNASSIGN, Tuple.of(shift.value(), volunteer.value())));
  }

  @Override
  public Future<Void> publish(CityCode city, CountyCode county, Instant from, Instant to) {
    Tuple arguments = Tuple.of(county.value(), PostgresRoster.utc(from), PostgresRoster.utc(to));
    return write(city, connection -> run(connection, PUBLISH, arguments));
  }

  private Future<Void> write(CityCode city, Function<SqlConnection, Future<Void>> work) {
    return database
        .inTransaction(work)
        .onSuccess(done -> hints.publish(PostgresRoster.channel(city), "changed"));
  }

  private static Tuple ids(UUID[] ids) {
    return Tuple.tuple().addArrayOfUUID(ids);
  }

  private static Future<Void> run(SqlConnection connection, String sql, Tuple arguments) {
    return connection.preparedQuery(sql).execute(arguments).mapEmpty();
  }

  private static Future<Void> batch(SqlConnection connection, String sql, Stream<Tuple> rows) {
    List<Tuple> tuples = rows.toList();
    return tuples.isEmpty()
        ? Future.succeededFuture()
        : connection.preparedQuery(sql).executeBatch(tuples).mapEmpty();
  }
}
