package org.nuanxian.gateway.testing;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.nuanxian.roster.Assignment;
import org.nuanxian.roster.City;
import org.nuanxian.roster.Clearance;
import org.nuanxian.roster.County;
import org.nuanxian.roster.Gender;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.Planning;
import org.nuanxian.roster.Seat;
import org.nuanxian.roster.Shift;
import org.nuanxian.roster.ShiftId;
import org.nuanxian.roster.Volunteer;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.roster.postgres.PostgresPlanning;
import org.nuanxian.runtime.config.HttpConfig;
import org.nuanxian.runtime.config.PbxConfig;
import org.nuanxian.runtime.config.PostgresConfig;
import org.nuanxian.runtime.config.RedisConfig;
import org.nuanxian.runtime.config.TimingConfig;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.staff.AccountId;
import org.nuanxian.runtime.staff.NewAccount;
import org.nuanxian.runtime.staff.Role;
import org.nuanxian.runtime.testing.Stores;

/** A town with two counties, its people, and as many nodes as a test wants. */
public final class TestTown implements AutoCloseable {
  /** Every schema a node needs, in order. */
  public static String[] schemas() {
    return new String[] {
      "vault", "staff", "audit", "settings", "roster", "dispatch", "conversation"
    };
  }

  private static final String PASSWORD = "correct horse battery";

  private final Stores stores;
  private final CityCode city;
  private final List<County> counties;
  private final TimingConfig timing;
  private final RedisConfig redis;
  private final PostgresConfig postgres;
  private final Deque<Runnable> closing = new ArrayDeque<>();
  private final Planning planning;
  private int people;
  private List<PbxConfig> pbxs = List.of();

  /** How far the clocks of the nodes are ahead; written by the test, read by the loops. */
  private volatile Duration ahead = Duration.ZERO;

  /** A town on the shared engines. */
  public TestTown(Stores stores, Map<String, String> timing) {
    this(stores, timing, stores.redisConfig(), stores.postgresConfig());
  }

  /** A town on given engines. */
  public TestTown(
      Stores stores, Map<String, String> timing, RedisConfig redis, PostgresConfig postgres) {
    this.stores = stores;
    this.city = stores.city();
    this.counties = List.of(new County(stores.county(), "东县"), new County(stores.county(), "西县"));
    this.timing = TimingConfig.with(timing);
    this.redis = redis;
    this.postgres = postgres;
    Database database = stores.database(postgres);
    this.planning = new PostgresPlanning(database, stores.hints(redis, stores.redisLink(redis)));
    stores.onLoop(() -> planning.addCity(new City(city, "试市", counties)));
    stores.onLoop(() ->
        database
            .client()
            .preparedQuery("INSERT INTO settings.line VALUES ($1, true, $2, now())")
            .execute(Tuple.of(city.value(), UUID.randomUUID())));
  }

  CityCode city() {
    return city;
  }

  /** The counties: where people are, and the neighbour. */
  public List<County> counties() {
    return counties;
  }

  /** Sets the clocks of all nodes forward. */
  public void later(Duration by) {
    ahead = ahead.plus(by);
  }

  InstantSource clock() {
    return () -> Instant.now().plus(ahead);
  }

  /** Nodes that are started from now on reach this PBX. */
  public void reach(PbxConfig pbx) {
    pbxs = List.of(pbx);
  }

  List<PbxConfig> pbxs() {
    return pbxs;
  }

  TimingConfig timing() {
    return timing;
  }

  RedisConfig redis() {
    return redis;
  }

  PostgresConfig postgres() {
    return postgres;
  }

  Path masterKey() {
    return stores.vaultConfig().masterKeyFile();
  }

  HttpConfig http() {
    return new HttpConfig(
        "127.0.0.1",
        0,
        "127.0.0.1",
        0,
        List.of(),
        List.of(),
        List.of(),
        "https://www.example.org/",
        Optional.empty());
  }

  /** A started node. */
  public TestNode node(String name) {
    TestNode node = new TestNode(this, name);
    closing.push(node::close);
    return node;
  }

  /** A client of a node, closed with the town. */
  public Client client(TestNode node) {
    Client client = new Client(node.port(), city.value(), counties.getFirst().code().value());
    closing.push(client::close);
    return client;
  }

  /** Somebody with an account, and, if a volunteer, on shift for hours. */
  public record Person(
      String username, String password, VolunteerId id, String alias, Instant until) {}

  /** A volunteer of the first county, on shift. */
  public Person volunteer(TestNode node) {
    return person(node, counties.getFirst(), Set.of(Role.VOLUNTEER));
  }

  /** Somebody of a county with these roles; in the roster and on shift. */
  public Person person(TestNode node, County county, Set<Role> roles) {
    VolunteerId id = new VolunteerId(UUID.randomUUID());
    String alias = "志愿者" + ++people;
    Instant until = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofHours(8));
    Person person = new Person("p" + UUID.randomUUID(), PASSWORD, id, alias, until);
    node.onLoop(() ->
        node.staff()
            .accounts()
            .create(
                new NewAccount(
                    new AccountId(id.value()),
                    person.username(),
                    "真名" + people,
                    alias,
                    city,
                    Optional.of(county.code()),
                    roles,
                    Optional.of(PASSWORD))));
    stores.onLoop(() -> putOnShift(id, county, alias, until));
    return person;
  }

  private Future<Void> putOnShift(VolunteerId id, County county, String alias, Instant to) {
    Instant now = Instant.now();
    Instant from = now.minus(Duration.ofHours(1));
    ShiftId shift = new ShiftId(UUID.randomUUID());
    Volunteer volunteer =
        new Volunteer(
            id,
            city,
            county.code(),
            "真名",
            alias,
            Gender.FEMALE,
            Set.of(Medium.CHAT),
            true,
            Optional.of(now.plus(Duration.ofDays(365))),
            Clearance.ALL,
            Optional.empty(),
            Optional.empty());
    return planning
        .addVolunteers(city, List.of(volunteer))
        .compose(v ->
            planning.addShifts(
                city,
                List.of(new Shift(shift, county.code(), "晚", from, to, Map.of(Seat.AT_DESK, 1)))))
        .compose(v -> planning.assign(city, List.of(new Assignment(shift, id, Seat.AT_DESK))))
        .compose(
            v -> planning.publish(city, county.code(), from.minusSeconds(1), to.plusSeconds(1)));
  }

  @Override
  public void close() {
    while (!closing.isEmpty()) {
      closing.pop().run();
    }
  }
}
