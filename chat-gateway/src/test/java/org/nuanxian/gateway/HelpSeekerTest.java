package org.nuanxian.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
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
import org.nuanxian.runtime.testing.Await;
import org.nuanxian.runtime.testing.Stores;

/** What a person in distress may rely on. */
class HelpSeekerTest {
  @RegisterExtension static final Stores STORES = Stores.with(TestTown.schemas());

  private static TestTown town;
  private static TestNode node;
  private static Client client;

  @BeforeAll
  static void start() {
    town =
        new TestTown(
            STORES, Map.of("tick", "50ms", "widen", "300ms", "reread", "500ms", "grace", "500ms"));
    node = town.node("a");
    client = town.client(node);
  }

  @AfterAll
  static void end() {
    town.close();
  }

  private static List<String> safety(JsonObject body) {
    return body.getJsonArray("safety").stream()
        .map(number -> ((JsonObject) number).getString("number"))
        .toList();
  }

  @Test
  void theLineSaysWhomToCallBeforeAnythingIsSaid() {
    JsonObject line = client.request("GET", "/api/v1/line", "", Map.of()).body();
    assertEquals(List.of("120", "110", "12356"), safety(line));
    assertEquals("开始聊聊", line.getJsonObject("texts").getString("start"));
    assertEquals(2, line.getJsonArray("counties").size());
  }

  @Test
  void openingAnswersWithTheStateAndTheSafetyNumbers() {
    Client.Answer answer = client.post("/api/v1/contacts", client.opening());
    assertEquals("waiting", answer.body().getString("stage"));
    assertEquals(43, answer.body().getString("token").length());
    assertEquals(List.of("120", "110", "12356"), safety(answer.body()));
    assertFalse(answer.body().getString("text").isBlank());
  }

  @Test
  void dangerIsRedAtOnceAndPromisesNothing() {
    Client.Contact contact = client.open();
    Wire seeker = client.seeker(contact, 0);
    seeker.await("state");
    Talk.expect(seeker.ask(Wire.frame("danger")));
    JsonObject state = seeker.await("state", s -> s.getBoolean("danger", false));
    assertEquals("我们正在叫人,请先不要一个人待着。", state.getString("text"));
    assertFalse(state.containsKey("position"));
    TestTown.Person lead = town.person(node, town.counties().getFirst(), Set.of(Role.SUPERVISOR));
    Wire supervisor = client.console(lead);
    supervisor.await("escalation", e -> contact.id().equals(e.getString("contactId")));
    Talk.expect(seeker.ask(Wire.frame("notDanger")));
    seeker.await("state", s -> Boolean.FALSE.equals(s.getBoolean("danger")));
    assertEquals(422, client.as(contact, "POST", "/danger", new JsonObject()).status());
    JsonObject again = new JsonObject().put("id", UUID.randomUUID().toString());
    assertEquals(204, client.as(contact, "POST", "/danger", again).status());
  }

  @Test
  void leavingRevokesTheTokenOnEveryTab() {
    Client.Contact contact = client.open();
    Wire one = client.seeker(contact, 0);
    Wire two = client.seeker(contact, 0);
    two.await("state");
    Talk.expect(one.ask(Wire.frame("leave")));
    assertEquals(4401, one.awaitClose());
    assertEquals(4401, two.awaitClose());
    assertEquals(401, client.as(contact, "GET", "", "").status());
    assertEquals(4401, client.seeker(contact, 0).awaitClose());
  }

  @Test
  void aReturnCodeBringsThePersonBackAndEndsTheOldToken() {
    Client.Contact contact = client.open();
    Wire before = client.seeker(contact, 0);
    Talk.expect(before.ask(Talk.message("晚点再说")));
    String code =
        client.as(contact, "POST", "/return-code", new JsonObject()).body().getString("code");
    assertTrue(code.matches("[0-9]{6}"));
    Client.Answer answer = client.post("/api/v1/returns", new JsonObject().put("code", code));
    Client.Contact again = Client.contact(answer);
    assertEquals(contact.id(), again.id());
    assertNotEquals(contact.token(), again.token());
    assertEquals(4401, before.awaitClose());
    Wire back = client.seeker(again, 0);
    assertEquals("晚点再说", back.await("message").getString("text"));
  }

  @Test
  void guessingReturnCodesEndsAfterFiveTries() {
    JsonObject wrong = new JsonObject().put("code", "abcdef");
    TestTown another =
        new TestTown(STORES, Map.of(), STORES.redisConfig(), STORES.anotherDatabase());
    try {
      Client guesser = another.client(another.node("b"));
      for (int i = 0; i < 5; i++) {
        assertEquals(404, guesser.post("/api/v1/returns", wrong).status());
      }
      Client.Answer refused = guesser.post("/api/v1/returns", wrong);
      assertEquals(429, refused.status());
      assertTrue(refused.headers().containsKey("retry-after"));
    } finally {
      another.close();
    }
  }

  @Test
  void theHolderIsToldOfAwayOfHasteAndOfTheWishToBeCalled() {
    Client.Contact contact =
        Client.contact(
            client.post(
                "/api/v1/contacts",
                client
                    .opening()
                    .put("nickname", "小河")
                    .put("topic", "sleep")
                    .put("selfReport", new JsonObject().put("danger", "plan"))));
    Wire seeker = client.seeker(contact, 0);
    seeker.await("state");
    JsonObject wish = new JsonObject().put("phone", "138 0000 0000").put("safeToAnswer", false);
    assertEquals(204, client.as(contact, "POST", "/callback", wish).status());
    TestTown.Person person = town.volunteer(node);
    Wire console = Talk.ready(client.console(person));
    Talk.accept(console, contact);
    JsonObject shown = console.await("contact", c -> contact.id().equals(c.getString("contactId")));
    assertEquals("小河", shown.getString("nickname"));
    assertEquals("red", shown.getString("level"));
    assertEquals("sleep", shown.getJsonObject("told").getString("topic"));
    assertTrue(shown.getBoolean("callback"));
    seeker.close();
    console.await("contact", c -> "away".equals(c.getString("reach")));
    Wire back = client.seeker(contact, 0);
    back.await("state");
    Talk.expect(back.ask(Wire.frame("leave")));
    console.await("contact", c -> Boolean.TRUE.equals(c.getBoolean("leftQuickly")));
    new Talk(contact, seeker, console, person).end(console);
  }

  @Test
  void thePersonIsToldWhenTheVolunteerIsLostAndTheNextOneReadsOn() {
    Talk talk = Talk.begin(town, node, client);
    Talk.expect(talk.seeker().ask(Talk.message("第一句")));
    talk.console().close();
    talk.seeker().await("state", s -> "holderLost".equals(s.getString("situation")));
    talk.seeker()
        .await(
            "state",
            s -> "waiting".equals(s.getString("stage")) && s.getString("text").contains("另一位"));
    Talk.expect(talk.seeker().ask(Talk.message("第二句")));
    Wire next = Talk.ready(client.console(town.volunteer(node)));
    Talk.accept(next, talk.contact());
    next.await("message", m -> m.getLong("seq") == 2);
    assertEquals(
        List.of("第一句", "第二句"),
        next.frames("message").stream()
            .filter(m -> m.getString("kind").equals("text"))
            .map(m -> m.getString("text"))
            .toList());
    talk.end(next);
  }

  @Test
  void afterDangerNothingIsAskedAndAfterTheEndOneMayReadForADay() {
    Talk talk = Talk.begin(town, node, client);
    Talk.expect(talk.console().ask(talk.words("保重")));
    talk.close();
    JsonObject score = new JsonObject().put("score", 5);
    assertEquals(409, client.as(talk.contact(), "POST", "/feedback", score).status());
    JsonObject entries = client.as(talk.contact(), "GET", "/entries", "").body();
    assertEquals(1, entries.getJsonArray("entries").size());
    assertEquals(
        409,
        client
            .as(talk.contact(), "POST", "/callback", new JsonObject().put("phone", "123"))
            .status());
  }

  @Test
  void aDayAfterTheEndTheTokenOpensNothingAnyMore() {
    TestTown another =
        new TestTown(
            STORES, Map.of("tick", "50ms"), STORES.redisConfig(), STORES.anotherDatabase());
    try {
      TestNode there = another.node("b");
      Client caller = another.client(there);
      Client.Contact contact = caller.open();
      Wire seeker = caller.seeker(contact, 0);
      TestTown.Person person = another.volunteer(there);
      Wire console = Talk.ready(caller.console(person));
      Talk.accept(console, contact);
      Talk.expect(seeker.ask(Talk.message("谢谢")));
      new Talk(contact, seeker, console, person).end(console);
      seeker.await("state", s -> "closed".equals(s.getString("stage")));
      seeker.close();

      another.later(Duration.ofHours(23));
      JsonObject score = new JsonObject().put("score", 4);
      assertEquals(204, caller.as(contact, "POST", "/feedback", score).status());
      assertEquals(
          1, caller.as(contact, "GET", "/entries", "").body().getJsonArray("entries").size());

      another.later(Duration.ofMinutes(61));
      for (Client.Answer late :
          List.of(
              caller.as(contact, "POST", "/feedback", score),
              caller.as(contact, "GET", "/entries", ""),
              caller.as(contact, "GET", "", ""),
              caller.as(contact, "POST", "/return-code", new JsonObject()))) {
        assertEquals(401, late.status());
        assertEquals("expired", late.body().getString("code"));
      }
      assertEquals(4401, caller.seeker(contact, 0).awaitClose());
      Client.Contact guessed = new Client.Contact(contact.id(), "x".repeat(43));
      assertEquals(
          "not-signed-in", caller.as(guessed, "GET", "/entries", "").body().getString("code"));
    } finally {
      another.close();
    }
  }

  @Test
  void aNodeThatGoesDownSendsItsSocketsAway() {
    TestTown another =
        new TestTown(STORES, Map.of(), STORES.redisConfig(), STORES.anotherDatabase());
    try {
      TestNode leaving = another.node("b");
      Client there = another.client(leaving);
      Wire seeker = there.seeker(there.open(), 0);
      Wire console = there.console(another.volunteer(leaving));
      seeker.await("state");
      console.await("welcome");
      Await.result(leaving.drain());
      for (Wire wire : List.of(seeker, console)) {
        wire.await("restart");
        assertEquals(1012, wire.awaitClose());
      }
      Client.Answer refused = there.post("/api/v1/contacts", there.opening());
      assertEquals(503, refused.status());
      assertEquals(List.of("120", "110", "12356"), safety(refused.body()));
    } finally {
      another.close();
    }
  }
}
