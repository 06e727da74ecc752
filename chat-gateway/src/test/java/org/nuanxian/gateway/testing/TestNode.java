package org.nuanxian.gateway.testing;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.nuanxian.dispatcher.Dispatcher;
import org.nuanxian.dispatcher.Era;
import org.nuanxian.dispatcher.NodeId;
import org.nuanxian.dispatcher.Policy;
import org.nuanxian.dispatcher.Ports;
import org.nuanxian.dispatcher.ServerName;
import org.nuanxian.dispatcher.ladder.CityLadders;
import org.nuanxian.dispatcher.loop.LoopTimer;
import org.nuanxian.dispatcher.policy.CityPolicy;
import org.nuanxian.dispatcher.policy.Policies;
import org.nuanxian.dispatcher.policy.PolicyApi;
import org.nuanxian.dispatcher.postgres.Alongside;
import org.nuanxian.dispatcher.postgres.PostgresRecord;
import org.nuanxian.dispatcher.redis.HintNotices;
import org.nuanxian.dispatcher.redis.RedisNow;
import org.nuanxian.dispatcher.roster.RosterDuty;
import org.nuanxian.gateway.Gateway;
import org.nuanxian.gateway.channel.web.WebRules;
import org.nuanxian.gateway.followup.FollowUpApi;
import org.nuanxian.gateway.opening.SetUp;
import org.nuanxian.gateway.source.SourceApi;
import org.nuanxian.gateway.web.Footer;
import org.nuanxian.roster.County;
import org.nuanxian.roster.http.RosterApi;
import org.nuanxian.roster.postgres.PostgresClearances;
import org.nuanxian.roster.postgres.PostgresPlan;
import org.nuanxian.roster.postgres.PostgresPlanning;
import org.nuanxian.roster.postgres.PostgresRoster;
import org.nuanxian.runtime.config.Config;
import org.nuanxian.runtime.http.Edge;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.redis.Hints;
import org.nuanxian.runtime.redis.RedisLink;
import org.nuanxian.runtime.settings.LineState;
import org.nuanxian.runtime.settings.Settings;
import org.nuanxian.runtime.settings.SettingsApi;
import org.nuanxian.runtime.staff.ContactWays;
import org.nuanxian.runtime.staff.Joining;
import org.nuanxian.runtime.staff.Staff;
import org.nuanxian.runtime.testing.Await;
import org.nuanxian.runtime.vault.MasterKey;
import org.nuanxian.runtime.vault.Vault;

/** One node on its own loop: everything from the stores' clients to the open port. */
public final class TestNode implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final InstantSource clock;
  private final TestTown town;

  private Database database;
  private RedisLink link;
  private Hints hints;
  private Dispatcher dispatcher;
  private PostgresRecord record;
  private Staff staff;
  private Settings settings;
  private Policies policies;
  private Gateway gateway;
  private Edge edge;
  private int port;

  TestNode(TestTown town, String name) {
    this.town = town;
    this.clock = town.clock();
    onLoop(() -> start(name));
  }

  private Future<Void> start(String name) {
    database = new Database(vertx, town.postgres(), metrics);
    link = new RedisLink(vertx, town.redis(), metrics);
    hints = new Hints(vertx, town.redis(), link, metrics);
    Vault vault =
        new Vault(
            vertx, database, MasterKey.read(town.masterKey()), new SecureRandom(), hints, metrics);
    PostgresRoster roster = new PostgresRoster(database, hints);
    record = new PostgresRecord(vertx, database, town.city(), metrics, Alongside.NOTHING);
    Policy policy = new Policy(town.timing());
    RedisNow now = new RedisNow(link, town.city(), policy);
    policies = new Policies(vertx, database, hints, CityPolicy.of(town.timing()), metrics);
    dispatcher =
        new Dispatcher(
            new Ports(
                now,
                record,
                new RosterDuty(roster, town.city(), clock, metrics),
                new HintNotices(hints, town.city()),
                new LoopTimer(vertx, loop),
                clock),
            new Dispatcher.Setting(
                new NodeId(name),
                new ServerName(name),
                policy,
                town.counties().stream().map(County::code).toList(),
                () -> new Era(UUID.randomUUID().toString()),
                metrics));
    edge = new Edge(vertx, town.http(), metrics, clock);
    Staff.Rules rules = new Staff.Rules(town.http(), Config.defaults().lockout());
    staff = new Staff(vertx, database, hints, rules, clock, metrics, Joining.NOTHING);
    settings = new Settings(vertx, database, hints, metrics);
    gateway =
        new Gateway(
            new Gateway.Stores(vertx, database, hints, vault, settings),
            new Gateway.People(
                roster,
                Map.of(town.city(), dispatcher),
                staff,
                new ContactWays(database, vault, staff.audit(), clock),
                city -> CityLadders.shipped(List.of())),
            new Gateway.Manner(
                town.timing(),
                new WebRules(false, "https://www.example.org/", Footer.NONE),
                town.pbxs(),
                clock,
                RandomGenerator.getDefault(),
                metrics));
    return link.start()
        .compose(v -> hints.start())
        .compose(v -> vault.start())
        .compose(v -> staff.start())
        .compose(v -> settings.start())
        .compose(v -> settings.refresh(town.city()))
        .compose(v -> policies.start())
        .compose(v -> policies.follow(town.city(), now::decide))
        .compose(v -> record.prepare())
        .compose(v -> roster.onChange(town.city(), dispatcher::rosterChanged))
        .compose(v -> Future.fromCompletionStage(dispatcher.start()))
        .compose(v -> {
          link.onUp(dispatcher::reconnected);
          gateway.addTo(edge);
          edge.add(staff.endpoints());
          edge.add(new SettingsApi(database, settings, staff, clock).endpoints());
          edge.add(new PolicyApi(policies, roster, settings, staff, clock).endpoints());
          edge.add(
              new RosterApi(
                      roster,
                      new PostgresPlan(database),
                      new PostgresPlanning(database, hints),
                      new PostgresClearances(database, staff.audit(), hints),
                      clock)
                  .endpoints(staff.access().any()));
          LineState line = new LineState(database, settings, staff.audit(), clock);
          edge.add(new SetUp(line, gateway.trials(), staff.access(), false).endpoints());
          edge.add(new SourceApi(database, vault, staff, clock).endpoints());
          edge.add(new FollowUpApi(database, vault, staff, clock).endpoints());
          return edge.listen("127.0.0.1", 0);
        })
        .map(open -> {
          port = open;
          return null;
        });
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** Its dispatcher; to be asked through {@link #onLoop}. */
  public Dispatcher dispatcher() {
    return dispatcher;
  }

  /** Its staff; to be asked through {@link #onLoop}. */
  public Staff staff() {
    return staff;
  }

  /** Its database. */
  public Database database() {
    return database;
  }

  /** Its figures. */
  public SimpleMeterRegistry metrics() {
    return metrics;
  }

  /** Sends its sockets away as a node does that goes down. */
  public Future<Void> drain() {
    return Future.future(done -> loop.runOnContext(v -> gateway.drain().onComplete(done)));
  }

  /** Does work on the node's loop and waits for it. */
  public <T> T onLoop(Callable<Future<T>> work) {
    Promise<T> promise = Promise.promise();
    loop.runOnContext(v -> {
      try {
        work.call().onComplete(promise);
      } catch (Exception e) {
        promise.fail(e);
      }
    });
    return Await.result(promise.future());
  }

  @Override
  public void close() {
    onLoop(() -> {
      dispatcher.stop();
      return Future.join(List.of(edge.close(), staff.close(), record.close(), hints.close()))
          .transform(done -> Future.join(link.close(), database.close()))
          .transform(done -> Future.succeededFuture());
    });
    Await.result(vertx.close());
  }
}
