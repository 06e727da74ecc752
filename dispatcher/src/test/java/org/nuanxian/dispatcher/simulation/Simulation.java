package org.nuanxian.dispatcher.simulation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.nuanxian.dispatcher.Dispatcher;
import org.nuanxian.dispatcher.Era;
import org.nuanxian.dispatcher.NodeId;
import org.nuanxian.dispatcher.Policy;
import org.nuanxian.dispatcher.Ports;
import org.nuanxian.dispatcher.redis.BrokenNow;
import org.nuanxian.dispatcher.redis.RedisNow;
import org.nuanxian.dispatcher.testing.FakeDuty;
import org.nuanxian.runtime.config.TimingConfig;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.testing.Stores;

/** One city under one seed. A step is one thing the seed drew: a call, a timer or an action. */
final class Simulation {
  private static final long START_MS = 1_800_000_000_000L;

  /** Steps between two times of rest. */
  private static final int REST_EVERY = 1_200;

  /** What is broken stays so for some fifty steps: people must be served in between. */
  private static final int MEND_PERCENT = 8;

  /** Longer than lease, grace and two comparisons after one another. */
  private static final Duration REST = Duration.ofSeconds(16);

  /** Every deadline small, so that all of them run out again and again within a few steps. */
  static final Policy POLICY =
      new Policy(
          TimingConfig.with(
              Map.ofEntries(
                  Map.entry("node-lease", "4s"),
                  Map.entry("lease-renew", "2s"),
                  Map.entry("tick", "1s"),
                  Map.entry("tick-gap", "3s"),
                  Map.entry("grace", "3s"),
                  Map.entry("offer-chat", "3s"),
                  Map.entry("offer-red", "2s"),
                  Map.entry("widen", "2s"),
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
                  Map.entry("shift-check", "4s"))));

  private final long seed;
  private final MeterRegistry metrics = new SimpleMeterRegistry();
  private final RedisNow now;
  private int nodesMade;

  /** Of a hundred actions so many break something. */
  int faultPercent = 3;

  /** Of a hundred contacts so many are red. */
  int redPercent = 12;

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
  private final Consoles consoles;
  private final Faults faults;

  Simulation(Stores stores, long seed, MemoryRecord record, BrokenNow broken) {
    this.seed = seed;
    this.random = new Random(seed);
    this.record = record;
    this.world = new World(random, START_MS);
    // The same seed has the same cities, so that it does the same things.
    CityCode city = new CityCode(Integer.toString(Math.toIntExact(110_000 + seed % 700_000)));
    this.counties = List.of(new CountyCode("110101"), new CountyCode("110102"));
    this.duty = new FakeDuty(city);
    var link = stores.redisLink();
    this.present = new Present(link, "{" + city.value() + "}:");
    this.now = broken.now(link, city, POLICY, () -> Long.toString(world.redisMs()));
    this.invariants = new Invariants(record);
    this.requests = new Requests(this);
    this.seekers = new Seekers(this);
    this.consoles = new Consoles(this, seekers);
    this.faults = new Faults(this, consoles);
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
      start();
      start();
      int rested = 0;
      while (steps < stepsMax) {
        step();
        if (steps - rested >= REST_EVERY) {
          rest();
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
    if (world.busy() && drawn < 66) {
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
    if (world.touched) {
      world.touched = false;
      invariants.check(present.look());
    }
  }

  private void act() {
    if (chance(MEND_PERCENT) && faults.mend()) {
      return;
    }
    int drawn = random.nextInt(100);
    if (drawn < faultPercent) {
      faults.act();
    } else if (drawn < 30) {
      seekers.act();
    } else if (drawn < 94) {
      consoles.act();
    } else {
      requests.repeat();
    }
  }

  /** All faults end, everything arrives, time passes; then nothing may be left undone. */
  private void rest() {
    world.log("rest");
    world.calm = true;
    faults.end();
    pass(REST);
    consoles.look();
    pass(Duration.ofSeconds(5));
    requests.checkNoneOpen();
    Present.Look look = present.look();
    invariants.checkAtRest(look);
    consoles.checkPresence(look);
    world.calm = false;
    world.log("on");
  }

  /** Time passes without faults. */
  private void pass(Duration time) {
    long until = world.nowMs() + time.toMillis();
    world.drain(this::count);
    while (world.nowMs() < until) {
      world.tick();
      count();
      world.drain(this::count);
    }
  }
}
