package org.nuanxian.dispatcher.alert;

import java.time.Instant;
import java.util.Optional;

/**
 * How a channel does, over all nodes. 发送测试 counts like any other message.
 *
 * @param problem of the last failure, as {@code Undelivered} names it
 * @param pending alerts on their way or waiting for another try
 * @param failed alerts of the last day that were given up
 */
public record Health(
    Optional<Instant> lastSuccess,
    Optional<Instant> lastFailure,
    Optional<String> problem,
    long pending,
    long failed) {
  /** Nothing was ever sent there. */
  static final Health UNTRIED =
      new Health(Optional.empty(), Optional.empty(), Optional.empty(), 0, 0);

  /** Whether the last thing that is known of it is a failure. */
  public boolean failing() {
    return lastFailure.filter(at -> lastSuccess.map(at::isAfter).orElse(true)).isPresent();
  }
}
