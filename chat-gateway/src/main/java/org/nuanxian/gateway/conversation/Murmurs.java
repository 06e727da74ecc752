package org.nuanxian.gateway.conversation;

import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.redis.Hints;

/**
 * What the nodes of a city murmur to each other on its one channel {@code {<city>}:m}: the sender's
 * tag, then for each murmur a space, the contact and the {@link Murmur}. What is said in one turn
 * of the loop, such as the heads of a batch, is one message; a node skips contacts that nobody
 * reads there. Used on the node's loop only.
 */
final class Murmurs {
  private static final char BETWEEN = ' ';
  private static final int UUID_CHARS = 36;

  private final Vertx vertx;
  private final Hints hints;
  private final BiConsumer<ContactId, Murmur> heard;
  private final Counter swallowed;

  /** Marks what this node published, so that it does not hear itself. */
  private final String tag = UUID.randomUUID().toString().substring(0, 8);

  /** Cities that are listened to, and when that is confirmed; never left, cities are few. */
  private final Map<CityCode, Future<Void>> cities = new HashMap<>();

  /** What was said in this turn of the loop. */
  private final Map<CityCode, StringBuilder> said = new HashMap<>();

  Murmurs(Vertx vertx, Hints hints, BiConsumer<ContactId, Murmur> heard, Counter swallowed) {
    this.vertx = vertx;
    this.hints = hints;
    this.heard = heard;
    this.swallowed = swallowed;
  }

  /** Begins to listen; done when that is confirmed, or when Redis is away and a gap will follow. */
  Future<Void> listen(CityCode city) {
    return cities.computeIfAbsent(
        city,
        first ->
            hints
                .subscribe(channel(first), this::hear)
                // Without Redis talk goes on: heads are read again at each interval.
                .otherwise(away -> {
                  swallowed.increment();
                  return null;
                }));
  }

  /** Tells the other nodes at the end of this turn of the loop. */
  void tell(CityCode city, ContactId contact, Murmur murmur) {
    if (said.isEmpty()) {
      vertx.runOnContext(turned -> publish());
    }
    said.computeIfAbsent(city, first -> new StringBuilder(tag))
        .append(BETWEEN)
        .append(contact.value())
        .append(murmur.encoded());
  }

  private void publish() {
    said.forEach((city, text) -> hints.publish(channel(city), text.toString()));
    said.clear();
  }

  private void hear(String payload) {
    if (payload.startsWith(tag)) {
      return;
    }
    int from = payload.indexOf(BETWEEN) + 1;
    while (from > 0) {
      int next = payload.indexOf(BETWEEN, from);
      hearOne(next < 0 ? payload.substring(from) : payload.substring(from, next));
      from = next + 1;
    }
  }

  private void hearOne(String text) {
    contact(text)
        .ifPresent(contact ->
            Murmur.decoded(text.substring(UUID_CHARS))
                .ifPresent(murmur -> heard.accept(contact, murmur)));
  }

  /** Empty when it is of another make, as an older or newer node may send. */
  private static Optional<ContactId> contact(String text) {
    if (text.length() < UUID_CHARS) {
      return Optional.empty();
    }
    try {
      return Optional.of(new ContactId(UUID.fromString(text.substring(0, UUID_CHARS))));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static String channel(CityCode city) {
    return "{" + city.value() + "}:m";
  }
}
