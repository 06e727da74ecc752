package org.nuanxian.runtime.staff;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nuanxian.runtime.audit.Audit;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.postgres.Database;

/**
 * One-time links by which people set their password, for the first time or anew. Table {@code
 * staff.invitation}: written here only; holds the SHA-256 of the token in the link.
 */
public final class Invitations {
  /** How long a link works. */
  static final Duration VALID = Duration.ofDays(3);

  private static final String CREATE =
      """
      INSERT INTO staff.invitation (key, account, invited_by, created_at, expires_at)
      VALUES ($1, $2, $3, $4, $5)
      """;

  // An older link of the same account stops working when a new one is made.
  private static final String REPLACE =
      "UPDATE staff.invitation SET used_at = $2 WHERE account = $1 AND used_at IS NULL";

  private static final String FIND =
      "SELECT "
          + Rows.ACTOR
          + """
           FROM staff.invitation i JOIN staff.account a ON a.id = i.account
          WHERE i.key = $1 AND i.used_at IS NULL AND i.expires_at > $2 AND a.active
          """;

  private static final String TAKE =
      """
      UPDATE staff.invitation SET used_at = $2
      WHERE key = $1 AND used_at IS NULL AND expires_at > $2 RETURNING account
      """;

  private final Database database;
  private final InstantSource clock;
  private final Tokens tokens;
  private final Accounts accounts;
  private final Passwords passwords;
  private final Sessions sessions;
  private final Audit audit;
  private final Joining joining;

  Invitations(
      Database database,
      InstantSource clock,
      Tokens tokens,
      Accounts accounts,
      Passwords passwords,
      Sessions sessions,
      Audit audit,
      Joining joining) {
    this.database = database;
    this.clock = clock;
    this.tokens = tokens;
    this.accounts = accounts;
    this.passwords = passwords;
    this.sessions = sessions;
    this.audit = audit;
    this.joining = joining;
  }

  /** A link to hand over in person or by a trusted way. */
  record Invitation(AccountId account, String token, Instant expiresAt) {}

  /** Creates an account and a link to it; fails with 403 or 409. */
  Future<Invitation> invite(Actor by, NewAccount account, Joining.Answering answering) {
    checkManages(by, account.city(), account.county(), account.roles());
    return database
        .inTransaction(connection ->
            accounts
                .create(connection, account)
                .compose(created -> joining.checkCounty(connection, account))
                .compose(checked ->
                    account.answers()
                        ? joining.join(connection, account, answering)
                        : Future.succeededFuture())
                .compose(joined -> link(connection, by, account.id())))
        .compose(invitation -> recorded(by, "account.invite", invitation));
  }

  /** A new link for an account there is, for somebody who forgot; fails with 403 or 404. */
  Future<Invitation> renew(Actor by, Actor account) {
    checkManages(by, account);
    return database
        .inTransaction(connection -> link(connection, by, account.id()))
        .compose(invitation -> recorded(by, "account.renew", invitation));
  }

  /** Ends every link of an account that was not used yet. */
  Future<Void> revoke(Actor by, Actor account) {
    checkManages(by, account);
    return database
        .client()
        .preparedQuery(REPLACE)
        .execute(Tuple.of(account.id().value(), Rows.time(clock.instant())))
        .compose(
            ended -> audit.record(by.who(), "account.revoke", account.who().value(), Map.of()));
  }

  private Future<Invitation> link(SqlConnection connection, Actor by, AccountId account) {
    String token = tokens.next();
    Instant now = clock.instant();
    Instant until = now.plus(VALID);
    return connection
        .preparedQuery(REPLACE)
        .execute(Tuple.of(account.value(), Rows.time(now)))
        .compose(replaced ->
            connection
                .preparedQuery(CREATE)
                .execute(
                    Tuple.of(
                        Rows.key(Tokens.digest(token)),
                        account.value(),
                        by.id().value(),
                        Rows.time(now),
                        Rows.time(until))))
        .map(new Invitation(account, token, until));
  }

  private Future<Invitation> recorded(Actor by, String action, Invitation invitation) {
    return audit
        .record(by.who(), action, "account:" + invitation.account().value(), Map.of())
        .map(invitation);
  }

  /** Sets the password by a link, once, and ends older sessions; fails with 404 or 422. */
  Future<Void> accept(String token, String password) {
    if (!Tokens.isToken(token)) {
      return Future.failedFuture(gone());
    }
    String key = Tokens.digest(token);
    return database
        .client()
        .preparedQuery(FIND)
        .execute(Tuple.of(Rows.key(key), Rows.time(clock.instant())))
        .compose(rows -> {
          if (rows.size() == 0) {
            throw gone();
          }
          Actor invited = Rows.actor(rows.iterator().next());
          PasswordRules.check(password, invited.username());
          return passwords.hash(password).compose(hash -> take(key, invited, hash));
        });
  }

  private Future<Void> take(String key, Actor invited, String hash) {
    return database
        .inTransaction(connection ->
            connection
                .preparedQuery(TAKE)
                .execute(Tuple.of(Rows.key(key), Rows.time(clock.instant())))
                .compose(taken -> {
                  if (taken.rowCount() == 0) {
                    throw gone(); // somebody else used it while we hashed
                  }
                  return accounts.setHash(connection, invited.id(), hash);
                })
                .compose(set -> sessions.endAll(connection, invited.id())))
        .compose(
            done -> audit.record(invited.who(), "password.set", invited.who().value(), Map.of()))
        .map(done -> sessions.announce(invited.id()));
  }

  private static Problem gone() {
    return Problem.of(404, "invitation-gone", "This link is unknown, used or too old.");
  }

  /** Refuses unless they may manage accounts of that place, with all of those roles. */
  static void checkManages(Actor by, CityCode city, Optional<CountyCode> county, Set<Role> roles) {
    boolean inScope =
        county
            .map(inCounty -> by.may(Permission.MANAGE_ACCOUNTS, city, inCounty))
            .orElseGet(() -> by.mayEverywhere(Permission.MANAGE_ACCOUNTS, city));
    if (!inScope) {
      throw Problem.forbidden("out-of-scope", "This account is not yours to manage.");
    }
    for (Role role : roles) {
      if (by.roles().stream().noneMatch(own -> own.grants(role))) {
        throw Problem.forbidden("role-not-granted", "Not yours to give: " + role.word() + ".");
      }
    }
  }

  /** The same for an account there is. */
  static void checkManages(Actor by, Actor account) {
    checkManages(by, account.city(), account.county(), account.roles());
  }
}
