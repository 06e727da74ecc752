package org.nuanxian.gateway.channel.web;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.nuanxian.gateway.channel.Cities;
import org.nuanxian.roster.City;
import org.nuanxian.runtime.http.Exchange;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.http.Reply;
import org.nuanxian.runtime.settings.CitySettings;
import org.nuanxian.runtime.settings.Settings;
import org.nuanxian.runtime.settings.Texts;

/** What the page needs to know before anything is said. */
final class LineView {
  /** The lists a help seeker may choose from. */
  private static final List<String> LISTS = List.of("topics", "ageBands", "sex", "forWhom");

  private final Cities cities;
  private final Settings settings;
  private final SafetyCard card;
  private final WebRules rules;

  LineView(Cities cities, Settings settings, SafetyCard card, WebRules rules) {
    this.cities = cities;
    this.settings = settings;
    this.card = card;
    this.rules = rules;
  }

  Future<Reply> show(Exchange exchange) {
    String language = Texts.language(exchange.header("accept-language").orElse(""));
    return cities
        .served()
        .map(all -> choose(all, exchange.query("city")))
        .map(city -> Reply.ok(city.map(c -> of(c, language)).orElseGet(() -> nobody(language))));
  }

  /** The city that was asked for, or the first; empty when this house serves none yet. */
  private static Optional<City> choose(List<City> all, Optional<String> code) {
    if (code.isEmpty()) {
      return all.stream().findFirst();
    }
    return Optional.of(
        all.stream()
            .filter(city -> city.code().value().equals(code.get()))
            .findFirst()
            .orElseThrow(Problem::notFound));
  }

  private JsonObject of(City city, String language) {
    CitySettings now = settings.of(city.code());
    JsonArray counties = new JsonArray();
    city.counties().forEach(county -> counties.add(place(county.code().value(), county.name())));
    return json(rules.demo() || now.open(), now, language)
        .put("city", place(city.code().value(), city.name()))
        .put("counties", counties)
        .put("safety", card.of(city.code(), language));
  }

  private JsonObject nobody(String language) {
    return json(false, Settings.shipped(), language)
        .put("counties", new JsonArray())
        .put("safety", card.shipped());
  }

  private JsonObject json(boolean open, CitySettings now, String language) {
    JsonObject words = new JsonObject();
    now.texts().all(language).forEach(words::put);
    JsonObject lists = new JsonObject();
    LISTS.forEach(name -> lists.put(name, now.list(name).choices(language)));
    return new JsonObject()
        .put("open", open)
        .put("demo", rules.demo())
        .put("texts", words)
        .put("lists", lists)
        .put("consentVersion", now.texts().consentVersion())
        .put("leaveTo", rules.neutralPage())
        .put("footer", rules.footer().json());
  }

  private static JsonObject place(String code, String name) {
    return new JsonObject().put("code", code).put("name", name);
  }
}
