package org.nuanxian.server.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nuanxian.server.testing.Await;
import org.nuanxian.server.testing.Http;
import org.nuanxian.server.testing.Installation;
import org.nuanxian.server.testing.Node;
import org.nuanxian.server.testing.Staffer;

/** Two cities in one house: the demo's, and one that is begun by a link while both nodes run. */
class TwoCitiesTest {
  private static final String SECOND = "360300";
  private static final String COUNTY = "360302";
  private static final String PASSWORD = "a password of the second city";
  private static final Pattern LINK = Pattern.compile("#first=(\\S+)");

  @TempDir static Path temporary;
  private static Town town;
  private static Staffer lead;

  @BeforeAll
  static void open() {
    town = Town.open(temporary.resolve("town"), Map.of("widen", "200ms"), "a", "b");
    town.node(0).terminate();
    town.node(0).start("--first-link");
    lead = begin(link());
    Await.until("every node serves the second city", () -> serves(0) && serves(1));
  }

  @AfterAll
  static void close() {
    town.close();
  }

  /** The link is printed when the start is over. */
  private static String link() {
    Await.until("a link is printed", () -> LINK.matcher(printed()).find());
    Matcher found = LINK.matcher(printed());
    assertTrue(found.find());
    return found.group(1);
  }

  private static String printed() {
    try {
      return Files.readString(town.node(0).log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Staffer begin(String token) {
    JsonObject asked =
        new JsonObject()
            .put("token", token)
            .put("city", SECOND)
            .put("counties", JsonArray.of(COUNTY))
            .put("username", "second-lead")
            .put("name", "第二市负责人")
            .put("password", PASSWORD)
            .put("cityLead", true);
    JsonObject served = asked.copy().put("city", "360800").put("counties", JsonArray.of("360802"));
    Http.Answer refused = post("/api/v1/first-start", served, Map.of());
    assertEquals(409, refused.status());
    assertEquals("city-exists", refused.body().getString("code"));
    assertEquals(201, post("/api/v1/first-start", asked, Map.of()).status());
    return Staffer.signIn(town.node(0), "second-lead", PASSWORD);
  }

  private static boolean serves(int node) {
    return line(node, "?city=" + SECOND).status() == 200;
  }

  private static Http.Answer line(int node, String query) {
    return Http.get(town.node(node).base().resolve("/api/v1/line" + query), Map.of());
  }

  private static Http.Answer post(String path, JsonObject body, Map<String, String> headers) {
    return Http.post(town.node(0).base().resolve(path), body, headers);
  }

  private static Http.Answer post(Staffer by, String path, JsonObject body) {
    return post(path, body, Map.of("Cookie", by.cookie(), "X-CSRF", by.csrf()));
  }

  private static JsonObject invited(String username, String county) {
    return new JsonObject()
        .put("username", username)
        .put("name", "真名")
        .put("alias", "小安")
        .put("county", county)
        .put("roles", JsonArray.of("volunteer"))
        .put("gender", "female")
        .put("qualifiedUntil", Instant.now().plus(Duration.ofDays(30)).toString());
  }

  /** Somebody of the second city, on shift from now on. */
  private static VolunteerClient.Account volunteer() {
    JsonObject invited = post(lead, "/api/v1/invitations", invited("second-one", COUNTY)).body();
    String id = invited.getString("id");
    String path = "/api/v1/invitations/" + invited.getString("token");
    assertEquals(204, post(path, new JsonObject().put("password", PASSWORD), Map.of()).status());
    JsonObject shift =
        new JsonObject()
            .put("name", "晚")
            .put("from", Instant.now().minusSeconds(60).toString())
            .put("to", Instant.now().plus(Duration.ofHours(4)).toString())
            .put(
                "people",
                JsonArray.of(new JsonObject().put("volunteer", id).put("seat", "atDesk")));
    Http.Answer planned = post(lead, "/api/v1/teams/" + COUNTY + "/shifts", shift);
    assertEquals(201, planned.status(), planned.body()::encode);
    return new VolunteerClient.Account(id, "second-one", PASSWORD);
  }

  @Test
  void peopleOfTwoCitiesNeverMeetAndNoCommandTouchesBoth() throws IOException {
    String first = town.person("", "none").city();
    String county = town.county();
    try (Monitor monitor = Monitor.of(town.installation())) {
      VolunteerClient here = town.volunteer(county, 0, town.at(0)).ready(3).acceptAll();
      VolunteerClient there = town.guest("second volunteer", volunteer(), town.at(1));
      SeekerClient alone = town.guest("second seeker", person(SECOND, COUNTY), town.at(1));
      try (Ledger ledger = town.ledger()) {
        // Nobody is there, so the whole city may serve at once.
        Await.until("it waits", () -> ledger.count(alone.contact(), "opened") > 0);
      }
      SeekerClient later = town.seeker(county, town.at(1));
      Await.until("the first city goes on", () -> here.holds(later.contact()));
      there.ready(3).acceptAll();
      new Talk(alone, there).begin();
      SeekerClient red = town.guest("red seeker", red(SECOND, COUNTY), town.at(0));
      new Talk(red, there).begin();
      new Talk(later, here).begin();

      assertEquals(List.of(later.contact()), here.offered());
      assertEquals(List.of(alone.contact(), red.contact()), there.offered());
      monitor.checkEachTouchesOneCity(first, SECOND);
    }
    town.empty();
  }

  private static SeekerClient.Person person(String city, String county) {
    return new SeekerClient.Person(city, county, "none");
  }

  private static SeekerClient.Person red(String city, String county) {
    return new SeekerClient.Person(city, county, "plan");
  }

  @Test
  void anAccountOfOneCitySeesAndChangesNothingOfTheOther() throws IOException {
    String county = town.county();
    Node node = town.node(0);
    JsonObject demoLead = account("lead");
    Staffer first =
        Staffer.signIn(node, demoLead.getString("username"), demoLead.getString("password"));
    String ofFirst = Staffer.accounts(node, county, "volunteer").getFirst().getString("username");

    for (String part : List.of("", "/volunteers", "/shifts?" + week(), "/coverage?" + week())) {
      assertEquals(404, lead.get(node, "/api/v1/teams/" + county + part), part);
      assertEquals(404, first.get(node, "/api/v1/teams/" + COUNTY + part), part);
    }
    assertEquals(
        List.of(COUNTY),
        read(lead, "/api/v1/teams").getJsonArray("teams").stream()
            .map(team -> ((JsonObject) team).getString("county"))
            .toList());
    String accounts = read(lead, "/api/v1/accounts").encode();
    assertTrue(accounts.contains("second-lead"));
    assertFalse(accounts.contains(ofFirst));
    assertFalse(read(first, "/api/v1/accounts").encode().contains("second-lead"));

    Http.Answer astray = post(lead, "/api/v1/invitations", invited("astray", county));
    assertEquals(422, astray.status());
    assertEquals("unknown-county", astray.body().getString("code"));
    JsonObject shift = new JsonObject().put("name", "晚").put("people", new JsonArray());
    assertEquals(404, post(lead, "/api/v1/teams/" + county + "/shifts", shift).status());
    String id;
    try (Ledger ledger = town.ledger()) {
      id = ledger.atDesk(county).getFirst().id();
    }
    for (String act : List.of("deactivate", "unlock", "invitation")) {
      assertEquals(
          404, post(lead, "/api/v1/accounts/" + id + "/" + act, new JsonObject()).status(), act);
    }
  }

  private static String week() {
    Instant now = Instant.now();
    return "from=" + now + "&to=" + now.plus(Duration.ofDays(7));
  }

  private static JsonObject account(String username) throws IOException {
    return new JsonObject(Files.readString(Installation.demo(town.node(0))))
        .getJsonArray("accounts").stream()
            .map(JsonObject.class::cast)
            .filter(account -> account.getString("username").equals(username))
            .findFirst()
            .orElseThrow();
  }

  private static JsonObject read(Staffer by, String path) {
    return Http.get(town.node(0).base().resolve(path), Map.of("Cookie", by.cookie())).body();
  }

  @Test
  void theAddressSaysWhichCityAPageIsOf() throws IOException {
    String first = town.person("", "none").city();
    assertEquals(first, line(1, "?city=" + first).body().getJsonObject("city").getString("code"));
    assertEquals(SECOND, line(1, "?city=" + SECOND).body().getJsonObject("city").getString("code"));
    assertEquals(404, line(1, "?city=110100").status());
    assertTrue(page("/?city=" + SECOND).contains("data-open=\"yes\""));
    assertTrue(page("/").contains("data-open=\"yes\""));
    assertTrue(page("/?city=110100").contains("data-open=\"no\""), "nobody is there");
    JsonObject astray = person(SECOND, town.county()).request(UUID.randomUUID().toString());
    assertEquals(422, SeekerClient.request(base(), astray).statusCode());
  }

  private static URI base() {
    return town.node(1).base();
  }

  private static String page(String path) throws IOException {
    return Node.get(base().resolve(path)).body();
  }

  @Test
  void aLinkWorksOnce() {
    String again =
        new JsonObject()
            .put("token", link())
            .put("city", SECOND)
            .put("counties", JsonArray.of(COUNTY))
            .put("username", "third-lead")
            .put("name", "名")
            .put("password", PASSWORD)
            .encode();
    assertEquals(
        404, post("/api/v1/first-start", new JsonObject(again), Map.of()).status(), "used");
  }
}
