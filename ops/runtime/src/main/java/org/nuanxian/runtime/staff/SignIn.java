package org.nuanxian.runtime.staff;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import org.nuanxian.runtime.audit.Audit;
import org.nuanxian.runtime.audit.Who;
import org.nuanxian.runtime.http.ClientAddress;
import org.nuanxian.runtime.http.Problem;

/**
 * Proves who somebody is. Whatever is wrong — the name, the password, an account without a password
 * or no longer active — the same work is done and the same 401 answered.
 */
final class SignIn {
  private final Accounts accounts;
  private final Passwords passwords;
  private final Lockout lockout;
  private final Sessions sessions;
  private final Audit audit;

  SignIn(Accounts accounts, Passwords passwords, Lockout lockout, Sessions sessions, Audit audit) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.lockout = lockout;
    this.sessions = sessions;
    this.audit = audit;
  }

  /** A new session; fails with 401 or 429. */
  Future<Sessions.Opened> login(String typedName, String password, ClientAddress from) {
    String username = NewAccount.normal(typedName);
    return lockout
        .charge(username, from)
        .compose(charge ->
            charge.locked().isZero() ? checked(username, password, from) : locked(charge));
  }

  private Future<Sessions.Opened> checked(String username, String password, ClientAddress from) {
    return accounts
        .credentials(username)
        .compose(found ->
            passwords
                .fits(password, found.flatMap(Accounts.Credentials::hash))
                .compose(fits -> fits ? opened(found, from) : refused(found)));
  }

  /**
   * Replaces one's own password; every session ends, and a new one begins. Fails with 401, 422 or
   * 429.
   */
  Future<Sessions.Opened> change(Actor by, String current, String wanted, ClientAddress from) {
    PasswordRules.check(wanted, by.username());
    return login(by.username(), current, from)
        .compose(proved -> passwords.hash(wanted))
        .compose(hash -> accounts.setHash(by.id(), hash))
        .compose(set -> sessions.endAll(by.id()))
        .compose(ended -> audit.record(by.who(), "password.change", by.who().value(), Map.of()))
        .compose(recorded -> sessions.open(by));
  }

  /**
   * Unlocks the screens of a session; fails with 403 or 429. A try counts like one at signing in.
   */
  Future<Void> unlock(StaffSession session, String password, ClientAddress from) {
    String username = session.actor().username();
    return lockout
        .charge(username, from)
        .compose(charge ->
            charge.locked().isZero()
                ? accounts.credentials(username)
                : Future.failedFuture(Problem.tooMany("locked", charge.locked())))
        .compose(found -> passwords.fits(password, found.flatMap(Accounts.Credentials::hash)))
        .compose(fits ->
            fits
                ? lockout.forgive(username, from).compose(v -> sessions.lock(session, false))
                : Future.failedFuture(
                    Problem.forbidden("wrong-credentials", "The password is wrong.")));
  }

  private Future<Sessions.Opened> opened(Optional<Accounts.Credentials> found, ClientAddress from) {
    Actor actor = found.orElseThrow().actor();
    return lockout
        .forgive(actor.username(), from)
        .compose(forgiven -> audit.record(actor.who(), "login", actor.who().value(), Map.of()))
        .compose(recorded -> sessions.open(actor));
  }

  private Future<Sessions.Opened> refused(Optional<Accounts.Credentials> found) {
    String subject = found.map(c -> c.actor().who().value()).orElse("unknown");
    return audit
        .record(Who.NOBODY, "login.refused", subject, Map.of())
        .compose(recorded ->
            Future.failedFuture(
                Problem.of(401, "wrong-credentials", "The name or the password is wrong.")));
  }

  /** Only the beginning of a lock is put on record: who hammers on must not fill the audit. */
  private Future<Sessions.Opened> locked(Lockout.Charge charge) {
    Future<Void> recorded =
        charge.begins()
            ? audit.record(Who.NOBODY, "login.locked", "unknown", Map.of())
            : Future.succeededFuture();
    return recorded.compose(v -> Future.failedFuture(Problem.tooMany("locked", charge.locked())));
  }
}
