package org.nuanxian.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.nuanxian.dispatcher.Dispatcher;
import org.nuanxian.dispatcher.NodeId;
import org.nuanxian.dispatcher.ladder.LadderBook;
import org.nuanxian.dispatcher.policy.CityPolicy;
import org.nuanxian.dispatcher.policy.Policies;
import org.nuanxian.dispatcher.policy.PolicyApi;
import org.nuanxian.gateway.Gateway;
import org.nuanxian.gateway.channel.hotline.PhoneApi;
import org.nuanxian.gateway.channel.web.WebRules;
import org.nuanxian.gateway.followup.FollowUpApi;
import org.nuanxian.gateway.opening.FirstStart;
import org.nuanxian.gateway.opening.SetUp;
import org.nuanxian.gateway.source.SourceApi;
import org.nuanxian.gateway.web.Footer;
import org.nuanxian.gateway.web.OutagePage;
import org.nuanxian.gateway.web.Pages;
import org.nuanxian.roster.Calendar;
import org.nuanxian.roster.Clearances;
import org.nuanxian.roster.Plan;
import org.nuanxian.roster.http.CalendarApi;
import org.nuanxian.roster.http.RosterApi;
import org.nuanxian.roster.postgres.PostgresCalendar;
import org.nuanxian.roster.postgres.PostgresClearances;
import org.nuanxian.roster.postgres.PostgresPlan;
import org.nuanxian.roster.postgres.PostgresPlanning;
import org.nuanxian.roster.postgres.PostgresRoster;
import org.nuanxian.runtime.config.Config;
import org.nuanxian.runtime.config.PbxConfig;
import org.nuanxian.runtime.http.Certificate;
import org.nuanxian.runtime.http.Edge;
import org.nuanxian.runtime.http.StaticFiles;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.postgres.Migrations;
import org.nuanxian.runtime.redis.Hints;
import org.nuanxian.runtime.redis.RedisLink;
import org.nuanxian.runtime.settings.LineState;
import org.nuanxian.runtime.settings.Settings;
import org.nuanxian.runtime.settings.SettingsApi;
import org.nuanxian.runtime.staff.ContactWayApi;
import org.nuanxian.runtime.staff.ContactWays;
import org.nuanxian.runtime.staff.FirstLink;
import org.nuanxian.runtime.staff.Staff;
import org.nuanxian.runtime.vault.MasterKey;
import org.nuanxian.runtime.vault.Vault;
import org.nuanxian.server.demo.Demo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wiring of a node, from the ground floor up: stores, staff, roster, dispatcher, gateway, edge.
 * It all lives on one event loop, the node's.
 */
final class House extends VerticleBase {
  /** Every schema, in the order in which they build upon each other. */
  private static final String[] SCHEMAS = {
    "installation", "vault", "staff", "audit", Settings.SCHEMA, "roster", "dispatch", Gateway.SCHEMA
  };

  private static final long DEMO_EXTEND_MILLIS = Duration.ofHours(1).toMillis(); // weeks go by

  private static final Logger LOG = LoggerFactory.getLogger(House.class);

  private final Config config;
  private final Ground ground;
  private final MeterRegistry metrics;
  private final Time time;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final NodeId node = new NodeId(UUID.randomUUID().toString());

  private Database database;
  private RedisLink redis;
  private Hints hints;
  private Vault vault;
  private Staff staff;
  private ContactWays ways;
  private PostgresRoster roster;
  private Edge edge;

  private Settings settings;
  private Policies policies;

  /** Of the public port; empty without TLS. Set by start. */
  private volatile Optional<Certificate> certificate = Optional.empty();

  /** The cities served; empty until start has opened them. */
  private Optional<CityLines> cities = Optional.empty();

  /** Empty until start has made it. */
  private Optional<Gateway> gateway = Optional.empty();

  /** The telephones of browsers. Set by start. */
  private Optional<PhoneApi> phones = Optional.empty();

  /** The invented city; empty on a live line. Set by start. */
  private volatile Optional<Demo> demo = Optional.empty();

  /** Who is told outside of the console. */
  private Lookout lookout;

  /** Where pages are; set by start. */
  private volatile int port;

  House(Config config, Ground ground, Time time, MeterRegistry metrics) {
    this.config = config;
    this.ground = ground;
    this.time = time;
    this.clock = time.clock();
    this.metrics = metrics;
  }

  @Override
  public Future<?> start() {
    database = new Database(vertx, ground.postgres(), metrics);
    redis = new RedisLink(vertx, ground.redis(), metrics);
    hints = new Hints(vertx, ground.redis(), redis, metrics);
    MasterKey master = MasterKey.read(ground.vault().masterKeyFile());
    vault = new Vault(vertx, database, master, random, hints, metrics);
    staff =
        new Staff(
            vertx, database, hints, Staff.Rules.of(config), clock, metrics, new TeamJoining());
    roster = new PostgresRoster(database, hints);
    settings = new Settings(vertx, database, hints, metrics);
    policies = new Policies(vertx, database, hints, CityPolicy.of(config.timing()), metrics);
    ways = new ContactWays(database, vault, staff.audit(), clock);
    lookout =
        new Lookout(
            config,
            ground.hotline(),
            ground.demo(),
            new LadderBook.Basis(
                vertx, database, hints, ways, roster, staff.audit(), clock, metrics));
    edge =
        new Edge(vertx, config.http(), metrics, clock)
            .allowSockets(
                "/console", ground.hotline().pbx().stream().map(PbxConfig::socketOrigin).toList());
    if (config.tls().on()) {
      certificate = Optional.of(new Certificate(config.tls(), clock, metrics));
      certificate.ifPresent(edge::with);
    }
    return vertx
        .executeBlocking(this::migrate)
        .compose(v -> InstallationKind.claim(database, ground.kind()))
        .compose(v -> redis.start())
        .compose(v -> hints.start())
        .compose(v -> vault.start())
        .compose(v -> staff.start())
        .compose(v -> settings.start())
        .compose(v -> policies.start())
        .compose(v -> lookout.ladders().start())
        .compose(v -> fillDemo())
        .compose(v -> openLines())
        .compose(v -> furnish())
        .compose(v -> edge.listen(config.http().host(), config.http().port()))
        .onSuccess(actual -> port = actual);
  }

  /** One dispatcher for each city of the roster. */
  private Future<Void> openLines() {
    CityLine.Shared shared =
        new CityLine.Shared(
            vertx,
            context,
            database,
            redis,
            hints,
            roster,
            config.timing(),
            node,
            OwnName.of(config),
            time,
            metrics,
            lookout.ladders(),
            lookout.causes(
                new PostgresPlan(database),
                city -> ground.demo() || settings.of(city).open(),
                ground.directory().path()),
            lookout.weekly(),
            lookout.outbox(),
            policies);
    CityLines lines = new CityLines(shared, settings);
    cities = Optional.of(lines);
    return lines.start();
  }

  /** Everything that is reached by HTTP. */
  private Future<Void> furnish() {
    Map<CityCode, Dispatcher> dispatchers = cities.orElseThrow().dispatchers();
    Footer footer = new Footer(config.footer());
    WebRules rules = new WebRules(ground.demo(), config.http().neutralPage(), footer);
    Gateway made =
        new Gateway(
            new Gateway.Stores(vertx, database, hints, vault, settings),
            new Gateway.People(roster, dispatchers, staff, ways, lookout.ladders()::of),
            new Gateway.Manner(
                config.timing(), rules, ground.hotline().pbx(), clock, random, metrics));
    edge.add(staff.endpoints());
    edge.add(new SettingsApi(database, settings, staff, clock).endpoints());
    edge.add(new PolicyApi(policies, roster, settings, staff, clock).endpoints());
    Plan plan = new PostgresPlan(database);
    PostgresPlanning planning = new PostgresPlanning(database, hints);
    Clearances clearances = new PostgresClearances(database, staff.audit(), hints);
    RosterApi teams = new RosterApi(roster, plan, planning, clearances, clock);
    edge.add(teams.endpoints(staff.access().any()));
    Calendar calendar = new PostgresCalendar(database, staff.audit());
    edge.add(new CalendarApi(calendar, vault, clock).endpoints(staff.access().any()));
    made.addTo(edge);
    LineState line = new LineState(database, settings, staff.audit(), clock);
    edge.add(new SetUp(line, made.trials(), staff.access(), ground.demo()).endpoints());
    edge.add(lookout.endpoints(staff.access(), staff.audit()));
    edge.add(new ContactWayApi(ways, staff).endpoints());
    phones = Optional.of(new PhoneApi(vertx, ground.hotline(), roster, random, clock, metrics));
    phones.ifPresent(own -> edge.add(own.endpoints(staff.access())));
    lookout.start(dispatchers, this::checkAll);
    SourceApi source = new SourceApi(database, vault, staff, clock);
    source.start(vertx, metrics);
    edge.add(source.endpoints());
    edge.add(new FollowUpApi(database, vault, staff, clock).endpoints());
    edge.add(new FirstStart(staff.firstLink(), cities.orElseThrow()::created).endpoints());
    Pages.addTo(edge, vertx, ground.demo(), footer, made.fronts());
    OutagePage outage =
        new OutagePage(made.fronts()::first, ground.directory().path().resolve("outage.html"));
    edge.add(outage.endpoints());
    edge.add(StaticFiles.folder(vertx, ground.directory().path().resolve("well-known")));
    gateway = Optional.of(made);
    made.start();
    return outage.keep(vertx);
  }

  /** For {@code /readyz}: the questions without whose answer no contact can be served. */
  Map<String, Supplier<Future<Void>>> dependencies() {
    return Map.of(
        "postgres", () -> onLoop(() -> database.ping()),
        "redis", () -> onLoop(() -> redis.send(Request.cmd(Command.PING)).mapEmpty()),
        "dispatcher", () -> onLoop(this::checkLines));
  }

  private Future<Void> checkLines() {
    return cities.map(CityLines::ready).orElse(false)
        ? Future.succeededFuture()
        : Future.failedFuture("a city is being rebuilt");
  }

  private Future<Void> checkAll() {
    return Future.all(database.ping(), redis.send(Request.cmd(Command.PING)), checkLines())
        .mapEmpty();
  }

  /** New contacts stop, sockets are sent away, and what is under way is written down. */
  Future<Void> drain() {
    return onLoop(() -> {
      edge.drain();
      lookout.stop();
      // First of all: whoever is slow to end is not lost.
      cities.ifPresent(CityLines::sayGoodbye);
      return gateway
          .map(Gateway::drain)
          .orElse(Future.succeededFuture())
          .eventually(() -> cities.map(CityLines::close).orElse(Future.succeededFuture()));
    });
  }

  /** Closes everything from the top down, as far as it was opened. */
  Future<Void> close() {
    if (edge == null) {
      return Future.succeededFuture();
    }
    return onLoop(() ->
        edge.close()
            .eventually(lookout::close)
            .eventually(() -> phones.map(PhoneApi::close).orElse(Future.succeededFuture()))
            .eventually(staff::close)
            .eventually(vault::close)
            .eventually(hints::close)
            .eventually(redis::close)
            .eventually(database::close));
  }

  /** Every row of the table of endpoints; complete once started. */
  Set<String> rows() {
    return edge.rows();
  }

  /** When the certificate of the public port ends; empty without TLS. */
  Optional<Instant> certificateEnd() {
    return certificate.map(Certificate::end);
  }

  /** The port that is open, also when the system chose it. */
  int port() {
    return port;
  }

  /** The link by which a city's first administrator comes in, if nobody is there or it is asked. */
  Future<FirstLink.Found> firstLink(boolean asked) {
    return onLoop(() -> staff.firstLink().issue(asked));
  }

  /** Tells a curious person where the demo is and how to log in. */
  void tellDemo(String baseUrl, String adminUrl) {
    demo.ifPresent(shown -> shown.tell(ground.directory().path(), baseUrl, adminUrl, ground.pbx()));
  }

  private Void migrate() {
    Migrations.apply(ground.postgres(), SCHEMAS);
    return null;
  }

  private Future<Void> fillDemo() {
    if (!ground.demo()) {
      return Future.succeededFuture();
    }
    Demo shown =
        new Demo(
            staff.accounts(),
            new PostgresPlanning(database, hints),
            new PostgresPlan(database),
            clock,
            word -> vault.token("demo", word));
    vertx.setPeriodic(
        DEMO_EXTEND_MILLIS,
        timer -> shown.extend().onFailure(e -> LOG.warn("The demo was not extended", e)));
    demo = Optional.of(shown);
    return shown.fill();
  }

  /** Everything of the house is asked on its own loop. */
  private <T> Future<T> onLoop(Supplier<Future<T>> question) {
    return Future.future(promise -> context.runOnContext(v -> question.get().onComplete(promise)));
  }
}
