package org.nuanxian.bench.relay;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.nuanxian.bench.ProcessTree;
import org.nuanxian.bench.Waits;

/** One side of the comparison: servers, the stores they write to, and the load on them. */
final class Contestant {

  /** Opening thousands of sockets takes seconds; a hanging one must not hang the bench. */
  private static final long OPEN_SECONDS_MAX = 120;

  private final Load load;
  private final List<ProcessTree> processes;

  /** Milliseconds to the answer, one a repetition. */
  private final List<Double> acknowledged = new ArrayList<>();

  /** Milliseconds to the other end, one a repetition. */
  private final List<Double> delivered = new ArrayList<>();

  /** CPU microseconds of servers and stores a message, one a repetition. */
  private final List<Double> cpu = new ArrayList<>();

  /**
   * Opens the sockets.
   *
   * @param processes whose CPU counts
   */
  Contestant(Vertx vertx, Wire wire, int pairs, List<ProcessTree> processes) {
    this.load = new Load(vertx, wire);
    this.processes = List.copyOf(processes);
    load.open(pairs).timeout(OPEN_SECONDS_MAX, TimeUnit.SECONDS).await();
  }

  /** Load without counting. */
  void warmUp(int perSecond, Duration time) {
    run(perSecond, time);
  }

  /** One turn; its median and its cost are kept. */
  void measure(int perSecond, Duration time) {
    double before = cpuMicros();
    Load.Result result = run(perSecond, time);
    double used = cpuMicros() - before;
    acknowledged.add(Waits.medianMillis(result.acknowledged(), result.sent()));
    delivered.add(Waits.medianMillis(result.delivered(), result.sent()));
    cpu.add(used / result.sent());
    if (!result.held()) {
      System.err.println(
          "not held: %d of %d acknowledged"
              .formatted(result.acknowledged().getTotalCount(), result.sent()));
    }
  }

  private Load.Result run(int perSecond, Duration time) {
    return load.run(perSecond, time)
        .timeout(time.toSeconds() + OPEN_SECONDS_MAX, TimeUnit.SECONDS)
        .await();
  }

  private double cpuMicros() {
    return processes.stream().mapToDouble(ProcessTree::cpuMicros).sum();
  }

  List<Double> acknowledged() {
    return List.copyOf(acknowledged);
  }

  List<Double> delivered() {
    return List.copyOf(delivered);
  }

  List<Double> cpu() {
    return List.copyOf(cpu);
  }

  /** Forgets what was measured, before another rate. */
  void forget() {
    acknowledged.clear();
    delivered.clear();
    cpu.clear();
  }
}
