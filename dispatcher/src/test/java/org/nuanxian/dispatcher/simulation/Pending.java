package org.nuanxian.dispatcher.simulation;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.nuanxian.dispatcher.Unreachable;

/**
 * One call of a port that has not been answered yet. It may run now and answer later, or never.
 *
 * @param <T> what it answers
 */
final class Pending<T> {
  /** When a confirmation does the greatest harm. */
  enum Moment {
    /** Just before the era is replaced in PostgreSQL. */
    BEFORE_ERA,
    /** When everybody works again under the next era. */
    AFTER_REBUILD
  }

  final SimNode node;
  final Store store;
  final String what;

  /** When it was made, virtual ms. */
  final long madeMs;

  private final Supplier<T> work;
  private final CompletableFuture<T> answer = new CompletableFuture<>();

  /** It waits at a lock, in PostgreSQL or before it, until a rebuild has come to this. */
  Optional<Moment> heldBack = Optional.empty();

  /** Whether the store has done it. */
  private boolean ran;

  private T value;
  private RuntimeException failure;

  Pending(SimNode node, Store store, String what, long madeMs, Supplier<T> work) {
    this.node = node;
    this.store = store;
    this.what = what;
    this.madeMs = madeMs;
    this.work = work;
  }

  CompletableFuture<T> answer() {
    return answer;
  }

  boolean ran() {
    return ran;
  }

  /** What the store answered; nobody may have heard of it yet. */
  Optional<T> value() {
    return Optional.ofNullable(value);
  }

  /** The store does it; nobody hears of it yet. */
  void run() {
    ran = true;
    value = null;
    failure = null;
    try {
      value = work.get();
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  /** The caller hears what came out. */
  void deliver() {
    if (failure != null) {
      answer.completeExceptionally(failure);
    } else {
      answer.complete(value);
    }
  }

  /** The caller hears that nothing is known. */
  void lose() {
    answer.completeExceptionally(new Unreachable(store.name(), new RuntimeException("simulated")));
  }
}
