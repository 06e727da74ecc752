package org.nuanxian.runtime.metrics;

/**
 * Every name of a figure of the ground floor, so that dashboards and tests have one place to look.
 * Names end in what they count; labels come from small fixed sets and never from people.
 */
public final class Names {

  /** Gauge, 1 while Redis answers commands, else 0. */
  public static final String REDIS_UP = "nuanxian.redis.up";

  /** Commands that failed, by label {@code reason}: away, full, error. */
  public static final String REDIS_FAILED = "nuanxian.redis.commands.failed";

  /** Commands in flight. */
  public static final String REDIS_IN_FLIGHT = "nuanxian.redis.commands.in.flight";

  /** Attempts to connect that failed, by label {@code link}: commands, hints. */
  public static final String REDIS_CONNECT_FAILED = "nuanxian.redis.connect.failed";

  /** Connections lost after they were up, by label {@code link}: commands, hints. */
  public static final String REDIS_LOST = "nuanxian.redis.connections.lost";

  /** Scripts sent in full because the server did not know them. */
  public static final String REDIS_SCRIPTS_LOADED = "nuanxian.redis.scripts.loaded";

  /** Hints that could not be published; readers find out by reading again. */
  public static final String HINTS_FAILED = "nuanxian.hints.failed";

  /** Hints received. */
  public static final String HINTS_RECEIVED = "nuanxian.hints.received";

  /** Gaps in hints, after each of which everything is read again. */
  public static final String HINTS_GAPS = "nuanxian.hints.gaps";

  /** Exceptions thrown by listeners, by label {@code where}. */
  public static final String LISTENER_FAILED = "nuanxian.listeners.failed";

  /** Statements or transactions that failed, by label {@code reason}: away, deadline, error. */
  public static final String POSTGRES_FAILED = "nuanxian.postgres.failed";

  /** Gauge, 1 while PostgreSQL answers the heartbeat, else 0. */
  public static final String POSTGRES_UP = "nuanxian.postgres.up";

  /** Entries per batch of a group commit, by label {@code name}. */
  public static final String COMMIT_ENTRIES = "nuanxian.commit.entries";

  /** Time from adding an entry to its commit, by label {@code name}. */
  public static final String COMMIT_TIME = "nuanxian.commit.time";

  /** Batches by label {@code name} and {@code outcome}: committed, bisected, repeated, unknown. */
  public static final String COMMIT_BATCHES = "nuanxian.commit.batches";

  /** Entries that failed, by label {@code name} and {@code reason}: away, full, row. */
  public static final String COMMIT_FAILED = "nuanxian.commit.entries.failed";

  /** Entries waiting for a batch, by label {@code name}. */
  public static final String COMMIT_WAITING = "nuanxian.commit.waiting";

  /** Keys of persons taken from the database because the cache did not hold them. */
  public static final String VAULT_MISSES = "nuanxian.vault.misses";

  /** Requests refused, by labels {@code status} and {@code code}. */
  public static final String HTTP_REFUSED = "nuanxian.http.refused";

  /** Answers nobody was left to hear, by label {@code kind} of failure. */
  public static final String HTTP_LOST = "nuanxian.http.answers.lost";

  /** Runs of the password function: each try at a sign-in is exactly one. */
  public static final String PASSWORD_RUNS = "nuanxian.staff.password.runs";

  /** Reads of a session that failed and were answered, if at all, from memory. */
  public static final String SESSION_STALE = "nuanxian.staff.sessions.stale";

  /** Rounds of removing old sessions and tries that failed; the next round does the rest. */
  public static final String STAFF_SWEEPS_FAILED = "nuanxian.staff.sweeps.failed";

  /** Uses of sessions that could not be written down. */
  public static final String SESSION_USE_FAILED = "nuanxian.staff.sessions.use.failed";

  /** Readings of a city's settings that failed; the next one mends it. */
  public static final String SETTINGS_FAILED = "nuanxian.settings.reads.failed";

  /** Gauge, seconds until the certificate of the public port ends. */
  public static final String CERTIFICATE_SECONDS_LEFT = "nuanxian.tls.certificate.seconds.left";

  private Names() {}
}
