package org.nuanxian.runtime.http;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The token buckets behind {@link RateLimit}. Belongs to the node's loop. */
final class Buckets {
  /**
   * Buckets kept. About 100 bytes each; the one unused for longest goes first, and a forgotten
   * bucket is a full one, so that a flood of addresses never locks out others.
   */
  private static final int BUCKETS_MAX = 100_000;

  private final InstantSource clock;

  /** Calls left and when that was true, by endpoint and caller; written by {@link #take} only. */
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(1024, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > BUCKETS_MAX;
        }
      };

  private record Bucket(double left, long atMillis) {}

  Buckets(InstantSource clock) {
    this.clock = clock;
  }

  /** Takes one call; answers how long to wait when there is none left. */
  Optional<Duration> take(String key, RateLimit limit) {
    if (limit.isNone()) {
      return Optional.empty();
    }
    long now = clock.millis();
    double eachMillis = Math.max(1, limit.each().toMillis());
    Bucket old = buckets.getOrDefault(key, new Bucket(limit.burst(), now));
    double gained = Math.max(0, now - old.atMillis()) / eachMillis;
    double left = Math.min(limit.burst(), old.left() + gained);
    if (left < 1) {
      return Optional.of(Duration.ofMillis((long) Math.ceil((1 - left) * eachMillis)));
    }
    buckets.put(key, new Bucket(left - 1, now));
    return Optional.empty();
  }
}
