package org.nuanxian.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.gateway.testing.Client;
import org.nuanxian.gateway.testing.RawSocket;
import org.nuanxian.gateway.testing.Talk;
import org.nuanxian.gateway.testing.TestNode;
import org.nuanxian.gateway.testing.TestTown;
import org.nuanxian.gateway.testing.Wire;
import org.nuanxian.runtime.staff.Role;
import org.nuanxian.runtime.testing.Await;
import org.nuanxian.runtime.testing.Stores;

/** Whatever comes in, it is answered as the contract says, and nobody else suffers. */
class BadInputTest {
  @RegisterExtension static final Stores STORES = Stores.with(TestTown.schemas());

  private static TestTown town;
  private static TestNode node;
  private static Client client;

  @BeforeAll
  static void start() {
    town = new TestTown(STORES, Map.of("tick", "50ms", "widen", "300ms", "socket-idle", "2s"));
    node = town.node("a");
    client = town.client(node);
  }

  @AfterAll
  static void end() {
    town.close();
  }

  private static String code(JsonObject frame) {
    return frame.getString("code");
  }

  @Test
  void aTextOfFourThousandCharactersIsTakenOneMoreIsNot() {
    Wire seeker = client.seeker(client.open(), 0);
    Talk.expect(seeker.ask(Talk.message("字".repeat(4_000))));
    assertEquals("too-long", code(seeker.ask(Talk.message("字".repeat(4_001)))));
    Talk.expect(seeker.ask(Talk.message("🙂".repeat(3_000))));
  }

  @Test
  void framesThatCanBeReadButNotDoneAreAnsweredWithAnError() {
    Wire seeker = client.seeker(client.open(), 0);
    assertEquals("empty", code(seeker.ask(Talk.message("  "))));
    assertEquals("invalid", code(seeker.ask(Wire.frame("message").put("text", 5))));
    assertEquals("invalid", code(seeker.ask(Wire.frame("message"))));
    assertEquals("invalid", code(seeker.ask(Wire.frame("fetch").put("after", -1))));
    assertEquals("invalid", code(seeker.ask(Wire.frame("fetch").put("after", "0"))));
    assertEquals("unknown-type", code(seeker.ask(Wire.frame("dance"))));
    assertEquals("unknown-type", code(seeker.ask(Wire.frame("accept"))));
    seeker.send(Talk.message("ohne Nummer"));
    JsonObject error = seeker.await("error", e -> !e.containsKey("id"));
    assertEquals("invalid", code(error));
    seeker.send(Wire.frame("ping"));
    seeker.await("pong");
  }

  @Test
  void aLoneSurrogateIsNoText() {
    Wire seeker = client.seeker(client.open(), 0);
    String id = UUID.randomUUID().toString();
    seeker
        .socket()
        .writeTextMessage("{\"type\":\"message\",\"id\":\"" + id + "\",\"text\":\"a\\ud83d\"}");
    assertEquals("invalid-text", code(seeker.await("error")));
  }

  @Test
  void whatIsNoFrameAtAllClosesTheSocket() {
    for (String text : List.of("hello", "[]", "{\"a\":1}", "{\"type\":5}", "")) {
      Wire seeker = client.seeker(client.open(), 0);
      seeker.await("state");
      seeker.socket().writeTextMessage(text);
      assertEquals(4400, seeker.awaitClose(), text);
    }
    Wire seeker = client.seeker(client.open(), 0);
    seeker.await("state");
    seeker.socket().writeBinaryMessage(Buffer.buffer("{}"));
    assertEquals(4400, seeker.awaitClose());
  }

  @Test
  void invalidUtf8ClosesTheSocket() {
    try (RawSocket raw = new RawSocket(node.port(), client.open())) {
      byte[] frame = "{\"type\":\"ping\",\"x\":\"?\"}".getBytes(StandardCharsets.US_ASCII);
      frame[frame.length - 3] = (byte) 0xff;
      raw.send(frame);
      assertEquals(4400, raw.readToClose());
    }
  }

  @Test
  void aFrameOverSixteenKibClosesTheSocket() {
    Wire seeker = client.seeker(client.open(), 0);
    seeker.await("state");
    seeker.send(Wire.frame("ping").put("x", "x".repeat(17 * 1024)));
    assertEquals(4413, seeker.awaitClose());
  }

  @Test
  void tenThousandMessagesInASecondAreTooFast() {
    Wire seeker = client.seeker(client.open(), 0);
    seeker.await("state");
    for (int i = 0; i < 10_000; i++) {
      seeker.send(Talk.message("快").put("id", UUID.randomUUID().toString()));
    }
    assertEquals(4429, seeker.awaitClose());
  }

  @Test
  void aSocketThatNeverReadsIsClosedAndHoldsNobodyUp() {
    try (Talk talk = Talk.begin(town, node, client)) {
      try (RawSocket deaf = new RawSocket(node.port(), talk.contact())) {
        for (int i = 0; i < 900; i++) {
          talk.console()
              .send(talk.words("字".repeat(3_000)).put("id", UUID.randomUUID().toString()));
        }
        Talk.expect(talk.seeker().ask(Talk.message("我还在")));
        Await.until(
            "the deaf socket is closed",
            () ->
                node.metrics().find("nuanxian.socket.closed").tag("code", "4408").counter()
                    != null);
        Talk.expect(talk.seeker().ask(Talk.message("还在")));
        assertTrue(List.of(4408, -1).contains(deaf.readToClose()));
      }
    }
  }

  @Test
  void aBodyThatIsWrongIsAnsweredWithTheFields() {
    assertEquals(400, client.request("POST", "/api/v1/contacts", "{", Map.of()).status());
    JsonObject wrong =
        client
            .opening()
            .put("requestId", "7")
            .put("selfReport", new JsonObject().put("distress", 11));
    Client.Answer answer = client.post("/api/v1/contacts", wrong);
    assertEquals(422, answer.status());
    List<String> fields =
        answer.body().getJsonArray("errors").stream()
            .map(error -> ((JsonObject) error).getString("field"))
            .toList();
    assertEquals(Set.of("requestId", "selfReport.distress"), Set.copyOf(fields));
    Client.Answer large = client.request("POST", "/api/v1/contacts", "x".repeat(70_000), Map.of());
    assertEquals(413, large.status());
  }

  @Test
  void anUnknownCityOrCountyIsRefused() {
    assertEquals(
        "unknown-city",
        code(client.post("/api/v1/contacts", client.opening().put("city", "000000")).body()));
    assertEquals(
        "unknown-county",
        code(client.post("/api/v1/contacts", client.opening().put("county", "000000")).body()));
  }

  @Test
  void aForeignTokenOpensNothing() {
    Client.Contact mine = client.open();
    Client.Contact theirs = client.open();
    Client.Contact forged = new Client.Contact(theirs.id(), mine.token());
    assertEquals(401, client.as(forged, "GET", "", "").status());
    assertEquals(401, client.as(forged, "GET", "/entries", "").status());
    assertEquals(4401, client.seeker(forged, 0).awaitClose());
    assertEquals(401, client.as(new Client.Contact(mine.id(), "x"), "GET", "", "").status());
  }

  @Test
  void aRepeatedRequestIsTheSameContact() {
    JsonObject asked = client.opening();
    Client.Answer first = client.post("/api/v1/contacts", asked);
    Client.Answer again = client.post("/api/v1/contacts", asked);
    assertEquals(201, first.status());
    assertEquals(200, again.status());
    assertEquals(Client.contact(first), Client.contact(again));
    client.seeker(Client.contact(first), 0).await("state");
    assertNull(client.post("/api/v1/contacts", asked).body().getString("token"));
    assertEquals(409, client.post("/api/v1/contacts", asked.copy().put("nickname", "小河")).status());
  }

  @Test
  void aStolenCookieFromAnotherOriginOpensNoConsole() {
    String cookie = client.signIn(town.volunteer(node));
    Throwable refused =
        assertThrows(
            Throwable.class,
            () ->
                client.connect(
                    "/api/v1/console",
                    List.of(),
                    Map.of("Cookie", cookie, "Origin", "https://evil.example")));
    assertTrue(String.valueOf(refused.getMessage()).contains("403"), refused.toString());
  }

  @Test
  void aVolunteerCannotReadOrTouchAnothersContact() {
    try (Talk talk = Talk.begin(town, node, client)) {
      Wire neighbour =
          client.console(town.person(node, town.counties().getLast(), Set.of(Role.VOLUNTEER)));
      Wire supervisor =
          client.console(town.person(node, town.counties().getFirst(), Set.of(Role.SUPERVISOR)));
      for (Wire foreign : List.of(neighbour, supervisor)) {
        foreign.await("welcome");
        JsonObject fetch = talk.about("fetch").put("after", 0).put("limit", 10);
        assertEquals("not-holder", code(foreign.ask(fetch)));
        assertEquals("not-holder", code(foreign.ask(talk.words("我是谁"))));
        assertEquals(
            "not-holder", code(foreign.ask(talk.about("close").put("outcome", "completed"))));
        assertTrue(foreign.frames("message").isEmpty());
      }
    }
  }

  @Test
  void framesOutOfStageAreAnsweredWithAnError() {
    try (Talk talk = Talk.begin(town, node, client)) {
      JsonObject record = talk.about("wrapUp").put("record", new JsonObject());
      assertEquals("not-holder", code(talk.console().ask(record)));
      Talk.expect(talk.console().ask(talk.about("close").put("outcome", "completed")));
      assertEquals("closed", code(talk.seeker().ask(Talk.message("还有一句"))));
      JsonObject pressed = new JsonObject().put("id", UUID.randomUUID().toString());
      Client.Answer late = client.as(talk.contact(), "POST", "/danger", pressed);
      assertEquals("closed", late.body().getString("code")); // the page opens another contact
      assertEquals("invalid", code(talk.console().ask(talk.about("transfer"))));
      JsonObject team = new JsonObject().put("county", town.counties().getFirst().code().value());
      assertEquals("stale", code(talk.console().ask(talk.about("transfer").put("to", team))));
      assertEquals("too-soon", code(talk.console().ask(talk.about("setAside"))));
      Talk.expect(talk.console().ask(record));
      Talk.expect(talk.console().ask(record));
    }
  }

  @Test
  void anInspectorHasNoConsole() {
    TestTown.Person inspector =
        town.person(node, town.counties().getFirst(), Set.of(Role.INSPECTOR));
    assertEquals(4401, client.console(inspector).awaitClose());
  }
}
