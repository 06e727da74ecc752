package org.nuanxian.dispatcher.policy;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nuanxian.runtime.config.TimingConfig;
import org.nuanxian.runtime.http.Fields;

/**
 * What a city decides about who serves whom. Whatever stands here, red comes first.
 *
 * @param order in which order people are served
 * @param reach by whom, and after how long
 * @param offers how long an offer rings
 * @param protections what keeps volunteers from doing too much
 */
public record CityPolicy(Order order, Reach reach, OfferTimes offers, Protections protections) {

  /** What holds where a city has decided nothing: the configuration. */
  public static CityPolicy of(TimingConfig timing) {
    return new CityPolicy(
        Order.of(timing), Reach.of(timing), OfferTimes.of(timing), Protections.of(timing));
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
            .orElse(otherwise.protections));
  }

  private List<Part> parts() {
    return List.of(order, reach, offers, protections);
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
        .put("protections", protections.json());
  }

  /** How far a city may go with each number; durations in seconds. */
  public static JsonObject bounds() {
    return new JsonObject()
        .put("order", Order.BOUNDS.json())
        .put("reach", Reach.BOUNDS.json())
        .put("offers", OfferTimes.BOUNDS.json())
        .put("protections", Protections.BOUNDS.json());
  }
}
