package org.nuanxian.runtime.postgres;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.nuanxian.runtime.config.PostgresConfig;

/**
 * One dedicated connection for one lifetime of it, in a pool of its own: only a pool takes options
 * for its socket, and closing it closes the socket whatever the server does.
 */
final class Line {

  /** A batch waits this long for rows that another transaction holds, then it is bisected. */
  private static final Duration LOCK = Duration.ofMillis(500);

  /** One batch is a millisecond's work; what takes longer must not hold up the next. */
  private static final Duration STATEMENT = Duration.ofSeconds(2);

  /** Longer than any statement, so that silence means the server or the way is dead. */
  static final Duration READ_IDLE = STATEMENT.plusSeconds(1);

  private final Pool pool;
  private final SqlConnection connection;
  private final Set<String> prepared = new HashSet<>();

  private Line(Pool pool, SqlConnection connection) {
    this.pool = pool;
    this.connection = connection;
  }

  static Future<Line> open(Vertx vertx, PostgresConfig config, String name) {
    Pool pool =
        PgBuilder.pool()
            .with(Limits.pool(name, 1))
            .with(Limits.net(READ_IDLE))
            .connectingTo(
                Limits.joinedByKey(Limits.connect(config, STATEMENT))
                    .addProperty("lock_timeout", Long.toString(LOCK.toMillis())))
            .using(vertx)
            .build();
    return pool.getConnection()
        .map(connection -> new Line(pool, connection))
        .onFailure(e -> pool.close());
  }

  SqlConnection connection() {
    return connection;
  }

  /** The connection for one batch. */
  BatchConnection batch() {
    return new BatchConnection(connection, prepared);
  }

  /** After an error nothing is taken as prepared: a changed table invalidates statements. */
  void forgetPrepared() {
    prepared.clear();
  }

  Future<Void> close() {
    return pool.close();
  }
}
