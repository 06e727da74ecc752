package org.nuanxian.runtime.vault;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Keys in memory: at most a fixed number, the one unused for longest goes first; and each for a
 * limited time, so that an erasure reaches every node even when its hint is lost.
 */
final class KeyCache {

  private record Kept(PersonKey key, long untilNanos) {}

  private final Map<PersonId, Kept> keys;
  private final long lifetimeNanos;
  private final LongSupplier nanos;

  /** Grows with every removal, so that a search begun before an erasure is not kept after it. */
  private long generation;

  /**
   * An empty cache.
   *
   * @param nanos a clock that only goes forward
   */
  KeyCache(int max, Duration lifetime, LongSupplier nanos) {
    this.lifetimeNanos = lifetime.toNanos();
    this.nanos = nanos;
    this.keys =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<PersonId, Kept> eldest) {
            return size() > max;
          }
        };
  }

  synchronized Optional<PersonKey> get(PersonId person) {
    Kept kept = keys.get(person);
    if (kept == null) {
      return Optional.empty();
    }
    if (kept.untilNanos() - nanos.getAsLong() <= 0) {
      keys.remove(person);
      return Optional.empty();
    }
    return Optional.of(kept.key());
  }

  synchronized long generation() {
    return generation;
  }

  /** Keeps a key, unless something was removed since {@code since}. */
  synchronized void put(PersonId person, PersonKey key, long since) {
    if (since == generation) {
      keys.put(person, new Kept(key, nanos.getAsLong() + lifetimeNanos));
    }
  }

  synchronized void remove(PersonId person) {
    keys.remove(person);
    generation++;
  }

  synchronized void clear() {
    keys.clear();
    generation++;
  }

  synchronized int size() {
    return keys.size();
  }
}
