package org.nuanxian.runtime.staff;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nuanxian.runtime.audit.Audit;
import org.nuanxian.runtime.http.Problem;

/** What a coordinator does for the accounts of their county, each act on record. */
final class AccountCare {
  private final Accounts accounts;
  private final Lockout lockout;
  private final Sessions sessions;
  private final Audit audit;

  AccountCare(Accounts accounts, Lockout lockout, Sessions sessions, Audit audit) {
    this.accounts = accounts;
    this.lockout = lockout;
    this.sessions = sessions;
    this.audit = audit;
  }

  /** The account, if it is there and theirs to manage. */
  Future<Optional<Actor>> access(Actor by, AccountId id) {
    return accounts.find(id).map(found -> found.filter(account -> manages(by, account)));
  }

  /** The accounts that are theirs to manage. */
  Future<List<Actor>> list(Actor by) {
    return accounts
        .in(by.city())
        .map(all -> all.stream().filter(account -> manages(by, account)).toList());
  }

  private static boolean manages(Actor by, Actor account) {
    try {
      Invitations.checkManages(by, account);
      return true;
    } catch (Problem notTheirs) {
      return false;
    }
  }

  /** Ends a lock, so that somebody on shift gets in at once. */
  Future<Void> unlock(Actor by, Actor account) {
    return lockout
        .unlock(account.username())
        .compose(done -> record(by, "account.unlock", account));
  }

  /** Takes an account out of service and ends its sessions. */
  Future<Void> deactivate(Actor by, Actor account) {
    return record(by, "account.deactivate", account)
        .compose(done -> accounts.deactivate(account.id()))
        .compose(done -> sessions.endAll(account.id()));
  }

  private Future<Void> record(Actor by, String action, Actor account) {
    return audit.record(by.who(), action, account.who().value(), Map.of());
  }
}
