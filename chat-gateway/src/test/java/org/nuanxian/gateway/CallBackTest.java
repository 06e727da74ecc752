package org.nuanxian.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.gateway.conversation.PhoneNumber;
import org.nuanxian.gateway.testing.Client;
import org.nuanxian.gateway.testing.Talk;
import org.nuanxian.gateway.testing.TestNode;
import org.nuanxian.gateway.testing.TestTown;
import org.nuanxian.gateway.testing.Wire;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.staff.Role;
import org.nuanxian.runtime.testing.Stores;

/** Somebody leaves a number and closes the page. */
class CallBackTest {
  @RegisterExtension static final Stores STORES = Stores.with(TestTown.schemas());

  private static final String NUMBER = "13800138000";

  private static TestTown town;
  private static TestNode node;
  private static Client client;

  @BeforeAll
  static void start() {
    town =
        new TestTown(
            STORES,
            Map.of("tick", "50ms", "reread", "500ms", "call-pause", "200ms", "widen", "1s"));
    node = town.node("a");
    client = town.client(node);
  }

  @AfterAll
  static void end() {
    town.close();
  }

  private static JsonObject wish(String phone) {
    return new JsonObject().put("phone", phone).put("askFor", "小林").put("safeToAnswer", false);
  }

  private static int leaves(Client.Contact contact, JsonObject wish) {
    return client.as(contact, "POST", "/callback", wish).status();
  }

  /** Somebody at a console who may call. */
  private static Wire caller() {
    Wire console = client.console(town.volunteer(node));
    console.await("welcome");
    Talk.expect(
        console.ask(
            Wire.frame("presence")
                .put("status", "ready")
                .put("media", JsonArray.of("chat", "voice"))
                .put("chats", 1)));
    return console;
  }

  /** Takes the offer of a call that has not been taken yet; answers the contact as it came. */
  private static JsonObject take(Wire console, Client.Contact contact, int tries) {
    JsonObject offer =
        console.await(
            "offer",
            o ->
                contact.id().equals(o.getJsonObject("contact").getString("contactId"))
                    && console.frames("offer").stream()
                            .filter(e -> e.encode().contains(contact.id()))
                            .count()
                        > tries);
    List<JsonObject> all =
        console.frames("offer").stream().filter(e -> e.encode().contains(contact.id())).toList();
    assertEquals("callback", offer.getString("purpose"));
    Talk.expect(
        console.ask(Wire.frame("accept").put("offerId", all.getLast().getString("offerId"))));
    return console.await(
        "contact",
        c ->
            contact.id().equals(c.getString("contactId"))
                && c.getJsonObject("call") != null
                && c.getJsonObject("call").getInteger("tries") == tries);
  }

  private static JsonObject about(String type, Client.Contact contact) {
    return Wire.frame(type).put("contactId", contact.id());
  }

  private static JsonObject called(Client.Contact contact, JsonObject held, String result) {
    return about("called", contact).put("term", held.getLong("term")).put("result", result);
  }

  private static long looks(Client.Contact contact, String action) {
    Database database = STORES.database();
    return STORES.onLoop(() ->
        database
            .client()
            .preparedQuery(
                "SELECT count(*) AS n FROM audit.entry WHERE subject = $1 AND action = $2")
            .execute(Tuple.of("contact:" + contact.id(), action))
            .map(rows -> rows.iterator().next().getLong("n")));
  }

  private record Staff(Map<String, String> headers) {
    static Staff of(int county, Role role) {
      TestTown.Person person = town.person(node, town.counties().get(county), Set.of(role));
      String cookie = client.signIn(person);
      String csrf =
          client
              .request("GET", "/api/v1/me", "", Map.of("Cookie", cookie))
              .body()
              .getString("csrf");
      return new Staff(Map.of("Cookie", cookie, "X-CSRF", csrf, "Origin", client.origin()));
    }

    Client.Answer ask(String method, String path, Object body) {
      return client.request(method, "/api/v1/follow-ups" + path, body, headers);
    }

    Optional<JsonObject> sees(Client.Contact contact) {
      return ask("GET", "", "").body().getJsonArray("followUps").stream()
          .map(JsonObject.class::cast)
          .filter(one -> contact.id().equals(one.getString("contactId")))
          .findFirst();
    }
  }

  @Test
  void whatIsNoNumberIsRefusedAndTheRestIsRead() {
    List<String> numbers = List.of("138 0013 8000", "+86 138-0013-8000", "008613800138000");
    numbers.forEach(typed -> assertEquals(NUMBER, PhoneNumber.of(typed).orElseThrow().digits()));
    assertEquals("0796-8220000", PhoneNumber.of("0796-8220000").orElseThrow().digits());
    assertEquals("01088886666-12", PhoneNumber.of("010 88886666-12").orElseThrow().digits());
    assertEquals("0796-8220000", PhoneNumber.of("+86 796-8220000").orElseThrow().digits());
    for (String wrong : List.of("12345", "8220000", "1380013800", "12800138000", "１３８", "<b>")) {
      assertTrue(PhoneNumber.of(wrong).isEmpty(), wrong);
    }
    Client.Contact contact = client.open();
    Client.Answer refused = client.as(contact, "POST", "/callback", wish("8220000"));
    assertEquals(422, refused.status());
    assertEquals(
        "phone", refused.body().getJsonArray("errors").getJsonObject(0).getString("field"));
    assertEquals(204, client.as(contact, "POST", "/leave", "").status());
  }

  @Test
  void whoeverIsNotReachedThriceIsFollowedUpAndEachLookIsOnRecord() {
    Client.Contact contact = client.open();
    Wire seeker = client.seeker(contact, 0);
    assertEquals(204, leaves(contact, wish("138 0013 8000")));
    seeker.await(
        "state",
        s ->
            s.getJsonObject("callback") != null
                && s.getJsonObject("callback").getBoolean("wished"));
    seeker.close();
    Wire console = caller();
    for (int tries = 0; tries < 3; tries++) {
      JsonObject held = take(console, contact, tries);
      assertTrue(held.getJsonObject("call").getBoolean("now"));
      JsonObject number = Talk.expect(console.ask(about("callNumber", contact)));
      assertEquals(NUMBER, number.getString("phone"));
      assertEquals("小林", number.getString("askFor"));
      assertFalse(number.getBoolean("safeToAnswer"));
      JsonObject result = called(contact, held, tries == 1 ? "someoneElse" : "noAnswer");
      Talk.expect(console.ask(result.copy()));
      Talk.expect(console.ask(result)); // as if the answer had been lost
      assertEquals("not-holder", console.ask(about("callNumber", contact)).getString("code"));
    }
    assertEquals(3, looks(contact, "callback.open"));
    assertEquals("closed", client.as(contact, "GET", "", "").body().getString("stage"));

    Staff supervisor = Staff.of(0, Role.SUPERVISOR);
    Staff coordinator = Staff.of(0, Role.COORDINATOR);
    assertTrue(Staff.of(1, Role.SUPERVISOR).sees(contact).isEmpty());
    assertEquals(403, Staff.of(0, Role.VOLUNTEER).ask("GET", "", "").status());
    JsonObject shown = coordinator.sees(contact).orElseThrow();
    assertEquals("unreached", shown.getString("why"));
    assertEquals(3, shown.getJsonArray("tries").size());
    assertFalse(shown.getBoolean("mayCall"));
    String path = "/" + contact.id();
    assertEquals(403, coordinator.ask("POST", path + "/number", "").status());
    assertEquals(NUMBER, supervisor.ask("POST", path + "/number", "").body().getString("phone"));
    assertEquals(1, looks(contact, "followUp.open"));
    JsonObject settled = new JsonObject().put("how", "reached").put("note", "第二天接了");
    assertEquals(204, coordinator.ask("POST", path + "/settle", settled).status());
    assertEquals(409, supervisor.ask("POST", path + "/settle", settled).status());
    JsonObject done = supervisor.sees(contact).orElseThrow();
    assertEquals("第二天接了", done.getString("note"));
    assertEquals("reached", done.getString("how"));
    console.close();
  }

  @Test
  void theBoardSaysWhoIsToBeCalledAndInWhichHours() {
    Client.Contact contact = client.open();
    Wire seeker = client.seeker(contact, 0);
    JsonObject evening = new JsonObject().put("from", 20).put("until", 22);
    assertEquals(204, leaves(contact, wish(NUMBER).put("window", evening)));
    seeker.close();
    Wire board =
        client.console(town.person(node, town.counties().getFirst(), Set.of(Role.SUPERVISOR)));
    JsonObject shown = board.await("board", b -> toCall(b, contact).isPresent());
    assertEquals(evening.put("tries", 0), toCall(shown, contact).orElseThrow());
    board.close();
    assertEquals(204, client.as(contact, "POST", "/leave", "").status());
  }

  private static Optional<JsonObject> toCall(JsonObject board, Client.Contact contact) {
    return board.getJsonArray("contacts").stream()
        .map(JsonObject.class::cast)
        .filter(row -> contact.id().equals(row.getString("contactId")))
        .flatMap(row -> Optional.ofNullable(row.getJsonObject("callBack")).stream())
        .findFirst();
  }

  @Test
  void whoeverIsReachedIsTalkedWithAndRecorded() {
    Client.Contact contact = client.open();
    assertEquals(204, leaves(contact, wish("0796-8220000")));
    Wire console = caller();
    JsonObject held = take(console, contact, 0);
    Talk.expect(console.ask(called(contact, held, "reached")));
    console.await(
        "contact",
        c -> c.getJsonObject("call") != null && c.getJsonObject("call").getBoolean("reached"));
    Talk.expect(console.ask(about("card", contact).put("level", "yellow").put("reason", "电话里说的")));
    Talk.expect(console.ask(about("close", contact).put("outcome", "completed")));
    Talk.expect(console.ask(about("wrapUp", contact).put("record", new JsonObject())));
    assertTrue(Staff.of(0, Role.SUPERVISOR).sees(contact).isEmpty());
    console.close();
  }

  @Test
  void whoeverTakesItBackIsNotCalled() {
    Client.Contact contact = client.open();
    assertEquals(
        204,
        leaves(
            contact, wish(NUMBER).put("window", new JsonObject().put("from", 0).put("until", 24))));
    assertEquals(204, client.as(contact, "DELETE", "/callback", "").status());
    Wire seeker = client.seeker(contact, 0);
    JsonObject state = seeker.await("state");
    assertFalse(state.containsKey("callback"));
    Wire console = Talk.ready(client.console(town.volunteer(node)));
    Talk.accept(console, contact);
    assertEquals("not-to-be-called", console.ask(about("callNumber", contact)).getString("code"));
    console.ask(about("close", contact).put("outcome", "completed"));
    console.ask(about("wrapUp", contact).put("record", new JsonObject()));
    console.close();
  }
}
