package org.nuanxian.runtime.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nuanxian.runtime.testing.Hands;

class BucketsTest {
  private final Hands clock = new Hands(Instant.parse("2026-11-21T22:00:00Z"));
  private final Buckets buckets = new Buckets(clock);
  private final RateLimit limit = new RateLimit(2, Duration.ofSeconds(10));

  @Test
  void aBurstThenOneEach() {
    assertTrue(buckets.take("a", limit).isEmpty());
    assertTrue(buckets.take("a", limit).isEmpty());
    assertEquals(Optional.of(Duration.ofSeconds(10)), buckets.take("a", limit));
    clock.advance(Duration.ofSeconds(4));
    assertEquals(Optional.of(Duration.ofSeconds(6)), buckets.take("a", limit));
    clock.advance(Duration.ofSeconds(6));
    assertTrue(buckets.take("a", limit).isEmpty());
    assertTrue(buckets.take("a", limit).isPresent());
  }

  @Test
  void oneCallerDoesNotSpendAnothersCalls() {
    buckets.take("a", limit);
    buckets.take("a", limit);
    assertTrue(buckets.take("b", limit).isEmpty());
  }

  @Test
  void aFloodOfCallersLocksNobodyOut() {
    for (int i = 0; i < 250_000; i++) {
      buckets.take("flood" + i, limit);
    }
    assertTrue(buckets.take("honest", limit).isEmpty());
  }

  @Test
  void aClockThatGoesBackTakesNothingAway() {
    buckets.take("a", limit);
    clock.advance(Duration.ofMinutes(-1));
    assertTrue(buckets.take("a", limit).isEmpty());
  }
}
