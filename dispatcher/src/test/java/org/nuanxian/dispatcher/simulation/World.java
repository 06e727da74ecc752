package org.nuanxian.dispatcher.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
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

  private record Task(long atMs, long order, SimNode node, Runnable work) {}

  private final RandomGenerator random;
  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::atMs).thenComparingLong(Task::order));
  private final List<Pending<?>> pending = new ArrayList<>();
  private final List<Pending<?>> echoes = new ArrayList<>();
  private final Deque<String> log = new ArrayDeque<>();
  private final Map<String, Integer> tally = new TreeMap<>();
  private long nowMs;
  private long orders;

  /** What the clock of Redis shows beyond the virtual time. */
  long skewMs;

  /** Redis cannot be reached by anybody. */
  boolean redisAway;

  /** PostgreSQL cannot be reached by anybody. */
  boolean postgresAway;

  /** No faults are drawn: everything runs and answers at once. */
  boolean calm;

  /** A script ran since this was last cleared. */
  boolean touched;

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
    repeatLate();
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
    if (slow(call) && fate % 2 == 0 && !calm) {
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

  /** A group commit that heard nothing is repeated as it was. */
  private void repeatLate() {
    if (!echoes.isEmpty() && random.nextInt(100) < 5) {
      Pending<?> echo = echoes.remove(random.nextInt(echoes.size()));
      if (!postgresAway && !calm) {
        run(echo);
      }
    }
  }

  private boolean away(Pending<?> call) {
    return call.store == Store.REDIS
        ? redisAway || (!call.node.linked && call.node.awake())
        : postgresAway;
  }

  private void run(Pending<?> call) {
    log(call.node.name + " runs " + call.what);
    call.run();
    if (slow(call) && random.nextInt(100) < 20) {
      echoes.add(call);
    }
    tally.merge(call.what.split("[\\[ ]", 2)[0], 1, Integer::sum);
    touched |= call.store == Store.REDIS;
  }

  private void deliver(Pending<?> call) {
    log(call.node.name + " hears " + call.what);
    pending.remove(call);
    call.deliver();
  }

  private void drop(Pending<?> call) {
    log(call.node.name + " loses " + call.what + (call.ran() ? " that ran" : ""));
    pending.remove(call);
    call.lose();
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
        if (!call.ran() && !away(call) && random.nextInt(2) == 0) {
          run(call);
        }
        pending.remove(call);
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
        if (!call.ran() && !away(call) && random.nextBoolean()) {
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
