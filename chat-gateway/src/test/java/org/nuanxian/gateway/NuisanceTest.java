package org.nuanxian.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.gateway.testing.Client;
import org.nuanxian.gateway.testing.Talk;
import org.nuanxian.gateway.testing.TestNode;
import org.nuanxian.gateway.testing.TestTown;
import org.nuanxian.gateway.testing.Wire;
import org.nuanxian.runtime.staff.Role;
import org.nuanxian.runtime.testing.Stores;

/** A harassment is tagged, reviewed by somebody else, told to the person, and ends by itself. */
class NuisanceTest {
  @RegisterExtension static final Stores STORES = Stores.with(TestTown.schemas());

  private static final String PATH = "/api/v1/nuisances";

  private static TestTown town;
  private static TestNode node;
  private static Client client;
  private static TestTown.Person supervisor;
  private static Map<String, String> reviewing;

  @BeforeAll
  static void start() {
    town = new TestTown(STORES, Map.of("tick", "50ms", "widen", "300ms", "reread", "300ms"));
    node = town.node("a");
    client = town.client(node);
    supervisor = town.person(node, town.counties().getFirst(), Set.of(Role.SUPERVISOR));
    reviewing = signedIn(supervisor);
  }

  @AfterAll
  static void end() {
    town.close();
  }

  private static Map<String, String> signedIn(TestTown.Person person) {
    String cookie = client.signIn(person);
    JsonObject me = client.request("GET", "/api/v1/me", "", Map.of("Cookie", cookie)).body();
    return Map.of("Cookie", cookie, "X-CSRF", me.getString("csrf"), "Origin", client.origin());
  }

  /** A talk that a volunteer ended as harassment. */
  private record Ended(Client.Contact contact, TestTown.Person volunteer) {
    String path(String what) {
      return PATH + "/" + contact.id() + "/" + what;
    }
  }

  private static Ended harassed() {
    TestTown.Person volunteer = town.volunteer(node);
    Wire console = Talk.ready(client.console(volunteer));
    Client.Contact contact = client.open();
    Wire seeker = client.seeker(contact, 0);
    seeker.await("state");
    Talk.accept(console, contact);
    Talk.expect(seeker.ask(Talk.message("骂人的话")));
    JsonObject frame =
        Wire.frame("endNuisance")
            .put("contactId", contact.id())
            .put("reason", "abuse")
            .put("text", "一直骂人");
    JsonObject ended = Talk.expect(console.ask(frame));
    assertFalse(ended.getBoolean("passed"));
    JsonObject wrapUp =
        Wire.frame("wrapUp").put("contactId", contact.id()).put("record", new JsonObject());
    Talk.expect(console.ask(wrapUp));
    console.close();
    seeker.close();
    return new Ended(contact, volunteer);
  }

  private static Client.Answer asks(String path, JsonObject body) {
    return client.request("POST", path, body, reviewing);
  }

  private static int confirms(Ended ended, int days) {
    JsonObject body = new JsonObject().put("decision", "confirmed").put("days", days);
    return asks(ended.path("decide"), body).status();
  }

  /** The same person comes again, in the tab in which it ended. */
  private static Client.Answer again(Ended ended) {
    return client.post("/api/v1/contacts", opening(ended.contact()));
  }

  private static JsonObject opening(Client.Contact before) {
    JsonObject after = new JsonObject().put("contactId", before.id()).put("token", before.token());
    return client.opening().put("after", after);
  }

  private static JsonObject listed(Ended ended) {
    return client.request("GET", PATH, "", reviewing).body().getJsonArray("nuisances").stream()
        .map(JsonObject.class::cast)
        .filter(one -> one.getString("contactId").equals(ended.contact().id()))
        .findFirst()
        .orElseThrow();
  }

  private static void leaves(Client.Answer came) {
    client.as(Client.contact(came), "POST", "/leave", "");
  }

  private static long audited(String action, Ended ended) {
    return node.onLoop(() ->
        node.database()
            .client()
            .preparedQuery("SELECT count(*) FROM audit.entry WHERE action = $1 AND subject = $2")
            .execute(Tuple.of(action, "contact:" + ended.contact().id()))
            .map(rows -> rows.iterator().next().getLong(0)));
  }

  @Test
  void nothingBindsBeforeSomebodyElseHasReviewedIt() {
    Ended ended = harassed();
    JsonObject tag = listed(ended);
    assertEquals("abuse", tag.getString("reason"));
    assertFalse(tag.containsKey("decision"));
    assertFalse(tag.encode().contains("一直骂人"), "the list has no content");

    Client.Answer came = again(ended);
    assertEquals(201, came.status());
    assertFalse(came.body().containsKey("notice"));
    leaves(came);
    JsonObject withdrawn = new JsonObject().put("decision", "withdrawn");
    assertEquals(204, asks(ended.path("decide"), withdrawn).status());
    assertEquals("withdrawn", listed(ended).getString("decision"));
    assertEquals(409, confirms(ended, 3));
    Client.Answer later = again(ended);
    assertFalse(later.body().containsKey("notice"));
    leaves(later);
  }

  @Test
  void whoReviewsReadsWhatWasSaidAndEachLookAndDecisionIsOnRecord() {
    Ended ended = harassed();
    JsonObject read = asks(ended.path("open"), new JsonObject()).body();
    assertEquals("一直骂人", read.getString("words"));
    assertTrue(read.getJsonArray("entries").encode().contains("骂人的话"));
    asks(ended.path("open"), new JsonObject());
    assertEquals(204, confirms(ended, 3));
    // Once by the volunteer who held it, twice by whoever reviews.
    assertEquals(3, audited("transcript.open", ended));
    assertEquals(1, audited("nuisance.confirmed", ended));
  }

  @Test
  void onlySupervisorsOfTheCountyReviewAndNeverTheirOwn() {
    Ended ended = harassed();
    JsonObject body = new JsonObject().put("decision", "withdrawn");
    Map<String, String> elsewhere =
        signedIn(town.person(node, town.counties().get(1), Set.of(Role.SUPERVISOR)));
    assertEquals(404, client.request("POST", ended.path("decide"), body, elsewhere).status());
    assertEquals(404, client.request("POST", ended.path("open"), body, elsewhere).status());
    Map<String, String> volunteer = signedIn(ended.volunteer());
    assertEquals(403, client.request("GET", PATH, "", volunteer).status());
    node.onLoop(() ->
        node.database()
            .client()
            .preparedQuery("UPDATE conversation.nuisance SET volunteer = $1 WHERE contact = $2")
            .execute(Tuple.of(supervisor.id().value(), UUID.fromString(ended.contact().id()))));
    Client.Answer own = asks(ended.path("decide"), body);
    assertEquals("second-person", own.body().getString("code"));
    assertTrue(listed(ended).getBoolean("own"));
  }

  @Test
  void theExpiryIsWithinWhatTheCityAllowsAndItEndsByItself() {
    Ended ended = harassed();
    assertEquals(422, confirms(ended, 31));
    assertEquals(422, confirms(ended, 0));
    assertEquals(204, confirms(ended, 30));
    Client.Answer came = again(ended);
    assertTrue(came.body().containsKey("notice"));
    leaves(came);
    node.onLoop(() ->
        node.database()
            .client()
            .preparedQuery(
                "UPDATE conversation.nuisance SET until = until - interval '30 days'"
                    + " WHERE contact = $1")
            .execute(Tuple.of(UUID.fromString(ended.contact().id()))));
    Client.Answer after = again(ended);
    assertEquals(201, after.status());
    assertFalse(after.body().containsKey("notice"));
    leaves(after);
  }

  @Test
  void whoIsHeldBackIsToldCalmlyIsServedAndStaffSeeWhy() {
    Ended ended = harassed();
    assertEquals(204, confirms(ended, 7));
    Client.Answer came = again(ended);
    assertEquals(201, came.status(), "nobody is refused");
    JsonObject notice = came.body().getJsonObject("notice");
    assertTrue(notice.getString("text").contains("我们照样接待您"), notice.encode());
    Client.Contact contact = Client.contact(came);
    Wire seeker = client.seeker(contact, 0);
    assertTrue(seeker.await("state").containsKey("notice"));

    Wire console = Talk.ready(client.console(town.volunteer(node)));
    Talk.accept(console, contact);
    JsonObject held = console.await("contact", c -> contact.id().equals(c.getString("contactId")));
    assertEquals("abuse", held.getJsonObject("nuisance").getString("reason"));
    Talk.expect(seeker.ask(Talk.message("这次我好好说")));
    console.await("message");
    seeker.close();
    console.ask(Wire.frame("close").put("contactId", contact.id()).put("outcome", "completed"));
    console.ask(
        Wire.frame("wrapUp").put("contactId", contact.id()).put("record", new JsonObject()));
    console.close();
  }

  @Test
  void theirDangerRingsAtASupervisorFirstAndIsNeverSilent() {
    Ended ended = harassed();
    assertEquals(204, confirms(ended, 7));
    Wire volunteer = Talk.ready(client.console(town.volunteer(node)));
    Wire beside = Talk.ready(client.console(supervisor));
    Client.Contact contact =
        Client.contact(
            client.post(
                "/api/v1/contacts",
                opening(ended.contact()).put("selfReport", new JsonObject().put("danger", "now"))));
    JsonObject offer =
        beside.await(
            "offer", o -> contact.id().equals(o.getJsonObject("contact").getString("contactId")));
    assertTrue(volunteer.frames("offer").isEmpty(), "not beside whoever supervises");
    beside.ask(
        Wire.frame("decline").put("offerId", offer.getString("offerId")).put("reason", "notNow"));
    Talk.accept(volunteer, contact);
    beside.await("escalation", e -> "uncleared".equals(e.getString("kind")));
    volunteer.ask(Wire.frame("close").put("contactId", contact.id()).put("outcome", "completed"));
    volunteer.ask(
        Wire.frame("wrapUp").put("contactId", contact.id()).put("record", new JsonObject()));
    volunteer.close();
    beside.close();
  }

  @Test
  void whoComesBackByACodeIsTheSamePersonAndAFreshPageIsNobodyKnown() {
    Ended ended = harassed();
    assertEquals(204, confirms(ended, 7));
    Client.Contact fresh = client.open();
    assertFalse(client.as(fresh, "GET", "", "").body().containsKey("notice"));
    client.as(fresh, "POST", "/leave", "");
    JsonObject wrong = opening(new Client.Contact(ended.contact().id(), "x".repeat(43)));
    Client.Answer unproven = client.post("/api/v1/contacts", wrong);
    assertEquals(201, unproven.status());
    assertFalse(unproven.body().containsKey("notice"));
    leaves(unproven);
    String code =
        client
            .as(ended.contact(), "POST", "/return-code", new JsonObject())
            .body()
            .getString("code");
    Client.Contact returned =
        Client.contact(client.post("/api/v1/returns", new JsonObject().put("code", code)));
    Client.Answer proven = again(new Ended(returned, ended.volunteer()));
    assertTrue(proven.body().containsKey("notice"));
    leaves(proven);
  }
}
