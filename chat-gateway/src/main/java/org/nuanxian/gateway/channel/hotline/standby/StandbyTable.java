package org.nuanxian.gateway.channel.hotline.standby;

import io.micrometer.core.instrument.Gauge;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.nuanxian.gateway.channel.Shared;
import org.nuanxian.gateway.channel.hotline.Ari;
import org.nuanxian.roster.City;
import org.nuanxian.roster.County;
import org.nuanxian.roster.Coverage;
import org.nuanxian.roster.OnShift;
import org.nuanxian.roster.Seat;
import org.nuanxian.roster.ShiftTemplate;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.config.PbxConfig;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the table in the database of a PBX by which it rings people while no server is there: who
 * is on duty in the next two weeks and told a telephone. The node that speaks to the PBX writes it,
 * every ten minutes and when the roster changed; keys are in {@code extensions.conf}.
 */
public final class StandbyTable {
  private static final Logger LOG = LoggerFactory.getLogger(StandbyTable.class);

  /** How far ahead people are written down. */
  private static final int DAYS = 14;

  /** A table that ends sooner is said in the log: the roster of the next days is missing. */
  private static final Duration SHORT = Duration.ofDays(3);

  private static final Duration EACH = Duration.ofMinutes(10);

  /** After one that failed. */
  private static final Duration AGAIN = Duration.ofSeconds(30);

  /** So many days that are over are emptied: their telephones are of no more use. */
  private static final int DAYS_OVER = 3;

  /** Instants at which anybody begins or ends; a city has a few hundred in two weeks. */
  private static final int INSTANTS_MAX = 4000;

  private static final String ROOT = "nuanxian/";

  private final Shared shared;
  private final Ari ari;
  private final PbxConfig pbx;
  private final CityCode city;
  private final Function<VolunteerId, Future<Optional<String>>> numbers;

  /** What the PBX holds as far as this node wrote it since it speaks to it. */
  private final Map<String, String> written = new HashMap<>();

  /** Until when somebody is in the table. */
  private Instant until = Instant.EPOCH;

  private long timer;
  private boolean active;
  private boolean writing;

  /** The roster changed while it was written. */
  private boolean stale;

  /**
   * A table that is not written yet.
   *
   * @param numbers the own telephone of a volunteer, if they told one
   */
  public StandbyTable(
      Shared shared,
      Ari ari,
      PbxConfig pbx,
      CityCode city,
      Function<VolunteerId, Future<Optional<String>>> numbers) {
    this.shared = shared;
    this.ari = ari;
    this.pbx = pbx;
    this.city = city;
    this.numbers = numbers;
    Gauge.builder("nuanxian.hotline.table.seconds", this, StandbyTable::secondsLeft)
        .tag("pbx", pbx.id())
        .register(shared.metrics());
    shared
        .cities()
        .roster()
        .onChange(city, this::changed)
        .onFailure(away -> shared.swallowed("standby"));
  }

  /** This node speaks to the PBX from now on. */
  public void begin() {
    active = true;
    written.clear();
    write();
  }

  /** Another node does. */
  public void end() {
    active = false;
    shared.vertx().cancelTimer(timer);
  }

  private double secondsLeft() {
    return active ? Duration.between(shared.clock().instant(), until).toSeconds() : Double.NaN;
  }

  private void changed() {
    if (writing) {
      stale = true;
    } else if (active) {
      write();
    }
  }

  private void write() {
    shared.vertx().cancelTimer(timer);
    writing = true;
    stale = false;
    Instant now = shared.clock().instant();
    shared
        .cities()
        .city(city.value())
        .compose(whole -> duties(now).compose(duties -> entries(whole, duties, now)))
        .compose(this::send)
        .onComplete(done -> {
          writing = false;
          if (done.failed()) {
            LOG.warn("the table of the PBX {} was not written: {}", pbx.id(), told(done.cause()));
            shared.swallowed("standby");
          } else if (until.isBefore(now.plus(SHORT))) {
            LOG.warn(
                "the table of the PBX {} ends at {}: nobody after it told a telephone,"
                    + " or is on the roster",
                pbx.id(),
                until);
          }
          later(done.failed() || stale ? AGAIN : EACH);
        });
  }

  /** Never what was to be written: it may be in the text of a failure. */
  private static String told(Throwable failure) {
    return failure.getClass().getSimpleName();
  }

  private void later(Duration wait) {
    if (active) {
      timer = shared.vertx().setTimer(wait.toMillis(), due -> write());
    }
  }

  /** Who is on duty, by the instants from which on that is so. */
  private Future<Map<Instant, List<OnShift>>> duties(Instant now) {
    Instant last = now.plus(Duration.ofDays(DAYS));
    return shared
        .cities()
        .roster()
        .coverage(city, now, last)
        .compose(coverage -> {
          // Numbers change where somebody begins or ends; whoever takes over from somebody else at
          // once changes none, and is found at the end of the other's run.
          TreeSet<Instant> instants = new TreeSet<>();
          coverage.spans().stream().map(Coverage.Span::from).forEach(instants::add);
          return read(instants, last, new LinkedHashMap<>());
        });
  }

  private Future<Map<Instant, List<OnShift>>> read(
      NavigableSet<Instant> instants, Instant last, Map<Instant, List<OnShift>> found) {
    Instant at = instants.pollFirst();
    if (at == null || !at.isBefore(last) || found.size() > INSTANTS_MAX) {
      return Future.succeededFuture(found);
    }
    return shared
        .cities()
        .roster()
        .onShift(city, at)
        .compose(runs -> {
          found.put(at, runs);
          runs.stream().map(OnShift::to).filter(end -> end.isAfter(at)).forEach(instants::add);
          return read(instants, last, found);
        });
  }

  private Future<Map<String, String>> entries(
      City whole, Map<Instant, List<OnShift>> duties, Instant now) {
    List<VolunteerId> people =
        duties.values().stream().flatMap(List::stream).map(OnShift::volunteer).distinct().toList();
    return telephones(people, 0, new HashMap<>())
        .map(known -> {
          DutyTable table = new DutyTable();
          until = Instant.EPOCH;
          duties.forEach((at, runs) -> {
            for (County county : whole.counties()) {
              table.note(county.code(), at, rung(county.code(), runs, known));
            }
            runs.stream()
                .filter(run -> known.containsKey(run.volunteer()) && run.to().isAfter(until))
                .forEach(run -> until = run.to());
          });
          return entries(whole, table, LocalDate.ofInstant(now, ShiftTemplate.ZONE));
        });
  }

  private Future<Map<VolunteerId, String>> telephones(
      List<VolunteerId> people, int next, Map<VolunteerId, String> known) {
    if (next == people.size()) {
      return Future.succeededFuture(known);
    }
    VolunteerId volunteer = people.get(next);
    return numbers
        .apply(volunteer)
        .compose(number -> {
          number.ifPresent(each -> known.put(volunteer, each));
          return telephones(people, next + 1, known);
        });
  }

  /** Their own people at desk and on call, then those of the other counties. */
  private static List<String> rung(
      CountyCode county, List<OnShift> runs, Map<VolunteerId, String> known) {
    return Stream.of(true, false)
        .flatMap(own ->
            Stream.of(Seat.AT_DESK, Seat.ON_CALL)
                .flatMap(seat ->
                    runs.stream()
                        .filter(run -> run.county().equals(county) == own && run.seat() == seat)))
        .map(run -> Optional.ofNullable(known.get(run.volunteer())))
        .flatMap(Optional::stream)
        .toList();
  }

  private Map<String, String> entries(City whole, DutyTable table, LocalDate today) {
    Map<String, String> all = new LinkedHashMap<>();
    pbx.counties().forEach((called, county) -> all.put("number/" + called, county.value()));
    for (County county : whole.counties()) {
      String root = "county/" + county.code() + "/";
      all.put(root + "language", "zh_" + city);
      all.put(root + "zone", ShiftTemplate.ZONE.getId());
      all.put(root + "always", String.join("&", table.everybody(county.code())));
      for (int over = 1; over <= DAYS_OVER; over++) {
        String day = today.minusDays(over).toString().replace("-", "");
        all.put("table/" + county.code() + "/" + day, "");
      }
    }
    table
        .days(today, today.plusDays(DAYS))
        .forEach((county, days) ->
            days.forEach((day, line) -> all.put("table/" + county + "/" + day, line)));
    return all;
  }

  /** Writes what differs, one after the other: calls come before it. */
  private Future<Void> send(Map<String, String> wanted) {
    Future<Void> sent = Future.succeededFuture();
    for (Map.Entry<String, String> entry : wanted.entrySet()) {
      sent = sent.compose(v -> put(entry.getKey(), entry.getValue()));
    }
    return sent;
  }

  private Future<Void> put(String key, String value) {
    if (value.equals(written.get(key))) {
      return Future.succeededFuture();
    }
    String name = URLEncoder.encode("DB(" + ROOT + key + ")", StandardCharsets.UTF_8);
    String text = URLEncoder.encode(value, StandardCharsets.UTF_8);
    return ari.post("/asterisk/variable?variable=" + name + "&value=" + text, new JsonObject())
        .onSuccess(done -> written.put(key, value));
  }
}
