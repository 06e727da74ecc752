package org.nuanxian.runtime.postgres;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.TransactionRollbackException;
import java.io.IOException;
import java.io.Serial;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/**
 * PostgreSQL did not answer in time, or the connection was lost before the answer. What was sent
 * may or may not have been written: repeat it under the same identifiers.
 */
public final class PostgresAway extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /** Classes of SQLSTATE that say "not this server, not now": connection, resources, operator. */
  private static final Set<String> CLASSES = Set.of("08", "53", "58");

  /** Shutting down, crashed, starting up, database dropped, read-only (no longer the primary). */
  private static final Set<String> STATES =
      Set.of("57P01", "57P02", "57P03", "57P04", "57P05", "25006", "25P03");

  PostgresAway(String message) {
    super(message, null, false, false);
  }

  PostgresAway(String message, Throwable cause) {
    super(message, cause, false, false);
  }

  /** Whether a failure says that the server is away, and nothing about the statement. */
  public static boolean is(Throwable failure) {
    return switch (failure) {
      case PostgresAway away -> true;
      case PgException error -> is(error.getSqlState());
      case IOException io -> true;
      case TimeoutException timeout -> true;
      case TransactionRollbackException rolledBack -> false;
      // The client reports a lost connection, a closed pool and a full queue without a type, and
      // a parameter that does not fit in the same way.
      case VertxException lost ->
          !String.valueOf(lost.getMessage()).matches("(?s)(Parameter|The number of parameters).*");
      default -> false;
    };
  }

  private static boolean is(String sqlState) {
    return sqlState != null
        && sqlState.length() == 5
        && (STATES.contains(sqlState) || CLASSES.contains(sqlState.substring(0, 2)));
  }

  /** The failure itself, or a {@code PostgresAway} around it when {@link #is} says so. */
  static Throwable of(Throwable failure) {
    return failure instanceof PostgresAway || !is(failure)
        ? failure
        : new PostgresAway("PostgreSQL does not answer", failure);
  }
}
