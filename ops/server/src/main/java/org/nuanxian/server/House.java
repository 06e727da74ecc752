package org.nuanxian.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.nuanxian.gateway.web.Pages;
import org.nuanxian.roster.http.RosterApi;
import org.nuanxian.roster.postgres.PostgresPlan;
import org.nuanxian.roster.postgres.PostgresPlanning;
import org.nuanxian.roster.postgres.PostgresRoster;
import org.nuanxian.runtime.config.Config;
import org.nuanxian.runtime.http.Edge;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.postgres.Migrations;
import org.nuanxian.runtime.redis.Hints;
import org.nuanxian.runtime.redis.RedisLink;
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
    "installation", "vault", "staff", "audit", "roster", "dispatch"
  };

  private static final long DEMO_EXTEND_MILLIS = Duration.ofHours(1).toMillis(); // weeks go by

  private static final Logger LOG = LoggerFactory.getLogger(House.class);

  private final Config config;
  private final Ground ground;
  private final MeterRegistry metrics;
  private final InstantSource clock = InstantSource.system();

  private Database database;
  private RedisLink redis;
  private Hints hints;
  private Vault vault;
  private Staff staff;
  private Edge edge;

  /** The invented city; empty on a live line. Set by start. */
  private volatile Optional<Demo> demo = Optional.empty();

  /** Where pages are; set by start. */
  private volatile int port;

  House(Config config, Ground ground, MeterRegistry metrics) {
    this.config = config;
    this.ground = ground;
    this.metrics = metrics;
  }

  @Override
  public Future<?> start() {
    database = new Database(vertx, ground.postgres(), metrics);
    redis = new RedisLink(vertx, ground.redis(), metrics);
    hints = new Hints(vertx, ground.redis(), redis, metrics);
    MasterKey master = MasterKey.read(ground.vault().masterKeyFile());
    vault = new Vault(vertx, database, master, new SecureRandom(), hints, metrics);
    staff = new Staff(vertx, database, hints, config.http(), clock, metrics);
    edge = new Edge(vertx, config.http(), metrics, clock);
    PostgresPlan plan = new PostgresPlan(database);
    PostgresRoster roster = new PostgresRoster(database, hints);
    if (ground.demo()) {
      PostgresPlanning planning = new PostgresPlanning(database, hints);
      demo =
          Optional.of(
              new Demo(staff.accounts(), planning, plan, clock, w -> vault.token("demo", w)));
    }
    edge.add(staff.endpoints())
        .add(new RosterApi(roster, plan, clock).endpoints(staff.access().any()));
    Pages.addTo(edge, vertx, ground.demo());
    return vertx
        .executeBlocking(this::migrate)
        .compose(v -> InstallationKind.claim(database, ground.kind()))
        .compose(v -> redis.start())
        .compose(v -> hints.start())
        .compose(v -> vault.start())
        .compose(v -> staff.start())
        .compose(v -> fillDemo())
        .compose(v -> edge.listen(config.http().host(), config.http().port()))
        .onSuccess(actual -> port = actual);
  }

  /** For {@code /readyz}: the questions without whose answer no contact can be served. */
  Map<String, Supplier<Future<Void>>> dependencies() {
    return Map.of(
        "postgres", () -> onLoop(() -> database.ping()),
        "redis", () -> onLoop(() -> redis.send(Request.cmd(Command.PING)).mapEmpty()));
  }

  /** New contacts stop, sockets are sent away, and everything is closed from the top down. */
  Future<Void> drain() {
    return onLoop(() -> {
      edge.drain();
      return edge.close()
          .compose(v -> staff.close())
          .compose(v -> vault.close())
          .compose(v -> hints.close())
          .compose(v -> redis.close())
          .compose(v -> database.close());
    });
  }

  /** The port that is open, also when the system chose it. */
  int port() {
    return port;
  }

  /** Tells a curious person where the demo is and how to log in. */
  void tellDemo(String baseUrl, String adminUrl) {
    demo.ifPresent(shown -> shown.tell(ground.directory().path(), baseUrl, adminUrl));
  }

  private Void migrate() {
    Migrations.apply(ground.postgres(), SCHEMAS);
    return null;
  }

  private Future<Void> fillDemo() {
    if (demo.isEmpty()) {
      return Future.succeededFuture();
    }
    vertx.setPeriodic(
        DEMO_EXTEND_MILLIS,
        timer -> demo.get().extend().onFailure(e -> LOG.warn("The demo was not extended", e)));
    return demo.get().fill();
  }

  /** Everything of the house is asked on its own loop. */
  private Future<Void> onLoop(Supplier<Future<Void>> question) {
    return Future.future(promise -> context.runOnContext(v -> question.get().onComplete(promise)));
  }
}
