package org.nuanxian.dispatcher.policy;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.nuanxian.runtime.http.Fields;

/**
 * When people on call at home are called in though seats at desks are there.
 *
 * @param waiting more than so many wait in one county; 0 for never
 * @param longest somebody of a county waits longer than this
 */
public record Standby(int waiting, Duration longest) implements Part {
  static final Bounds BOUNDS = new Bounds().and("waiting", 0, 100).and("longest", 30, 3_600);

  /** What is shipped: three who wait are a queue, and three minutes are long for anybody. */
  static final Standby SHIPPED = new Standby(3, Duration.ofMinutes(3));

  static Standby read(Fields f, Standby otherwise) {
    return new Standby(
        BOUNDS.count(f, "waiting", otherwise.waiting),
        BOUNDS.read(f, "longest", otherwise.longest));
  }

  /** Whether a queue like this calls them in. */
  public boolean callsFor(int queued, long longestSeconds) {
    return (waiting > 0 && queued > waiting) || longestSeconds > longest.toSeconds();
  }

  @Override
  public Map<String, String> literals() {
    return Map.of();
  }

  @Override
  public JsonObject json() {
    return new JsonObject().put("waiting", waiting).put("longest", Bounds.seconds(longest));
  }
}
