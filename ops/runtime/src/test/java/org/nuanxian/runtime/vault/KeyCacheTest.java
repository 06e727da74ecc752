package org.nuanxian.runtime.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KeyCacheTest {

  private static final Duration LIFETIME = Duration.ofMinutes(10);

  private final AtomicLong now = new AtomicLong();
  private final KeyCache cache = new KeyCache(3, LIFETIME, now::get);
  private final PersonKey key = new PersonKey(new byte[32]);

  private PersonId kept() {
    PersonId person = new PersonId(UUID.randomUUID());
    cache.put(person, key, cache.generation());
    return person;
  }

  @Test
  void theOneUnusedForLongestGoesFirst() {
    PersonId first = kept();
    PersonId second = kept();
    kept();
    assertTrue(cache.get(first).isPresent());

    kept();

    assertEquals(3, cache.size());
    assertTrue(cache.get(first).isPresent());
    assertFalse(cache.get(second).isPresent());
  }

  @Test
  void nothingIsKeptLongerThanItsLifetimeHoweverOftenItIsUsed() {
    PersonId person = kept();
    now.set(LIFETIME.toNanos() - 1);
    assertTrue(cache.get(person).isPresent());

    now.set(LIFETIME.toNanos());

    assertFalse(cache.get(person).isPresent());
    assertEquals(0, cache.size());
  }

  @Test
  void whatWasLookedUpBeforeAnErasureIsNotKeptAfterIt() {
    PersonId person = new PersonId(UUID.randomUUID());
    long before = cache.generation();

    cache.remove(person);
    cache.put(person, key, before);

    assertFalse(cache.get(person).isPresent());
  }
}
