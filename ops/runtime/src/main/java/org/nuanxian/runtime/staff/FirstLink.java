package org.nuanxian.runtime.staff;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.nuanxian.runtime.audit.Audit;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.postgres.Database;

/**
 * The way in for a city that has nobody yet: a one-time link that makes its first administrator.
 * The first start makes one by itself; for each further city whoever runs the server asks for one.
 * Table {@code staff.first_link} holds the SHA-256 of its token; the token itself is printed once.
 */
public final class FirstLink {
  /** How long the link works: long enough to fetch a colleague, not to be forgotten. */
  static final Duration VALID = Duration.ofHours(24);

  /** One at a time, so that two nodes that start together print one link. */
  private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('staff.first_link'))";

  private static final String STATE =
      """
      SELECT EXISTS (SELECT FROM staff.account) AS people,
        EXISTS (SELECT FROM staff.first_link) AS link
      """;

  private static final String PUT =
      """
      INSERT INTO staff.first_link (key, expires_at) VALUES ($1, $2)
      ON CONFLICT (singleton) DO UPDATE
      SET key = excluded.key, expires_at = excluded.expires_at, used_at = NULL
      """;

  private static final String LIVE =
      """
      SELECT 1 FROM staff.first_link WHERE key = $1 AND used_at IS NULL AND expires_at > $2
      """;

  private static final String TAKE =
      """
      UPDATE staff.first_link SET used_at = $2
      WHERE key = $1 AND used_at IS NULL AND expires_at > $2
      """;

  private final Database database;
  private final Accounts accounts;
  private final Passwords passwords;
  private final Tokens tokens;
  private final Audit audit;
  private final InstantSource clock;

  FirstLink(
      Database database,
      Accounts accounts,
      Passwords passwords,
      Tokens tokens,
      Audit audit,
      InstantSource clock) {
    this.database = database;
    this.accounts = accounts;
    this.passwords = passwords;
    this.tokens = tokens;
    this.audit = audit;
    this.clock = clock;
  }

  /** What a start finds. */
  public sealed interface Found {
    /** There are people; no link is needed, and none was asked for. */
    record People() implements Found {}

    /** A link was printed before; only its owner knows it. */
    record Waiting() implements Found {}

    /**
     * A fresh link, to be shown once.
     *
     * @param token goes behind the {@code #}
     */
    record Fresh(String token) implements Found {
      /** Shows nothing that could be used. */
      @Override
      public String toString() {
        return "Fresh[…]";
      }
    }
  }

  /**
   * Makes a link if there is nobody and none was made before.
   *
   * @param again makes a new one all the same, for a first or a further city, and the one before
   *     stops working
   */
  public Future<Found> issue(boolean again) {
    return database.inTransaction(connection ->
        connection
            .query(LOCK)
            .execute()
            .compose(locked -> connection.query(STATE).execute())
            .compose(rows -> issue(connection, rows.iterator().next(), again)));
  }

  private Future<Found> issue(SqlConnection connection, Row state, boolean again) {
    if (state.getBoolean("people") && !again) {
      return Future.succeededFuture(new Found.People());
    }
    if (state.getBoolean("link") && !again) {
      return Future.succeededFuture(new Found.Waiting());
    }
    String token = tokens.next();
    return connection
        .preparedQuery(PUT)
        .execute(Tuple.of(Rows.key(Tokens.digest(token)), Rows.time(clock.instant().plus(VALID))))
        .map(put -> new Found.Fresh(token));
  }

  /** Whether the link still works; fails with 404 {@code link-gone}. */
  public Future<Void> check(String token) {
    if (!Tokens.isToken(token)) {
      return Future.failedFuture(gone());
    }
    return run(database.client().preparedQuery(LIVE).execute(now(token)), RowSet::size);
  }

  /**
   * Makes the first administrator of a city, once.
   *
   * @param account with the password as it was typed
   * @param beside what else is written in the same transaction
   * @return fails with 404 {@code link-gone} or 422
   */
  public Future<Void> use(
      String token, NewAccount account, Function<SqlConnection, Future<Void>> beside) {
    PasswordRules.check(account.password().orElse(""), account.username());
    return check(token)
        .compose(works -> passwords.hash(account.password().orElseThrow()))
        .compose(hash ->
            database.inTransaction(connection ->
                run(connection.preparedQuery(TAKE).execute(now(token)), RowSet::rowCount)
                    .compose(taken -> beside.apply(connection))
                    .compose(v -> accounts.create(connection, account))
                    .compose(v -> accounts.setHash(connection, account.id(), hash))))
        .compose(v -> {
          Actor first = account.actor();
          return audit.record(first.who(), "first.administrator", first.who().value(), Map.of());
        });
  }

  private static Future<Void> run(Future<RowSet<Row>> asked, Function<RowSet<Row>, Integer> rows) {
    return asked.map(answer -> {
      if (Optional.of(rows.apply(answer)).filter(n -> n == 1).isEmpty()) {
        throw gone();
      }
      return null;
    });
  }

  private Tuple now(String token) {
    return Tuple.of(Rows.key(Tokens.digest(token)), Rows.time(clock.instant()));
  }

  private static Problem gone() {
    return Problem.of(404, "link-gone", "This link is unknown, used or too old.");
  }
}
