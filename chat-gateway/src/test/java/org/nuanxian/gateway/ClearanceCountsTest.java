package org.nuanxian.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
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
import org.nuanxian.runtime.staff.Role;
import org.nuanxian.runtime.testing.Await;
import org.nuanxian.runtime.testing.Stores;

/** What a coordinator says somebody is cleared for, at a console that is open. */
class ClearanceCountsTest {
  @RegisterExtension static final Stores STORES = Stores.with(TestTown.schemas());

  private static TestTown town;
  private static TestNode node;
  private static Client client;

  @BeforeAll
  static void start() {
    town = new TestTown(STORES, Map.of("shift-check", "1h")); // only the notice tells the node
    node = town.node("a");
    client = town.client(node);
  }

  @AfterAll
  static void end() {
    town.close();
  }

  private static int clear(TestTown.Person by, TestTown.Person whom, JsonObject clearance) {
    Map<String, String> cookie = Map.of("Cookie", client.signIn(by));
    JsonObject me = client.request("GET", "/api/v1/me", "", cookie).body();
    String county = town.counties().getFirst().code().value();
    return client
        .request(
            "POST",
            "/api/v1/teams/" + county + "/volunteers/" + whom.id().value() + "/clearance",
            clearance,
            Map.of("Cookie", cookie.get("Cookie"), "X-CSRF", me.getString("csrf")))
        .status();
  }

  @Test
  void aLostGradeTakesTheRingAwayAndLeavesTheTalk() {
    TestTown.Person was = town.volunteer(node);
    Wire console = Talk.ready(client.console(was));
    Client.Contact first = client.openUrgently();
    Wire seeker = client.seeker(first, 0);
    Talk.accept(console, first);
    Client.Contact second = client.openUrgently();
    JsonObject offer = console.await("offer", o -> isFor(o, second));
    TestTown.Person next = town.volunteer(node);
    Wire other = Talk.ready(client.console(next));
    other.await("offer", o -> isFor(o, second));

    TestTown.Person coordinator =
        town.person(node, town.counties().getFirst(), Set.of(Role.COORDINATOR));
    JsonObject beginner = new JsonObject().put("grade", "C").put("minors", true);
    assertEquals(403, clear(next, was, beginner));
    assertEquals(200, clear(coordinator, was, beginner));
    JsonObject withdrawn =
        console.await(
            "offerWithdrawn", o -> offer.getString("offerId").equals(o.getString("offerId")));
    assertEquals("taken", withdrawn.getString("reason")); // and not because its time was over
    Talk.accept(other, second);
    Talk talk = new Talk(first, seeker, console, was);
    Talk.expect(console.ask(talk.words("我还在")));
    seeker.await("message", m -> "我还在".equals(m.getString("text")));

    String audited =
        Await.result(
            node.database()
                .client()
                .preparedQuery(
                    "SELECT detail FROM audit.entry WHERE action = 'clearance.change'"
                        + " AND who = $1 AND subject = $2")
                .execute(
                    Tuple.of("account:" + coordinator.id().value(), "account:" + was.id().value()))
                .map(rows -> rows.iterator().next().getString(0)));
    assertEquals(
        new JsonObject().put("from", "A minors nights").put("to", "C minors"),
        new JsonObject(audited));
    talk.close();
    other.close();
  }

  private static boolean isFor(JsonObject offer, Client.Contact contact) {
    return contact.id().equals(offer.getJsonObject("contact").getString("contactId"));
  }
}
