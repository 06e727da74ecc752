package org.nuanxian.runtime.testing;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what must happen, with a deadline that only a broken program reaches. */
public final class Await {

  /** Generous, because machines are shared; nothing is measured with it. */
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private static final long POLL_NANOS = Duration.ofMillis(5).toNanos();

  private Await() {}

  /** The result; the failure itself is thrown when it is unchecked. */
  public static <T> T result(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new CompletionException(e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("nothing came within " + DEADLINE, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** The failure; an {@link AssertionError} when the future succeeds. */
  public static Throwable failure(Future<?> future) {
    return result(
        future.transform(done ->
            done.failed()
                ? Future.succeededFuture(done.cause())
                : Future.failedFuture(new AssertionError("it succeeded"))));
  }

  /** The future itself, once it is complete one way or the other. */
  public static <T> Future<T> outcome(Future<T> future) {
    result(future.transform(done -> Future.succeededFuture(done.succeeded())));
    return future;
  }

  /** Returns when the condition is true. */
  public static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("not within " + DEADLINE + ": " + what);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }
}
