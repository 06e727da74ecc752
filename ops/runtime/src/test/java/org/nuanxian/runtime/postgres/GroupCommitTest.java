package org.nuanxian.runtime.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.runtime.postgres.Notes.Note;
import org.nuanxian.runtime.testing.Await;
import org.nuanxian.runtime.testing.Stores;

/** What a group commit promises while PostgreSQL is there. */
class GroupCommitTest {

  @RegisterExtension static final Stores STORES = Stores.with();

  private Database database;

  @BeforeEach
  void makeTable() {
    database = STORES.database();
    Notes.create(database.client());
  }

  private GroupCommit<Note, Long> notes(GroupCommit.Batch<Note, Long> batch) {
    return notes(batch, GroupCommit.Settings.defaults());
  }

  private GroupCommit<Note, Long> notes(
      GroupCommit.Batch<Note, Long> batch, GroupCommit.Settings settings) {
    GroupCommit<Note, Long> commit =
        STORES.makeOnLoop(() ->
            new GroupCommit<>(STORES.vertx(), database, "test", batch, settings, STORES.metrics()));
    STORES.closing(() -> Await.result(commit.close()));
    return commit;
  }

  /** Adds all in one turn of the loop. */
  private static List<Future<Long>> add(GroupCommit<Note, Long> commit, List<Note> notes) {
    return STORES.makeOnLoop(() -> notes.stream().map(commit::add).toList());
  }

  private static List<Note> some(String prefix, int count) {
    List<Note> notes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      notes.add(new Note(prefix + i, "words"));
    }
    return notes;
  }

  @Test
  void entriesAreWrittenInTheOrderInWhichTheyWereAdded() {
    GroupCommit<Note, Long> commit = notes(Notes::write);

    List<Future<Long>> numbers = add(commit, some("order-", 2_000));

    long last = 0;
    for (Future<Long> number : numbers) {
      long value = Await.result(number);
      assertTrue(value > last, value + " after " + last);
      last = value;
    }
    assertEquals(2_000, Notes.count(database.client(), "order-"));
  }

  @Test
  void anEntryAddedTwiceIsWrittenOnceAndAnsweredTheSame() {
    GroupCommit<Note, Long> commit = notes(Notes::write);

    long first = Await.result(commit.add(new Note("twice", "words")));
    long again = Await.result(commit.add(new Note("twice", "other words")));

    assertEquals(first, again);
  }

  @Test
  void onlyTheGuiltyEntriesFailWhenTheServerRefusesSome() {
    GroupCommit<Note, Long> commit = notes(Notes::write);
    List<Note> notes = some("bisect-", 300);
    List<Integer> guilty = List.of(0, 1, 137, 299);
    guilty.forEach(i -> notes.set(i, new Note("bisect-" + i, "bad")));

    List<Future<Long>> numbers = add(commit, notes);

    long last = 0;
    for (int i = 0; i < notes.size(); i++) {
      if (guilty.contains(i)) {
        PgException failure = assertInstanceOf(PgException.class, Await.failure(numbers.get(i)));
        assertEquals("23514", failure.getSqlState());
      } else {
        long value = Await.result(numbers.get(i));
        assertTrue(value > last);
        last = value;
      }
    }
    assertEquals(296, Notes.count(database.client(), "bisect-"));
  }

  /** Like {@link Notes#write}, but a key with "misfit" gives a parameter that no server sees. */
  private static Future<List<Long>> misfit(SqlConnection connection, List<Note> notes) {
    Future<List<Long>> numbers = Notes.write(connection, notes);
    Object parameter = notes.stream().anyMatch(n -> n.key().contains("misfit")) ? "no number" : 1L;
    return connection
        .preparedQuery("SELECT $1::bigint")
        .execute(Tuple.of(parameter))
        .compose(rows -> numbers);
  }

  @Test
  void whatTheClientRefusesIsRolledBackAlsoWhenStatementsArePreparedAlready() {
    GroupCommit<Note, Long> commit = notes(GroupCommitTest::misfit);

    for (String round : List.of("first-", "second-")) {
      List<Future<Long>> numbers =
          add(
              commit,
              List.of(
                  new Note(round + "a", "words"),
                  new Note(round + "misfit", "words"),
                  new Note(round + "b", "words")));

      assertTrue(Await.result(numbers.get(0)) < Await.result(numbers.get(2)));
      Throwable failure = Await.failure(numbers.get(1));
      assertTrue(failure.getMessage().startsWith("Parameter"), failure.getMessage());
      assertEquals(2, Notes.count(database.client(), round));
    }
  }

  @Test
  void aBatchThatHidesTheFailureOfAStatementIsNotAcknowledged() {
    GroupCommit<Note, Long> commit =
        notes((connection, notes) -> {
          Notes.write(connection, notes);
          return Future.succeededFuture(notes.stream().map(n -> 1L).toList());
        });

    assertEquals(1L, Await.result(commit.add(new Note("hidden-good", "words"))));
    assertInstanceOf(PgException.class, Await.failure(commit.add(new Note("hidden-bad", "bad"))));
  }

  @Test
  void aStatementSentTooLateIsRefusedAndNothingIsWrittenOutside() {
    GroupCommit<Note, Long> commit =
        notes((connection, notes) ->
            connection.query("SELECT 1").execute().compose(rows -> Notes.write(connection, notes)));

    assertInstanceOf(
        IllegalStateException.class, Await.failure(commit.add(new Note("late", "words"))));
    assertEquals(0, Notes.count(database.client(), "late"));
  }

  @Test
  void aBatchThatThrowsFailsItsEntryAndTheNextGoesOn() {
    GroupCommit<Note, Long> commit =
        notes((connection, notes) -> {
          if (notes.stream().anyMatch(n -> n.key().equals("thrown"))) {
            throw new IllegalArgumentException("a batch of this test");
          }
          return Notes.write(connection, notes);
        });

    List<Future<Long>> numbers =
        add(commit, List.of(new Note("thrown", "words"), new Note("thrown-not", "words")));

    assertInstanceOf(IllegalArgumentException.class, Await.failure(numbers.get(0)));
    assertTrue(Await.result(numbers.get(1)) > 0);
  }

  @Test
  void rowsHeldByAnotherTransactionDelayOnlyWhoNeedsThem() {
    Await.result(notes(Notes::write).add(new Note("held", "words")));
    GroupCommit<Note, Long> commit =
        notes((connection, notes) -> {
          connection
              .preparedQuery("SELECT 1 FROM note WHERE key = ANY ($1) ORDER BY key FOR UPDATE")
              .execute(Tuple.of((Object) notes.stream().map(Note::key).toArray(String[]::new)));
          return Notes.write(connection, notes);
        });
    SqlConnection other = Await.result(database.pool().getConnection());
    Await.result(other.query("BEGIN; SELECT 1 FROM note WHERE key = 'held' FOR UPDATE").execute());

    List<Future<Long>> numbers =
        add(commit, List.of(new Note("held", "words"), new Note("free", "words")));

    assertTrue(Await.result(numbers.get(1)) > 0);
    assertInstanceOf(PostgresAway.class, Await.failure(numbers.get(0)));
    Await.result(other.query("ROLLBACK").execute());
    Await.result(other.close());
  }

  @Test
  void moreEntriesThanTheQueueHoldsAreRefusedAtOnce() {
    GroupCommit.Settings small =
        new GroupCommit.Settings(Duration.ZERO, Duration.ofSeconds(5), 2, 3);
    GroupCommit<Note, Long> commit = notes(Notes::write, small);

    List<Future<Long>> numbers = add(commit, some("full-", 4));

    assertInstanceOf(PostgresAway.class, Await.failure(numbers.get(3)));
    Await.result(Future.all(numbers.subList(0, 3)));
    assertEquals(3, Notes.count(database.client(), "full-"));
  }

  @Test
  void entriesGatherForTheConfiguredTime() {
    AtomicInteger batches = new AtomicInteger();
    GroupCommit<Note, Long> commit =
        notes(
            (connection, notes) -> {
              batches.incrementAndGet();
              return Notes.write(connection, notes);
            },
            GroupCommit.Settings.defaults().gathering(Duration.ofSeconds(2)));
    Await.result(commit.add(new Note("gather-first", "words")));
    int before = batches.get();

    Future<Long> one = commit.add(new Note("gather-1", "words"));
    Await.result(database.ping()); // long enough for a batch of its own
    Future<Long> two = commit.add(new Note("gather-2", "words"));
    Await.result(Future.all(one, two));

    assertEquals(1, batches.get() - before);
  }

  @Test
  void closingWaitsForWhatWasAddedAndTakesNoMore() {
    GroupCommit<Note, Long> commit = notes(Notes::write);

    List<Future<Long>> numbers = add(commit, some("close-", 600));
    Await.result(commit.close());

    numbers.forEach(number -> assertTrue(number.succeeded()));
    assertInstanceOf(PostgresAway.class, Await.failure(commit.add(new Note("close-late", "x"))));
    assertEquals(600, Notes.count(database.client(), "close-"));
  }
}
