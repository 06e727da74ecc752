package org.nuanxian.dispatcher.testing;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.Dispatcher;
import org.nuanxian.dispatcher.Era;
import org.nuanxian.dispatcher.Level;
import org.nuanxian.dispatcher.NodeId;
import org.nuanxian.dispatcher.Now;
import org.nuanxian.dispatcher.Opening;
import org.nuanxian.dispatcher.Policy;
import org.nuanxian.dispatcher.Ports;
import org.nuanxian.dispatcher.Record;
import org.nuanxian.dispatcher.ServerName;
import org.nuanxian.dispatcher.Status;
import org.nuanxian.dispatcher.Wanted;
import org.nuanxian.dispatcher.call.Call;
import org.nuanxian.dispatcher.postgres.Alongside;
import org.nuanxian.dispatcher.postgres.PostgresRecord;
import org.nuanxian.dispatcher.redis.RedisNow;
import org.nuanxian.roster.Gender;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.config.TimingConfig;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.redis.RedisLink;
import org.nuanxian.runtime.testing.Stores;

/** One city on real Redis and PostgreSQL, with nodes, volunteers and a clock in the test's hand. */
public final class TestCity {
  private static final long START = 1_800_000_000_000L;

  /** The deadlines every test city runs with. */
  public static final Policy POLICY = new Policy(TimingConfig.defaults());

  private final Stores stores;
  private final RedisLink link;
  private final CityCode code;
  private final FakeDuty duty;
  private final ManualTimer timer = new ManualTimer(START);
  private final RedisNow now;

  /** Calls of the nodes to Redis and PostgreSQL that have not answered yet. */
  private final AtomicInteger inFlight = new AtomicInteger();

  private final PostgresRecord record;

  /** Two counties of the city. */
  public final CountyCode east;

  public final CountyCode west;

  /** A city without nodes. */
  public TestCity(Stores stores) {
    this(stores, Alongside.NOTHING);
  }

  /** A city without nodes that writes something down beside its events. */
  public TestCity(Stores stores, Alongside alongside) {
    this.stores = stores;
    this.link = stores.redisLink();
    this.code = stores.city();
    this.east = stores.county();
    this.west = stores.county();
    this.duty = new FakeDuty(code);
    this.now = new RedisNow(link, code, POLICY, () -> Long.toString(timer.nowMs()));
    Database database = stores.database();
    this.record =
        stores.makeOnLoop(
            () -> new PostgresRecord(stores.vertx(), database, code, stores.metrics(), alongside));
    stores.onLoop(record::prepare);
  }

  /** Its code. */
  public CityCode code() {
    return code;
  }

  /** The clock. */
  public ManualTimer timer() {
    return timer;
  }

  /** The roster. */
  public FakeDuty duty() {
    return duty;
  }

  /** The present, for questions no dispatcher asks. */
  public RedisNow now() {
    return now;
  }

  /** The record. */
  public PostgresRecord record() {
    return record;
  }

  /** The link all nodes of this city share. */
  public RedisLink link() {
    return link;
  }

  /** The prefix of every key. */
  public String tag() {
    return "{" + code.value() + "}:";
  }

  /** A started node. */
  public Dispatcher node(String name) {
    Ports ports =
        new Ports(
            counted(Now.class, now),
            counted(Record.class, record),
            duty,
            (what, changed) -> () -> {},
            timer,
            () -> Instant.ofEpochMilli(timer.nowMs()));
    Dispatcher dispatcher =
        new Dispatcher(
            ports,
            new Dispatcher.Setting(
                new NodeId(name),
                new ServerName(name),
                POLICY,
                List.of(east, west),
                () -> new Era(UUID.randomUUID().toString()),
                stores.metrics()));
    get(() -> dispatcher.start());
    return dispatcher;
  }

  /** Redis forgets everything of this city. */
  public void empty() {
    List<String> keys =
        stores.onLoop(() ->
            link.send(Request.cmd(Command.KEYS).arg(tag() + "*"))
                .map(all -> all.stream().map(Object::toString).toList()));
    for (String key : keys) {
      stores.onLoop(() -> link.send(Request.cmd(Command.DEL).arg(key)));
    }
  }

  /** Runs a script under the era that stands. */
  public <R> R run(Call<R> call) {
    return get(() -> now.era().thenCompose(era -> now.run(new Era(era), call)));
  }

  /** Waits for a stage that was begun on the loop. */
  public <T> T get(Callable<CompletionStage<T>> work) {
    try {
      return stores.onLoop(() -> Future.fromCompletionStage(work.call()));
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Lets time pass in small steps, so that ticks and what follows them keep up with it. */
  public void pass(Duration time) {
    long steps = Math.max(1, time.toMillis() / 250);
    for (long i = 0; i < steps; i++) {
      stores.onLoop(() -> {
        timer.advance(time.dividedBy(steps));
        return Future.succeededFuture();
      });
      settle();
    }
  }

  /** A port whose calls are counted until they have answered. */
  private <P> P counted(Class<P> port, P behind) {
    InvocationHandler counting =
        (proxy, method, arguments) -> {
          try {
            Object answer = method.invoke(behind, arguments);
            if (answer instanceof CompletionStage<?> stage) {
              inFlight.incrementAndGet();
              return stage.whenComplete((done, failure) -> inFlight.decrementAndGet());
            }
            return answer;
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return port.cast(
        Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, counting));
  }

  /** Waits until nothing is in flight: every call to a store has answered, and what came of it. */
  public void settle() {
    do {
      // One turn through both stores and the loop: what an answer leads to has begun by then.
      get(() -> now.era());
      get(() -> record.era());
    } while (stores.onLoop(() -> Future.succeededFuture(inFlight.get())) > 0);
  }

  /** A contact that waits. */
  public ContactId contact(Dispatcher node, CountyCode origin, Level level) {
    ContactId id = new ContactId(UUID.randomUUID());
    get(() -> node.open(opening(id, origin, level, false)));
    settle();
    return id;
  }

  /** What a channel would say of a contact. */
  public Opening opening(ContactId id, CountyCode origin, Level level, boolean avoidCounty) {
    return new Opening(
        id,
        origin,
        Medium.CHAT,
        "web",
        level,
        avoidCounty,
        Optional.empty(),
        false,
        false,
        Set.of(),
        Instant.ofEpochMilli(timer.nowMs()));
  }

  /** A volunteer who is ready at a node. */
  public Seated volunteer(Dispatcher node, CountyCode county, int chats) {
    VolunteerId id = new VolunteerId(UUID.randomUUID());
    duty.add(id, county, Gender.OTHER);
    Seated seated = new Seated(id, new ConnectionId(UUID.randomUUID()));
    get(() -> node.attach(id, seated.connection(), false));
    get(() ->
        node.setPresence(
            id, seated.connection(), Wanted.atDesk(Status.READY, Set.of(Medium.CHAT), chats)));
    settle();
    return seated;
  }

  /** A volunteer and the console that counts. */
  public record Seated(VolunteerId id, ConnectionId connection) {}
}
