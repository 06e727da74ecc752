package org.nuanxian.runtime.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.runtime.config.PostgresConfig;
import org.nuanxian.runtime.postgres.Notes.Note;
import org.nuanxian.runtime.testing.Await;
import org.nuanxian.runtime.testing.PrivatePostgres;
import org.nuanxian.runtime.testing.Proxy;
import org.nuanxian.runtime.testing.Stores;

/** What a group commit promises while PostgreSQL dies, freezes, and loses answers. */
class GroupCommitFaultsTest {

  @RegisterExtension static final Stores STORES = Stores.with();

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(25);

  private static GroupCommit<Note, Long> notes(PostgresConfig config, Duration patience) {
    Database database = STORES.database(config);
    GroupCommit<Note, Long> commit =
        STORES.makeOnLoop(() ->
            new GroupCommit<>(
                STORES.vertx(),
                database,
                "faults",
                Notes::write,
                GroupCommit.Settings.defaults().patientFor(patience),
                STORES.metrics()));
    STORES.closing(() -> Await.result(commit.close()));
    return commit;
  }

  private static PostgresConfig through(Proxy proxy, PostgresConfig real) {
    return new PostgresConfig(
        real.host(),
        proxy.port(),
        real.database(),
        real.user(),
        real.password(),
        real.tls(),
        real.connectionsMax());
  }

  @Test
  void aCommitWhoseAnswerWasLostIsRepeatedAndWrittenOnce() {
    PostgresConfig real = STORES.postgresConfig();
    Database direct = STORES.database();
    Notes.create(direct.client());
    Proxy proxy = STORES.closing(Proxy.before(STORES.vertx(), real.port()));
    GroupCommit<Note, Long> commit = notes(through(proxy, real), LONG);
    Await.result(commit.add(new Note("unknown-warm", "words")));

    proxy.loseAnswers();
    Future<Long> number = commit.add(new Note("unknown-1", "words"));
    Await.until("it is committed", () -> Notes.count(direct.client(), "unknown-1") == 1);
    assertTrue(!number.isComplete());
    proxy.cut();

    assertTrue(Await.result(number) > 0);
    assertEquals(1, Notes.count(direct.client(), "unknown-1"));
    assertTrue(
        STORES
                .metrics()
                .counter("nuanxian.commit.batches", "name", "faults", "outcome", "unknown")
                .count()
            >= 1);
  }

  @Test
  void backendsTerminatedAgainAndAgainLoseAndDoubleNothing() {
    Database direct = STORES.database();
    Notes.create(direct.client());
    GroupCommit<Note, Long> commit = notes(STORES.postgresConfig(), LONG);

    List<Future<Long>> numbers = new ArrayList<>();
    for (int round = 0; round < 20; round++) {
      int first = round * 100;
      numbers.addAll(
          STORES.makeOnLoop(() -> {
            List<Future<Long>> added = new ArrayList<>();
            for (int i = first; i < first + 100; i++) {
              added.add(commit.add(new Note("terminated-" + i, "words")));
            }
            return added;
          }));
      Await.result(
          direct
              .client()
              .query(
                  """
                  SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                   WHERE datname = current_database() AND pid <> pg_backend_pid()
                  """)
              .execute());
    }

    List<Long> all = numbers.stream().map(Await::result).toList();
    assertEquals(2_000, new HashSet<>(all).size());
    assertEquals(all.stream().sorted().toList(), all);
    assertEquals(2_000, Notes.count(direct.client(), "terminated-"));
  }

  @Test
  void entriesWaitForAServerThatIsBackInTime() {
    PrivatePostgres server = STORES.privatePostgres();
    Database database = STORES.database(server.config());
    Notes.create(database.client());
    GroupCommit<Note, Long> commit = notes(server.config(), LONG);
    Await.result(commit.add(new Note("back-warm", "words")));

    server.kill();
    List<Future<Long>> numbers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      numbers.add(commit.add(new Note("back-" + i, "words")));
    }
    server.restart();

    Await.result(Future.all(numbers));
    assertEquals(51, Notes.count(database.client(), "back-"));
  }

  @Test
  void entriesGivenUpWhileTheServerWasAwayAreNotWrittenAfterwards() {
    PrivatePostgres server = STORES.privatePostgres();
    Database database = STORES.database(server.config());
    Notes.create(database.client());
    GroupCommit<Note, Long> commit = notes(server.config(), SHORT);
    Await.result(commit.add(new Note("away-warm", "words")));

    server.stop();
    Await.until(
        "the loss is noticed",
        () -> Await.failure(commit.add(new Note("noticed", "x"))) instanceof PostgresAway);
    List<Future<Long>> numbers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      numbers.add(commit.add(new Note("away-" + i, "words")));
    }
    numbers.forEach(n -> assertInstanceOf(PostgresAway.class, Await.failure(n)));
    server.restart();

    Await.until(
        "new entries are written",
        () -> Await.outcome(commit.add(new Note("away-warm", "words"))).succeeded());
    assertEquals(1, Notes.count(database.client(), "away-"));
  }

  @Test
  void frozenServerFailsWhatWaitsAndIsUsedAgainAfterwards() {
    PrivatePostgres server = STORES.privatePostgres();
    Database database = STORES.database(server.config());
    Notes.create(database.client());
    GroupCommit<Note, Long> commit = notes(server.config(), SHORT);
    Await.result(commit.add(new Note("frozen-warm", "words")));

    server.freeze();
    Future<Long> onTheWire = commit.add(new Note("frozen-1", "words"));
    assertInstanceOf(PostgresAway.class, Await.failure(onTheWire));
    assertInstanceOf(PostgresAway.class, Await.failure(commit.add(new Note("frozen-2", "words"))));
    server.thaw();

    Await.until(
        "new entries are written",
        () -> Await.outcome(commit.add(new Note("frozen-3", "words"))).succeeded());
    assertEquals(0, Notes.count(database.client(), "frozen-2"));
    assertEquals(1, Notes.count(database.client(), "frozen-3"));
  }
}
