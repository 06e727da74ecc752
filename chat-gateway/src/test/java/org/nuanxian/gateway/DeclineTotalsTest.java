package org.nuanxian.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
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
import org.nuanxian.runtime.testing.Await;
import org.nuanxian.runtime.testing.Stores;

/** Why volunteers decline: totals for whoever reads figures, and nothing of anybody. */
class DeclineTotalsTest {
  @RegisterExtension static final Stores STORES = Stores.with(TestTown.schemas());

  private static TestTown town;
  private static TestNode node;
  private static Client client;

  @BeforeAll
  static void start() {
    town = new TestTown(STORES, Map.of("tick", "50ms"));
    node = town.node("a");
    client = town.client(node);
  }

  @AfterAll
  static void end() {
    town.close();
  }

  private static Map<String, String> signedIn(Role role) {
    TestTown.Person person = town.person(node, town.counties().getFirst(), Set.of(role));
    return Map.of("Cookie", client.signIn(person));
  }

  private static Client.Answer read(Map<String, String> as, County county) {
    String path = "/api/v1/teams/" + county.code().value() + "/declines";
    return client.request("GET", path, new JsonObject(), as);
  }

  private static void decline(Wire console, String reason) {
    Client.Contact contact = client.openUrgently();
    JsonObject offer =
        console.await(
            "offer", o -> contact.id().equals(o.getJsonObject("contact").getString("contactId")));
    JsonObject no =
        Wire.frame("decline").put("offerId", offer.getString("offerId")).put("reason", reason);
    Talk.expect(console.ask(no));
  }

  @Test
  void coordinatorsSeeTotalsByReasonAndNobodyElseDoes() {
    County own = town.counties().getFirst();
    Map<String, String> coordinator = signedIn(Role.COORDINATOR);
    Wire console = Talk.ready(client.console(town.volunteer(node)));
    decline(console, "notNow");
    decline(console, "notNow");
    decline(console, "knowPerson");

    JsonObject expected =
        new JsonObject().put("notNow", 2).put("notTrained", 0).put("upset", 0).put("other", 1);
    Await.until(
        "all are counted",
        () -> {
          JsonArray weeks = read(coordinator, own).body().getJsonArray("weeks");
          JsonObject newest = weeks.getJsonObject(0).copy();
          newest.remove("week");
          return newest.equals(expected) && weeks.size() == 8;
        });
    assertEquals(403, read(signedIn(Role.VOLUNTEER), own).status());
    assertEquals(403, read(coordinator, town.counties().get(1)).status());
  }
}
