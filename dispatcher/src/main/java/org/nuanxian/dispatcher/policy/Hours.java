package org.nuanxian.dispatcher.policy;

import io.vertx.core.json.JsonObject;
import org.nuanxian.runtime.http.Fields;

/**
 * Hours of a day by Chinese time, which has no summer time.
 *
 * @param from the first hour, 0 to 23
 * @param until the hour at which they end, 0 to 24; not after {@code from}: on the next day. The
 *     same as {@code from}: the whole day.
 */
public record Hours(int from, int until) {
  private static final int LAST = 24;

  /** Every hour. */
  public static final Hours ALWAYS = new Hours(0, LAST);

  /** When most people sleep. */
  public static final Hours NIGHT = new Hours(22, 6);

  static Hours read(Fields f, Hours otherwise) {
    return new Hours(
        f.optionalInteger("from", 0, LAST - 1).orElse(otherwise.from),
        f.optionalInteger("until", 0, LAST).orElse(otherwise.until));
  }

  /** As an expression of Lua over {@code hour}. */
  String literal() {
    if (from == until % LAST) {
      return "true";
    }
    String joined = from < until ? "and" : "or";
    return "(hour >= " + from + " " + joined + " hour < " + until + ")";
  }

  JsonObject json() {
    return new JsonObject().put("from", from).put("until", until);
  }
}
