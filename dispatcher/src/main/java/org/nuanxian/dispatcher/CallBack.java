package org.nuanxian.dispatcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import org.nuanxian.dispatcher.policy.Hours;

/**
 * The wish to be called back, and what came of it; the number itself is not known here.
 *
 * @param wished the hours in which they may be called; empty without a wish, or when it is over
 * @param tries calls that reached nobody
 * @param last what came of the last of them
 * @param after the next call is not made before
 */
public record CallBack(
    Optional<Hours> wished, int tries, Optional<CallResult> last, Optional<Instant> after) {
  /** No wish, and no call. */
  public static final CallBack NONE =
      new CallBack(Optional.empty(), 0, Optional.empty(), Optional.empty());

  /** The same where this is wished from now on. */
  public CallBack wishing(Optional<Hours> hours) {
    return new CallBack(hours, tries, last, after);
  }

  /** The hours as Redis and PostgreSQL hold them; nothing without a wish. */
  public static Optional<String> text(Optional<Hours> hours) {
    return hours.map(one -> one.from() + "-" + one.until());
  }

  /** Reads {@link #text}. */
  public static Optional<Hours> hours(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    int dash = text.indexOf('-');
    return Optional.of(
        new Hours(
            Integer.parseInt(text.substring(0, dash)), Integer.parseInt(text.substring(dash + 1))));
  }

  static CallBack parse(JsonNode c) {
    return new CallBack(
        hours(c.path("callback").asText()),
        c.path("calls").asInt(),
        CallResult.of(c.path("callResult").asText()),
        Optional.ofNullable(c.get("callAfter")).map(at -> Instant.ofEpochMilli(at.asLong())));
  }
}
