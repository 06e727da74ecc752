package org.nuanxian.runtime.vault;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keys in memory, at most a fixed number; the one unused for longest goes first. */
final class KeyCache {

  private final Map<PersonId, PersonKey> keys;

  /** Grows with every removal, so that a search begun before an erasure is not kept after it. */
  private long generation;

  KeyCache(int max) {
    this.keys =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<PersonId, PersonKey> eldest) {
            return size() > max;
          }
        };
  }

  synchronized Optional<PersonKey> get(PersonId person) {
    return Optional.ofNullable(keys.get(person));
  }

  synchronized long generation() {
    return generation;
  }

  /** Keeps a key, unless something was removed since {@code since}. */
  synchronized void put(PersonId person, PersonKey key, long since) {
    if (since == generation) {
      keys.put(person, key);
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
