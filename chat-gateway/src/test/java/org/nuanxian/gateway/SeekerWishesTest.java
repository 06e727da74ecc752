package org.nuanxian.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.gateway.testing.Client;
import org.nuanxian.gateway.testing.Talk;
import org.nuanxian.gateway.testing.TestNode;
import org.nuanxian.gateway.testing.TestTown;
import org.nuanxian.gateway.testing.Wire;
import org.nuanxian.roster.County;
import org.nuanxian.runtime.staff.Role;
import org.nuanxian.runtime.testing.Stores;

/** What a help seeker may decide after opening. */
class SeekerWishesTest {
  @RegisterExtension static final Stores STORES = Stores.with(TestTown.schemas());

  private static TestTown town;
  private static TestNode node;
  private static Client client;

  @BeforeAll
  static void start() {
    town =
        new TestTown(
            STORES, Map.of("tick", "50ms", "widen", "30m", "own-county", "30m", "grace", "300ms"));
    node = town.node("a");
    client = town.client(node);
  }

  @AfterAll
  static void end() {
    town.close();
  }

  @Test
  void whatIsToldWhileWaitingReachesWhoeverTakesTheContact() {
    Client.Contact contact = client.open();
    Wire seeker = client.seeker(contact, 0);
    seeker.await("state");
    String west = town.counties().get(1).code().value();
    JsonObject told =
        new JsonObject()
            .put("nickname", "小河")
            .put("county", west)
            .put("topic", "sleep")
            .put("ageBand", "minor")
            .put("selfReport", new JsonObject().put("distress", 9));
    assertEquals(204, client.as(contact, "POST", "/about", told).status());
    assertEquals(204, client.as(contact, "POST", "/about", told).status());
    TestTown.Person person = town.person(node, town.counties().get(1), Set.of(Role.VOLUNTEER));
    Wire console = Talk.ready(client.console(person));
    Talk.accept(console, contact);
    JsonObject shown = console.await("contact", c -> contact.id().equals(c.getString("contactId")));
    assertEquals("小河", shown.getString("nickname"));
    assertEquals("sleep", shown.getJsonObject("told").getString("topic"));
    assertEquals("yellow", shown.getString("level"));
    assertEquals(west, shown.getString("county"));
    new Talk(contact, seeker, console, person).end(console);
  }

  @Test
  void dangerToldWhileWaitingIsTheSameAsTheButton() {
    Client.Contact contact = client.open();
    Wire seeker = client.seeker(contact, 0);
    seeker.await("state");
    JsonObject now = new JsonObject().put("selfReport", new JsonObject().put("danger", "now"));
    assertEquals(204, client.as(contact, "POST", "/about", now).status());
    seeker.await("state", s -> Boolean.TRUE.equals(s.getBoolean("danger")));
  }

  @Test
  void anotherCountyIsWantedOnlyByWhoeverSaidWhereTheyAre() {
    Client.Contact contact =
        Client.contact(client.post("/api/v1/contacts", without(client.opening(), "county")));
    JsonObject other = new JsonObject().put("wants", new JsonObject().put("avoidCounty", true));
    assertEquals(204, client.as(contact, "POST", "/about", other).status());
    County assumed =
        town.counties().stream().min(Comparator.comparing(c -> c.code().value())).orElseThrow();
    TestTown.Person near = town.person(node, assumed, Set.of(Role.VOLUNTEER));
    Wire console = Talk.ready(client.console(near));
    console.await("offer", o -> isFor(o, contact));
    JsonObject here = new JsonObject().put("county", assumed.code().value());
    assertEquals(204, client.as(contact, "POST", "/about", here).status());
    console.await("offerWithdrawn");
    console.close();
  }

  @Test
  void aCrisisWordRaisesTheLevelForStaffAloneAndNothingLowersIt() {
    TestTown.Person person = town.volunteer(node);
    Client.Contact contact = client.open();
    Wire seeker = client.seeker(contact, 0);
    seeker.await("state");
    Wire console = Talk.ready(client.console(person));
    assertEquals(
        "none",
        console.await("offer", o -> isFor(o, contact)).getJsonObject("contact").getString("level"));

    Talk.expect(seeker.ask(Talk.message("我 不想 活了")));
    JsonObject graver = console.await("offer", o -> isFor(o, contact) && isAt(o, "yellow"));
    assertEquals(JsonArray.of("crisisWord"), graver.getJsonObject("contact").getValue("reasons"));
    Talk.accept(console, contact);
    Talk.expect(seeker.ask(Talk.message("我现在在天台")));
    JsonObject held =
        console.await("contact", c -> contact.id().equals(c.getString("contactId")) && isRed(c));
    assertEquals("crisisWord", held.getString("levelFrom"));

    // Another tab knows nothing of what was found; its milder words change nothing.
    Wire tab = client.seeker(contact, 0);
    Talk.expect(tab.ask(Talk.message("没事了,只是不想活的念头")));
    Talk.expect(tab.ask(Talk.message("谢谢")));
    console.await("message", m -> "谢谢".equals(m.getString("text")));
    assertTrue(isRed(console.frames("contact").getLast()));
    for (Wire shown : List.of(seeker, tab)) {
      assertTrue(
          shown.frames().stream().map(JsonObject::encode).noneMatch(f -> f.contains("level")),
          shown::toString);
      assertTrue(shown.frames("state").stream().noneMatch(s -> s.getBoolean("danger")));
    }
    new Talk(contact, seeker, console, person).end(console);
  }

  private static boolean isAt(JsonObject offer, String level) {
    return level.equals(offer.getJsonObject("contact").getString("level"));
  }

  private static boolean isRed(JsonObject held) {
    return "red".equals(held.getString("level"));
  }

  @Test
  void anUnknownCountyIsRefusedAndChangesNothing() {
    Client.Contact contact = client.open();
    JsonObject elsewhere = new JsonObject().put("county", "000000");
    assertEquals(422, client.as(contact, "POST", "/about", elsewhere).status());
  }

  @Test
  void aChangeOfVolunteerIsSaidInTheConversation() {
    Talk talk = Talk.begin(town, node, client);
    TestTown.Person second = lose(talk);
    Wire next = Talk.ready(client.console(second));
    Talk.accept(next, talk.contact());
    JsonObject change = talk.seeker().await("message", m -> "changed".equals(m.getString("kind")));
    assertEquals(second.alias(), change.getString("text"));
    assertEquals("system", change.getString("from"));
    talk.end(next);
  }

  @Test
  void beforeTheNewVolunteerComesNothingEarlierReachesThem() {
    Talk talk = Talk.begin(town, node, client);
    Talk.expect(talk.seeker().ask(Talk.message("只说给第一个人")));
    TestTown.Person second = lose(talk);
    assertEquals(204, client.as(talk.contact(), "POST", "/hide-earlier", "").status());
    assertEquals(204, client.as(talk.contact(), "POST", "/hide-earlier", "").status());
    Talk.expect(talk.seeker().ask(Talk.message("从这里开始")));
    Wire next = Talk.ready(client.console(second));
    Talk.accept(next, talk.contact());
    next.await("message", m -> "从这里开始".equals(m.getString("text")));
    JsonObject fetch = talk.about("fetch").put("after", 0).put("limit", 200);
    Talk.expect(next.ask(fetch));
    assertHidden(next, "只说给第一个人");
    Wire reconnected = client.console(second);
    reconnected.await("welcome");
    Talk.expect(reconnected.ask(talk.about("fetch").put("after", 0).put("limit", 200)));
    assertHidden(reconnected, "只说给第一个人");
    talk.end(reconnected);
  }

  @Test
  void afterTheNewVolunteerCameWhatWasSaidBeforeThemIsTakenFromTheirConsole() {
    Talk talk = Talk.begin(town, node, client);
    assertEquals(409, client.as(talk.contact(), "POST", "/hide-earlier", "").status());
    Talk.expect(talk.seeker().ask(Talk.message("以前的话")));
    TestTown.Person second = lose(talk);
    Wire next = Talk.ready(client.console(second));
    Talk.accept(next, talk.contact());
    talk.seeker().await("message", m -> "changed".equals(m.getString("kind")));
    Talk.expect(talk.seeker().ask(Talk.message("对新的人说")));
    assertEquals(204, client.as(talk.contact(), "POST", "/hide-earlier", "").status());
    JsonObject shown = next.await("contact", c -> c.containsKey("hiddenTo"));
    assertEquals(2, shown.getLong("hiddenTo"));
    Wire again = client.console(second);
    again.await("welcome");
    Talk.expect(again.ask(talk.about("fetch").put("after", 0).put("limit", 200)));
    again.await("message", m -> "对新的人说".equals(m.getString("text")));
    assertHidden(again, "以前的话");
    talk.end(again);
  }

  /** The first volunteer is gone for good; somebody else of the county is there. */
  private static TestTown.Person lose(Talk talk) {
    talk.console().close();
    talk.seeker().await("state", s -> "waiting".equals(s.getString("stage")) && returned(s));
    return town.volunteer(node);
  }

  private static boolean returned(JsonObject state) {
    return state.getString("text").contains("另一位");
  }

  private static void assertHidden(Wire console, String words) {
    assertTrue(
        console.frames("message").stream().anyMatch(m -> "hidden".equals(m.getString("kind"))));
    assertTrue(
        console.frames("message").stream().noneMatch(m -> words.equals(m.getString("text"))));
  }

  private static boolean isFor(JsonObject offer, Client.Contact contact) {
    return contact.id().equals(offer.getJsonObject("contact").getString("contactId"));
  }

  private static JsonObject without(JsonObject body, String field) {
    body.remove(field);
    return body;
  }
}
