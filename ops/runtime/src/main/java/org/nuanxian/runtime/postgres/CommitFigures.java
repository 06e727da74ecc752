package org.nuanxian.runtime.postgres;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.function.Supplier;
import org.nuanxian.runtime.metrics.Names;

/** What one group commit counts. */
final class CommitFigures {

  private final MeterRegistry metrics;

  /** The label of all its figures, also used in logs. */
  final String name;

  final DistributionSummary entries;
  final Timer time;
  final Counter committed;
  final Counter bisected;
  final Counter unknown;
  final Counter repeated;
  final Counter failedAway;
  final Counter failedFull;
  final Counter failedRow;

  CommitFigures(String name, MeterRegistry metrics) {
    this.metrics = metrics;
    this.name = name;
    this.entries = metrics.summary(Names.COMMIT_ENTRIES, "name", name);
    this.time = metrics.timer(Names.COMMIT_TIME, "name", name);
    this.committed = batches("committed");
    this.bisected = batches("bisected");
    this.unknown = batches("unknown");
    this.repeated = batches("repeated");
    this.failedAway = failed("away");
    this.failedFull = failed("full");
    this.failedRow = failed("row");
  }

  /** A clock that only goes forward, the one the figures are taken with. */
  long nanos() {
    return metrics.config().clock().monotonicTime();
  }

  void waiting(Supplier<Number> waiting) {
    Gauge.builder(Names.COMMIT_WAITING, waiting).tag("name", name).register(metrics);
  }

  private Counter batches(String outcome) {
    return metrics.counter(Names.COMMIT_BATCHES, "name", name, "outcome", outcome);
  }

  private Counter failed(String reason) {
    return metrics.counter(Names.COMMIT_FAILED, "name", name, "reason", reason);
  }
}
