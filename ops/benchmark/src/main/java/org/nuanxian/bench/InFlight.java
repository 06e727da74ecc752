package org.nuanxian.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.IntFunction;

/** Runs numbered operations, never more than so many at once. Belongs to one loop. */
public final class InFlight {
  private final int total;
  private final IntFunction<Future<?>> operation;
  private final Promise<Void> done = Promise.promise();
  private int started;
  private int ended;

  private InFlight(int total, IntFunction<Future<?>> operation) {
    this.total = total;
    this.operation = operation;
  }

  /** Completes after all, fails at the first failure. */
  public static Future<Void> run(int total, int atOnce, IntFunction<Future<?>> operation) {
    InFlight run = new InFlight(total, operation);
    for (int i = 0; i < Math.min(total, atOnce); i++) {
      run.next();
    }
    return total == 0 ? Future.succeededFuture() : run.done.future();
  }

  private void next() {
    operation
        .apply(started++)
        .onSuccess(result -> {
          ended++;
          if (ended == total) {
            done.tryComplete();
          } else if (started < total) {
            next();
          }
        })
        .onFailure(done::tryFail);
  }
}
