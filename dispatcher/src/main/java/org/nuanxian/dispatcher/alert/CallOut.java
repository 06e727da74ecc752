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
import org.nuanxian.dispatcher.Stage;
import org.nuanxian.dispatcher.call.ViewCity;
import org.nuanxian.dispatcher.ladder.AlarmKind;
import org.nuanxian.dispatcher.ladder.Roll;
import org.nuanxian.roster.City;
import org.nuanxian.roster.OnShift;
import org.nuanxian.roster.Seat;
import org.nuanxian.runtime.config.AlertConfig;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.staff.ContactWays.Reachable;
import org.nuanxian.runtime.staff.OwnWay;

/**
 * Calls those on call at home (听班) who have no console open, by SMS to their own telephone, when
 * somebody waits whom no seat can take, the queue is long or somebody has not come: one after the
 * other, each twice, 90 s apart. The messages go the way of every alert.
 */
public final class CallOut {
  /** What such a message is called among alerts. */
  static final String KIND = "callOut";

  /** Whoever waits longer than this was offered to nobody who is there. */
  private static final Duration WAITED = Duration.ofSeconds(10);

  /** Why somebody is called whom no alarm calls for: a person waits whom no seat can take. */
  private static final String WAITS = "waits";

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
         due, why)
      VALUES ($1, $2, $2, '', $1, 'callOut', 0, $3, -1, $4, $5, $5, 'pending', $5, $6)
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

  /**
   * Calls the next one, if somebody waits or something else calls for it and nobody is on the way;
   * by the node that looks.
   *
   * @param cause why they are called in though nobody is left waiting
   */
  public Future<Void> look(
      City city,
      Roll roll,
      List<CountyQueue> queue,
      ViewCity.View view,
      Optional<AlarmKind> cause) {
    Optional<AlertConfig> gateway =
        channels.stream()
            .filter(one -> Scope.carries(one, OwnWay.SMS) && Scope.covers(one, city.code()))
            .findFirst();
    List<Reachable> onCall = onCall(roll);
    boolean waits =
        queue.stream().anyMatch(one -> one.longestSeconds() >= WAITED.toSeconds())
            && view.contacts().stream().anyMatch(CallOut::unheard);
    Optional<String> why = waits ? Optional.of(WAITS) : cause.map(AlarmKind::wire);
    if (gateway.isEmpty() || why.isEmpty() || onCall.isEmpty()) {
      return Future.succeededFuture();
    }
    return callNext(city.code(), gateway.get(), onCall, here(view), why.get());
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
      CityCode city, AlertConfig gateway, List<Reachable> onCall, Set<UUID> here, String why) {
    return called(city)
        .compose(before ->
            next(onCall, here, before)
                .map(who -> call(city, gateway, who, why))
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

  private Future<Void> call(CityCode city, AlertConfig gateway, UUID who, String why) {
    Instant now = clock.instant();
    String name = KIND + "/" + who + "/" + now.getEpochSecond() / PATIENCE.toSeconds();
    UUID id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    return database
        .client()
        .preparedQuery(CALL)
        .execute(Tuple.of(id, city.value(), gateway.name(), who, utc(now), why))
        .mapEmpty();
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
