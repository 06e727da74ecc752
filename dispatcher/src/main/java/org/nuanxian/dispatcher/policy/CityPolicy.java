package org.nuanxian.dispatcher.policy;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.nuanxian.runtime.config.TimingConfig;
import org.nuanxian.runtime.http.Fields;

/**
 * What a city decides about who serves whom. Whatever stands here, red comes first.
 *
 * @param order in which order people are served
 * @param reach by whom, and after how long
 * @param offers how long an offer rings
 * @param protections what keeps volunteers from doing too much
 * @param callBacks how often people who left a number are called
 * @param standby when people on call at home are called in
 */
public record CityPolicy(
    Order order,
    Reach reach,
    OfferTimes offers,
    Protections protections,
    CallBacks callBacks,
    Standby standby) {

  /** What holds where a city has decided nothing: the configuration. */
  public static CityPolicy of(TimingConfig timing) {
    return new CityPolicy(
        Order.of(timing),
        Reach.of(timing),
        OfferTimes.of(timing),
        Protections.of(timing),
        CallBacks.of(timing),
        Standby.SHIPPED);
  }

  /**
   * Reads what somebody wants, noting every mistake.
   *
   * @param otherwise holds for what is absent
   */
  public static CityPolicy read(Fields f, CityPolicy otherwise) {
    return new CityPolicy(
        f.optionalObject("order").map(o -> Order.read(o, otherwise.order)).orElse(otherwise.order),
        f.optionalObject("reach").map(r -> Reach.read(r, otherwise.reach)).orElse(otherwise.reach),
        f.optionalObject("offers")
            .map(o -> OfferTimes.read(o, otherwise.offers))
            .orElse(otherwise.offers),
        f.optionalObject("protections")
            .map(o -> Protections.read(o, otherwise.protections))
            .orElse(otherwise.protections),
        f.optionalObject("callBacks")
            .map(c -> CallBacks.read(c, otherwise.callBacks))
            .orElse(otherwise.callBacks),
        f.optionalObject("standby")
            .map(o -> Standby.read(o, otherwise.standby))
            .orElse(otherwise.standby));
  }

  private List<Part> parts() {
    return List.of(order, reach, offers, protections, callBacks, standby);
  }

  /** What scripts call {@code policy.NAME}, as text of Lua. */
  public Map<String, String> literals() {
    Map<String, String> all = new HashMap<>();
    parts().forEach(part -> all.putAll(part.literals()));
    return all;
  }

  /** On the wire and in PostgreSQL. */
  public JsonObject json() {
    return new JsonObject()
        .put("order", order.json())
        .put("reach", reach.json())
        .put("offers", offers.json())
        .put("protections", protections.json())
        .put("callBacks", callBacks.json())
        .put("standby", standby.json());
  }

  /**
   * How much later somebody may have come who is served first, both in no danger, both in their
   * first wait, without wants, and both of the volunteer's own county.
   */
  public Duration overtaking() {
    return order.yellow();
  }

  /**
   * The same across counties. As long as a contact is not yet within reach of the whole city,
   * whoever comes may be served elsewhere; after that a volunteer serves the own county first until
   * the best of all has waited {@code ownCounty}, and the best of all came at most a head start
   * later.
   */
  public Duration overtakingAcross() {
    Duration early = reach.own().plus(reach.linked());
    Duration later = order.yellow().plus(order.ownCounty());
    return early.compareTo(later) > 0 ? early : later;
  }

  /** Both bounds, in seconds. */
  public JsonObject overtakingJson() {
    return new JsonObject()
        .put("within", Bounds.seconds(overtaking()))
        .put("across", Bounds.seconds(overtakingAcross()));
  }

  /** What differs from another policy, for the audit: from and to by field; of lists only that. */
  Map<String, String> differences(CityPolicy before) {
    JsonObject then = before.json();
    Map<String, String> all = new TreeMap<>();
    for (Map.Entry<String, Object> part : json()) {
      JsonObject old = then.getJsonObject(part.getKey());
      for (Map.Entry<String, Object> field : (JsonObject) part.getValue()) {
        Object was = old.getValue(field.getKey());
        if (!Objects.equals(was, field.getValue())) {
          boolean counted = field.getValue() instanceof Number;
          all.put(
              part.getKey() + "." + field.getKey(),
              counted ? was + " > " + field.getValue() : "changed");
        }
      }
    }
    return all;
  }

  /** How far a city may go with each number; durations in seconds. */
  public static JsonObject bounds() {
    return new JsonObject()
        .put("order", Order.BOUNDS.json())
        .put("reach", Reach.BOUNDS.json())
        .put("offers", OfferTimes.BOUNDS.json())
        .put("protections", Protections.BOUNDS.json())
        .put("callBacks", CallBacks.BOUNDS.json())
        .put("standby", Standby.BOUNDS.json());
  }
}
