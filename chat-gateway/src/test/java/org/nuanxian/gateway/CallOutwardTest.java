package org.nuanxian.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.nuanxian.gateway.testing.Client;
import org.nuanxian.gateway.testing.Talk;
import org.nuanxian.gateway.testing.TestNode;
import org.nuanxian.gateway.testing.TestTown;
import org.nuanxian.gateway.testing.Wire;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.testing.Await;
import org.nuanxian.runtime.testing.Stores;
import org.nuanxian.runtime.testing.phone.Call;
import org.nuanxian.runtime.testing.phone.Pbx;
import org.nuanxian.runtime.testing.phone.Phone;

/** Whoever left a number is called by the PBX, on a real Asterisk. */
class CallOutwardTest {
  @RegisterExtension static final Stores STORES = Stores.with(TestTown.schemas());

  @TempDir static Path temporary;

  private static final String NUMBER = "13800138000";
  private static final String LINE = "12356";
  private static final int VOLUNTEERS_TONE = 700;
  private static final int PERSONS_TONE = 440;

  private static Pbx pbx;
  private static Phone outside;
  private static TestTown town;
  private static TestNode node;
  private static Client client;

  @BeforeAll
  static void start() {
    pbx = Pbx.start(temporary.resolve("pbx"));
    outside = pbx.outside();
    town = new TestTown(STORES, Map.of("tick", "50ms", "reread", "500ms", "call-pause", "200ms"));
    town.reach(pbx.config(LINE + "=" + town.counties().getFirst().code().value()));
    node = town.node("a");
    client = town.client(node);
  }

  @AfterAll
  static void end() {
    town.close();
    outside.close();
    pbx.close();
  }

  /** A volunteer who holds somebody to be called. */
  private record Holding(TestTown.Person volunteer, Wire console, String contact, JsonObject held) {
    static Holding begin(String phone) {
      Client.Contact contact = client.open();
      Wire seeker = client.seeker(contact, 0);
      JsonObject wish =
          new JsonObject().put("phone", phone).put("askFor", "小林").put("safeToAnswer", false);
      assertEquals(204, client.as(contact, "POST", "/callback", wish).status());
      seeker.close();
      TestTown.Person volunteer = town.volunteer(node);
      Wire console = client.console(volunteer);
      console.await("welcome");
      Talk.expect(
          console.ask(
              Wire.frame("presence")
                  .put("status", "ready")
                  .put("media", JsonArray.of("chat", "voice"))
                  .put("chats", 1)));
      JsonObject offer = console.await("offer", o -> o.encode().contains(contact.id()));
      Talk.expect(console.ask(Wire.frame("accept").put("offerId", offer.getString("offerId"))));
      JsonObject held =
          console.await(
              "contact",
              c ->
                  contact.id().equals(c.getString("contactId")) && c.getJsonObject("call") != null);
      return new Holding(volunteer, console, contact.id(), held);
    }

    JsonObject dial() {
      return console.ask(Wire.frame("dial").put("contactId", contact));
    }

    void end() {
      Talk.expect(
          console.ask(
              Wire.frame("called")
                  .put("contactId", contact)
                  .put("term", held.getLong("term"))
                  .put("result", "wrongNumber")));
      assertEquals("not-holder", dial().getString("code"));
      console.close();
    }
  }

  /** The telephone in somebody's page, as the PBX knows it, but in plain SIP. */
  private static Phone page(TestTown.Person volunteer) {
    Phone phone = Phone.anywhere();
    String name = "v" + volunteer.id().value().toString().replace("-", "");
    put("aor", name, Map.of("contact", "sip:" + name + "@" + phone.place()));
    put(
        "endpoint",
        name,
        Map.of(
            "transport", "transport-udp",
            "context", "from-volunteer",
            "allow", "!all,ulaw",
            "aors", name,
            "direct_media", "no",
            "bind_rtp_to_media_address", "yes",
            "media_address", "127.0.0.1"));
    return phone;
  }

  private static void put(String type, String name, Map<String, String> values) {
    JsonArray fields = new JsonArray();
    values.forEach(
        (key, value) -> fields.add(new JsonObject().put("attribute", key).put("value", value)));
    String path = "asterisk/config/dynamic/res_pjsip/" + type + "/" + name;
    assertEquals(
        200, pbx.ask("PUT", path, new JsonObject().put("fields", fields).encode()).statusCode());
  }

  private static long onRecord(String contact) {
    Database database = STORES.database();
    return STORES.onLoop(() ->
        database
            .client()
            .preparedQuery(
                "SELECT count(*) AS n FROM audit.entry WHERE subject = $1 AND action = $2")
            .execute(Tuple.of("contact:" + contact, "callback.dial"))
            .map(rows -> rows.iterator().next().getLong("n")));
  }

  @Test
  void thePageRingsThenThePersonAndNeitherSeesTheOthersNumber() {
    Holding holding = Holding.begin(NUMBER);
    try (Phone page = page(holding.volunteer())) {
      JsonObject ack = Talk.expect(holding.dial());
      assertEquals("page", ack.getString("rings"));
      assertEquals("小林", ack.getString("askFor"));
      assertFalse(ack.containsKey("phone"));
      assertEquals(1, onRecord(holding.contact()));

      Call volunteers = page.awaitCall();
      assertEquals(holding.contact(), volunteers.header("X-Nuanxian-Dial").orElseThrow());
      for (String header : List.of("From", "To", "Contact", "P-Asserted-Identity")) {
        assertFalse(volunteers.header(header).orElse("").contains(NUMBER), header);
      }
      assertFalse(outside.rings(), "the volunteer first");
      assertEquals("page", Talk.expect(holding.dial()).getString("rings"), "a repeat rings once");
      volunteers.answer().sound().say(VOLUNTEERS_TONE);

      Call persons = outside.awaitCall();
      assertTrue(persons.header("To").orElseThrow().contains(NUMBER));
      assertTrue(persons.header("From").orElseThrow().contains(LINE));
      persons.answer();
      Await.until("the person hears", () -> persons.sound().hears(VOLUNTEERS_TONE));
      persons.sound().say(PERSONS_TONE);
      Await.until("the volunteer hears", () -> volunteers.sound().hears(PERSONS_TONE));
      persons.hangUp();
      volunteers.awaitEnd();
      assertFalse(page.rings());

      Talk.expect(holding.dial());
      Call again = page.awaitCall().answer();
      Call rung = outside.awaitCall();
      again.hangUp();
      rung.awaitEnd();
    }
    holding.end();
  }

  @Test
  void withoutAPageOrAnOwnTelephoneAndWithAnExtensionItIsSaid() {
    Holding holding = Holding.begin("0796-8220000-12");
    assertEquals("dial-by-hand", holding.dial().getString("code"));
    holding.end();
    Holding without = Holding.begin(NUMBER);
    assertEquals("no-telephone", without.dial().getString("code"));
    without.end();
    assertFalse(outside.rings());
  }
}
