package org.nuanxian.runtime.postgres;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.nuanxian.runtime.config.PostgresConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The loop-confined machine of a {@link GroupCommit}; every method is called on its loop. */
final class Committer<W, R> {

  private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

  private static final long RECONNECT_MS = 200; // a server that is back is used soon after
  private static final int REPEATS_MAX = 3; // a deadlock that comes back so often has a reason

  /** Serialization failure and deadlock: nobody's fault, the same batch passes when repeated. */
  private static final Set<String> NOBODYS_FAULT = Set.of("40001", "40P01");

  /** An entry that is not answered yet. */
  private record Entry<W, R>(W value, Promise<R> promise, long addedNanos) {}

  private final ContextInternal context;
  private final PostgresConfig config;
  private final GroupCommit.Batch<W, R> batch;
  private final GroupCommit.Settings settings;
  private final CommitFigures figures;
  private final long heartbeat;

  /** Entries not in a batch yet, oldest first. */
  private final Deque<Entry<W, R>> queue = new ArrayDeque<>();

  /** Parts of the batch that is being written, in order; the first is on the wire or next. */
  private final Deque<List<Entry<W, R>>> parts = new ArrayDeque<>();

  /** The connection, empty while there is none. */
  private Optional<Line> line = Optional.empty();

  /** Whether a connection is being made, or the pause before the next attempt runs. */
  private boolean connecting;

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
    this.config = config;
    this.batch = batch;
    this.settings = settings;
    this.figures = figures;
    figures.waiting(queue::size);
    context.runOnContext(v -> connect());
    this.heartbeat =
        context
            .owner()
            .setPeriodic(Limits.HEARTBEAT.toMillis(), id -> context.runOnContext(v -> beat()));
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
    if (inFlight || line.isEmpty()) {
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
      send(line.get(), parts.peekFirst());
    }
  }

  /** BEGIN, the statements and COMMIT leave in one go when all statements are prepared. */
  private void send(Line on, List<Entry<W, R>> part) {
    inFlight = true;
    attempt++;
    long mine = attempt;
    SqlConnection connection = on.connection();
    BatchConnection inside = on.batch();
    Future<?> begin = connection.query("BEGIN").execute();
    Future<List<R>> results = write(inside, part);
    Promise<Void> end = Promise.promise();
    if (inside.failure().isPresent() || results.failed()) {
      // Refused before it was sent: what did leave must not be committed.
      inside.seal();
      connection.query("ROLLBACK").execute().<Void>mapEmpty().onComplete(end);
    } else if (inside.allPrepared()) {
      inside.seal();
      connection.query("COMMIT").execute().<Void>mapEmpty().onComplete(end);
    } else {
      // A statement is prepared for the first time, and a parameter that does not fit shows only
      // afterwards, so the end waits for the answers.
      inside.seal(() -> {
        String last = inside.failure().isPresent() || results.failed() ? "ROLLBACK" : "COMMIT";
        connection.query(last).execute().<Void>mapEmpty().onComplete(end);
      });
    }
    end.future()
        .onComplete(ended ->
            results.onComplete(written -> {
              if (mine == attempt && inFlight) {
                Optional<Throwable> failure =
                    Stream.of(begin.cause(), inside.failure().orElse(null))
                        .filter(cause -> cause != null)
                        .findFirst()
                        .or(() -> Optional.ofNullable(written.cause()))
                        .or(() -> Optional.ofNullable(ended.cause()));
                inFlight = false;
                if (failure.isEmpty()) {
                  inside.remember();
                  committed(part, written.result());
                } else {
                  failed(on, part, failure.get());
                }
              }
            }));
  }

  private Future<List<R>> write(BatchConnection inside, List<Entry<W, R>> part) {
    try {
      return batch.write(inside, part.stream().map(Entry::value).toList());
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
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

  private void failed(Line on, List<Entry<W, R>> part, Throwable failure) {
    if (PostgresAway.is(failure)) {
      lost(on);
      return;
    }
    on.forgetPrepared();
    if (failure instanceof PgException error
        && NOBODYS_FAULT.contains(error.getSqlState())
        && repeats < REPEATS_MAX) {
      repeats++;
      figures.repeated.increment();
    } else if (part.size() == 1) {
      parts.removeFirst();
      figures.failedRow.increment();
      give(part, failure);
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

  /** The connection is gone; what was on the wire is repeated unchanged on the next one. */
  private void lost(Line old) {
    if (line.isEmpty() || line.get() != old) {
      return;
    }
    line = Optional.empty();
    if (!parts.isEmpty()) {
      figures.unknown.increment();
    }
    inFlight = false;
    attempt++;
    LOG.warn("commit {}: connection lost", figures.name);
    old.close().onFailure(e -> LOG.debug("commit {}: closing failed", figures.name, e));
    connect();
  }

  private void connect() {
    if (connecting || closed || line.isPresent()) {
      return;
    }
    connecting = true;
    Line.open(context.owner(), config, "commit-" + figures.name)
        .onComplete(opened -> {
          if (opened.failed()) {
            LOG.debug("commit {}: not connected", figures.name, opened.cause());
            context.setTimer(
                RECONNECT_MS,
                id -> {
                  connecting = false;
                  connect();
                });
            return;
          }
          connecting = false;
          Line fresh = opened.result();
          if (closed) {
            fresh.close();
            return;
          }
          line = Optional.of(fresh);
          fresh.connection().closeHandler(v -> lost(fresh));
          flush();
        });
  }

  /** Keeps an idle connection from looking dead, and finds out when it is. */
  private void beat() {
    if (!inFlight && line.isPresent()) {
      Line current = line.get();
      current.connection().query("SELECT 1").execute().onFailure(e -> lost(current));
    }
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
      line.ifPresent(this::lost);
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
    context.owner().cancelTimer(heartbeat);
    Optional<Line> last = line;
    line = Optional.empty();
    last.map(Line::close)
        .orElse(Future.succeededFuture())
        .onComplete(result -> closing.ifPresent(promise -> promise.tryComplete()));
  }
}
