package org.nuanxian.runtime.staff;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.nuanxian.runtime.config.Config;
import org.nuanxian.runtime.config.HttpConfig;
import org.nuanxian.runtime.config.LockoutConfig;
import org.nuanxian.runtime.config.PostgresConfig;
import org.nuanxian.runtime.config.RedisConfig;
import org.nuanxian.runtime.http.Edge;
import org.nuanxian.runtime.http.SocketEndpoint;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.metrics.Names;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.redis.Hints;
import org.nuanxian.runtime.testing.Await;
import org.nuanxian.runtime.testing.Hands;
import org.nuanxian.runtime.testing.Stores;
import org.nuanxian.runtime.testing.Talk;

/** One node with staff and an edge on it, and a person in front. */
final class StaffNode {
  static final String GOOD_PASSWORD = "correct horse battery";

  /** As shipped. */
  static final LockoutConfig LOCKOUT = Config.defaults().lockout();

  private static final AtomicInteger PEOPLE = new AtomicInteger();

  private final Stores stores;
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Staff staff;
  private final Edge edge;
  private final Talk talk;

  StaffNode(
      Stores stores, PostgresConfig postgres, RedisConfig redis, Hands clock, HttpConfig config) {
    this.stores = stores;
    Hints hints = stores.hints(redis, stores.redisLink(redis));
    Database database = stores.database(postgres);
    this.staff =
        stores.makeOnLoop(() ->
            new Staff(
                stores.vertx(),
                database,
                hints,
                new Staff.Rules(config, LOCKOUT),
                clock,
                metrics,
                Joining.NOTHING));
    stores.onLoop(staff::start);
    this.edge = new Edge(stores.vertx(), config, metrics, clock);
    edge.add(staff.endpoints());
    edge.add(
        new SocketEndpoint("/desk", exchange -> staff.access().session(exchange).map(this::desk)));
    int port = stores.onLoop(() -> edge.listen("127.0.0.1", 0));
    this.talk = new Talk(stores.vertx(), port);
    stores.closing(talk::close);
  }

  /** On loopback, and the header of whoever connects says where a person is. */
  static HttpConfig loopback() {
    return new HttpConfig(
        "127.0.0.1",
        0,
        "127.0.0.1",
        0,
        List.of(),
        List.of("127.0.0.1"),
        List.of(),
        "",
        Optional.empty());
  }

  private io.vertx.core.Handler<io.vertx.core.http.ServerWebSocket> desk(StaffSession session) {
    return socket -> {
      AutoCloseable watch =
          staff.sessions().watch(session, () -> socket.close((short) 4401, "ended"));
      socket.closeHandler(v -> {
        try {
          watch.close();
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      });
      socket.writeTextMessage("welcome");
    };
  }

  Staff staff() {
    return staff;
  }

  Talk talk() {
    return talk;
  }

  <T> T onLoop(java.util.concurrent.Callable<Future<T>> work) {
    return stores.onLoop(work);
  }

  int passwordRuns() {
    return (int) metrics.counter(Names.PASSWORD_RUNS).count();
  }

  /** A new account with the good password. */
  NewAccount person(CityCode city, Optional<CountyCode> county, Role... roles) {
    int number = PEOPLE.incrementAndGet();
    NewAccount account =
        new NewAccount(
            new AccountId(UUID.randomUUID()),
            "person" + number,
            "某某" + number,
            "暖" + number,
            city,
            county,
            Set.of(roles),
            Optional.of(GOOD_PASSWORD));
    stores.onLoop(() -> staff.accounts().create(account));
    return account;
  }

  /** Tries to sign in from an address. */
  Talk.Answer login(String username, String password, String address) {
    return talk.post(
        "/api/v1/login",
        Map.of("X-Forwarded-For", address),
        new JsonObject().put("username", username).put("password", password));
  }

  /** Signs in and answers the headers of a request of that person. */
  Map<String, String> signedIn(NewAccount account, String address) {
    Talk.Answer answer = login(account.username(), GOOD_PASSWORD, address);
    if (answer.status() != 200) {
      throw new AssertionError(answer.body().toString());
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Cookie", cookie(answer));
    headers.put("X-CSRF", answer.json().getString("csrf"));
    return headers;
  }

  static String cookie(Talk.Answer answer) {
    String set = answer.headers().get("set-cookie");
    return set.substring(0, set.indexOf(';'));
  }

  void stop() {
    Await.result(edge.close());
  }
}
