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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.nuanxian.dispatcher.Event;
import org.nuanxian.dispatcher.ladder.CityLadders;
import org.nuanxian.dispatcher.ladder.Ladder;
import org.nuanxian.dispatcher.ladder.Step;
import org.nuanxian.dispatcher.postgres.Alongside;
import org.nuanxian.runtime.alert.Channel;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.staff.ContactWays.Reachable;
import org.nuanxian.runtime.staff.OwnWay;

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
        (id, city, county, era, alarm, contact, kind, rung, channel, recipient, person, opened, at,
         state, due, about)
      SELECT r.id, $1, r.county, r.era, r.alarm, r.contact, r.kind, r.rung, r.channel, r.recipient,
             r.person, r.opened, r.at, r.state, r.at, r.about
      FROM unnest($2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::uuid[], $7::text[], $8::int[],
             $9::text[], $10::int[], $11::uuid[], $12::timestamptz[], $13::timestamptz[],
             $14::text[], $15::text[], $16::boolean[])
           AS r (id, county, era, alarm, contact, kind, rung, channel, recipient, person, opened, at,
                 state, about, again)
      WHERE NOT r.again OR NOT EXISTS (
        SELECT FROM dispatch.alert b
        WHERE b.alarm = r.alarm AND b.channel = r.channel AND b.recipient = r.recipient
          AND b.person IS NOT DISTINCT FROM r.person
          AND b.at > r.at - make_interval(secs => $17))
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

  /** A message to somebody's own telephone or address is to no recipient of the channel. */
  static final int NO_RECIPIENT = -1;

  private final List<Channel> channels;
  private final Function<CityCode, CityLadders> ladders;
  private final MeterRegistry metrics;

  /**
   * What is to be told through these channels.
   *
   * @param ladders the ladders of a city, which say who is told on which rung
   */
  public Outbox(
      List<Channel> channels, Function<CityCode, CityLadders> ladders, MeterRegistry metrics) {
    this.channels = List.copyOf(channels);
    this.ladders = ladders;
    this.metrics = metrics;
  }

  /**
   * A rung for one recipient of one channel, or for one person through one.
   *
   * @param again whether it repeats the top of the ladder
   */
  private record Row(
      Rung rung, String channel, int recipient, Optional<UUID> person, boolean again) {
    UUID id() {
      String name =
          String.join(
              "/",
              rung.alarm().toString(),
              Integer.toString(rung.rung()),
              channel,
              person.map(UUID::toString).orElseGet(() -> Integer.toString(recipient)));
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
    Ladders reached = new Ladders(events);
    if (reached.unreadable() > 0) {
      metrics.counter("dispatcher.alerts.unreadable").increment(reached.unreadable());
    }
    String era = events.getLast().era().value();
    CityLadders now = ladders.apply(city);
    return acted(connection, reached.acted())
        .compose(done -> over(connection, era, reached))
        .compose(done -> add(connection, city, rows(city, reached.rungs(now), now)));
  }

  private List<Row> rows(CityCode city, List<Rung> rungs, CityLadders now) {
    List<Row> rows = new ArrayList<>();
    for (Rung rung : rungs) {
      Ladder ladder = now.of(rung.kind());
      Step step = ladder.step(rung.rung());
      CountyCode county = new CountyCode(rung.county());
      boolean again = rung.rung() > ladder.top();
      List<Channel> near =
          channels.stream().filter(one -> Scope.covers(one.config(), city, county)).toList();
      for (Channel channel : near) {
        if (step.channels().contains(channel.config().name())) {
          for (int recipient = 0; recipient < channel.recipients(); recipient++) {
            rows.add(new Row(rung, channel.config().name(), recipient, Optional.empty(), again));
          }
        }
      }
      rows.addAll(own(rung, step, near, now.roll().called(step, county), again));
    }
    return rows;
  }

  /** To the people of a step themselves, by the first channel that can carry it. */
  private static List<Row> own(
      Rung rung, Step step, List<Channel> near, List<Reachable> people, boolean again) {
    List<Row> rows = new ArrayList<>();
    for (OwnWay way : step.own()) {
      near.stream()
          .filter(channel -> Scope.carries(channel.config(), way))
          .findFirst()
          .map(channel -> channel.config().name())
          .ifPresent(channel ->
              people.stream()
                  .filter(who -> who.ways().contains(way))
                  .map(who -> Optional.of(who.actor().id().value()))
                  .forEach(who -> rows.add(new Row(rung, channel, NO_RECIPIENT, who, again))));
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
            .addValue(column(rows, UUID[]::new, row -> row.rung().contact().orElse(null)))
            .addValue(column(rows, String[]::new, row -> row.rung().kind()))
            .addValue(column(rows, Integer[]::new, row -> row.rung().rung()))
            .addValue(column(rows, String[]::new, Row::channel))
            .addValue(column(rows, Integer[]::new, Row::recipient))
            .addValue(column(rows, UUID[]::new, row -> row.person().orElse(null)))
            .addValue(column(rows, OffsetDateTime[]::new, row -> utc(row.rung().opened())))
            .addValue(column(rows, OffsetDateTime[]::new, row -> utc(row.rung().at())))
            .addValue(column(rows, String[]::new, Row::state))
            .addValue(column(rows, String[]::new, row -> row.rung().about().orElse(null)))
            .addValue(column(rows, Boolean[]::new, Row::again))
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
