package org.nuanxian.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.gateway.testing.Client;
import org.nuanxian.gateway.testing.TestNode;
import org.nuanxian.gateway.testing.TestTown;
import org.nuanxian.runtime.staff.Role;
import org.nuanxian.runtime.testing.Stores;

/** What the people of a line decide: who may, who must agree, and what is refused. */
class SettingsTest {
  @RegisterExtension static final Stores STORES = Stores.with(TestTown.schemas());

  private static final String TEXTS = "/api/v1/settings/texts";
  private static final String DIRECTORY = "/api/v1/settings/directory";
  private static final long SEED = 20261122;

  private static TestTown town;
  private static Client client;
  private static Map<String, String> lead;
  private static Map<String, String> coordinator;
  private static Map<String, String> neighbour;
  private static Map<String, String> volunteer;

  @BeforeAll
  static void start() {
    town = new TestTown(STORES, Map.of());
    TestNode node = town.node("a");
    client = town.client(node);
    lead = signedIn(node, 0, Role.CITY_LEAD);
    coordinator = signedIn(node, 0, Role.COORDINATOR);
    neighbour = signedIn(node, 1, Role.COORDINATOR);
    volunteer = signedIn(node, 0, Role.VOLUNTEER);
  }

  private static Map<String, String> signedIn(TestNode node, int county, Role role) {
    TestTown.Person person = town.person(node, town.counties().get(county), Set.of(role));
    String cookie = client.signIn(person);
    Client.Answer me =
        client.request("GET", "/api/v1/me", new JsonObject(), Map.of("Cookie", cookie));
    return Map.of("Cookie", cookie, "X-CSRF", me.body().getString("csrf"));
  }

  @AfterAll
  static void end() {
    town.close();
  }

  private static Client.Answer get(Map<String, String> as, String path) {
    return client.request("GET", path, new JsonObject(), as);
  }

  private static Client.Answer post(Map<String, String> as, String path, JsonObject body) {
    return client.request("POST", path, body, as);
  }

  private static JsonObject words(String text) {
    return new JsonObject().put("zh", text).put("en", text);
  }

  private static JsonObject version(int version) {
    return new JsonObject().put("version", version);
  }

  private static String head() {
    return get(Map.of(), "/api/v1/line").body().getJsonObject("texts").getString("head");
  }

  @Test
  void aTextChangesOnlyWhenASecondPersonAgreesAndTheOldVersionStays() {
    String before = head();
    Client.Answer proposed = post(coordinator, TEXTS + "/head/proposals", words("我们在听。"));
    assertEquals(201, proposed.status());
    int version = proposed.body().getInteger("version");
    assertEquals(before, head());
    Client.Answer own = post(coordinator, TEXTS + "/head/approve", version(version));
    assertEquals("second-person", own.body().getString("code"));
    Client.Answer both = post(neighbour, TEXTS + "/head/approve", version(version));
    assertEquals("out-of-scope", both.body().getString("code"));
    assertEquals(409, post(lead, TEXTS + "/head/proposals", words("又一条")).status());
    assertEquals(204, post(lead, TEXTS + "/head/approve", version(version)).status());
    assertEquals("我们在听。", head());
    assertEquals(409, post(lead, TEXTS + "/head/approve", version(version)).status());
    String all = get(lead, TEXTS + "/head/versions").body().encode();
    assertTrue(all.contains(before) && all.contains("我们在听。"));
  }

  @Test
  void theConsentVersionFollowsTheWordsPeopleAgreeTo() {
    String before = get(Map.of(), "/api/v1/line").body().getString("consentVersion");
    int version =
        post(coordinator, TEXTS + "/privacy/proposals", words("您可以匿名。"))
            .body()
            .getInteger("version");
    assertEquals(204, post(lead, TEXTS + "/privacy/approve", version(version)).status());
    assertNotEquals(before, get(Map.of(), "/api/v1/line").body().getString("consentVersion"));
  }

  @Test
  void aPlaceholderThatNobodyFillsIsRefused() {
    assertEquals(422, post(lead, TEXTS + "/busy/proposals", words("还有 {m} 位")).status());
    assertEquals(404, post(lead, TEXTS + "/nothing/proposals", words("x")).status());
  }

  private static JsonObject number(String digits, String kind) {
    return new JsonObject()
        .put("kind", kind)
        .put("number", digits)
        .put("zh", "<script>alert(1)</script>")
        .put("en", "x");
  }

  @Test
  void aNumberIsShownOnceSomebodyConfirmedThatVersion() {
    Client.Answer saved = post(lead, DIRECTORY, number("0796-1234567", "safety"));
    assertEquals(201, saved.status());
    String id = saved.body().getString("id");
    assertFalse(safety().contains("0796-1234567"));
    assertEquals(409, post(lead, DIRECTORY + "/" + id + "/confirm", version(7)).status());
    assertEquals(204, post(coordinator, DIRECTORY + "/" + id + "/confirm", version(1)).status());
    assertTrue(safety().contains("0796-1234567"));
    JsonObject changed = number("0796-7654321", "safety").put("id", id).put("version", 1);
    assertEquals(201, post(lead, DIRECTORY, changed).status());
    assertTrue(safety().contains("0796-1234567"));
    assertEquals(409, post(lead, DIRECTORY, changed).status());
    JsonObject gone = changed.copy().put("version", 2).put("active", false);
    assertEquals(201, post(lead, DIRECTORY, gone).status());
    assertFalse(safety().contains("0796-"));
  }

  private static String safety() {
    return get(Map.of(), "/api/v1/line").body().getJsonArray("safety").encode();
  }

  @Test
  void nobodyTakesAwayTheEmergencyNumbersOrAnotherCountysNumber() {
    JsonObject without =
        number("120", "safety").put("id", "120").put("version", 1).put("active", false);
    assertEquals("number-needed", post(lead, DIRECTORY, without).body().getString("code"));
    String county = town.counties().getFirst().code().value();
    JsonObject own = number("0796-2222222", "referral").put("county", county);
    assertEquals(201, post(coordinator, DIRECTORY, own).status());
    assertEquals(403, post(neighbour, DIRECTORY, own).status());
    assertEquals(403, post(coordinator, DIRECTORY, number("12399", "safety")).status());
  }

  @Test
  void aListGrowsByVersionsAndACodeIsRetiredNotRemoved() {
    JsonObject item =
        new JsonObject().put("code", "flood").put("zh", "水灾").put("en", "Flood").put("place", 5);
    Client.Answer saved = post(lead, "/api/v1/settings/lists/topics", item);
    assertEquals(2, saved.body().getInteger("version"));
    assertTrue(topics().contains("flood"));
    post(lead, "/api/v1/settings/lists/topics", item.put("active", false));
    assertFalse(topics().contains("flood"));
    assertTrue(get(volunteer, "/api/v1/lists").body().encode().contains("flood"));
    assertEquals(403, post(coordinator, "/api/v1/settings/lists/topics", item).status());
    assertEquals(404, post(lead, "/api/v1/settings/lists/nothing", item).status());
  }

  private static String topics() {
    return get(Map.of(), "/api/v1/line")
        .body()
        .getJsonObject("lists")
        .getJsonArray("topics")
        .encode();
  }

  @Test
  void whoDoesNotPrepareTheLineSeesAndChangesNothingOfIt() {
    for (String path : List.of(TEXTS, DIRECTORY, "/api/v1/setup")) {
      assertEquals(403, get(volunteer, path).status());
      assertEquals(401, get(Map.of(), path).status());
    }
    assertEquals(403, post(volunteer, "/api/v1/setup/open", new JsonObject()).status());
    assertEquals(403, post(coordinator, "/api/v1/setup/close", new JsonObject()).status());
    assertEquals("csrf", withoutCsrf().body().getString("code"));
    assertEquals(409, post(lead, "/api/v1/setup/open", new JsonObject()).status());
  }

  private static Client.Answer withoutCsrf() {
    return post(Map.of("Cookie", lead.get("Cookie")), "/api/v1/setup/close", new JsonObject());
  }

  @Test
  void twoPeopleTogetherOpenASourceAddress() {
    TestNode node = town.node("b");
    Map<String, String> one = signedIn(node, 0, Role.SUPERVISOR);
    Map<String, String> two = signedIn(node, 0, Role.SUPERVISOR);
    Map<String, String> foreign = signedIn(node, 1, Role.SUPERVISOR);
    String contact = client.open().id();
    String path = "/api/v1/source-requests";
    JsonObject asked = new JsonObject().put("contact", contact).put("reason", "rescue");
    assertEquals(404, post(foreign, path, asked).status());
    String id = post(one, path, asked).body().getString("id");
    String open = path + "/" + id + "/open";
    assertEquals("not-approved", post(one, open, new JsonObject()).body().getString("code"));
    String approve = path + "/" + id + "/approve";
    Client.Answer alone = post(one, approve, new JsonObject());
    assertEquals("second-person", alone.body().getString("code"));
    assertEquals(404, post(foreign, approve, new JsonObject()).status());
    assertEquals(204, post(two, approve, new JsonObject()).status());
    assertEquals("127.0.0.1", post(one, open, new JsonObject()).body().getString("address"));
    assertEquals(409, post(lead, open, new JsonObject()).status());
  }

  @Test
  void whateverStandsInAFieldIsAnsweredAndBreaksNothing() {
    Random random = new Random(SEED);
    List<String> paths =
        List.of(
            TEXTS + "/head/proposals",
            TEXTS + "/head/approve",
            TEXTS + "/review",
            DIRECTORY,
            DIRECTORY + "/120/confirm",
            "/api/v1/settings/lists/topics",
            "/api/v1/setup/trials",
            "/api/v1/source-requests",
            "/api/v1/invitations/several",
            "/api/v1/me/password");
    List<String> fields =
        List.of(
            "zh",
            "en",
            "version",
            "items",
            "kind",
            "number",
            "county",
            "code",
            "place",
            "active",
            "people",
            "contact",
            "reason",
            "current",
            "password",
            "id");
    for (int round = 0; round < 60; round++) {
      String path = paths.get(random.nextInt(paths.size()));
      JsonObject body = new JsonObject();
      for (String field : fields) {
        if (random.nextInt(3) > 0) {
          body.put(field, anything(random));
        }
      }
      int status = post(lead, path, body).status();
      assertTrue(status >= 400 && status < 500, path + " " + status + " " + body.encode());
    }
    assertEquals(200, get(lead, "/api/v1/setup").status());
  }

  private static Object anything(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> "\u0000";
      case 1 -> "字".repeat(5_000);
      case 2 -> -1;
      case 3 -> Long.MAX_VALUE;
      case 4 -> new JsonArray().add(new JsonObject().put("x", 1)).add("\uD800");
      case 5 -> new JsonObject().put("$ne", "");
      case 6 -> true;
      default -> 1.5;
    };
  }
}
