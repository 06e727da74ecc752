package org.nuanxian.bench.match;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.nuanxian.bench.InFlight;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.Dispatcher;
import org.nuanxian.dispatcher.Era;
import org.nuanxian.dispatcher.Level;
import org.nuanxian.dispatcher.NodeId;
import org.nuanxian.dispatcher.Opening;
import org.nuanxian.dispatcher.Policy;
import org.nuanxian.dispatcher.Ports;
import org.nuanxian.dispatcher.ServerName;
import org.nuanxian.dispatcher.Status;
import org.nuanxian.dispatcher.Wanted;
import org.nuanxian.dispatcher.loop.LoopTimer;
import org.nuanxian.dispatcher.postgres.Alongside;
import org.nuanxian.dispatcher.postgres.PostgresRecord;
import org.nuanxian.dispatcher.redis.HintNotices;
import org.nuanxian.dispatcher.redis.RedisNow;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.config.TimingConfig;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;

/** The product's dispatchers of one city on real stores, with volunteers to play with. */
final class City {
  private static final int AT_ONCE = 32;

  /** Somebody at a console of one of the nodes. */
  record Person(VolunteerId id, ConnectionId connection, int node) {}

  /** A dispatcher, and what it writes down. */
  private record Node(Dispatcher dispatcher, PostgresRecord record) {}

  /** The volunteers are machines. */
  private static final Map<String, String> TIRELESS =
      Map.of("red-rest", "0s", "shift-contacts", "0", "night-contacts", "0", "missed-offers", "0");

  private final Clients clients;
  private final CityCode code;
  private final CountyCode county;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Person> people = new ArrayList<>();

  /** Contacts come to one node after the other. */
  private int turn;

  City(Clients clients, int number) {
    this(clients, number, 1);
  }

  City(Clients clients, int number, int nodes) {
    this.clients = clients;
    this.code = new CityCode(Integer.toString(400_000 + number * 100));
    this.county = new CountyCode(Integer.toString(400_001 + number * 100));
    for (int i = 0; i < nodes; i++) {
      this.nodes.add(started("bench" + i));
    }
  }

  private Node started(String name) {
    Policy policy = new Policy(TimingConfig.with(TIRELESS));
    PostgresRecord record =
        new PostgresRecord(
            clients.vertx(), clients.database(), code, clients.metrics(), Alongside.NOTHING);
    Ports ports =
        new Ports(
            new RedisNow(clients.redis(), code, policy),
            record,
            new EverybodyOnDuty(code, county),
            new HintNotices(clients.hints(), code),
            new LoopTimer(clients.vertx(), clients.loop()),
            InstantSource.system());
    Dispatcher dispatcher =
        new Dispatcher(
            ports,
            new Dispatcher.Setting(
                new NodeId(name),
                new ServerName(name),
                policy,
                List.of(county),
                () -> new Era(UUID.randomUUID().toString()),
                clients.metrics()));
    clients.run(record::prepare);
    clients.run(() -> future(dispatcher.start()));
    return new Node(dispatcher, record);
  }

  /** The first node's. */
  Dispatcher dispatcher() {
    return nodes.getFirst().dispatcher();
  }

  private Dispatcher at(Person person) {
    return nodes.get(person.node()).dispatcher();
  }

  List<Person> people() {
    return List.copyOf(people);
  }

  <T> Future<T> future(CompletionStage<T> stage) {
    return Future.fromCompletionStage(stage, clients.loop());
  }

  /** Adds volunteers at consoles, for one chat each. */
  void addPeople(int number, Status status) {
    int first = people.size();
    for (int i = 0; i < number; i++) {
      people.add(
          new Person(
              new VolunteerId(UUID.randomUUID()),
              new ConnectionId(UUID.randomUUID()),
              i % nodes.size()));
    }
    clients.run(() ->
        InFlight.run(
            number,
            AT_ONCE,
            i -> {
              Person person = people.get(first + i);
              return future(at(person).attach(person.id(), person.connection(), false))
                  .compose(v -> present(person, status));
            }));
  }

  Future<Void> present(Person person, Status status) {
    return future(
            at(person)
                .setPresence(
                    person.id(),
                    person.connection(),
                    Wanted.atDesk(status, Set.of(Medium.CHAT), 1)))
        .mapEmpty();
  }

  /** Adds contacts that wait. */
  void addWaiting(int number) {
    clients.run(() -> InFlight.run(number, AT_ONCE, i -> open()));
  }

  /** A contact that comes to the next node. */
  Future<ContactId> open() {
    turn = (turn + 1) % nodes.size();
    ContactId contact = new ContactId(UUID.randomUUID());
    Opening opening =
        new Opening(
            contact,
            county,
            Medium.CHAT,
            "web",
            Level.NONE,
            false,
            Optional.empty(),
            false,
            false,
            Set.of(),
            Instant.now());
    return future(nodes.get(turn).dispatcher().open(opening)).map(contact);
  }

  /** Ends the dispatchers and waits for what PostgreSQL was told. */
  void close() {
    for (Node node : nodes) {
      clients.run(() -> {
        node.dispatcher().stop();
        return node.record().close();
      });
    }
  }
}
