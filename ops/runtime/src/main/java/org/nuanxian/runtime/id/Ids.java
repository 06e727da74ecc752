package org.nuanxian.runtime.id;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Where new identifiers come from: random UUIDs of version 4. Safe for any thread. */
@FunctionalInterface
public interface Ids {

  /** A fresh identifier. */
  UUID next();

  /** Identifiers that cannot be guessed; what the running service uses. */
  static Ids secure() {
    return from(new SecureRandom());
  }

  /** Identifiers drawn from {@code random}, so that a seed repeats them. */
  static Ids from(RandomGenerator random) {
    return () -> {
      long high = (random.nextLong() & ~0xF000L) | 0x4000L;
      long low = (random.nextLong() & ~(0xC0L << 56)) | (0x80L << 56);
      return new UUID(high, low);
    };
  }
}
