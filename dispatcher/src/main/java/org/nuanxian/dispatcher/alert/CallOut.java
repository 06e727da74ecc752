package org.nuanxian.dispatcher.alert;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.nuanxian.dispatcher.ContactState;
import org.nuanxian.dispatcher.CountyQueue;
import org.nuanxian.dispatcher.Dispatcher;
import org.nuanxian.dispatcher.Stage;
import org.nuanxian.dispatcher.call.ViewCity;
import org.nuanxian.dispatcher.ladder.Roll;
import org.nuanxian.roster.City;
import org.nuanxian.roster.County;
import org.nuanxian.roster.OnShift;
import org.nuanxian.roster.Seat;
import org.nuanxian.runtime.config.AlertConfig;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.staff.ContactWays.Reachable;
import org.nuanxian.runtime.staff.OwnWay;

/**
 * Calls those on call at home (听班) who have no console open, by SMS to their own telephone, when
 * somebody waits whom no seat can take: one after the other, each twice, 90 s apart. The messages
 * go the way of every alert.
 */
public final class CallOut {
  /** What such a message is called among alerts. */
  static final String KIND = "callOut";

  /** Whoever waits longer than this was offered to nobody who is there. */
  private static final Duration WAITS = Duration.ofSeconds(10);

  /** Time to wake up and open the console. */
  static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final int TIMES_MAX = 2;

  /** After this somebody who did not come is asked again, if somebody still waits. */
  static final Duration AGAIN = Duration.ofMinutes(30);

  private static final String RECENT =
      """
      SELECT person, count(*) AS times, max(opened) AS last FROM dispatch.alert
      WHERE city = $1 AND kind = 'callOut' AND opened > $2 GROUP BY person
      """;

  private static final String CALL =
      """
      INSERT INTO dispatch.alert
        (id, city, county, era, alarm, kind, rung, channel, recipient, person, opened, at, state,
         due)
      VALUES ($1, $2, $2, '', $1, 'callOut', 0, $3, -1, $4, $5, $5, 'pending', $5)
      ON CONFLICT DO NOTHING
      """;

  private final Database database;
  private final List<AlertConfig> channels;
  private final InstantSource clock;

  /**
   * Calls through a gateway for SMS, if there is one.
   *
   * @param channels the channels of the installation
   */
  public CallOut(Database database, List<AlertConfig> channels, InstantSource clock) {
    this.database = database;
    this.channels = List.copyOf(channels);
    this.clock = clock;
  }

  /** Calls the next one, if somebody waits and nobody is on the way; by the node that looks. */
  public Future<Void> look(City city, Roll roll, List<CountyQueue> queue, Dispatcher dispatcher) {
    Optional<AlertConfig> gateway =
        channels.stream()
            .filter(one -> Scope.carries(one, OwnWay.SMS) && Scope.covers(one, city.code()))
            .findFirst();
    boolean waits = queue.stream().anyMatch(one -> one.longestSeconds() >= WAITS.toSeconds());
    List<Reachable> onCall = onCall(roll);
    if (gateway.isEmpty() || !waits || onCall.isEmpty()) {
      return Future.succeededFuture();
    }
    return Future.fromCompletionStage(
            dispatcher.view(city.counties().stream().map(County::code).toList()))
        .compose(view ->
            view.contacts().stream().anyMatch(CallOut::unheard)
                ? callNext(city.code(), gateway.get(), onCall, here(view))
                : Future.succeededFuture());
  }

  /** Somebody waits and rings nowhere. */
  private static boolean unheard(ContactState contact) {
    return contact.stage() == Stage.WAITING && contact.offered().isEmpty() && !contact.aside();
  }

  private static Set<UUID> here(ViewCity.View view) {
    return view.volunteers().stream()
        .filter(one -> one.connection().isPresent())
        .map(one -> one.id().value())
        .collect(Collectors.toSet());
  }

  private Future<Void> callNext(
      CityCode city, AlertConfig gateway, List<Reachable> onCall, Set<UUID> here) {
    return called(city)
        .compose(before ->
            next(onCall, here, before)
                .map(who -> call(city, gateway, who))
                .orElseGet(Future::succeededFuture));
  }

  /** Who is on call and told a telephone, in an order that stays. */
  private static List<Reachable> onCall(Roll roll) {
    Set<UUID> seats =
        roll.onShift().stream()
            .filter(shift -> shift.seat() == Seat.ON_CALL)
            .map(OnShift::volunteer)
            .map(volunteer -> volunteer.value())
            .collect(Collectors.toSet());
    return roll.people().stream()
        .filter(who -> seats.contains(id(who)) && who.ways().contains(OwnWay.SMS))
        .sorted(Comparator.comparing(CallOut::id))
        .toList();
  }

  private static UUID id(Reachable who) {
    return who.actor().id().value();
  }

  /** How often somebody was called lately, and when last. */
  private record Before(long times, Instant last) {}

  private Future<Map<UUID, Before>> called(CityCode city) {
    return database
        .client()
        .preparedQuery(RECENT)
        .execute(Tuple.of(city.value(), utc(clock.instant().minus(AGAIN))))
        .map(CallOut::read);
  }

  private static Map<UUID, Before> read(RowSet<Row> rows) {
    Map<UUID, Before> before = new HashMap<>();
    rows.forEach(row ->
        before.put(
            row.getUUID("person"),
            new Before(row.getLong("times"), row.getOffsetDateTime("last").toInstant())));
    return before;
  }

  /** Nobody while the last one may still come; then the same once more, then the next. */
  private Optional<UUID> next(List<Reachable> onCall, Set<UUID> here, Map<UUID, Before> before) {
    Instant now = clock.instant();
    List<UUID> away = onCall.stream().map(CallOut::id).filter(who -> !here.contains(who)).toList();
    boolean coming =
        away.stream()
            .filter(before::containsKey)
            .anyMatch(who -> now.isBefore(before.get(who).last().plus(PATIENCE)));
    if (coming) {
      return Optional.empty();
    }
    return away.stream()
        .filter(who -> !before.containsKey(who) || before.get(who).times() < TIMES_MAX)
        .max(
            // Whoever was called once is called once more before anybody else is.
            Comparator.comparingLong(who -> before.containsKey(who) ? 1 : 0));
  }

  private Future<Void> call(CityCode city, AlertConfig gateway, UUID who) {
    Instant now = clock.instant();
    String name = KIND + "/" + who + "/" + now.getEpochSecond() / PATIENCE.toSeconds();
    UUID id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    return database
        .client()
        .preparedQuery(CALL)
        .execute(Tuple.of(id, city.value(), gateway.name(), who, utc(now)))
        .mapEmpty();
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
