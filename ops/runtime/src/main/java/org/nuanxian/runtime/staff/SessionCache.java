package org.nuanxian.runtime.staff;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Sessions this node read lately. Belongs to the node's loop. */
final class SessionCache {
  /** How long a session is believed without asking again; a lost hint is seen after this. */
  static final Duration KEPT = Duration.ofSeconds(30);

  /** How long it is believed while PostgreSQL is away, so that talk goes on. */
  static final Duration STALE = Duration.ofMinutes(10);

  /** More staff than one node ever serves; the one unused for longest goes first. */
  private static final int SESSIONS_MAX = 20_000;

  private record Reading(StaffSession session, Instant readAt) {}

  private final InstantSource clock;

  /** By session key; written by this class only. */
  private final Map<String, Reading> entries =
      new LinkedHashMap<>(256, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Reading> eldest) {
          return size() > SESSIONS_MAX;
        }
      };

  SessionCache(InstantSource clock) {
    this.clock = clock;
  }

  void keep(StaffSession session) {
    entries.put(session.key(), new Reading(session, clock.instant()));
  }

  Optional<StaffSession> fresh(String key) {
    return within(key, KEPT).filter(s -> s.expiresAt().isAfter(clock.instant()));
  }

  Optional<StaffSession> stale(String key) {
    return within(key, STALE);
  }

  private Optional<StaffSession> within(String key, Duration age) {
    return Optional.ofNullable(entries.get(key))
        .filter(entry -> entry.readAt().plus(age).isAfter(clock.instant()))
        .map(Reading::session);
  }

  void forgetKey(String key) {
    entries.remove(key);
  }

  void forget(String account) {
    entries
        .values()
        .removeIf(entry -> entry.session().actor().id().value().toString().equals(account));
  }

  void clear() {
    entries.clear();
  }
}
