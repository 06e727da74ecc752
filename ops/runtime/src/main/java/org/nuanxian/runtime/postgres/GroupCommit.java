package org.nuanxian.runtime.postgres;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.List;

/**
 * Writes many small entries durably with few commits: entries that arrive while one batch is on its
 * way form the next batch, and a batch is BEGIN, its statements and COMMIT on the wire at once.
 *
 * <ul>
 *   <li>Order: entries are written in the order in which they were added; one batch at a time.
 *   <li>An error of the server splits the batch until the guilty entry is alone; only it fails.
 *   <li>A commit whose answer is lost is repeated unchanged on the next connection; so entries must
 *       be idempotent by their identifiers.
 *   <li>While PostgreSQL is away entries wait; when the oldest has waited for its patience, all
 *       that wait fail together with {@link PostgresAway}, so that no later entry overtakes an
 *       earlier one that failed. None of them is written afterwards, except those that were on the
 *       wire, of which it is not known.
 * </ul>
 *
 * <p>State belongs to the event loop on which the object was made; methods may be called from
 * anywhere, futures complete on the caller's context. See {@code ops/docs/stores.md}.
 *
 * @param <W> an entry
 * @param <R> what is known of an entry after its commit
 */
public final class GroupCommit<W, R> {

  /** How a batch is written. */
  @FunctionalInterface
  public interface Batch<W, R> {
    /**
     * Sends all statements before it returns, without waiting for the first; they run in one
     * transaction, in the order sent. Completes with one result per entry, in the same order. May
     * be called again with the same entries, or with a part of them.
     */
    Future<List<R>> write(SqlConnection connection, List<W> entries);
  }

  /**
   * How entries are gathered.
   *
   * @param gather how long the first entry of a batch waits for others when nothing is on the way;
   *     zero means until the next turn of the loop
   * @param patience how long an entry waits while PostgreSQL is away
   * @param batchMax entries in one batch
   * @param queueMax entries waiting; more are refused at once
   */
  public record Settings(Duration gather, Duration patience, int batchMax, int queueMax) {

    /** Five seconds of 2,000 entries a second; what comes on top would only wait in vain. */
    private static final int QUEUE_MAX = 10_000;

    /** A transaction of a few milliseconds at most. */
    private static final int BATCH_MAX = 256;

    /** A restart of PostgreSQL is bridged, and nobody looks at a spinner for longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Nothing is waited for: entries gather by themselves while a batch is on its way. */
    public static Settings defaults() {
      return new Settings(Duration.ZERO, PATIENCE, BATCH_MAX, QUEUE_MAX);
    }

    /** The same with another time of gathering. */
    public Settings gathering(Duration time) {
      return new Settings(time, patience, batchMax, queueMax);
    }

    /** The same with another patience. */
    public Settings patientFor(Duration time) {
      return new Settings(gather, time, batchMax, queueMax);
    }
  }

  private final ContextInternal context;
  private final VertxInternal vertx;
  private final Committer<W, R> committer;

  /** A group commit with the default settings. */
  public GroupCommit(
      Vertx vertx, Database database, String name, Batch<W, R> batch, MeterRegistry metrics) {
    this(vertx, database, name, batch, Settings.defaults(), metrics);
  }

  /**
   * A group commit; the current context becomes its loop.
   *
   * @param name for figures and logs, for instance {@code conversation}
   */
  public GroupCommit(
      Vertx vertx,
      Database database,
      String name,
      Batch<W, R> batch,
      Settings settings,
      MeterRegistry metrics) {
    this.vertx = (VertxInternal) vertx;
    this.context = this.vertx.getOrCreateContext();
    this.committer =
        new Committer<>(
            context, database.config(), batch, settings, new CommitFigures(name, metrics));
  }

  /**
   * Adds an entry. Succeeds when it is durable; fails with {@link PostgresAway} when it waited in
   * vain, its rows are held by others or the queue is full, and with the server's error when this
   * entry is at fault.
   */
  public Future<R> add(W entry) {
    Promise<R> promise = vertx.promise();
    if (context.inThread()) {
      committer.add(entry, promise);
    } else {
      context.runOnContext(v -> committer.add(entry, promise));
    }
    return promise.future();
  }

  /** Takes no more entries, waits for those that wait or are on the way, and closes. */
  public Future<Void> close() {
    Promise<Void> promise = vertx.promise();
    context.runOnContext(v -> committer.close(promise));
    return promise.future();
  }
}
