package org.nuanxian.dispatcher.postgres;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.nuanxian.dispatcher.CallBack;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.ContactState;
import org.nuanxian.dispatcher.Era;
import org.nuanxian.dispatcher.Event;
import org.nuanxian.dispatcher.Level;
import org.nuanxian.dispatcher.Opening;
import org.nuanxian.dispatcher.Record;
import org.nuanxian.dispatcher.Stored;
import org.nuanxian.dispatcher.Unreachable;
import org.nuanxian.dispatcher.Wishes;
import org.nuanxian.dispatcher.policy.Hours;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.postgres.GroupCommit;
import org.nuanxian.runtime.postgres.PostgresAway;

/**
 * The record of one city: schema dispatch. Terms go through a group commit, everything else is one
 * statement or one transaction. Whoever locks more than one contact locks them in the order of ids.
 */
public final class PostgresRecord implements Record {
  /** A level told later never lowers the one that stands. */
  private static final String TELL =
      """
      UPDATE dispatch.contact SET
        origin = coalesce($2, origin),
        level = CASE WHEN array_position(ARRAY['red', 'yellow', 'blue', 'none'], $3)
                        < array_position(ARRAY['red', 'yellow', 'blue', 'none'], level)
                     THEN $3 ELSE level END,
        level_from = CASE WHEN array_position(ARRAY['red', 'yellow', 'blue', 'none'], $3)
                             < array_position(ARRAY['red', 'yellow', 'blue', 'none'], level)
                          THEN $7 ELSE level_from END,
        avoid_county = coalesce($4, avoid_county),
        wants_gender = coalesce($5, wants_gender),
        minor = coalesce($8, minor),
        avoid = (SELECT coalesce(array_agg(DISTINCT a.id), '{}')
                 FROM unnest(avoid || $6::uuid[]) AS a(id)),
        level_rev = level_rev + 1
      WHERE id = $1 AND stage <> 'closed'
      RETURNING
      """
          + ContactRows.COLUMNS;

  private static final String WISH_CALL =
      """
      UPDATE dispatch.contact SET callback = $2, level_rev = level_rev + 1
      WHERE id = $1 AND stage <> 'closed' AND NOT left_quickly
        AND ($2::text IS NULL OR calls < $3)
      RETURNING
      """;

  private final CityCode city;
  private final Database database;
  private final Alongside alongside;
  private final GroupCommit<ConfirmBatch.Proposal, Verdict> confirms;

  /**
   * The record of that city; call {@link #prepare} before anything else.
   *
   * @param alongside what else is written with the events
   */
  public PostgresRecord(
      Vertx vertx, Database database, CityCode city, MeterRegistry metrics, Alongside alongside) {
    this.city = city;
    this.database = database;
    this.alongside = alongside;
    String name = "confirm-" + city.value();
    this.confirms = new GroupCommit<>(vertx, database, name, new ConfirmBatch(city), metrics);
  }

  /** Makes the row of the city, if there is none. */
  public Future<Void> prepare() {
    return database
        .client()
        .preparedQuery("INSERT INTO dispatch.city (code) VALUES ($1) ON CONFLICT DO NOTHING")
        .execute(Tuple.of(city.value()))
        .mapEmpty();
  }

  /** Waits for the confirmations on their way. */
  public Future<Void> close() {
    return confirms.close();
  }

  private Future<RowSet<Row>> sql(String statement, Object... arguments) {
    return database.client().preparedQuery(statement).execute(Tuple.from(arguments));
  }

  private static <T> CompletionStage<T> stage(Future<T> future) {
    return future
        .recover(failure ->
            Future.failedFuture(
                failure instanceof PostgresAway
                    ? new Unreachable("postgres", failure)
                    : Unreachable.refused("postgres", failure)))
        .toCompletionStage();
  }

  @Override
  public CompletionStage<Stored> insert(Opening o) {
    UUID[] avoid = o.avoid().stream().map(VolunteerId::value).toArray(UUID[]::new);
    Future<RowSet<Row>> inserted =
        sql(
            "INSERT INTO dispatch.contact (id, city, origin, medium, channel, level,"
                + " avoid_county, wants_gender, minor, held_back, avoid, arrival, stage)"
                + " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'waiting')"
                + " ON CONFLICT (id) DO NOTHING",
            o.id().value(),
            city.value(),
            o.origin().value(),
            o.medium().name(),
            o.channel(),
            o.level().wire(),
            o.avoidCounty(),
            o.wantsGender().map(Enum::name).orElse(null),
            o.minor(),
            o.heldBack(),
            avoid,
            o.arrival().atOffset(ZoneOffset.UTC));
    return stage(inserted).thenCompose(done -> find(List.of(o.id()))).thenApply(List::getFirst);
  }

  @Override
  public CompletionStage<Optional<Stored>> setLevel(ContactId contact, Level level) {
    return change(
        "level = $2, level_from = 'card', level_rev = level_rev + 1", contact, level.wire());
  }

  @Override
  public CompletionStage<Optional<Stored>> setDanger(ContactId contact, boolean danger) {
    return change("danger = $2, level_rev = level_rev + 1", contact, danger);
  }

  @Override
  public CompletionStage<Optional<Stored>> tell(ContactId contact, Wishes wishes) {
    UUID[] avoid = wishes.avoid().stream().map(VolunteerId::value).toArray(UUID[]::new);
    return stage(
            sql(
                    TELL,
                    contact.value(),
                    wishes.origin().map(CountyCode::value).orElse(null),
                    wishes.level().map(Level::wire).orElse(null),
                    wishes.avoidCounty().orElse(null),
                    wishes.wantsGender().map(Enum::name).orElse(null),
                    avoid,
                    wishes.levelFrom().wire(),
                    wishes.minor().orElse(null))
                .map(ContactRows::read))
        .thenApply(rows -> rows.stream().findFirst());
  }

  @Override
  public CompletionStage<Optional<Stored>> setCallback(
      ContactId contact, Optional<Hours> hours, int triesMax) {
    return stage(
            sql(
                    WISH_CALL + ContactRows.COLUMNS,
                    contact.value(),
                    CallBack.text(hours).orElse(null),
                    triesMax)
                .map(ContactRows::read))
        .thenApply(rows -> rows.stream().findFirst());
  }

  @Override
  public CompletionStage<Boolean> called(ContactId contact, VolunteerId volunteer, long term) {
    return stage(
        sql(
                "SELECT 1 FROM dispatch.call_try WHERE contact = $1 AND volunteer = $2"
                    + " AND term = $3",
                contact.value(),
                volunteer.value(),
                term)
            .map(rows -> rows.size() > 0));
  }

  @Override
  public CompletionStage<Optional<Stored>> markLeft(ContactId contact) {
    return change("left_quickly = $2, callback = NULL", contact, true);
  }

  private CompletionStage<Optional<Stored>> change(String what, ContactId contact, Object value) {
    String statement =
        "UPDATE dispatch.contact SET " + what + " WHERE id = $1 RETURNING " + ContactRows.COLUMNS;
    return stage(sql(statement, contact.value(), value).map(ContactRows::read))
        .thenApply(rows -> rows.stream().findFirst());
  }

  @Override
  public CompletionStage<Verdict> confirm(Era era, ContactState state) {
    return stage(confirms.add(new ConfirmBatch.Proposal(era, state)));
  }

  @Override
  public CompletionStage<Era> era() {
    return stage(
        sql("SELECT era FROM dispatch.city WHERE code = $1", city.value())
            .map(rows -> new Era(rows.iterator().next().getString(0))));
  }

  @Override
  public CompletionStage<Boolean> replaceEra(Era ended, Era fresh) {
    // Confirmations hold the row for share until they commit, so afterwards all of them are seen.
    return stage(
        sql(
                "UPDATE dispatch.city SET era = $3 WHERE code = $1 AND era IN ($2, $3)",
                city.value(),
                ended.value(),
                fresh.value())
            .map(updated -> updated.rowCount() == 1));
  }

  @Override
  public CompletionStage<List<Stored>> open() {
    return select("city = $1 AND stage <> 'closed'", city.value());
  }

  @Override
  public CompletionStage<List<Stored>> find(Collection<ContactId> contacts) {
    if (contacts.isEmpty()) {
      return CompletableFuture.completedFuture(List.of());
    }
    return select(
        "id = ANY($1)", (Object) contacts.stream().map(ContactId::value).toArray(UUID[]::new));
  }

  @Override
  public CompletionStage<List<Stored>> heldBy(VolunteerId volunteer) {
    return select(
        "city = $1 AND holder = $2 AND stage <> 'closed'", city.value(), volunteer.value());
  }

  private CompletionStage<List<Stored>> select(String where, Object... arguments) {
    String statement = "SELECT " + ContactRows.COLUMNS + " FROM dispatch.contact WHERE " + where;
    return stage(sql(statement, arguments).map(ContactRows::read));
  }

  @Override
  public CompletionStage<Cursor> cursor() {
    return stage(
        sql(
                "SELECT cursor_era, cursor_n, cursor_id FROM dispatch.city WHERE code = $1",
                city.value())
            .map(rows -> rows.iterator().next())
            .map(row -> new Cursor(new Era(row.getString(0)), row.getLong(1), row.getString(2))));
  }

  @Override
  public CompletionStage<Boolean> append(Cursor before, List<Event> events) {
    return stage(EventAppend.append(database, city, alongside, before, events));
  }
}
