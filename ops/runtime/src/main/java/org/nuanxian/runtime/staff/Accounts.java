package org.nuanxian.runtime.staff;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.postgres.Database;

/** The staff of the service: table {@code staff.account}, written here only. */
public final class Accounts {
  private static final String CREATE =
      """
      INSERT INTO staff.account
        (id, username, name, alias, city, county, roles, password, created_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      ON CONFLICT DO NOTHING RETURNING id
      """;

  private static final String BY_ID =
      "SELECT " + Rows.ACTOR + " FROM staff.account a WHERE id = $1";

  // A city has a few hundred people; the bound is against a mistake, not for paging.
  private static final String IN_CITY =
      "SELECT "
          + Rows.ACTOR
          + """
          , a.password IS NOT NULL AS joined,
            (SELECT max(i.expires_at) FROM staff.invitation i
             WHERE i.account = a.id AND i.used_at IS NULL AND i.expires_at > $2) AS invited_until
          FROM staff.account a WHERE city = $1 AND active ORDER BY county, username LIMIT 5000
          """;

  private static final String BY_NAME =
      "SELECT " + Rows.ACTOR + ", a.password FROM staff.account a WHERE username = $1 AND active";

  private static final String SET_PASSWORD =
      "UPDATE staff.account SET password = $2 WHERE id = $1 AND active RETURNING id";

  private static final String DEACTIVATE = "UPDATE staff.account SET active = false WHERE id = $1";

  private final Database database;
  private final Passwords passwords;
  private final InstantSource clock;

  /** Accounts in this database. */
  public Accounts(Database database, Passwords passwords, InstantSource clock) {
    this.database = database;
    this.passwords = passwords;
    this.clock = clock;
  }

  /** An account with what is needed to sign in. */
  record Credentials(Actor actor, Optional<String> hash) {}

  /**
   * Creates one account.
   *
   * @return its id; fails with 409 {@code username-taken}
   */
  public Future<AccountId> create(NewAccount account) {
    return createAll(List.of(account)).map(account.id());
  }

  /** Creates all or none; a password that several share is hashed once. */
  public Future<Void> createAll(List<NewAccount> accounts) {
    List<String> distinct =
        accounts.stream().flatMap(a -> a.password().stream()).distinct().toList();
    return hashes(distinct)
        .compose(hashes ->
            database.inTransaction(connection -> {
              List<Tuple> rows = new ArrayList<>();
              for (NewAccount account : accounts) {
                rows.add(row(account, account.password().map(hashes::get)));
              }
              return connection
                  .preparedQuery(CREATE)
                  .executeBatch(rows)
                  .map(Accounts::checkAllCreated);
            }));
  }

  /** One at a time: hashing has a short queue, and people who sign in stand in it. */
  private Future<Map<String, String>> hashes(List<String> distinct) {
    Future<Map<String, String>> all = Future.succeededFuture(new HashMap<>());
    for (String password : distinct) {
      all =
          all.compose(known ->
              passwords
                  .hash(password)
                  .map(hash -> {
                    known.put(password, hash);
                    return known;
                  }));
    }
    return all;
  }

  private static Void checkAllCreated(RowSet<Row> created) {
    for (RowSet<Row> each = created; each != null; each = each.next()) {
      if (each.rowCount() == 0) {
        throw Problem.conflict("username-taken", "This user name is in use.");
      }
    }
    return null;
  }

  /** Adds a row without a password inside a transaction of the caller. */
  Future<Void> create(SqlClient connection, NewAccount account) {
    return connection
        .preparedQuery(CREATE)
        .execute(row(account, Optional.empty()))
        .map(Accounts::checkAllCreated);
  }

  private Tuple row(NewAccount account, Optional<String> hash) {
    return Tuple.from(
        new Object[] {
          account.id().value(),
          account.username(),
          account.name(),
          account.alias(),
          account.city().value(),
          account.county().map(c -> c.value()).orElse(null),
          account.roles().stream().map(Role::word).sorted().toArray(String[]::new),
          hash.orElse(null),
          Rows.time(clock.instant())
        });
  }

  /** The account, if there is one; also one that may not sign in any more. */
  public Future<Optional<Actor>> find(AccountId id) {
    return database
        .client()
        .preparedQuery(BY_ID)
        .execute(Tuple.of(id.value()))
        .map(rows -> first(rows).map(Rows::actor));
  }

  /** The active accounts of a city, by county and name. */
  Future<List<Standing>> in(CityCode city, Instant now) {
    return database
        .pool()
        .preparedQuery(IN_CITY)
        .execute(Tuple.of(city.value(), Rows.time(now)))
        .map(rows -> rows.stream().map(Accounts::standing).toList());
  }

  /** An account, whether somebody ever used it, and until when an unused link to it works. */
  record Standing(Actor actor, boolean joined, Optional<Instant> invitedUntil) {}

  private static Standing standing(Row row) {
    return new Standing(
        Rows.actor(row),
        row.getBoolean("joined"),
        Optional.ofNullable(row.getOffsetDateTime("invited_until")).map(t -> t.toInstant()));
  }

  /** What is needed to sign in under this name, if somebody may. */
  Future<Optional<Credentials>> credentials(String username) {
    return database
        .client()
        .preparedQuery(BY_NAME)
        .execute(Tuple.of(username))
        .map(rows ->
            first(rows)
                .map(row ->
                    new Credentials(
                        Rows.actor(row), Optional.ofNullable(row.getString("password")))));
  }

  /** Replaces the hash inside a transaction of the caller; fails with 404 when nobody is there. */
  Future<Void> setHash(SqlClient connection, AccountId id, String hash) {
    return connection
        .preparedQuery(SET_PASSWORD)
        .execute(Tuple.of(id.value(), hash))
        .map(rows -> {
          if (rows.rowCount() == 0) {
            throw Problem.notFound();
          }
          return null;
        });
  }

  /** Replaces the hash; fails with 404 when nobody is there. */
  Future<Void> setHash(AccountId id, String hash) {
    return setHash(database.client(), id, hash);
  }

  /** Lets nobody sign in with it any more; {@link Sessions#endAll} ends what is open. */
  Future<Void> deactivate(AccountId id) {
    return database.client().preparedQuery(DEACTIVATE).execute(Tuple.of(id.value())).mapEmpty();
  }

  private static Optional<Row> first(RowSet<Row> rows) {
    return rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
  }
}
