package org.nuanxian.runtime.postgres;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.sqlclient.PrepareOptions;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.spi.DatabaseMetadata;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The connection as one batch sees it. The first statement is held back until a second one comes:
 * then BEGIN and both are sent; a statement that stays alone is a transaction by itself. It
 * remembers the first statement that failed, because PostgreSQL answers COMMIT without an error
 * after one; and it refuses statements once the batch is sealed, because they would run outside the
 * transaction.
 */
final class BatchConnection implements SqlConnection {

  private final SqlConnection connection;
  private final Gate gate = this::pass;

  /** Statements this connection has prepared before, shared by all batches on it. */
  private final Set<String> prepared;

  /** Statements of this batch that are not in {@link #prepared} yet. */
  private final Set<String> fresh = new HashSet<>();

  /** The first failure of any statement; it, not its followers', names the cause. */
  private Optional<Throwable> failure = Optional.empty();

  /** Statements sent and not answered. */
  private int unanswered;

  /** Sends the first statement; empty before it came, and when it was sent. */
  private Optional<Runnable> held = Optional.empty();

  /** Set by the first statement. */
  private boolean used;

  /** Set when BEGIN was sent. */
  private boolean begun;

  /** Set when the batch has sent all it wants to send. */
  private boolean sealed;

  /** What to do when sealed and all statements are answered. */
  private Runnable whenAnswered = () -> {};

  BatchConnection(SqlConnection connection, Set<String> prepared) {
    this.connection = connection;
    this.prepared = prepared;
  }

  private <T> Future<T> pass(String sql, Supplier<Future<T>> statement) {
    if (sealed) {
      return Future.failedFuture(
          new IllegalStateException("a batch sends all its statements before it returns"));
    }
    if (!prepared.contains(sql)) {
      fresh.add(sql);
    }
    if (used) {
      open();
      return sent(statement.get());
    }
    used = true;
    Promise<T> first = Promise.promise();
    held = Optional.of(() -> statement.get().onComplete(first));
    return sent(first.future());
  }

  private <T> Future<T> sent(Future<T> statement) {
    unanswered++;
    return statement.onComplete(result -> answered(result.cause()));
  }

  private void open() {
    if (!begun) {
      begun = true;
      sent(connection.query("BEGIN").execute());
      sendHeld();
    }
  }

  private void sendHeld() {
    Optional<Runnable> first = held;
    held = Optional.empty();
    first.ifPresent(Runnable::run);
  }

  /** Whether there is a transaction to end: more than one statement was sent. */
  boolean begun() {
    return begun;
  }

  /** Sends what is held back, as a transaction by itself; {@code then} runs when it is answered. */
  void sendAlone(Runnable then) {
    sendHeld();
    seal(then);
  }

  private void answered(Throwable cause) {
    unanswered--;
    if (cause != null && failure.isEmpty()) {
      failure = Optional.of(cause);
    }
    if (sealed && unanswered == 0) {
      whenAnswered.run();
    }
  }

  /** Takes no more statements; {@code then} runs when all are answered, perhaps at once. */
  void seal(Runnable then) {
    sealed = true;
    whenAnswered = then;
    if (unanswered == 0) {
      then.run();
    }
  }

  /** Takes no more statements. */
  void seal() {
    sealed = true;
  }

  /** The first statement that failed so far. */
  Optional<Throwable> failure() {
    return failure;
  }

  /** Whether every statement of the batch is prepared, so that it went out at once. */
  boolean allPrepared() {
    return fresh.isEmpty();
  }

  /** Call when the batch is committed: its statements are prepared from now on. */
  void remember() {
    prepared.addAll(fresh);
  }

  @Override
  public Query<RowSet<Row>> query(String sql) {
    return new GatedQuery.Simple<>(gate, sql, connection.query(sql));
  }

  @Override
  public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
    return new GatedQuery.Prepared<>(gate, sql, connection.preparedQuery(sql));
  }

  @Override
  public PreparedQuery<RowSet<Row>> preparedQuery(String sql, PrepareOptions options) {
    return new GatedQuery.Prepared<>(gate, sql, connection.preparedQuery(sql, options));
  }

  @Override
  public Future<PreparedStatement> prepare(String sql) {
    throw notInBatch();
  }

  @Override
  public Future<PreparedStatement> prepare(String sql, PrepareOptions options) {
    throw notInBatch();
  }

  @Override
  public Future<Transaction> begin() {
    throw notInBatch();
  }

  @Override
  public Transaction transaction() {
    throw notInBatch();
  }

  @Override
  public Future<Void> close() {
    throw notInBatch();
  }

  private static UnsupportedOperationException notInBatch() {
    return new UnsupportedOperationException(
        "a batch uses query and preparedQuery only; its transaction is not its own");
  }

  @Override
  public SqlConnection exceptionHandler(Handler<Throwable> handler) {
    throw notInBatch();
  }

  @Override
  public SqlConnection closeHandler(Handler<Void> handler) {
    throw notInBatch();
  }

  @Override
  public boolean isSSL() {
    return connection.isSSL();
  }

  @Override
  public DatabaseMetadata databaseMetadata() {
    return connection.databaseMetadata();
  }
}
