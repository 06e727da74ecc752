package org.nuanxian.dispatcher.ladder;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nuanxian.roster.OnShift;
import org.nuanxian.roster.Roster;
import org.nuanxian.runtime.audit.Audit;
import org.nuanxian.runtime.config.AlertConfig;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.redis.Hints;
import org.nuanxian.runtime.staff.Actor;
import org.nuanxian.runtime.staff.ContactWays;

/**
 * The ladders of every city, kept in memory so that they are there when nothing else is. See {@code
 * ops/docs/alerts.md}.
 *
 * <p>Table {@code dispatch.ladder}, written here only: rows are versions, a change adds one. Each
 * change publishes the city's code on {@code ladders}; every node reads that city again then, after
 * a gap, and every 15 s, with who is on duty and the list of experts. Belongs to the node's loop.
 */
public final class LadderBook {
  private static final String CHANNEL = "ladders";

  /** Shifts begin and end by the clock, and give no notice. */
  private static final Duration REREAD = Duration.ofSeconds(15);

  private static final String UNIQUE_VIOLATION = "23505";

  private static final String NEWEST =
      """
      SELECT DISTINCT ON (l.kind) l.kind, l.version, l.steps, l.changed_at,
        coalesce(a.name, '') AS name
      FROM dispatch.ladder l LEFT JOIN staff.account a ON a.id = l.changed_by
      WHERE l.city = $1 ORDER BY l.kind, l.version DESC
      """;

  private static final String ADD =
      """
      INSERT INTO dispatch.ladder (city, kind, version, steps, changed_by, changed_at)
      SELECT $1, $2, $3 + 1, $4, $5, $6
      WHERE $3 = (SELECT coalesce(max(version), 1) FROM dispatch.ladder
                  WHERE city = $1 AND kind = $2)
      """;

  private final Basis basis;
  private final CityLadders shipped;
  private final ExpertLists experts;

  /** What was read last, by city; written on the node's loop only. */
  private final Map<CityCode, CityLadders> known = new HashMap<>();

  /**
   * What it stands on.
   *
   * @param people whom ladders may call
   * @param roster who is on duty
   */
  public record Basis(
      Vertx vertx,
      Database database,
      Hints hints,
      ContactWays people,
      Roster roster,
      Audit audit,
      InstantSource clock,
      MeterRegistry metrics) {}

  /**
   * The ladders in this database.
   *
   * @param channels the channels of the installation
   */
  public LadderBook(Basis basis, List<AlertConfig> channels) {
    this.basis = basis;
    this.shipped = CityLadders.shipped(channels);
    this.experts = new ExpertLists(basis.database(), basis.audit(), basis.clock());
  }

  /** Listens for changes of other nodes. */
  public Future<Void> start() {
    basis.vertx().setPeriodic(REREAD.toMillis(), timer -> refreshAll());
    basis.hints().onGap(this::refreshAll);
    return basis
        .hints()
        .subscribe(
            CHANNEL,
            city -> {
              if (city.matches("[0-9]{6}")) {
                again(new CityCode(city));
              }
            });
  }

  private void refreshAll() {
    List.copyOf(known.keySet()).forEach(this::again);
  }

  private void again(CityCode city) {
    refresh(city)
        .onFailure(away -> basis.metrics().counter("dispatcher.ladders.failed").increment());
  }

  /** Reads a city; from now on it is kept up to date. On failure what is known stays. */
  public Future<CityLadders> refresh(CityCode city) {
    Future<List<Standing>> ladders = changed(city);
    Future<List<ContactWays.Reachable>> people = basis.people().people(city);
    Future<ExpertList> listed =
        experts
            .newest(city)
            .map(one -> one.map(ExpertLists.Standing::list).orElse(ExpertList.NONE));
    Instant now = basis.clock().instant();
    Future<List<OnShift>> onShift = basis.roster().onShift(city, now);
    return Future.all(ladders, people, listed, onShift)
        .map(all -> {
          Roll roll = new Roll(people.result(), listed.result(), now, onShift.result());
          List<Ladder> newest = ladders.result().stream().map(Standing::ladder).toList();
          CityLadders read = shipped.with(newest).with(roll);
          known.put(city, read);
          return read;
        });
  }

  /** The ladders of a city as read last; the shipped ones until then. */
  public CityLadders of(CityCode city) {
    return known.getOrDefault(city, shipped);
  }

  /**
   * A ladder that somebody changed.
   *
   * @param name of whoever changed it last
   */
  public record Standing(Ladder ladder, String name, Instant at) {}

  /** Every ladder of a city that somebody has changed, in its newest version. */
  public Future<List<Standing>> changed(CityCode city) {
    return basis
        .database()
        .client()
        .preparedQuery(NEWEST)
        .execute(Tuple.of(city.value()))
        .map(rows -> rows.stream().flatMap(row -> standing(row).stream()).toList());
  }

  private static Optional<Standing> standing(Row row) {
    return AlarmKind.of(row.getString("kind"))
        .map(kind -> {
          List<Step> steps =
              row.getJsonArray("steps").stream().map(each -> Step.read((JsonObject) each)).toList();
          return new Standing(
              new Ladder(kind, row.getInteger("version"), steps),
              row.getString("name"),
              row.getOffsetDateTime("changed_at").toInstant());
        });
  }

  /**
   * Writes the next version of a ladder.
   *
   * @param wanted its version is the one it is based on
   * @return fails with 409 {@code changed-meanwhile}
   */
  public Future<Void> save(Actor by, Ladder wanted) {
    CityCode city = by.city();
    JsonArray steps = new JsonArray(wanted.steps().stream().map(Step::json).toList());
    Tuple row =
        Tuple.of(city.value(), wanted.kind().wire(), wanted.version(), steps, by.id().value())
            .addValue(basis.clock().instant().atOffset(ZoneOffset.UTC));
    return basis
        .database()
        .client()
        .preparedQuery(ADD)
        .execute(row)
        .recover(failure ->
            failure instanceof PgException pg && UNIQUE_VIOLATION.equals(pg.getSqlState())
                ? Future.failedFuture(meanwhile())
                : Future.failedFuture(failure))
        .compose(rows ->
            rows.rowCount() == 0 ? Future.failedFuture(meanwhile()) : Future.succeededFuture())
        .compose(written ->
            basis
                .audit()
                .record(
                    by.who(),
                    "ladder.change",
                    "settings:" + city.value() + ":ladder." + wanted.kind().wire(),
                    Map.of("version", String.valueOf(wanted.version() + 1))))
        .compose(noted -> announce(city));
  }

  private Future<Void> announce(CityCode city) {
    basis.hints().publish(CHANNEL, city.value());
    return refresh(city).mapEmpty();
  }

  /** Who changed the list of experts last, and when; empty until somebody decided one. */
  public Future<Optional<Changed>> expertsChanged(CityCode city) {
    return experts.newest(city).map(one -> one.map(it -> new Changed(it.name(), it.at())));
  }

  /** Who changed something, and when. */
  public record Changed(String name, Instant at) {}

  /**
   * Writes the next version of the list of experts, with its audit.
   *
   * @param wanted its version is the one it is based on
   * @return fails with 409 {@code changed-meanwhile}
   */
  public Future<Void> save(Actor by, ExpertList wanted) {
    return experts.add(by, wanted).compose(written -> announce(by.city()));
  }

  private static Problem meanwhile() {
    return Problem.conflict("changed-meanwhile", "Somebody changed this ladder meanwhile.");
  }
}
