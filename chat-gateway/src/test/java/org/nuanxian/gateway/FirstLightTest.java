package org.nuanxian.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.Counter;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.gateway.testing.Client;
import org.nuanxian.gateway.testing.Talk;
import org.nuanxian.gateway.testing.TestNode;
import org.nuanxian.gateway.testing.TestTown;
import org.nuanxian.gateway.testing.Wire;
import org.nuanxian.runtime.testing.Await;
import org.nuanxian.runtime.testing.Stores;

/** One conversation from the first tap to the record. */
class FirstLightTest {
  @RegisterExtension static final Stores STORES = Stores.with(TestTown.schemas());

  private static TestTown town;
  private static TestNode node;
  private static Client client;

  @BeforeAll
  static void start() {
    town = new TestTown(STORES, Map.of("tick", "50ms", "widen", "300ms"));
    node = town.node("a");
    client = town.client(node);
  }

  @AfterAll
  static void end() {
    town.close();
  }

  @Test
  void aConversationRunsFromTheFirstTapToTheRecord() {
    TestTown.Person person = town.volunteer(node);
    Wire console = client.console(person);
    JsonObject welcome = console.await("welcome");
    assertEquals(person.alias(), welcome.getString("alias"));
    assertEquals("atDesk", welcome.getJsonObject("shift").getString("seat"));
    JsonObject ready =
        Wire.frame("presence")
            .put("status", "ready")
            .put("media", JsonArray.of("chat"))
            .put("chats", 2);
    assertEquals("ack", console.ask(ready).getString("type"));
    Client.Contact contact = client.open();
    Wire seeker = client.seeker(contact, 0);
    assertEquals("waiting", seeker.await("state").getString("stage"));
    JsonObject first = seeker.ask(Wire.frame("message").put("text", "有人吗"));
    assertEquals(1, first.getInteger("seq"));
    JsonObject offer = console.await("offer");
    assertEquals(contact.id(), offer.getJsonObject("contact").getString("contactId"));
    JsonObject accepted =
        console.ask(Wire.frame("accept").put("offerId", offer.getString("offerId")));
    assertEquals("ack", accepted.getString("type"), accepted.encode());
    assertEquals("有人吗", console.await("message").getString("text"));
    JsonObject talking = seeker.await("state", s -> "active".equals(s.getString("stage")));
    assertEquals(person.alias(), talking.getJsonObject("volunteer").getString("alias"));
    JsonObject answer =
        console.ask(Wire.frame("message").put("contactId", contact.id()).put("text", "我在,您慢慢说。"));
    assertEquals(2, answer.getInteger("seq"), answer.encode());
    assertEquals("我在,您慢慢说。", seeker.await("message").getString("text"));
    JsonObject closed =
        console.ask(Wire.frame("close").put("contactId", contact.id()).put("outcome", "completed"));
    assertEquals("ack", closed.getString("type"), closed.encode());
    // The record follows the answer at once, as a quick client sends it.
    JsonObject wrapped =
        console.ask(
            Wire.frame("wrapUp")
                .put("contactId", contact.id())
                .put("record", new JsonObject().put("summary", "睡不着。")));
    assertEquals("ack", wrapped.getString("type"), wrapped.encode());
    seeker.await("state", s -> "closed".equals(s.getString("situation")));
    console.await("contact", c -> "wrapUp".equals(c.getString("stage")));
    console.await("contact", c -> Boolean.FALSE.equals(c.getBoolean("held")));
    JsonArray entries = client.as(contact, "GET", "/entries", "").body().getJsonArray("entries");
    assertEquals(2, entries.size());
    console.close();
  }

  @Test
  void whatIsToldOfAWaitIsHeldAgainstWhatCame() {
    // Nothing can be told before somebody has talked.
    Talk.begin(town, node, client).close();
    TestTown.Person person = town.volunteer(node);
    Wire console = Talk.ready(client.console(person));
    Client.Contact contact = client.openUrgently();
    Wire seeker = client.seeker(contact, 0);
    seeker.await("state", s -> s.containsKey("waitSeconds"));
    double before = held();
    Talk.accept(console, contact);
    Await.until("the wait is counted", () -> held() == before + 1);
    new Talk(contact, seeker, console, person).close();
  }

  private static double held() {
    return node.metrics().find("nuanxian.wait.told").counters().stream()
        .filter(c -> town.counties().getFirst().code().value().equals(c.getId().getTag("county")))
        .mapToDouble(Counter::count)
        .sum();
  }
}
