package org.nuanxian.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
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
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.staff.Role;
import org.nuanxian.runtime.testing.Stores;

/** What a supervisor does from the board. */
class BoardActsTest {
  @RegisterExtension static final Stores STORES = Stores.with(TestTown.schemas());

  private static TestTown town;
  private static TestNode node;
  private static Client client;

  @BeforeAll
  static void start() {
    town = new TestTown(STORES, Map.of("tick", "50ms", "widen", "30m", "own-county", "30m"));
    node = town.node("a");
    client = town.client(node);
  }

  @AfterAll
  static void end() {
    town.close();
  }

  private static Wire supervisor(int county) {
    TestTown.Person person =
        town.person(node, town.counties().get(county), Set.of(Role.SUPERVISOR));
    Wire console = client.console(person);
    console.await("welcome");
    return console;
  }

  private static JsonObject about(String type, Client.Contact contact) {
    return Wire.frame(type).put("contactId", contact.id());
  }

  private static JsonObject to(JsonObject frame, VolunteerId volunteer) {
    return frame.put("volunteerId", volunteer.value().toString());
  }

  private static JsonObject row(Wire board, Client.Contact contact, String stage) {
    JsonObject shown =
        board.await("board", b -> rows(b).stream().anyMatch(row -> isRow(row, contact, stage)));
    return rows(shown).stream().filter(row -> isRow(row, contact, stage)).findFirst().orElseThrow();
  }

  private static boolean isRow(JsonObject row, Client.Contact contact, String stage) {
    return contact.id().equals(row.getString("contactId")) && stage.equals(row.getString("stage"));
  }

  private static List<JsonObject> rows(JsonObject board) {
    JsonArray all = board.getJsonArray("contacts");
    return all.stream().map(JsonObject.class::cast).toList();
  }

  @Test
  void aSupervisorGoesOnWithATalkAndTheVolunteerIsToldKindly() {
    Talk talk = Talk.begin(town, node, client);
    Wire board = supervisor(0);
    long term = row(board, talk.contact(), "active").getLong("term");
    JsonObject take = about("takeOver", talk.contact()).put("term", term);
    assertEquals("not-allowed", supervisor(1).ask(take.copy()).getString("code"));
    Talk.expect(board.ask(take));
    talk.console().await("contact", c -> Boolean.FALSE.equals(c.getBoolean("held")));
    talk.seeker().await("message", m -> "changed".equals(m.getString("kind")));
    assertEquals("not-holder", talk.console().ask(talk.words("我还在")).getString("code"));
    Talk.expect(board.ask(talk.words("我来接着陪您")));
    talk.seeker().await("message", m -> "我来接着陪您".equals(m.getString("text")));
    talk.console().close();
    talk.end(board);
  }

  @Test
  void aSupervisorHasSomebodyRungAndOpensTheCity() {
    TestTown.Person first = town.volunteer(node);
    TestTown.Person second = town.volunteer(node);
    Wire board = supervisor(0);
    Wire one = Talk.ready(client.console(first));
    Client.Contact contact = client.open();
    Wire seeker = client.seeker(contact, 0);
    one.await("offer", o -> isFor(o, contact));
    Wire other = Talk.ready(client.console(second));
    JsonObject assign = to(about("assign", contact), second.id());
    assertEquals("not-allowed", supervisor(1).ask(assign.copy()).getString("code"));
    Talk.expect(board.ask(assign));
    JsonObject offer = other.await("offer", o -> isFor(o, contact));
    assertEquals("assign", offer.getString("purpose"));
    JsonObject shown =
        board.await(
            "board",
            b ->
                rows(b).stream()
                    .anyMatch(r -> r.getJsonArray("offers").encode().contains("assign")));
    assertTrue(shown.encode().contains("remainingMs"));
    assertEquals("ack", board.ask(about("widen", contact)).getString("type"));
    Talk.accept(other, contact);
    one.close();
    new Talk(contact, seeker, other, second).end(other);
  }

  private static boolean isFor(JsonObject offer, Client.Contact contact) {
    return contact.id().equals(offer.getJsonObject("contact").getString("contactId"));
  }

  @Test
  void whoeverIsOnABreakIsAskedAndAnswers() {
    TestTown.Person resting = town.volunteer(node);
    Wire console = Talk.ready(client.console(resting));
    JsonObject pause = Wire.frame("presence").put("status", "onBreak").put("chats", 1);
    Talk.expect(console.ask(pause));
    Wire board = supervisor(0);
    assertEquals(
        "not-allowed", supervisor(1).ask(to(Wire.frame("callIn"), resting.id())).getString("code"));
    Talk.expect(board.ask(to(Wire.frame("callIn"), resting.id())));
    console.await("presence", p -> Boolean.TRUE.equals(p.getBoolean("asked")));
    Talk.expect(console.ask(Wire.frame("presence").put("status", "ready").put("chats", 1)));
    JsonObject after = console.await("presence", p -> "ready".equals(p.getString("status")));
    assertEquals(false, after.getBoolean("asked"));
    console.close();
  }
}
