package org.nuanxian.runtime.postgres;

import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.nuanxian.runtime.config.PostgresConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The loop-confined machine of a {@link GroupCommit}; every method is called on its loop. */
final class Committer<W, R> implements Lines.Owner {

  private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

  private static final int REPEATS_MAX = 3; // a deadlock that comes back so often has a reason

  /**
   * Serialization failure, deadlock, and a statement that a migration made invalid: nobody's fault,
   * the same batch passes when repeated.
   */
  private static final Set<String> NOBODYS_FAULT = Set.of("40001", "40P01", "0A000", "26000");

  /** Rows held by another transaction for too long: the entry is innocent and may be repeated. */
  private static final Set<String> HELD = Set.of("55P03", "57014", "40001", "40P01");

  /** An entry that is not answered yet. */
  private record Entry<W, R>(W value, Promise<R> promise, long addedNanos) {}

  private final ContextInternal context;
  private final Lines lines;
  private final GroupCommit.Batch<W, R> batch;
  private final GroupCommit.Settings settings;
  private final CommitFigures figures;

  /** Entries not in a batch yet, oldest first. */
  private final Deque<Entry<W, R>> queue = new ArrayDeque<>();

  /** Parts of the batch that is being written, in order; the first is on the wire or next. */
  private final Deque<List<Entry<W, R>>> parts = new ArrayDeque<>();

  /** Whether the first of {@link #parts} is on the wire. */
  private boolean inFlight;

  /** Grows with each part sent and each part given up; an answer to an older one is ignored. */
  private long attempt;

  /** How often the first part was repeated because of nobody's fault. */
  private int repeats;

  /** Whether the next flush is on its way. */
  private boolean scheduled;

  /** Whether the timer runs that gives entries up. */
  private boolean watching;

  /** Present from the call of close on; completed when nothing is left. */
  private Optional<Promise<Void>> closing = Optional.empty();

  /** Set when closing is complete. */
  private boolean closed;

  Committer(
      ContextInternal context,
      PostgresConfig config,
      GroupCommit.Batch<W, R> batch,
      GroupCommit.Settings settings,
      CommitFigures figures) {
    this.context = context;
    this.batch = batch;
    this.settings = settings;
    this.figures = figures;
    figures.waiting(queue::size);
    this.lines = new Lines(context, config, figures.name, this, () -> !inFlight);
  }

  void add(W value, Promise<R> promise) {
    if (closing.isPresent()) {
      promise.fail(new PostgresAway("closing"));
      return;
    }
    if (queue.size() >= settings.queueMax()) {
      figures.failedFull.increment();
      promise.fail(new PostgresAway("too many entries wait"));
      return;
    }
    queue.add(new Entry<>(value, promise, figures.nanos()));
    watch(settings.patience());
    schedule();
  }

  /** Sees to it that the queue is looked at when its first entry has gathered long enough. */
  private void schedule() {
    if (scheduled || inFlight || !parts.isEmpty() || queue.isEmpty()) {
      return;
    }
    scheduled = true;
    long waited = TimeUnit.NANOSECONDS.toMillis(age(queue.peekFirst()));
    long rest = settings.gather().toMillis() - waited;
    if (rest <= 0) {
      context.runOnContext(v -> flush());
    } else {
      context.setTimer(rest, id -> flush());
    }
  }

  private void flush() {
    scheduled = false;
    if (inFlight || lines.current().isEmpty()) {
      return; // looked at again when the batch is answered, or when there is a connection
    }
    if (parts.isEmpty() && !queue.isEmpty()) {
      List<Entry<W, R>> next = new ArrayList<>(Math.min(queue.size(), settings.batchMax()));
      while (next.size() < settings.batchMax() && !queue.isEmpty()) {
        next.add(queue.removeFirst());
      }
      figures.entries.record(next.size());
      repeats = 0;
      parts.add(next);
    }
    if (!parts.isEmpty()) {
      send(lines.current().get(), parts.peekFirst());
    }
  }

  private void send(Line line, List<Entry<W, R>> part) {
    inFlight = true;
    attempt++;
    long mine = attempt;
    Attempt.run(line, batch, part.stream().map(Entry::value).toList())
        .onComplete(result -> {
          if (mine != attempt) {
            return; // given up or to be repeated; this answer came too late
          }
          inFlight = false;
          if (result.succeeded()) {
            committed(part, result.result());
          } else {
            failed(line, part, result.cause());
          }
        });
  }

  private void committed(List<Entry<W, R>> part, List<R> results) {
    parts.removeFirst();
    figures.committed.increment();
    if (results.size() == part.size()) {
      for (int i = 0; i < part.size(); i++) {
        Entry<W, R> entry = part.get(i);
        figures.time.record(age(entry), TimeUnit.NANOSECONDS);
        entry.promise().tryComplete(results.get(i));
      }
    } else {
      LOG.error("commit {}: {} results for {} entries", figures.name, results.size(), part.size());
      give(part, new IllegalStateException("a batch answers every entry once"));
    }
    next();
  }

  private void failed(Line line, List<Entry<W, R>> part, Throwable failure) {
    if (PostgresAway.is(failure)) {
      lines.drop(line);
      return;
    }
    line.forgetPrepared();
    String state = failure instanceof PgException error ? error.getSqlState() : "";
    if (NOBODYS_FAULT.contains(state) && repeats < REPEATS_MAX) {
      repeats++;
      figures.repeated.increment();
    } else if (part.size() == 1) {
      parts.removeFirst();
      figures.failedRow.increment();
      give(part, HELD.contains(state) ? new PostgresAway("held by others", failure) : failure);
    } else {
      repeats = 0;
      figures.bisected.increment();
      parts.removeFirst();
      int half = part.size() / 2;
      parts.addFirst(part.subList(half, part.size()));
      parts.addFirst(part.subList(0, half));
    }
    next();
  }

  private void give(List<Entry<W, R>> part, Throwable failure) {
    part.forEach(entry -> entry.promise().tryFail(failure));
  }

  private void next() {
    if (!parts.isEmpty()) {
      flush();
    } else if (!queue.isEmpty()) {
      schedule();
    } else if (closing.isPresent()) {
      finish();
    }
  }

  @Override
  public void up() {
    flush();
  }

  /** What was on the wire is repeated unchanged on the next connection. */
  @Override
  public void lost() {
    if (!parts.isEmpty()) {
      figures.unknown.increment();
    }
    inFlight = false;
    attempt++;
  }

  /** One timer at a time watches the oldest entry. */
  private void watch(Duration rest) {
    if (watching) {
      return;
    }
    watching = true;
    context.setTimer(
        Math.max(1, rest.toMillis()),
        id -> {
          watching = false;
          oldest()
              .ifPresent(entry -> {
                Duration left = settings.patience().minusNanos(age(entry));
                if (left.isPositive()) {
                  watch(left);
                } else {
                  giveUp();
                }
              });
        });
  }

  private Optional<Entry<W, R>> oldest() {
    return parts.isEmpty()
        ? Optional.ofNullable(queue.peekFirst())
        : Optional.of(parts.peekFirst().getFirst());
  }

  private void giveUp() {
    List<Entry<W, R>> all = new ArrayList<>();
    parts.forEach(all::addAll);
    all.addAll(queue);
    parts.clear();
    queue.clear();
    figures.failedAway.increment(all.size());
    LOG.warn("commit {}: PostgreSQL is away, {} entries given up", figures.name, all.size());
    if (inFlight) {
      lines.current().ifPresent(lines::drop);
    }
    give(all, new PostgresAway("PostgreSQL is away"));
    next();
  }

  private long age(Entry<W, R> entry) {
    return figures.nanos() - entry.addedNanos();
  }

  void close(Promise<Void> promise) {
    if (closing.isPresent()) {
      closing.get().future().onComplete(promise);
      return;
    }
    closing = Optional.of(promise);
    next();
  }

  private void finish() {
    if (closed) {
      return;
    }
    closed = true;
    lines.close().onComplete(result -> closing.ifPresent(promise -> promise.tryComplete()));
  }
}
