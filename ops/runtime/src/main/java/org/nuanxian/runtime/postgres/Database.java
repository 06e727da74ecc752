package org.nuanxian.runtime.postgres;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.nuanxian.runtime.config.PostgresConfig;
import org.nuanxian.runtime.metrics.Names;

/**
 * The node's clients of PostgreSQL. Connections are made when first needed and made again after a
 * loss; while PostgreSQL is away statements fail with {@link PostgresAway} within five seconds,
 * mostly at once.
 *
 * <p>Short single statements go through {@link #client}, one connection on which many are on the
 * wire at a time; a slow one holds up those behind it, so reports and transactions go through
 * {@link #pool} and {@link #inTransaction}. Writes that must be both durable and fast go through a
 * {@link GroupCommit}. See {@code ops/docs/stores.md}.
 */
public final class Database {

  private static final Duration PING = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final PostgresConfig config;
  private final SqlClient client;
  private final Pool pool;
  private final Counter failedAway;
  private final Counter failedDeadline;
  private final Counter failedError;
  private final long heartbeat;

  /** Whether the last heartbeat was answered; written by the heartbeat, read by anybody. */
  private volatile boolean up;

  /** Opens nothing yet; begins the heartbeat. */
  public Database(Vertx vertx, PostgresConfig config, MeterRegistry metrics) {
    this.vertx = vertx;
    this.config = config;
    this.failedAway = metrics.counter(Names.POSTGRES_FAILED, "reason", "away");
    this.failedDeadline = metrics.counter(Names.POSTGRES_FAILED, "reason", "deadline");
    this.failedError = metrics.counter(Names.POSTGRES_FAILED, "reason", "error");
    Gauge.builder(Names.POSTGRES_UP, () -> up ? 1 : 0).register(metrics);
    SqlClient pipelined =
        PgBuilder.client()
            .with(Limits.pool("statements", 1))
            .with(Limits.net(Limits.READ_IDLE))
            .connectingTo(Limits.byKey(Limits.connect(config, Limits.STATEMENT)))
            .using(vertx)
            .build();
    this.client = new DeadlineClient(pipelined, this::withDeadline);
    this.pool =
        PgBuilder.pool()
            .with(
                Limits.pool("transactions", config.connectionsMax())
                    .setIdleTimeout((int) Limits.POOL_IDLE.toMillis())
                    .setIdleTimeoutUnit(TimeUnit.MILLISECONDS))
            .with(Limits.net(Limits.POOL_IDLE.plus(Limits.READ_IDLE)))
            .connectingTo(Limits.connect(config, Limits.STATEMENT))
            .using(vertx)
            .build();
    this.heartbeat = vertx.setPeriodic(Limits.HEARTBEAT.toMillis(), id -> beat());
  }

  private void beat() {
    client.query("SELECT 1").execute().onComplete(result -> up = result.succeeded());
  }

  /** For short single statements; each has a deadline of five seconds. */
  public SqlClient client() {
    return client;
  }

  /** For transactions and slow statements; prefer {@link #inTransaction}, which has a deadline. */
  public Pool pool() {
    return pool;
  }

  /**
   * Runs {@code work} in a READ COMMITTED transaction that commits when its future succeeds and
   * rolls back when it fails. Fails with {@link PostgresAway} after ten seconds at the latest; then
   * the outcome is unknown.
   */
  public <T> Future<T> inTransaction(Function<SqlConnection, Future<T>> work) {
    return guarded(() -> pool.withTransaction(work), Limits.TRANSACTION);
  }

  /** Answers when PostgreSQL does; fails with {@link PostgresAway} after one second. */
  public Future<Void> ping() {
    return guarded(() -> client.query("SELECT 1").execute().<Void>mapEmpty(), PING);
  }

  /** Whether PostgreSQL answered the last heartbeat, at most a few seconds ago. */
  public boolean up() {
    return up;
  }

  /** Where this database is; a group commit makes its own connection. */
  PostgresConfig config() {
    return config;
  }

  /** Closes both clients; what is in flight fails. */
  public Future<Void> close() {
    vertx.cancelTimer(heartbeat);
    return Future.join(client.close(), pool.close()).mapEmpty();
  }

  private <T> Future<T> withDeadline(String sql, Supplier<Future<T>> statement) {
    return guarded(statement, Limits.CALLER);
  }

  private <T> Future<T> guarded(Supplier<Future<T>> work, Duration patience) {
    return work.get()
        .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .recover(failure -> {
          Throwable meaning = PostgresAway.of(failure);
          if (failure instanceof TimeoutException) {
            failedDeadline.increment();
          } else if (meaning instanceof PostgresAway) {
            failedAway.increment();
          } else {
            failedError.increment();
          }
          return Future.failedFuture(meaning);
        });
  }
}
