package org.nuanxian.dispatcher.policy;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nuanxian.runtime.http.Fields;

/** How far a city may go with each number of one part, by field; durations in seconds. */
final class Bounds {
  private record Range(int min, int max) {}

  private final Map<String, Range> byField = new LinkedHashMap<>();

  /** The same, and so many seconds for a field. */
  Bounds and(String field, int min, int max) {
    byField.put(field, new Range(min, max));
    return this;
  }

  /** A duration, or what holds without one; a mistake outside of the bounds. */
  Duration read(Fields f, String field, Duration otherwise) {
    Range range = byField.get(field);
    return f.has(field)
        ? Duration.ofSeconds(f.integer(field, range.min(), range.max()))
        : otherwise;
  }

  /** A number, or what holds without one; a mistake outside of the bounds. */
  int count(Fields f, String field, int otherwise) {
    Range range = byField.get(field);
    return f.has(field) ? f.integer(field, range.min(), range.max()) : otherwise;
  }

  /** For whoever edits it. */
  JsonObject json() {
    JsonObject all = new JsonObject();
    byField.forEach((field, range) ->
        all.put(field, new JsonObject().put("min", range.min()).put("max", range.max())));
    return all;
  }

  /** Whole seconds, a fraction counting as one. */
  static long seconds(Duration duration) {
    return duration.plusMillis(999).toSeconds();
  }

  static String ms(Duration duration) {
    return Long.toString(duration.toMillis());
  }
}
