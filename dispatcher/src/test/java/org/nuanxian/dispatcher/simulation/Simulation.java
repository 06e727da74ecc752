package org.nuanxian.dispatcher.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.ContactState;
import org.nuanxian.dispatcher.Dispatcher;
import org.nuanxian.dispatcher.Era;
import org.nuanxian.dispatcher.NodeId;
import org.nuanxian.dispatcher.OfferId;
import org.nuanxian.dispatcher.Policy;
import org.nuanxian.dispatcher.Ports;
import org.nuanxian.dispatcher.ServerName;
import org.nuanxian.dispatcher.Stage;
import org.nuanxian.dispatcher.call.Tick;
import org.nuanxian.dispatcher.policy.CityPolicy;
import org.nuanxian.dispatcher.redis.BrokenNow;
import org.nuanxian.dispatcher.redis.RedisNow;
import org.nuanxian.dispatcher.testing.FakeDuty;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.config.TimingConfig;
import org.nuanxian.runtime.http.Fields;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.testing.Stores;

/** One city under one seed. A step is one thing the seed drew: a call, a timer or an action. */
final class Simulation {
  private static final long START_MS = 1_800_000_000_000L;

  /** Steps between two times of rest. */
  private static final int REST_EVERY = 1_200;

  /** Steps of a rest in which people go on: many talks begin and end, red rings at two. */
  private static final int UNDISTURBED = 300;

  /** Of a hundred actions so many break something. */
  private static final int FAULT_PERCENT = 3;

  /** Of a hundred contacts so many are red. */
  static final int RED_PERCENT = 20;

  /** What is broken stays so for some fifty steps: people must be served in between. */
  private static final int MEND_PERCENT = 8;

  /** Longer than lease, grace and two comparisons after one another. */
  private static final Duration REST = Duration.ofSeconds(16);

  /** Every deadline small, so that all of them run out again and again within a few steps. */
  private static final TimingConfig TIMING =
      TimingConfig.with(
          Map.ofEntries(
              Map.entry("node-lease", "4s"),
              Map.entry("lease-renew", "2s"),
              Map.entry("tick", "1s"),
              Map.entry("tick-gap", "3s"),
              Map.entry("grace", "3s"),
              Map.entry("offer-chat", "3s"),
              Map.entry("offer-red", "2s"),
              Map.entry("pull-wait", "5s"),
              Map.entry("widen", "2s"),
              Map.entry("linked", "2s"),
              Map.entry("want-yield", "4s"),
              Map.entry("away-max", "12s"),
              Map.entry("decline-rest", "4s"),
              Map.entry("expire-rest", "2s"),
              Map.entry("rung", "3s"),
              Map.entry("acknowledged", "5s"),
              Map.entry("wrap-up", "8s"),
              Map.entry("red-away", "4s"),
              Map.entry("own-county", "10s"),
              Map.entry("audit", "4s"),
              Map.entry("red-rest", "5s"),
              Map.entry("rest-wait", "6s"),
              Map.entry("shift-contacts", "4"),
              Map.entry("night-contacts", "3"),
              Map.entry("missed-offers", "1"),
              Map.entry("call-pause", "5s"),
              Map.entry("shift-check", "4s")));

  /**
   * Three lines, and a fourth county that joins the first one's; the first two stand in at all
   * hours.
   */
  private static final String DECIDED =
      """
      {"reach": {"pools": [{"counties": ["110102", "110104"]}],
        "joined": [{"county": "110104", "to": "110101"}]}}
      """;

  /** The counties whose people are rung for each other in step linked. */
  static final Set<String> LINKED = Set.of("110101", "110102", "110104");

  static final Policy POLICY =
      new Policy(
          TIMING, Fields.parse(DECIDED).read(f -> CityPolicy.read(f, CityPolicy.of(TIMING))));

  private final long seed;
  private final MeterRegistry metrics = new SimpleMeterRegistry();
  private final RedisNow now;
  private int nodesMade;

  /** Steps so far. */
  int steps;

  final RandomGenerator random;
  final World world;
  final MemoryRecord record;
  final Present present;
  final Invariants invariants;
  final FakeDuty duty;
  final List<CountyCode> counties;
  final List<SimNode> nodes = new ArrayList<>();
  final Requests requests;
  private final Seekers seekers;
  private final Callers callers;
  private final Consoles consoles;
  private final Faults faults;
  private final Moments moments;

  /** Redis after the last script. */
  private Present.Look look;

  Simulation(Stores stores, long seed, MemoryRecord record, BrokenNow broken) {
    this.seed = seed;
    this.random = new Random(seed);
    this.record = record;
    this.world = new World(random, START_MS);
    // The same seed has the same cities, so that it does the same things.
    CityCode city = new CityCode(Integer.toString(Math.toIntExact(110_000 + seed % 700_000)));
    this.counties = Stream.of("110101", "110102", "110103", "110104").map(CountyCode::new).toList();
    this.duty = new FakeDuty(city);
    var link = stores.redisLink();
    this.present = new Present(link, "{" + city.value() + "}:");
    this.now = broken.now(link, city, POLICY, () -> Long.toString(world.redisMs()));
    this.invariants = new Invariants(world, record);
    this.requests = new Requests(this);
    this.seekers = new Seekers(this);
    this.callers = new Callers(this);
    this.consoles = new Consoles(this, seekers);
    this.faults = new Faults(this, consoles);
    this.moments = new Moments(this, seekers, callers, consoles);
  }

  UUID uuid() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  <T> T draw(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** A new process; it starts by itself. */
  SimNode start() {
    SimNode node = new SimNode("n" + ++nodesMade);
    nodes.add(node);
    Ports ports =
        new Ports(
            new QueuedNow(world, node, now),
            new QueuedRecord(world, node, record),
            duty,
            (name, changed) -> () -> {},
            world.timer(node),
            () -> Instant.ofEpochMilli(world.nowMs()));
    node.linked = !world.redisAway;
    node.dispatcher =
        new Dispatcher(
            ports,
            new Dispatcher.Setting(
                new NodeId(node.name),
                new ServerName(node.name),
                POLICY,
                counties,
                () -> new Era(Long.toHexString(random.nextLong())),
                metrics));
    requests.background(node.dispatcher.start());
    return node;
  }

  List<SimNode> awake() {
    return nodes.stream().filter(SimNode::awake).toList();
  }

  /** The port of a node to what the conversation writes. */
  QueuedRecord conversation(SimNode node) {
    return new QueuedRecord(world, node, record);
  }

  /** Runs that many steps; fails with the seed and the last of what happened. */
  void run(int stepsMax) {
    try {
      present.forgetAll();
      look = present.look();
      world.onRun(this::inspect);
      start();
      start();
      int rested = 0;
      while (steps < stepsMax) {
        step();
        if (steps - rested >= REST_EVERY) {
          rest();
          seekers.turn();
          rested = steps;
        }
      }
      rest();
    } catch (Trouble trouble) {
      throw new AssertionError(
          "seed " + seed + ", step " + steps + ": " + trouble.getMessage() + "\n" + world.story(),
          trouble);
    } finally {
      present.forgetAll();
    }
  }

  private void step() {
    int drawn = random.nextInt(100);
    if (!world.calm && faults.strike()) {
      world.log("at the worst moment");
    } else if (world.busy() && drawn < 66) {
      world.progress();
    } else if (drawn < 90) {
      act();
    } else {
      world.tick();
    }
    count();
  }

  private void count() {
    steps++;
    requests.checkHeard();
  }

  /** After each single call a store has run, so that two looks differ by one of them. */
  private void inspect(Pending<?> call) {
    if (call.store == Store.REDIS) {
      look = present.look();
    }
    invariants.check(look, call.what);
    if (call.value().filter(Tick.Ticked.class::isInstance).isPresent()) {
      Unserved.check(look);
    }
  }

  /** Redis has been changed by nobody's call. */
  void inspectAfterFault() {
    look = present.look();
    invariants.forget();
    invariants.check(look, "a fault");
  }

  private void act() {
    if (!world.calm && chance(MEND_PERCENT) && faults.mend()) {
      return;
    }
    int drawn = random.nextInt(100);
    if (!world.calm && drawn < FAULT_PERCENT) {
      faults.act();
    } else if (drawn < 26) {
      seekers.act();
    } else if (drawn < 42) {
      callers.act();
    } else if (drawn < 94) {
      consoles.act();
    } else {
      requests.repeat();
    }
  }

  /** Whether something rings at that volunteer. */
  boolean rings(VolunteerId volunteer) {
    return look.rung().contains(volunteer.value().toString());
  }

  /** Whether a telephone rings for that contact, or a bridge is to be made. */
  boolean isAnswerable(ContactId contact) {
    return look.states().stream()
        .filter(state -> state.id().equals(contact))
        .anyMatch(state -> state.stage() == Stage.CONNECTING || !state.rung().isEmpty());
  }

  /** Who holds a contact in Redis. */
  Optional<VolunteerId> holder(ContactId contact) {
    return look.states().stream()
        .filter(state -> state.id().equals(contact))
        .findFirst()
        .flatMap(ContactState::holder);
  }

  /** The term of a contact in Redis; -1 if it is not there. */
  long term(ContactId contact) {
    return look.states().stream()
        .filter(state -> state.id().equals(contact))
        .mapToLong(ContactState::term)
        .findFirst()
        .orElse(-1);
  }

  /** The era in Redis. */
  String era() {
    return look.era();
  }

  /** What rings for that contact, and at whom. */
  Map<OfferId, VolunteerId> ringing(ContactId contact) {
    Map<OfferId, VolunteerId> ringing = new LinkedHashMap<>();
    for (JsonNode c : look.contacts()) {
      if (c.path("id").asText().equals(contact.toString())) {
        c.path("offers")
            .properties()
            .forEach(offer ->
                ringing.put(
                    OfferId.of(offer.getKey()),
                    new VolunteerId(UUID.fromString(offer.getValue().path("v").asText()))));
      }
    }
    return ringing;
  }

  /**
   * All faults end, everything arrives, people go on undisturbed, time passes; then nothing may be
   * left undone.
   */
  private void rest() {
    world.log("rest");
    world.calm = true;
    faults.end();
    callers.settle();
    pass(REST);
    for (int i = 0; i < UNDISTURBED; i++) {
      step();
    }
    faults.end();
    moments.all();
    pass(REST);
    callers.settle();
    seekers.askForMore();
    consoles.look();
    pass(Duration.ofSeconds(5));
    requests.checkNoneOpen();
    invariants.checkAtRest(look);
    consoles.checkPresence(look);
    callers.check(look);
    world.calm = false;
    world.log("on");
  }

  /** Everything on its way arrives. */
  void settle() {
    world.drain(this::count);
  }

  /** Time passes without faults. */
  void pass(Duration time) {
    long until = world.nowMs() + time.toMillis();
    world.drain(this::count);
    while (world.nowMs() < until) {
      world.tick();
      count();
      world.drain(this::count);
    }
  }
}
