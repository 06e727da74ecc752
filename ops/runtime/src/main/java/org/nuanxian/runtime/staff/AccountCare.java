package org.nuanxian.runtime.staff;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nuanxian.runtime.audit.Audit;
import org.nuanxian.runtime.http.Problem;

/** What a coordinator does for the accounts of their county, each act on record. */
final class AccountCare {
  private final Accounts accounts;
  private final Lockout lockout;
  private final Sessions sessions;
  private final Audit audit;
  private final InstantSource clock;

  AccountCare(
      Accounts accounts, Lockout lockout, Sessions sessions, Audit audit, InstantSource clock) {
    this.accounts = accounts;
    this.lockout = lockout;
    this.sessions = sessions;
    this.audit = audit;
    this.clock = clock;
  }

  /** The account, if it is there and theirs to manage. */
  Future<Optional<Actor>> access(Actor by, AccountId id) {
    return accounts.find(id).map(found -> found.filter(account -> manages(by, account)));
  }

  /**
   * An account as whoever manages it sees it.
   *
   * @param joined whether a password was ever set
   * @param invitedUntil until when an unused link works
   * @param locked whether wrong passwords locked it
   */
  record Managed(Actor actor, boolean joined, Optional<Instant> invitedUntil, boolean locked) {}

  /** The accounts that are theirs to manage. */
  Future<List<Managed>> list(Actor by) {
    return accounts
        .in(by.city(), clock.instant())
        .compose(all -> {
          List<Accounts.Standing> theirs =
              all.stream().filter(each -> manages(by, each.actor())).toList();
          List<String> names = theirs.stream().map(each -> each.actor().username()).toList();
          return lockout
              .locked(names)
              .map(locked -> theirs.stream().map(each -> managed(each, locked)).toList());
        });
  }

  private static Managed managed(Accounts.Standing each, Set<String> locked) {
    return new Managed(
        each.actor(), each.joined(), each.invitedUntil(), locked.contains(each.actor().username()));
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
