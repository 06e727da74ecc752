package org.nuanxian.dispatcher.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.nuanxian.dispatcher.Timer;

/**
 * Virtual time, the nodes, and every call that is on its way. Everything happens on the caller's
 * thread, in the order the seed draws.
 */
final class World {
  /** A client gives a call up after this long, as the links do. */
  private static final long PATIENCE_MS = 2_000;

  /** Of the log, what is told of a failure. */
  private static final int LOG_LINES = Integer.getInteger("nuanxian.story", 60);

  /** The call by which a rebuild ends the era in PostgreSQL. */
  private static final String REPLACE = "replaceEra ";

  /** Of a hundred turns, in so many a statement runs that nobody waits for any more. */
  private static final int LATE_PERCENT = 2;

  private record Task(long atMs, long order, SimNode node, Runnable work) {}

  private final RandomGenerator random;
  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::atMs).thenComparingLong(Task::order));
  private final List<Pending<?>> pending = new ArrayList<>();

  /** Statements nobody waits for any more, which PostgreSQL has yet to run. */
  private final List<Pending<?>> late = new ArrayList<>();

  private final Deque<String> log = new ArrayDeque<>();
  private final Map<String, Integer> tally = new TreeMap<>();
  private long nowMs;
  private long orders;

  /** What the clock of Redis shows beyond the virtual time. */
  long skewMs;

  /** How often Redis was set back so far: each time it is another server in the place of one. */
  int lives;

  /** Redis cannot be reached by anybody. */
  boolean redisAway;

  /** PostgreSQL cannot be reached by anybody. */
  boolean postgresAway;

  /** No faults are drawn: everything runs and answers at once. */
  boolean calm;

  /** Told of each call that a store has run. */
  private Consumer<Pending<?>> ran = call -> {};

  World(RandomGenerator random, long startMs) {
    this.random = random;
    this.nowMs = startMs;
  }

  long nowMs() {
    return nowMs;
  }

  /** What Redis would answer to TIME, ms. */
  long redisMs() {
    return nowMs + skewMs;
  }

  void log(String line) {
    log.addLast(nowMs % 100_000_000 + " " + line);
    if (log.size() > LOG_LINES) {
      log.removeFirst();
    }
  }

  /** Tells of each call that a store has run, before anything else happens. */
  void onRun(Consumer<Pending<?>> told) {
    ran = told;
  }

  /** How often each call ran. */
  Map<String, Integer> tally() {
    return tally;
  }

  String story() {
    return String.join("\n", log);
  }

  /** The timer of a node: stops with it. */
  Timer timer(SimNode node) {
    return (delay, work) -> after(node, delay, work);
  }

  private void after(SimNode node, Duration delay, Runnable work) {
    tasks.add(new Task(nowMs + delay.toMillis(), orders++, node, work));
  }

  /** A call that waits for the seed. */
  <T> CompletionStage<T> call(SimNode node, Store store, String what, Supplier<T> work) {
    Pending<T> call = new Pending<>(node, store, what, nowMs, work);
    pending.add(call);
    return call.answer();
  }

  /** Calls that can go on now. */
  boolean busy() {
    return pending.stream().anyMatch(call -> call.node.awake());
  }

  /** One call goes on, the one the seed draws. */
  void progress() {
    runLate();
    List<Pending<?>> ready =
        pending.stream().filter(call -> call.node.awake() || (!call.ran() && !calm)).toList();
    if (ready.isEmpty()) {
      return;
    }
    progress(ready.get(random.nextInt(ready.size())));
  }

  private void progress(Pending<?> call) {
    if (away(call)) {
      drop(call);
      return;
    }
    int fate = calm ? 0 : random.nextInt(100);
    if (!calm && (call.heldBack.isPresent() || (slow(call) && fate % 2 == 0))) {
      return;
    }
    if (call.ran()) {
      deliver(call);
    } else if (fate < 82) {
      run(call);
      if (call.node.awake()) {
        deliver(call);
      }
    } else if (fate < 91) {
      run(call);
    } else if (fate < 94) {
      run(call);
      drop(call);
    } else if (fate < 96) {
      drop(call);
    } else {
      run(call);
      run(call);
    }
  }

  /** A confirmation is the call that others overtake with the gravest effect: it takes its time. */
  private static boolean slow(Pending<?> call) {
    return call.what.startsWith("confirm ");
  }

  /** What the caller has given up is written all the same, or once more. */
  private void runLate() {
    if (!late.isEmpty() && !postgresAway && !calm && random.nextInt(100) < LATE_PERCENT) {
      Pending<?> call = late.get(random.nextInt(late.size()));
      if (call.heldBack.isEmpty()) {
        late.remove(call);
        run(call);
      }
    }
  }

  private boolean away(Pending<?> call) {
    return call.store == Store.REDIS
        ? redisAway || (!call.node.linked && call.node.awake())
        : postgresAway;
  }

  private void run(Pending<?> call) {
    if (call.what.startsWith(REPLACE)) {
      arrive(Pending.Moment.BEFORE_ERA);
    }
    log(call.node.name + " runs " + call.what);
    call.run();
    if (slow(call) && random.nextInt(100) < 20) {
      late.add(call);
    }
    tally.merge(call.what.split("[\\[ ]", 2)[0], 1, Integer::sum);
    ran.accept(call);
    if (call.what.startsWith("finish_rebuild")) {
      arrive(Pending.Moment.AFTER_REBUILD);
    }
  }

  /** A confirmation on its way that PostgreSQL has not seen: the moment to lose Redis. */
  boolean proposing() {
    return pending.stream().anyMatch(call -> slow(call) && !call.ran() && call.heldBack.isEmpty());
  }

  /** Confirmations on their way reach PostgreSQL only at that moment of the next rebuild. */
  void holdBack(Pending.Moment until) {
    for (Pending<?> call : pending) {
      if (slow(call) && !call.ran()) {
        call.heldBack = Optional.of(until);
      }
    }
  }

  /** The node whose rebuild is about to end the era in PostgreSQL: the moment to stop it. */
  Optional<SimNode> replacing() {
    return pending.stream()
        .filter(call -> call.what.startsWith(REPLACE) && !call.ran() && call.node.awake())
        .map(call -> call.node)
        .findFirst();
  }

  /** A rebuild has begun and done nothing yet: the moment to save a Redis that is lost later. */
  boolean suspending() {
    return pending.stream()
        .anyMatch(call -> call.what.startsWith("suspend_presence") && !call.ran());
  }

  /**
   * The end of an era that a node asked for reaches PostgreSQL when another rebuilt the present.
   */
  void overtake(SimNode node) {
    for (Pending<?> call : pending) {
      if (call.node == node && call.what.startsWith(REPLACE) && !call.ran()) {
        call.heldBack = Optional.of(Pending.Moment.AFTER_REBUILD);
      }
    }
  }

  /** What was held back until that moment reaches PostgreSQL now. */
  private void arrive(Pending.Moment moment) {
    List<Pending<?>> held = new ArrayList<>(pending);
    held.addAll(late);
    held.removeIf(call -> call.ran() || !call.heldBack.equals(Optional.of(moment)));
    for (Pending<?> call : held) {
      late.remove(call);
      call.heldBack = Optional.empty();
      if (!postgresAway) {
        run(call);
      }
    }
  }

  private void deliver(Pending<?> call) {
    log(call.node.name + " hears " + call.what);
    pending.remove(call);
    call.deliver();
  }

  private void drop(Pending<?> call) {
    log(call.node.name + " loses " + call.what + (call.ran() ? " that ran" : ""));
    pending.remove(call);
    abandon(call);
    call.lose();
  }

  /** A statement that was sent may wait at a lock for longer than its sender does. */
  private void abandon(Pending<?> call) {
    boolean waits = slow(call) || call.what.startsWith(REPLACE);
    if (waits
        && !call.ran()
        && !postgresAway
        && (call.heldBack.isPresent() || random.nextBoolean())) {
      late.add(call);
    }
  }

  /** The connection of a node to Redis breaks: nothing of what was asked is heard. */
  void unlink(SimNode node) {
    node.linked = false;
    for (Pending<?> call : List.copyOf(pending)) {
      if (call.node == node && call.store == Store.REDIS) {
        if (!call.ran() && !redisAway && random.nextInt(3) == 0) {
          run(call);
        }
        if (!node.crashed) {
          drop(call);
        }
      }
    }
  }

  /** Nobody hears a crashed node's calls; some of them run all the same. */
  void crash(SimNode node) {
    node.crashed = true;
    for (Pending<?> call : List.copyOf(pending)) {
      if (call.node == node) {
        if (!call.ran() && call.heldBack.isEmpty() && !away(call) && random.nextInt(2) == 0) {
          run(call);
        }
        pending.remove(call);
        abandon(call);
      }
    }
  }

  /** A paused node goes on: first with the timers it missed. */
  void wake(SimNode node) {
    node.paused = false;
    for (Runnable work : node.overdue) {
      tasks.add(new Task(nowMs, orders++, node, work));
    }
    node.overdue.clear();
  }

  /** Time passes until the next timer, which runs; what waited too long is given up. */
  void tick() {
    Task next = tasks.poll();
    if (next == null) {
      nowMs += PATIENCE_MS;
      return;
    }
    nowMs = Math.max(nowMs, next.atMs());
    for (Pending<?> call : List.copyOf(pending)) {
      if (call.node.awake() && call.madeMs + PATIENCE_MS < nowMs) {
        if (!call.ran() && call.heldBack.isEmpty() && !away(call) && random.nextBoolean()) {
          run(call);
        }
        drop(call);
      }
    }
    if (next.node().crashed) {
      return;
    }
    if (next.node().paused) {
      next.node().overdue.add(next.work());
      return;
    }
    next.work().run();
  }

  /** Everything on its way arrives. */
  void drain(Runnable afterEach) {
    while (busy()) {
      progress();
      afterEach.run();
    }
  }
}
