package org.nuanxian.runtime.postgres;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;

/** One transaction of a group commit: sent once, it is committed or it failed for one reason. */
final class Attempt {

  private Attempt() {}

  /**
   * Writes entries in a transaction. BEGIN, the statements and COMMIT leave in one go when all
   * statements are prepared on this connection; one statement alone needs neither. Succeeds only
   * when every statement and COMMIT did; fails with what went wrong first.
   */
  static <W, R> Future<List<R>> run(Line line, GroupCommit.Batch<W, R> batch, List<W> entries) {
    SqlConnection connection = line.connection();
    BatchConnection inside = line.batch();
    Future<List<R>> results = write(batch, inside, entries);
    Promise<Void> end = Promise.promise();
    boolean refused = inside.failure().isPresent() || results.failed();
    if (!inside.begun()) {
      if (refused) {
        inside.seal();
        end.complete(); // nothing left
      } else {
        inside.sendAlone(end::complete);
      }
    } else if (refused) {
      // Refused before it was sent: what did leave must not be committed.
      inside.seal();
      end(connection, "ROLLBACK", end);
    } else if (inside.allPrepared()) {
      inside.seal();
      end(connection, "COMMIT", end);
    } else {
      // A statement is prepared for the first time, and a parameter that does not fit shows only
      // afterwards, so the end waits for the answers.
      inside.seal(() -> {
        boolean failed = inside.failure().isPresent() || results.failed();
        end(connection, failed ? "ROLLBACK" : "COMMIT", end);
      });
    }
    return end.future()
        .transform(ended ->
            results.transform(written -> {
              Optional<Throwable> failure =
                  inside
                      .failure()
                      .or(() -> Optional.ofNullable(written.cause()))
                      .or(() -> Optional.ofNullable(ended.cause()));
              if (failure.isPresent()) {
                return Future.failedFuture(failure.get());
              }
              inside.remember();
              return Future.succeededFuture(written.result());
            }));
  }

  private static void end(SqlConnection connection, String statement, Promise<Void> end) {
    connection.query(statement).execute().<Void>mapEmpty().onComplete(end);
  }

  private static <W, R> Future<List<R>> write(
      GroupCommit.Batch<W, R> batch, BatchConnection inside, List<W> entries) {
    try {
      return batch.write(inside, entries);
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }
}
