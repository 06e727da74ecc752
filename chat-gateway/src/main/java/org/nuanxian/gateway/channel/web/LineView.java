package org.nuanxian.gateway.channel.web;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nuanxian.gateway.channel.Cities;
import org.nuanxian.roster.City;
import org.nuanxian.runtime.http.Exchange;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.http.Reply;

/** What the page needs to know before anything is said. */
final class LineView {
  /** Version of the privacy text people agree to. */
  private static final String CONSENT_VERSION = "1";

  private final Cities cities;
  private final Texts texts;
  private final SafetyNumbers numbers;
  private final WebRules rules;

  LineView(Cities cities, Texts texts, SafetyNumbers numbers, WebRules rules) {
    this.cities = cities;
    this.texts = texts;
    this.numbers = numbers;
    this.rules = rules;
  }

  Future<Reply> show(Exchange exchange) {
    String language = Texts.language(exchange.header("accept-language").orElse(""));
    return cities
        .served()
        .map(all -> choose(all, exchange.query("city")))
        .map(city -> Reply.ok(json(city, language)));
  }

  private static City choose(List<City> all, Optional<String> code) {
    return all.stream()
        .filter(city -> code.isEmpty() || city.code().value().equals(code.get()))
        .findFirst()
        .orElseThrow(Problem::notFound);
  }

  private JsonObject json(City city, String language) {
    JsonArray counties = new JsonArray();
    city.counties().forEach(county -> counties.add(place(county.code().value(), county.name())));
    JsonObject words = new JsonObject();
    for (Map.Entry<String, String> text : texts.all(language).entrySet()) {
      words.put(text.getKey(), text.getValue());
    }
    return new JsonObject()
        .put("open", true)
        .put("demo", rules.demo())
        .put("city", place(city.code().value(), city.name()))
        .put("counties", counties)
        .put("safety", numbers.of(city.code()))
        .put("texts", words)
        .put("consentVersion", CONSENT_VERSION)
        .put("leaveTo", rules.neutralPage());
  }

  private static JsonObject place(String code, String name) {
    return new JsonObject().put("code", code).put("name", name);
  }
}
