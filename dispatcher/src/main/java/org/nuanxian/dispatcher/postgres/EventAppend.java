package org.nuanxian.dispatcher.postgres;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.nuanxian.dispatcher.Event;
import org.nuanxian.dispatcher.Record.Cursor;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.postgres.Database;

/** Writes events down and moves the cursor, in one transaction. */
final class EventAppend {
  private EventAppend() {}

  private static final String MOVE =
      "UPDATE dispatch.city SET cursor_era = $2, cursor_n = $3, cursor_id = $4"
          + " WHERE code = $1 AND cursor_era = $5 AND cursor_n = $6 AND cursor_id = $7";

  /** The same event may be read twice after Redis was set back. */
  private static final String INSERT =
      """
      INSERT INTO dispatch.event (city, era, n, at, kind, contact, volunteer, state)
      SELECT $1, e.era, e.n, e.at, e.kind, e.contact, e.volunteer, e.state
      FROM unnest($2::text[], $3::bigint[], $4::timestamptz[], $5::text[], $6::uuid[], $7::uuid[],
             $8::jsonb[]) AS e (era, n, at, kind, contact, volunteer, state)
      ON CONFLICT DO NOTHING
      """;

  static Future<Boolean> append(
      Database database, CityCode city, Alongside alongside, Cursor before, List<Event> events) {
    Event last = events.getLast();
    return database.inTransaction(connection ->
        connection
            .preparedQuery(MOVE)
            .execute(
                Tuple.of(city.value(), last.era().value(), last.n(), last.streamId())
                    .addString(before.era().value())
                    .addLong(before.n())
                    .addString(before.streamId()))
            .compose(moved ->
                moved.rowCount() == 1
                    ? insert(connection, city, events)
                        .compose(done -> alongside.write(connection, city, events))
                        .map(true)
                    : Future.succeededFuture(false)));
  }

  private static Future<Void> insert(SqlConnection connection, CityCode city, List<Event> events) {
    Tuple arguments =
        Tuple.of(city.value())
            .addValue(events.stream().map(e -> e.era().value()).toArray(String[]::new))
            .addValue(events.stream().map(Event::n).toArray(Long[]::new))
            .addValue(
                events.stream()
                    .map(e -> e.at().atOffset(ZoneOffset.UTC))
                    .toArray(OffsetDateTime[]::new))
            .addValue(events.stream().map(Event::kind).toArray(String[]::new))
            .addValue(
                events.stream()
                    .map(e -> e.contact().map(id -> id.value()).orElse(null))
                    .toArray(UUID[]::new))
            .addValue(
                events.stream()
                    .map(e -> e.volunteer().map(VolunteerId::value).orElse(null))
                    .toArray(UUID[]::new))
            .addValue(
                events.stream()
                    .map(e -> e.state().isEmpty() ? null : new JsonObject(e.state()))
                    .toArray(Object[]::new));
    return connection.preparedQuery(INSERT).execute(arguments).mapEmpty();
  }
}
