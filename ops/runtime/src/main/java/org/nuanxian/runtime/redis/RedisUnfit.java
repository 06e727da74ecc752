package org.nuanxian.runtime.redis;

import java.io.Serial;
import java.util.List;

/** The Redis server answers, but it is not set up so that the present is safe in it. */
public final class RedisUnfit extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final transient List<String> mistakes;

  RedisUnfit(List<String> mistakes) {
    super("Redis is not fit for use: " + String.join("; ", mistakes));
    this.mistakes = List.copyOf(mistakes);
  }

  /** One sentence for each thing that is wrong, with what to do. */
  public List<String> mistakes() {
    return mistakes;
  }
}
