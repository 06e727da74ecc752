package org.nuanxian.runtime.postgres;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.nuanxian.runtime.config.PostgresConfig;

/** Every bound of the PostgreSQL clients, with its reason; and the options made of them. */
final class Limits {

  /** A statement of a person's request that takes longer is not worth waiting for. */
  static final Duration STATEMENT = Duration.ofSeconds(4);

  /** The caller's patience: the server's own limit and a little for the way. */
  static final Duration CALLER = STATEMENT.plusSeconds(1);

  /** A transaction has a few statements; an abandoned one must not hold its locks. */
  static final Duration TRANSACTION = Duration.ofSeconds(10);

  /** Longer than any statement, so that silence means the server or the way is dead. */
  static final Duration READ_IDLE = STATEMENT.plusSeconds(2);

  /** Keeps the pipelined connection from looking dead, and says whether PostgreSQL is there. */
  static final Duration HEARTBEAT = Duration.ofSeconds(1);

  /** Unused connections of the transaction pool go before silence could be taken for death. */
  static final Duration POOL_IDLE = Duration.ofSeconds(10);

  private static final int POOL_CLEANER_MS = 1_000; // idle ones are found within a second
  private static final int CONNECT_MS = 2_000; // a server in the same house accepts in 1 ms
  private static final int PIPELINE = 256; // one full batch of statements on the wire
  private static final int WAITING_MAX = 4_096; // five seconds' work; more would only come late
  private static final int STATEMENTS_CACHED = 512; // all statements of the product fit
  private static final int STATEMENT_CHARS_MAX = 16_384; // the longest batch statement fits

  private Limits() {}

  /** How a connection of any kind is made. */
  static PgConnectOptions connect(PostgresConfig config, Duration statement) {
    PgConnectOptions options = new PgConnectOptions();
    options
        .setHost(config.host())
        .setPort(config.port())
        .setDatabase(config.database())
        .setUser(config.user())
        .setCachePreparedStatements(true)
        .setPreparedStatementCacheMaxSize(STATEMENTS_CACHED)
        .setPreparedStatementCacheSqlLimit(STATEMENT_CHARS_MAX)
        .addProperty("application_name", "nuanxian")
        .addProperty("TimeZone", "UTC")
        .addProperty("statement_timeout", Long.toString(statement.toMillis()))
        .addProperty("idle_in_transaction_session_timeout", Long.toString(STATEMENT.toMillis()));
    config.password().ifPresent(p -> options.setPassword(p.value()));
    options.setPipeliningLimit(PIPELINE);
    switch (config.tls()) {
      case DISABLE -> options.setSslMode(SslMode.DISABLE);
      case REQUIRE ->
          options
              .setSslMode(SslMode.REQUIRE)
              .setSslOptions(new ClientSSLOptions().setTrustAll(true));
      case VERIFY_FULL ->
          options
              .setSslMode(SslMode.VERIFY_FULL)
              .setSslOptions(new ClientSSLOptions().setHostnameVerificationAlgorithm("HTTPS"));
    }
    return options;
  }

  /**
   * For statements that name their rows by key. The planner sees tables as they were when a
   * statement was prepared: on a young installation it would read whole tables, for every batch,
   * until statistics are taken. And it would plan anew for each batch, because it takes its own
   * guess of an array's length for worse than a look at it; that takes longer than the work.
   */
  static PgConnectOptions byKey(PgConnectOptions options) {
    options
        .addProperty("plan_cache_mode", "force_generic_plan")
        .addProperty("enable_seqscan", "off")
        .addProperty("jit", "off");
    return options;
  }

  /** The same for batches, which join their entries with tables by key. */
  static PgConnectOptions joinedByKey(PgConnectOptions options) {
    byKey(options).addProperty("enable_hashjoin", "off").addProperty("enable_mergejoin", "off");
    return options;
  }

  /** The socket: noticed as dead after {@code readIdle} without a byte. */
  static NetClientOptions net(Duration readIdle) {
    return new NetClientOptions()
        .setConnectTimeout(CONNECT_MS)
        .setReadIdleTimeout((int) readIdle.toMillis())
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setTcpNoDelay(true)
        .setTcpKeepAlive(true);
  }

  /** A pool of {@code size} connections whose waiting is bounded in number and time. */
  static PoolOptions pool(String name, int size) {
    return new PoolOptions()
        .setName("postgres-" + name)
        .setMaxSize(size)
        .setMaxWaitQueueSize(WAITING_MAX)
        .setConnectionTimeout((int) CALLER.toMillis())
        .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
        .setPoolCleanerPeriod(POOL_CLEANER_MS);
  }
}
