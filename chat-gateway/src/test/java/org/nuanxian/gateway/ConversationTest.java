package org.nuanxian.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
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
import org.nuanxian.runtime.testing.Await;
import org.nuanxian.runtime.testing.Stores;

/** What was acknowledged is there once, in order, on both sides, whichever node it came through. */
class ConversationTest {
  @RegisterExtension static final Stores STORES = Stores.with(TestTown.schemas());

  private static final int MANY = 150;

  private static TestTown town;
  private static TestNode node;
  private static TestNode other;
  private static Client client;
  private static Client elsewhere;

  @BeforeAll
  static void start() {
    town = new TestTown(STORES, Map.of("tick", "50ms", "widen", "300ms", "reread", "1s"));
    node = town.node("a");
    other = town.node("b");
    client = town.client(node);
    elsewhere = town.client(other);
  }

  @AfterAll
  static void end() {
    town.close();
  }

  private static List<Long> numbers(List<JsonObject> frames) {
    return frames.stream().map(frame -> frame.getLong("seq")).toList();
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  @Test
  void theSameMessageAgainIsTheSameEntry() {
    Client.Contact contact = client.open();
    Wire seeker = client.seeker(contact, 0);
    String id = UUID.randomUUID().toString();
    JsonObject first = seeker.ask(Talk.message("一"), id);
    JsonObject again = seeker.ask(Talk.message("一"), id);
    assertEquals(first, again);
    JsonObject reused = seeker.ask(Talk.message("二"), id);
    assertEquals("id-reused", reused.getString("code"));
    assertEquals(2, Talk.expect(seeker.ask(Talk.message("三"))).getLong("seq"));
    Wire later = client.seeker(contact, 0);
    assertEquals(first.getLong("seq"), later.ask(Talk.message("一"), id).getLong("seq"));
  }

  @Test
  void whatAConsoleSendsBeforeItsWelcomeIsAnsweredOnceAndInOrder() {
    TestTown.Person person = town.volunteer(node);
    Wire console = client.console(person);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(UUID.randomUUID().toString());
      console.send(Wire.frame("presence").put("id", ids.getLast()).put("status", "onBreak"));
    }

    JsonObject welcome = console.await("welcome");
    assertEquals(person.until().toString(), welcome.getJsonObject("presence").getString("until"));
    console.await("ack", frame -> frame.getString("id").equals(ids.getLast()));
    assertEquals(ids, console.frames("ack").stream().map(frame -> frame.getString("id")).toList());
    assertEquals("welcome", console.frames().getFirst().getString("type"));
    console.close();
  }

  @Test
  void theSameIdFromBothEndsIsTwoEntries() {
    try (Talk talk = Talk.begin(town, node, client)) {
      String id = UUID.randomUUID().toString();
      assertEquals(1, talk.seeker().ask(Talk.message("甲"), id).getLong("seq"));
      assertEquals(2, talk.console().ask(talk.words("乙"), id).getLong("seq"));
      assertEquals("乙", talk.seeker().await("message").getString("text"));
      assertEquals("甲", talk.console().await("message").getString("text"));
    }
  }

  @Test
  void theSameMessageSentToTwoNodesIsOneEntry() {
    Client.Contact contact = client.open();
    Wire here = client.seeker(contact, 0);
    Wire there = elsewhere.seeker(contact, 0);
    here.await("state");
    there.await("state");
    String id = UUID.randomUUID().toString();
    JsonObject frame = Talk.message("只说一次").put("id", id);
    here.send(frame);
    there.send(frame);
    Await.until("both acks", () -> here.answers(id).size() + there.answers(id).size() == 2);
    assertEquals(here.answers(id), there.answers(id));
    JsonObject all = client.as(contact, "GET", "/entries", "").body();
    assertEquals(1, all.getInteger("head"));
  }

  @Test
  void manyMessagesReachBothEndsOnceAndInOrderAcrossNodes() {
    try (Talk talk = Talk.begin(town, node, client, elsewhere)) {
      for (int i = 0; i < MANY; i++) {
        talk.seeker().send(Talk.message("求" + i).put("id", UUID.randomUUID().toString()));
        talk.console().send(talk.words("答" + i).put("id", UUID.randomUUID().toString()));
      }
      for (Wire wire : List.of(talk.seeker(), talk.console())) {
        Await.until("all entries", () -> entries(wire).size() >= 2 * MANY);
        assertEquals(upTo(2L * MANY), numbers(entries(wire)));
      }
      Wire second = elsewhere.seeker(talk.contact(), 0);
      Await.until("the transcript", () -> second.frames("message").size() >= 2 * MANY);
      assertEquals(upTo(2L * MANY), numbers(second.frames("message")));
    }
  }

  /** Messages and acks of messages, in the order in which they came. */
  private static List<JsonObject> entries(Wire wire) {
    return wire.frames().stream()
        .filter(f -> f.containsKey("seq") && !"read".equals(f.getString("type")))
        .toList();
  }

  @Test
  void whoComesBackGetsWhatWasSaidMeanwhileAndNothingElse() {
    try (Talk talk = Talk.begin(town, node, client)) {
      Talk.expect(talk.seeker().ask(Talk.message("在吗")));
      talk.seeker().close();
      for (int i = 0; i < 5; i++) {
        Talk.expect(talk.console().ask(talk.words("我在" + i)));
      }
      Wire back = client.seeker(talk.contact(), 1);
      Await.until("what was missed", () -> back.frames("message").size() == 5);
      assertEquals(List.of(2L, 3L, 4L, 5L, 6L), numbers(back.frames("message")));
      JsonObject fetched = back.ask(Wire.frame("fetch").put("after", 0).put("limit", 3));
      assertEquals(3, fetched.getLong("last"));
      assertEquals(6, fetched.getLong("head"));
    }
  }

  @Test
  void otherTabsOfTheSenderGetTheEntryAsAMessage() {
    Client.Contact contact = client.open();
    Wire one = client.seeker(contact, 0);
    Wire two = client.seeker(contact, 0);
    two.await("state");
    Talk.expect(one.ask(Talk.message("你好")));
    assertEquals("seeker", two.await("message").getString("from"));
    assertTrue(one.frames("message").isEmpty());
  }

  @Test
  void aConsoleThatComesBackFetchesTheTranscript() {
    try (Talk talk = Talk.begin(town, node, client)) {
      for (int i = 0; i < 3; i++) {
        Talk.expect(talk.seeker().ask(Talk.message("说" + i)));
      }
      Wire again = client.console(talk.person());
      JsonObject welcome = again.await("welcome");
      assertEquals(4409, talk.console().awaitClose());
      assertEquals(1, talk.console().frames("displaced").size());
      JsonObject held = welcome.getJsonArray("contacts").getJsonObject(0);
      assertEquals(3, held.getLong("head"));
      Talk.expect(talk.seeker().ask(Talk.message("说3")));
      assertEquals(4, again.await("resync").getLong("head"));
      JsonObject fetched = again.ask(talk.about("fetch").put("after", 0).put("limit", 200));
      assertEquals(4, fetched.getLong("last"));
      assertEquals(upTo(4), numbers(again.frames("message")));
      Talk.expect(talk.seeker().ask(Talk.message("说4")));
      again.await("message", m -> m.getLong("seq") == 5);
      talk.end(again);
    }
  }

  @Test
  void aNewerConsoleOnAnotherNodeDisplacesTheOlderOne() {
    TestTown.Person person = town.volunteer(node);
    Wire older = Talk.ready(client.console(person));
    Wire newer = elsewhere.console(person);
    assertEquals("ready", newer.await("welcome").getJsonObject("presence").getString("status"));
    older.await("displaced");
    assertEquals(4409, older.awaitClose());
    newer.close();
  }

  @Test
  void aHandshakeThatNobodyWaitsForAnyMoreDisplacesNobody() {
    TestTown.Person person = town.volunteer(node);
    Wire console = Talk.ready(client.console(person));
    String cookie = client.signIn(person);
    try (RawSocket forgotten = new RawSocket(node.port(), cookie)) {
      assertTrue(forgotten.readPing());
      Talk.expect(console.ask(Wire.frame("presence").put("status", "onBreak")));
    }
    Talk.expect(console.ask(Wire.frame("presence").put("status", "offline")));
    assertEquals(List.of(), console.frames("displaced"));

    try (RawSocket alive = new RawSocket(node.port(), cookie)) {
      alive.send("{\"type\":\"ping\"}".getBytes(UTF_8));
      assertEquals(4409, console.awaitClose());
    }
  }

  @Test
  void typingAndReadingReachTheOtherEndOnAnotherNode() {
    try (Talk talk = Talk.begin(town, node, client, elsewhere)) {
      Talk.expect(talk.console().ask(talk.words("您好")));
      talk.seeker().await("message");
      talk.seeker().send(Wire.frame("typing"));
      assertEquals(talk.contact().id(), talk.console().await("typing").getString("contactId"));
      talk.seeker().send(Wire.frame("read").put("seq", 1));
      assertEquals(1, talk.console().await("read").getLong("seq"));
      talk.console().send(talk.about("typing"));
      talk.seeker().await("typing");
    }
  }
}
