package org.nuanxian.dispatcher;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Writes the events of a city down, each once, in order: the history. One node at a time records a
 * city. What a crash left unconfirmed is found by the {@link Audit}.
 */
final class Recorder {
  /** Of one run: bounds the transaction, and catches up with 1,000 events a second at ease. */
  private static final int BATCH = 500;

  private final Now now;
  private final Record record;
  private final Rebuild rebuild;
  private final MeterRegistry metrics;

  Recorder(Ports ports, Rebuild rebuild, MeterRegistry metrics) {
    this.now = ports.now();
    this.record = ports.record();
    this.rebuild = rebuild;
    this.metrics = metrics;
  }

  /** Writes what has come since the cursor; completes with how many events. */
  CompletionStage<Integer> run() {
    return record.cursor().thenCompose(this::after);
  }

  private CompletionStage<Integer> after(Record.Cursor cursor) {
    return rebuild
        .era()
        .thenCompose(era ->
            now.count()
                .thenCompose(count -> {
                  if (era.equals(cursor.era()) && count < cursor.n()) {
                    // Fewer events than were written down: Redis went back in time.
                    metrics.counter("dispatcher.rollbacks").increment();
                    rebuild.over(era);
                    return CompletableFuture.completedFuture(0);
                  }
                  return read(era, cursor);
                }));
  }

  private CompletionStage<Integer> read(Era era, Record.Cursor cursor) {
    // Stream ids are only in order within one life of Redis; what was written is known by era and
    // n.
    String after = era.equals(cursor.era()) ? cursor.streamId() : Record.Cursor.START.streamId();
    return now.events(after, BATCH)
        .thenCompose(events ->
            events.isEmpty()
                ? CompletableFuture.completedFuture(0)
                : record
                    .append(cursor, events)
                    .thenCompose(written ->
                        written
                            ? trim(events.getLast().streamId(), events.size())
                            : CompletableFuture.completedFuture(0)));
  }

  private CompletionStage<Integer> trim(String before, int written) {
    metrics.counter("dispatcher.events.recorded").increment(written);
    return now.trimEvents(before).thenApply(done -> written);
  }
}
