package org.nuanxian.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.gateway.testing.Client;
import org.nuanxian.gateway.testing.TestNode;
import org.nuanxian.gateway.testing.TestTown;
import org.nuanxian.runtime.staff.Role;
import org.nuanxian.runtime.testing.Await;
import org.nuanxian.runtime.testing.Stores;

/** 派单规则: who may change them, what is refused, and that every node takes them up. */
class DispatchRulesTest {
  @RegisterExtension static final Stores STORES = Stores.with(TestTown.schemas());

  private static final String PATH = "/api/v1/settings/dispatch";

  private static TestTown town;
  private static TestNode node;
  private static TestNode other;
  private static Client client;

  @BeforeAll
  static void start() {
    town = new TestTown(STORES, Map.of());
    node = town.node("a");
    other = town.node("b");
    client = town.client(node);
  }

  @AfterAll
  static void end() {
    town.close();
  }

  private static Map<String, String> signedIn(Role role) {
    TestTown.Person person = town.person(node, town.counties().getFirst(), Set.of(role));
    String cookie = client.signIn(person);
    Client.Answer me =
        client.request("GET", "/api/v1/me", new JsonObject(), Map.of("Cookie", cookie));
    return Map.of("Cookie", cookie, "X-CSRF", me.body().getString("csrf"));
  }

  private static Client.Answer read(Map<String, String> as) {
    return client.request("GET", PATH, new JsonObject(), as);
  }

  private static Client.Answer save(Map<String, String> as, int version, JsonObject policy) {
    JsonObject body = new JsonObject().put("version", version).put("policy", policy);
    return client.request("POST", PATH, body, as);
  }

  private static JsonObject yellow(int seconds) {
    return new JsonObject().put("order", new JsonObject().put("yellow", seconds).put("blue", 0));
  }

  @Test
  void theCityDecidesAndEveryNodeTakesItUp() {
    Map<String, String> lead = signedIn(Role.CITY_LEAD);
    int version = read(lead).body().getInteger("version");
    Client.Answer saved = save(lead, version, yellow(300));
    assertEquals(201, saved.status());
    assertEquals(version + 1, saved.body().getInteger("version"));
    assertEquals(300, saved.body().getJsonObject("overtaking").getInteger("within"));
    assertEquals(saved.body().encode(), read(lead).body().encode());
    for (TestNode each : List.of(node, other)) {
      Await.until(
          "the rules on this node",
          () ->
              each.onLoop(() -> Future.succeededFuture(each.dispatcher().policy().order().yellow()))
                  .equals(Duration.ofMinutes(5)));
    }

    assertEquals(409, save(lead, version, yellow(60)).status());
    String city =
        client.request("GET", "/api/v1/me", new JsonObject(), lead).body().getString("city");
    Row audited =
        Await.result(
            node.database()
                .client()
                .preparedQuery(
                    "SELECT detail FROM audit.entry WHERE action = 'policy.change' AND subject = $1")
                .execute(Tuple.of("policy:" + city + ":" + (version + 1)))
                .map(rows -> rows.iterator().next()));
    assertTrue(audited.getString(0).contains("order.yellow"), audited.getString(0));
  }

  @Test
  void whoDoesNotAnswerForTheCityDecidesNothing() {
    Map<String, String> coordinator = signedIn(Role.COORDINATOR);
    Client.Answer seen = read(coordinator);
    assertEquals(200, seen.status());
    assertEquals(403, save(coordinator, seen.body().getInteger("version"), yellow(60)).status());
    assertEquals(403, read(signedIn(Role.VOLUNTEER)).status());
    assertEquals(401, read(Map.of()).status());
  }

  @Test
  void everyMistakeIsNamedByItsField() {
    Map<String, String> lead = signedIn(Role.CITY_LEAD);
    JsonObject before = read(lead).body();
    JsonObject reach =
        new JsonObject()
            .put("own", 301)
            .put("referralNumber", "nobody")
            .put(
                "pools",
                JsonArray.of(
                    new JsonObject()
                        .put("from", 22)
                        .put("until", 6)
                        .put("counties", JsonArray.of("110101", "110102"))));
    Client.Answer refused =
        save(
            lead,
            before.getInteger("version"),
            new JsonObject()
                .put("order", new JsonObject().put("yellow", 60).put("blue", 61))
                .put("reach", reach)
                .put("offers", new JsonObject().put("red", "long")));
    assertEquals(422, refused.status());
    List<String> fields =
        refused.body().getJsonArray("errors").stream()
            .map(error -> ((JsonObject) error).getString("field"))
            .sorted()
            .toList();
    assertEquals(
        List.of(
            "policy.offers.red",
            "policy.order.blue",
            "policy.reach.own",
            "policy.reach.pools",
            "policy.reach.referralNumber"),
        fields);
    assertEquals(before.encode(), read(lead).body().encode());
  }
}
