package org.nuanxian.dispatcher.alert;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.nuanxian.dispatcher.Event;
import org.nuanxian.dispatcher.postgres.Alongside;
import org.nuanxian.runtime.alert.Channel;
import org.nuanxian.runtime.id.CityCode;

/**
 * Writes down what is to be told outside of the console, in the transaction that writes the events
 * down: no rung is recorded without its alerts, and none of them twice. Table {@code
 * dispatch.alert}; see ops/docs/alerts.md.
 */
public final class Outbox implements Alongside {
  /** A rung that repeats the top one is told again only after a while: some wake whole groups. */
  private static final String ADD =
      """
      INSERT INTO dispatch.alert
        (id, city, county, era, alarm, contact, kind, rung, channel, recipient, opened, at, state,
         due)
      SELECT r.id, $1, r.county, r.era, r.alarm, r.contact, r.kind, r.rung, r.channel, r.recipient,
             r.opened, r.at, r.state, r.at
      FROM unnest($2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::uuid[], $7::text[], $8::int[],
             $9::text[], $10::int[], $11::timestamptz[], $12::timestamptz[], $13::text[])
           AS r (id, county, era, alarm, contact, kind, rung, channel, recipient, opened, at, state)
      WHERE r.rung <= $14 OR NOT EXISTS (
        SELECT FROM dispatch.alert b
        WHERE b.alarm = r.alarm AND b.channel = r.channel AND b.recipient = r.recipient
          AND b.at > r.at - make_interval(secs => $15))
      ON CONFLICT DO NOTHING
      """;

  private static final String ACTED =
      "UPDATE dispatch.alert SET state = 'ended' WHERE state = 'pending' AND alarm = ANY($1)";

  /**
   * A present that was built anew does not know calls for help of the one before: they are told
   * rather than lost, unless the talk is over. Danger is found again by every present.
   */
  private static final String OVER =
      """
      UPDATE dispatch.alert SET state = 'ended'
      WHERE state = 'pending' AND contact = ANY($1) AND NOT alarm = ANY($2)
        AND (era = $3 OR kind <> 'help' OR contact = ANY($4))
      """;

  private final List<Channel> channels;
  private final MeterRegistry metrics;

  /** What is to be told through these channels. */
  public Outbox(List<Channel> channels, MeterRegistry metrics) {
    this.channels = List.copyOf(channels);
    this.metrics = metrics;
  }

  /** A rung for one recipient of one channel. */
  private record Row(Rung rung, String channel, int recipient) {
    UUID id() {
      String name =
          String.join(
              "/",
              rung.alarm().toString(),
              Integer.toString(rung.rung()),
              channel,
              Integer.toString(recipient));
      return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    /** Somebody acted before it was even written down. */
    String state() {
      return rung.over() ? "ended" : "pending";
    }
  }

  @Override
  public Future<Void> write(SqlConnection connection, CityCode city, List<Event> events) {
    if (channels.isEmpty()) {
      return Future.succeededFuture();
    }
    Ladders ladders = new Ladders(events);
    if (ladders.unreadable() > 0) {
      metrics.counter("dispatcher.alerts.unreadable").increment(ladders.unreadable());
    }
    String era = events.getLast().era().value();
    return acted(connection, ladders.acted())
        .compose(done -> over(connection, era, ladders))
        .compose(done -> add(connection, city, rows(city, ladders.rungs())));
  }

  private List<Row> rows(CityCode city, List<Rung> rungs) {
    List<Row> rows = new ArrayList<>();
    for (Rung rung : rungs) {
      for (Channel channel : channels) {
        if (Scope.told(channel.config(), city, rung)) {
          for (int recipient = 0; recipient < channel.recipients(); recipient++) {
            rows.add(new Row(rung, channel.config().name(), recipient));
          }
        }
      }
    }
    return rows;
  }

  private static Future<Void> acted(SqlConnection connection, Set<UUID> alarms) {
    return alarms.isEmpty()
        ? Future.succeededFuture()
        : connection.preparedQuery(ACTED).execute(Tuple.of(alarms.toArray(UUID[]::new))).mapEmpty();
  }

  private static Future<Void> over(SqlConnection connection, String era, Ladders ladders) {
    if (ladders.open().isEmpty()) {
      return Future.succeededFuture();
    }
    UUID[] contacts = ladders.open().keySet().toArray(UUID[]::new);
    UUID[] standing = ladders.open().values().stream().flatMap(Set::stream).toArray(UUID[]::new);
    UUID[] closed = ladders.closed().toArray(UUID[]::new);
    return connection
        .preparedQuery(OVER)
        .execute(Tuple.of(contacts, standing, era, closed))
        .mapEmpty();
  }

  private static Future<Void> add(SqlConnection connection, CityCode city, List<Row> rows) {
    if (rows.isEmpty()) {
      return Future.succeededFuture();
    }
    Tuple arguments =
        Tuple.of(city.value())
            .addValue(column(rows, UUID[]::new, Row::id))
            .addValue(column(rows, String[]::new, row -> row.rung().county()))
            .addValue(column(rows, String[]::new, row -> row.rung().era()))
            .addValue(column(rows, UUID[]::new, row -> row.rung().alarm()))
            .addValue(column(rows, UUID[]::new, row -> row.rung().contact()))
            .addValue(column(rows, String[]::new, row -> row.rung().kind()))
            .addValue(column(rows, Integer[]::new, row -> row.rung().rung()))
            .addValue(column(rows, String[]::new, Row::channel))
            .addValue(column(rows, Integer[]::new, Row::recipient))
            .addValue(column(rows, OffsetDateTime[]::new, row -> utc(row.rung().opened())))
            .addValue(column(rows, OffsetDateTime[]::new, row -> utc(row.rung().at())))
            .addValue(column(rows, String[]::new, Row::state))
            .addInteger(Ladders.TOP_RUNG)
            .addDouble((double) Ladders.REPEAT.toSeconds());
    return connection.preparedQuery(ADD).execute(arguments).mapEmpty();
  }

  private static <T> T[] column(List<Row> rows, IntFunction<T[]> array, Function<Row, T> of) {
    return rows.stream().map(of).toArray(array);
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
