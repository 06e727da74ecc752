package org.nuanxian.runtime.staff;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.nuanxian.runtime.audit.Audit;
import org.nuanxian.runtime.config.Config;
import org.nuanxian.runtime.config.HttpConfig;
import org.nuanxian.runtime.config.LockoutConfig;
import org.nuanxian.runtime.http.Edge;
import org.nuanxian.runtime.http.Endpoint;
import org.nuanxian.runtime.id.Ids;
import org.nuanxian.runtime.metrics.Names;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.redis.Hints;

/** Everything about staff, put together. See {@code ops/docs/staff.md}. */
public final class Staff {
  /** The schemas to migrate before. */
  public static final List<String> SCHEMAS = List.of("staff", "audit");

  /** How often rows that no longer count are removed. */
  private static final Duration SWEEP = Duration.ofHours(1);

  private final Vertx vertx;
  private final Counter sweepsFailed;
  private final Lockout lockout;
  private final Passwords passwords;
  private final Accounts accounts;
  private final Sessions sessions;
  private final Audit audit;
  private final StaffAccess access;
  private final StaffApi api;
  private final FirstLink firstLink;

  /**
   * What the operator decided.
   *
   * @param http under which addresses the pages are seen
   * @param lockout how many wrong passwords are borne
   */
  public record Rules(HttpConfig http, LockoutConfig lockout) {
    /** The part of a configuration that concerns staff. */
    public static Rules of(Config config) {
      return new Rules(config.http(), config.lockout());
    }
  }

  /**
   * Puts the parts together; takes as long as one password hash.
   *
   * @param joining what else begins with an account of somebody who answers
   */
  public Staff(
      Vertx vertx,
      Database database,
      Hints hints,
      Rules rules,
      InstantSource clock,
      MeterRegistry metrics,
      Joining joining) {
    this.vertx = vertx;
    this.sweepsFailed = metrics.counter(Names.STAFF_SWEEPS_FAILED);
    SecureRandom random = new SecureRandom();
    Tokens tokens = new Tokens(random);
    this.audit = new Audit(database, clock);
    this.passwords = new Passwords(vertx, random, metrics);
    this.accounts = new Accounts(database, passwords, clock);
    this.sessions = new Sessions(vertx, database, hints, clock, tokens, metrics);
    this.lockout = new Lockout(database, rules.lockout(), clock);
    StaffCookie cookie = new StaffCookie(Edge.overTls(rules.http()));
    this.access = new StaffAccess(sessions, cookie);
    this.firstLink = new FirstLink(database, accounts, passwords, tokens, audit, clock);
    SignIn signIn = new SignIn(accounts, passwords, lockout, sessions, audit);
    this.api =
        new StaffApi(
            signIn,
            sessions,
            new Invitations(database, clock, tokens, accounts, passwords, sessions, audit, joining),
            new AccountCare(accounts, lockout, sessions, audit, clock),
            audit,
            access,
            cookie,
            Ids.from(random));
  }

  /** Listens for revocations of other nodes, and begins to tidy up. */
  public Future<Void> start() {
    vertx.setPeriodic(
        SWEEP.toMillis(),
        t ->
            Future.join(sessions.sweep(), lockout.sweep())
                .onFailure(failure -> sweepsFailed.increment()));
    return sessions.start();
  }

  /** The rows for the edge's table. */
  public List<Endpoint> endpoints() {
    return api.endpoints();
  }

  /** Where accounts are created. */
  public Accounts accounts() {
    return accounts;
  }

  /** The way in while there is nobody. */
  public FirstLink firstLink() {
    return firstLink;
  }

  /** Where sockets learn that a session was ended. */
  public Sessions sessions() {
    return sessions;
  }

  /** Where every look and every login is written. */
  public Audit audit() {
    return audit;
  }

  /** How endpoints and sockets let staff in. */
  public StaffAccess access() {
    return access;
  }

  /** Stops what runs beside the loop. */
  public Future<Void> close() {
    return passwords.close();
  }
}
