package org.nuanxian.dispatcher;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.nuanxian.dispatcher.call.Moved;
import org.nuanxian.dispatcher.call.OpenContact;
import org.nuanxian.roster.Medium;

/** How a contact joins the queue. */
final class Joining {
  /**
   * A help seeker does not wait longer for the queue: the row is written, the rebuild queues it.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final City city;
  private final Ports ports;
  private final MeterRegistry metrics;

  Joining(City city, Ports ports, MeterRegistry metrics) {
    this.city = city;
    this.ports = ports;
    this.metrics = metrics;
  }

  /** Completes with whether its durable row is written; only a call goes on without one. */
  CompletionStage<Boolean> open(Opening opening) {
    CompletionStage<Stored> row = ports.record().insert(opening);
    if (opening.medium() != Medium.VOICE) {
      return City.refusing(row).thenCompose(this::queue).thenApply(queued -> true);
    }
    return city.soon(row)
        .thenCompose(written ->
            written.isPresent()
                ? queue(written.get()).thenApply(queued -> true)
                : city.run(new OpenContact(Stored.opened(opening), false))
                    .thenApply(joined -> {
                      city.matched(joined);
                      return false;
                    }));
  }

  private CompletionStage<Void> queue(Stored row) {
    // A repeat of long ago must not queue a contact that has gone on since.
    return row.term() == 0 ? queued(join(row)) : CompletableFuture.completedFuture(null);
  }

  /** Joins the queue; if the contact went on before the script ran, Redis is told how it stands. */
  private CompletionStage<Moved> join(Stored row) {
    CompletionStage<Moved> joined = city.move(new OpenContact(row, true));
    joined
        .thenCompose(city::catchUp)
        .whenComplete((done, failure) -> {
          if (failure != null) {
            // The comparison of both stores does it again.
            metrics.counter("dispatcher.deferred", "what", "overtaken").increment();
          }
        });
    return joined;
  }

  /** The queue is told after the durable row; that it cannot be told now must not fail anybody. */
  CompletionStage<Void> queued(CompletionStage<Moved> move) {
    CompletableFuture<Void> bounded =
        move.handle(
                (moved, failure) -> {
                  if (failure != null) {
                    metrics.counter("dispatcher.deferred", "what", "queue").increment();
                  }
                  return (Void) null;
                })
            .toCompletableFuture();
    ports.timer().after(PATIENCE, () -> bounded.complete(null));
    return bounded;
  }
}
