package org.nuanxian.server.browser;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Map;
import org.nuanxian.server.testing.Http;
import org.nuanxian.server.testing.Staffer;

/** What /setup asks for somebody, without the page. */
record SetUpApi(House house, Staffer by) {

  SetUpApi(House house, DemoStaff.Account who) {
    this(house, Staffer.signIn(house.node(), who.username(), who.password()));
  }

  private URI uri(String path) {
    return house.base().resolve("/api/v1/setup/" + path);
  }

  JsonObject get(String path) {
    return Http.get(uri(path), Map.of("Cookie", by.cookie())).body();
  }

  Http.Answer post(String path, JsonObject body) {
    return Http.post(uri(path), body, Map.of("Cookie", by.cookie(), "X-CSRF", by.csrf()));
  }

  /** A list of experts, based on that version. */
  static JsonObject experts(int version, JsonArray turns) {
    return new JsonObject().put("version", version).put("turns", turns);
  }

  static JsonObject turn(String person, int day, String from, String until) {
    return new JsonObject()
        .put("person", person)
        .put("day", day)
        .put("from", from)
        .put("until", until);
  }

  /** A ladder of one rung, based on what stands. */
  JsonObject ladder(String kind, String who) {
    JsonObject step =
        new JsonObject()
            .put("who", who)
            .put("own", new JsonArray())
            .put("channels", new JsonArray())
            .put("minutes", 5);
    int version =
        get("ladders").getJsonArray("ladders").stream()
            .map(JsonObject.class::cast)
            .filter(one -> one.getString("kind").equals(kind))
            .findFirst()
            .orElseThrow()
            .getInteger("version");
    return new JsonObject().put("version", version).put("steps", JsonArray.of(step));
  }
}
