package org.nuanxian.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.util.Comparator;
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
    assertEquals("sleep", shown.getString("topic"));
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
  void anUnknownCountyIsRefusedAndChangesNothing() {
    Client.Contact contact = client.open();
    JsonObject elsewhere = new JsonObject().put("county", "000000");
    assertEquals(422, client.as(contact, "POST", "/about", elsewhere).status());
  }

  private static boolean isFor(JsonObject offer, Client.Contact contact) {
    return contact.id().equals(offer.getJsonObject("contact").getString("contactId"));
  }

  private static JsonObject without(JsonObject body, String field) {
    body.remove(field);
    return body;
  }
}
