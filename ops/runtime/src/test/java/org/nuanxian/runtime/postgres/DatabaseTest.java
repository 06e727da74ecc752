package org.nuanxian.runtime.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.runtime.testing.Await;
import org.nuanxian.runtime.testing.PrivatePostgres;
import org.nuanxian.runtime.testing.Stores;

/** The clients on real servers that are frozen and killed. */
class DatabaseTest {

  @RegisterExtension static final Stores STORES = Stores.with();

  @Test
  void twoThousandStatementsAtOnceAreAnsweredInOrder() {
    Database database = STORES.database();

    List<Future<RowSet<Row>>> answers =
        STORES.makeOnLoop(() -> {
          List<Future<RowSet<Row>>> sent = new ArrayList<>();
          for (int i = 0; i < 2_000; i++) {
            sent.add(database.client().preparedQuery("SELECT $1::int AS n").execute(Tuple.of(i)));
          }
          return sent;
        });

    for (int i = 0; i < 2_000; i++) {
      assertEquals(i, Await.result(answers.get(i)).iterator().next().getInteger("n"));
    }
  }

  @Test
  void aTransactionIsRolledBackWhenItsWorkFails() {
    Database database = STORES.database();
    Await.result(database.client().query("CREATE TABLE rolled (n int)").execute());

    Throwable failure =
        Await.failure(
            database.inTransaction(connection ->
                connection
                    .query("INSERT INTO rolled VALUES (1)")
                    .execute()
                    .compose(
                        rows -> Future.failedFuture(new IllegalStateException("of this test")))));

    assertInstanceOf(IllegalStateException.class, failure);
    RowSet<Row> rows = Await.result(database.client().query("SELECT * FROM rolled").execute());
    assertEquals(0, rows.size());
  }

  @Test
  void anErrorOfAStatementIsNotTakenForAnAbsentServer() {
    Database database = STORES.database();

    Throwable unknown = Await.failure(database.client().query("SELECT * FROM nowhere").execute());
    Throwable misfit =
        Await.failure(
            database.client().preparedQuery("SELECT $1::int").execute(Tuple.of("no number")));

    assertInstanceOf(PgException.class, unknown);
    assertInstanceOf(VertxException.class, misfit);
    assertFalse(PostgresAway.is(misfit));
  }

  @Test
  void aStatementThatTakesTooLongIsEndedByTheServer() {
    Database database = STORES.database();

    PgException failure =
        assertInstanceOf(
            PgException.class,
            Await.failure(database.client().query("SELECT pg_sleep(60)").execute()));

    assertEquals("57014", failure.getSqlState());
  }

  @Test
  void frozenServerFailsEveryCallAndIsUsedAgainAfterwards() {
    PrivatePostgres server = STORES.privatePostgres();
    Database database = STORES.database(server.config());
    Await.result(database.ping());

    server.freeze();
    assertInstanceOf(PostgresAway.class, Await.failure(database.ping()));
    assertInstanceOf(
        PostgresAway.class, Await.failure(database.client().query("SELECT 1").execute()));
    Await.until("it says it is down", () -> !database.up());
    server.thaw();

    Await.until("it says it is up", database::up);
    Await.until("it answers", () -> Await.outcome(database.ping()).succeeded());
  }

  @Test
  void killedServerIsUsedAgainWhenItIsBack() {
    PrivatePostgres server = STORES.privatePostgres();
    Database database = STORES.database(server.config());
    Await.result(database.ping());
    Await.result(database.inTransaction(c -> c.query("SELECT 1").execute()));

    server.kill();
    assertInstanceOf(PostgresAway.class, Await.failure(database.ping()));
    assertInstanceOf(
        PostgresAway.class,
        Await.failure(database.inTransaction(c -> c.query("SELECT 1").execute())));
    server.restart();

    Await.until("it says it is up", database::up);
    Await.until(
        "it answers",
        () ->
            Await.outcome(database.inTransaction(c -> c.query("SELECT 1").execute())).succeeded());
  }
}
