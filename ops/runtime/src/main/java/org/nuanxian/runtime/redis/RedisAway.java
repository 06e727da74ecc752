package org.nuanxian.runtime.redis;

import java.io.Serial;

/**
 * Redis did not answer: not connected, lost before the answer, or more commands in flight than
 * allowed. A command that was already sent may have run all the same.
 */
public final class RedisAway extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  RedisAway(String message) {
    super(message, null, false, false);
  }

  RedisAway(String message, Throwable cause) {
    super(message, cause, false, false);
  }
}
