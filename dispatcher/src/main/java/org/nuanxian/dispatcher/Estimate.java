package org.nuanxian.dispatcher;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How long somebody will probably wait: as long as it takes those who serve to talk with everybody
 * up to that place. Who serves now is who is here; from the next change of shift on it is what the
 * published roster says.
 *
 * @param serving how many serve now within reach
 * @param outlook what the roster says of later
 * @param now the present
 */
record Estimate(int serving, Outlook outlook, Instant now) {
  /** Talks that were measured are a guess about the coming hours, and about no more. */
  private static final Duration WAIT_MAX = Duration.ofHours(12);

  /**
   * Between the quarter that talked shortest and the quarter that talked longest; empty where
   * nobody has talked yet, or where nobody is to come.
   *
   * @param place 1 is next
   * @param serviceMs recent times from acceptance to the end of the talk
   */
  Optional<WaitRange> range(int place, List<Long> serviceMs) {
    if (serviceMs.isEmpty()) {
      return Optional.empty();
    }
    List<Long> sorted = serviceMs.stream().sorted().toList();
    OptionalLong low = done(place * sorted.get(sorted.size() / 4));
    OptionalLong high = done(place * sorted.get(sorted.size() * 3 / 4));
    if (low.isEmpty() || high.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new WaitRange(low.getAsLong() / 1000, high.getAsLong() / 1000 + 1));
  }

  /** Milliseconds until so many milliseconds of talk are done. */
  private OptionalLong done(long talkMs) {
    long left = talkMs;
    long at = 0;
    int serve = serving;
    for (Outlook.Change change : outlook.changes()) {
      long until = Duration.between(now, change.at()).toMillis();
      if (until <= at) {
        continue; // who serves now is who is here, not who should be
      }
      if (serve > 0 && left <= serve * (until - at)) {
        break;
      }
      left -= serve * (until - at);
      at = until;
      serve = change.atDesk();
    }
    if (serve == 0) {
      return OptionalLong.empty();
    }
    long wait = at + left / serve;
    return wait <= WAIT_MAX.toMillis() ? OptionalLong.of(wait) : OptionalLong.empty();
  }
}
