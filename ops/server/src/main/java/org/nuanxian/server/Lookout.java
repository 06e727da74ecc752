package org.nuanxian.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.nuanxian.dispatcher.AlarmId;
import org.nuanxian.dispatcher.Dispatcher;
import org.nuanxian.dispatcher.Refusal;
import org.nuanxian.dispatcher.alert.Alerts;
import org.nuanxian.dispatcher.alert.CallOut;
import org.nuanxian.dispatcher.alert.Causes;
import org.nuanxian.dispatcher.alert.Heard;
import org.nuanxian.dispatcher.alert.Outbox;
import org.nuanxian.dispatcher.follow.FollowUps;
import org.nuanxian.dispatcher.ladder.LadderBook;
import org.nuanxian.dispatcher.ladder.WeeklyTest;
import org.nuanxian.dispatcher.postgres.Alongside;
import org.nuanxian.gateway.channel.hotline.AlertCalls;
import org.nuanxian.gateway.opening.AlertApi;
import org.nuanxian.gateway.opening.ExpertApi;
import org.nuanxian.gateway.opening.LadderApi;
import org.nuanxian.gateway.opening.LadderTestApi;
import org.nuanxian.roster.Plan;
import org.nuanxian.roster.Roster;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.alert.Channels;
import org.nuanxian.runtime.alert.Heartbeat;
import org.nuanxian.runtime.audit.Audit;
import org.nuanxian.runtime.backup.Backups;
import org.nuanxian.runtime.config.AlertConfig;
import org.nuanxian.runtime.config.Config;
import org.nuanxian.runtime.config.HotlineConfig;
import org.nuanxian.runtime.config.PbxConfig;
import org.nuanxian.runtime.http.Endpoint;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.Ids;
import org.nuanxian.runtime.staff.StaffAccess;

/**
 * What this node tells the world outside: escalations to people who are not before a console, and
 * to a watcher that it lives. See ops/docs/alerts.md. Belongs to the node's loop.
 */
final class Lookout {
  private static final long DISK_MIN_BYTES = 1L << 30;

  private static final Duration FIGURES = Duration.ofMinutes(1); // as often as a scrape

  private final Vertx vertx;
  private final Channels channels;

  /** Everybody is invented, and nobody comes to their seat. */
  private final boolean demo;

  private final LadderBook ladders;
  private final List<AlertConfig> configs;
  private final Roster roster;
  private final InstantSource clock;
  private final CallOut callOut;
  private final FollowUps followUps;
  private final WeeklyTest weekly;
  private final Alerts alerts;
  private final Outbox outbox;
  private final Optional<String> heartbeat;

  /** Empty where nobody said where they are. */
  private final Optional<Backups> backups;

  /** How often causes are looked for. */
  private final Duration every;

  private final MeterRegistry metrics;

  private final List<Long> timers = new ArrayList<>();

  /** From start on, where there is a watcher. */
  private Optional<Heartbeat> beating = Optional.empty();

  /** Those of all cities served; set by start. */
  private Map<CityCode, Dispatcher> dispatchers = Map.of();

  /**
   * Tells nobody before {@link #start}.
   *
   * @param hotline every PBX, that beside this server among them
   */
  Lookout(Config config, HotlineConfig hotline, boolean demo, LadderBook.Basis basis) {
    this.vertx = basis.vertx();
    this.metrics = basis.metrics();
    this.channels =
        new Channels(
            vertx,
            config.alerts(),
            basis.clock(),
            alert -> new AlertCalls(vertx, alert, pbx(hotline, alert)));
    this.configs = config.alerts();
    this.demo = demo;
    this.roster = basis.roster();
    this.clock = basis.clock();
    this.ladders = new LadderBook(basis, config.alerts());
    // Without channels nothing is sent, and no link is needed.
    this.alerts =
        new Alerts(
            channels.all(),
            config.http().publicUrl().orElse(""),
            demo,
            new Alerts.Basis(
                basis.database(),
                basis.roster()::cities,
                ladders::of,
                basis.people()::of,
                new Keys(),
                basis.clock(),
                Ids.secure(),
                metrics));
    this.callOut = new CallOut(basis.database(), config.alerts(), basis.clock());
    this.weekly =
        new WeeklyTest(
            basis.database(), ladders::of, config.alerts(), basis.audit(), basis.clock());
    this.followUps = new FollowUps(basis.database().client());
    this.outbox = new Outbox(channels.all(), ladders::of, metrics);
    this.heartbeat = config.heartbeat().url();
    this.backups = config.backup().map(where -> new Backups(vertx, where, basis.clock()));
    this.every = config.timing().causes();
  }

  private static PbxConfig pbx(HotlineConfig hotline, AlertConfig alert) {
    return hotline.pbx().stream()
        .filter(one -> alert.pbx().filter(one.id()::equals).isPresent())
        .findFirst()
        .orElseThrow(); // looked at with the configuration
  }

  /** What a key on somebody's telephone does. */
  private final class Keys implements Heard {
    @Override
    public Future<Void> alarm(CityCode city, VolunteerId who, AlarmId alarm) {
      return Optional.ofNullable(dispatchers.get(city))
          .map(dispatcher -> Future.fromCompletionStage(dispatcher.acknowledge(who, alarm)))
          .orElseGet(Future::succeededFuture)
          .recover(failure ->
              failure instanceof Refusal // it is over
                  ? Future.succeededFuture()
                  : Future.failedFuture(failure));
    }

    @Override
    public Future<Void> test(String code) {
      return weekly.received(code).mapEmpty();
    }
  }

  /** Who is called, how and by when. */
  LadderBook ladders() {
    return ladders;
  }

  /**
   * Looks for what calls people though it concerns no contact.
   *
   * @param open whether a city's line is open
   */
  Causes causes(Plan plan, Predicate<CityCode> open, Path disk) {
    return new Causes(
        new Causes.Basis(
            ladders::of,
            plan,
            open,
            alerts::failing,
            followUps::red,
            !demo,
            () -> full(disk),
            () -> backups.filter(Backups::troubled).isPresent(),
            every,
            callOut,
            clock));
  }

  /** Little enough to be gone within a night of mishaps. */
  private static boolean full(Path disk) {
    long free = disk.toFile().getUsableSpace();
    return free < DISK_MIN_BYTES;
  }

  /** Whether everybody on a ladder can be reached, once a week. */
  WeeklyTest weekly() {
    return weekly;
  }

  /** What is written with the events of a city. */
  Alongside outbox() {
    return outbox;
  }

  List<Endpoint> endpoints(StaffAccess access, Audit audit) {
    List<Endpoint> all = new ArrayList<>();
    all.addAll(new AlertApi(alerts, heartbeat.isPresent(), backups, access, audit).endpoints());
    all.addAll(new LadderApi(ladders, configs, roster, access, clock).endpoints());
    all.addAll(new ExpertApi(ladders, configs, roster, access, clock).endpoints());
    all.addAll(new LadderTestApi(weekly, access).endpoints());
    return all;
  }

  /**
   * Begins to look and to beat.
   *
   * @param cities the dispatcher of each city, which knows of whoever pressed a key
   * @param alive fails while this node serves nobody
   */
  void start(Map<CityCode, Dispatcher> cities, Supplier<Future<Void>> alive) {
    dispatchers = cities;
    if (!alerts.channels().isEmpty()) {
      every(Alerts.TURN, "turn", alerts::turn);
      every(FIGURES, "figures", alerts::refresh);
    }
    backups.ifPresent(looked -> every(Backups.EVERY, "backups", looked::look));
    beating = heartbeat.map(url -> new Heartbeat(vertx, url, alive, metrics));
    beating.ifPresent(beat -> every(Heartbeat.EVERY, "heartbeat", beat::beat));
  }

  /** What fails now is done by the next turn; PostgreSQL that is away is known elsewhere. */
  private void every(Duration pause, String what, Supplier<Future<?>> turn) {
    timers.add(
        vertx.setPeriodic(
            0,
            pause.toMillis(),
            timer ->
                turn.get()
                    .onFailure(away ->
                        metrics.counter("nuanxian.alerts.deferred", "what", what).increment())));
  }

  /** Takes nothing more: a message that is cut off is sent again by another node. */
  void stop() {
    timers.forEach(vertx::cancelTimer);
  }

  Future<Void> close() {
    return channels
        .close()
        .eventually(() -> beating.map(Heartbeat::close).orElse(Future.succeededFuture()));
  }
}
