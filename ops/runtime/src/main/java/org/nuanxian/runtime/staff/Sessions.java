package org.nuanxian.runtime.staff;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.metrics.Names;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.redis.Hints;

/**
 * Who is signed in. See {@code ops/docs/staff.md}.
 *
 * <p>Table {@code staff.session}: one row per session, written here only. Every node keeps what it
 * read for 30 s ({@link SessionCache}); the hint {@code staff:sessions} with the id of an account
 * ends that sooner. Redis carries only hints: without it nobody is signed out, and a revocation is
 * seen after 30 s. Belongs to the node's loop.
 */
public final class Sessions {
  /** Where nodes tell each other that sessions of an account ended; payload: the account's UUID. */
  static final String CHANNEL = "staff:sessions";

  /** A session ends after this long without use; longer than the longest shift. */
  static final Duration IDLE = Duration.ofHours(12);

  /** A session ends at its first idle request after this, used or not. */
  static final Duration AGE_MAX = Duration.ofDays(30);

  /** Use is written down at most this often, so that reading does not mean writing. */
  static final Duration TOUCH = Duration.ofMinutes(5);

  private static final String OPEN =
      """
      INSERT INTO staff.session (key, account, created_at, seen_at, expires_at)
      VALUES ($1, $2, $3, $3, $4)
      """;

  private static final String READ =
      "SELECT "
          + Rows.ACTOR
          + """
          , s.seen_at, s.expires_at, s.locked FROM staff.session s JOIN staff.account a ON a.id = s.account
          WHERE s.key = $1 AND s.expires_at > $2 AND s.created_at > $3 AND a.active
          """;

  private static final String USE =
      """
      UPDATE staff.session s SET seen_at = $2, expires_at = $3 FROM staff.account a
      WHERE a.id = s.account AND a.active AND s.key = ANY ($1) RETURNING s.key
      """;

  private static final String LOCK = "UPDATE staff.session SET locked = $2 WHERE key = $1";
  private static final String END = "DELETE FROM staff.session WHERE key = $1";
  private static final String END_ALL = "DELETE FROM staff.session WHERE account = $1";
  private static final String SWEEP = "DELETE FROM staff.session WHERE expires_at < $1";

  private final Vertx vertx;
  private final Database database;
  private final Hints hints;
  private final InstantSource clock;
  private final Tokens tokens;
  private final SessionCache cache;
  private final SessionWatches watches = new SessionWatches();
  private final Counter stale;
  private final Counter missed;

  /** Sessions in this database, with hints to the other nodes. */
  public Sessions(
      Vertx vertx,
      Database database,
      Hints hints,
      InstantSource clock,
      Tokens tokens,
      MeterRegistry metrics) {
    this.vertx = vertx;
    this.database = database;
    this.hints = hints;
    this.clock = clock;
    this.tokens = tokens;
    this.cache = new SessionCache(clock);
    this.stale = metrics.counter(Names.SESSION_STALE);
    this.missed = metrics.counter(Names.SESSION_USE_FAILED);
  }

  /** A fresh session with the token that goes into the cookie, and nowhere else. */
  record Opened(StaffSession session, String token) {}

  /** Listens for hints; sockets are looked at again every 30 s. */
  public Future<Void> start() {
    vertx.setPeriodic(SessionCache.KEPT.toMillis(), t -> recheckAll());
    hints.onGap(() -> {
      cache.clear();
      recheckAll();
    });
    return hints.subscribe(
        CHANNEL,
        account -> {
          cache.forget(account);
          recheck(watches.keysOf(account));
        });
  }

  /** Opens a session for somebody who proved who they are. */
  Future<Opened> open(Actor actor) {
    String token = tokens.next();
    String key = Tokens.digest(token);
    Instant now = clock.instant();
    Instant until = now.plus(IDLE);
    StaffSession session = new StaffSession(key, actor, Tokens.csrf(token), until, false);
    return database
        .client()
        .preparedQuery(OPEN)
        .execute(Tuple.of(Rows.key(key), actor.id().value(), Rows.time(now), Rows.time(until)))
        .map(done -> {
          cache.keep(session);
          return new Opened(session, token);
        });
  }

  /**
   * The session of a token.
   *
   * @return fails with 401 when there is none (any more); while PostgreSQL is away, who was known
   *     within the last ten minutes stays known
   */
  public Future<StaffSession> authenticate(String token) {
    if (!Tokens.isToken(token)) {
      return Future.failedFuture(Problem.unauthorized());
    }
    String key = Tokens.digest(token);
    return cache
        .fresh(key)
        .map(Future::succeededFuture)
        .orElseGet(() -> read(key, Tokens.csrf(token)));
  }

  private Future<StaffSession> read(String key, String csrf) {
    Instant now = clock.instant();
    return database
        .client()
        .preparedQuery(READ)
        .execute(Tuple.of(Rows.key(key), Rows.time(now), Rows.time(now.minus(AGE_MAX))))
        .map(rows -> {
          if (rows.size() == 0) {
            cache.forgetKey(key);
            throw Problem.unauthorized();
          }
          Row row = rows.iterator().next();
          Instant until = row.getOffsetDateTime("expires_at").toInstant();
          StaffSession session =
              new StaffSession(key, Rows.actor(row), csrf, until, row.getBoolean("locked"));
          cache.keep(session);
          if (row.getOffsetDateTime("seen_at").toInstant().isBefore(now.minus(TOUCH))) {
            use(List.of(key)).onFailure(f -> missed.increment());
          }
          return session;
        })
        .recover(failure -> {
          if (failure instanceof Problem) {
            return Future.failedFuture(failure);
          }
          stale.increment();
          return cache
              .stale(key)
              .map(Future::succeededFuture)
              .orElseGet(() -> Future.failedFuture(failure));
        });
  }

  /** Marks sessions as used; answers those that still are. */
  private Future<Set<String>> use(List<String> keys) {
    Instant now = clock.instant();
    Buffer[] ids = keys.stream().map(Rows::key).toArray(Buffer[]::new);
    return database
        .client()
        .preparedQuery(USE)
        .execute(Tuple.of(ids, Rows.time(now), Rows.time(now.plus(IDLE))))
        .map(rows -> {
          Set<String> alive = new HashSet<>();
          rows.forEach(row -> alive.add(Rows.hex(row.getBuffer(0))));
          return alive;
        });
  }

  /**
   * Calls {@code revoked} once when the session is ended by somebody: signed out, deactivated, new
   * password. Open sockets count as use, and mere age does not end a session under one.
   *
   * @return stops watching
   */
  public AutoCloseable watch(StaffSession session, Runnable revoked) {
    return watches.add(session, revoked);
  }

  private void recheckAll() {
    recheck(watches.keys());
  }

  private void recheck(List<String> keys) {
    if (!keys.isEmpty()) {
      // PostgreSQL away ends nobody's conversation: they stay until it can say.
      use(keys)
          .onSuccess(alive -> watches.endAllBut(alive, keys))
          .onFailure(f -> missed.increment());
    }
  }

  /** Locks or unlocks the screens of this session, on every node. */
  Future<Void> lock(StaffSession session, boolean locked) {
    return database
        .client()
        .preparedQuery(LOCK)
        .execute(Tuple.of(Rows.key(session.key()), locked))
        .map(done -> announce(session.actor().id()));
  }

  /** Ends this session on every node. */
  public Future<Void> end(StaffSession session) {
    return database
        .client()
        .preparedQuery(END)
        .execute(Tuple.of(Rows.key(session.key())))
        .map(done -> announce(session.actor().id()));
  }

  /** Ends every session of an account on every node. */
  public Future<Void> endAll(AccountId account) {
    return endAll(database.client(), account).map(done -> announce(account));
  }

  /** The same inside a transaction of the caller, who announces after the commit. */
  Future<Void> endAll(SqlClient connection, AccountId account) {
    return connection.preparedQuery(END_ALL).execute(Tuple.of(account.value())).mapEmpty();
  }

  /** Makes every node read the sessions of an account again. */
  Void announce(AccountId account) {
    String id = account.value().toString();
    cache.forget(id);
    recheck(watches.keysOf(id));
    hints.publish(CHANNEL, id);
    return null;
  }

  /** Removes the rows of sessions that are over. */
  Future<Void> sweep() {
    return database
        .client()
        .preparedQuery(SWEEP)
        .execute(Tuple.of(Rows.time(clock.instant())))
        .mapEmpty();
  }
}
