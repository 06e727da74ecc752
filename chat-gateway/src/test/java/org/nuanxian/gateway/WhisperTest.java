package org.nuanxian.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

/** 督导悄悄说: what a supervisor tells the volunteer, and who never learns of it. */
class WhisperTest {
  @RegisterExtension static final Stores STORES = Stores.with(TestTown.schemas());

  private static final String WORDS = "先问她有没有吃药";

  private static TestTown town;
  private static TestNode node;
  private static TestNode other;
  private static Client client;
  private static Client far;

  @BeforeAll
  static void start() {
    town = new TestTown(STORES, Map.of("tick", "50ms", "widen", "300ms"));
    node = town.node("a");
    other = town.node("b");
    client = town.client(node);
    far = town.client(other);
  }

  @AfterAll
  static void end() {
    town.close();
  }

  private record Supervisor(TestTown.Person person, Wire console) {}

  private static Supervisor supervisor(int county, Client at) {
    TestTown.Person person =
        town.person(node, town.counties().get(county), Set.of(Role.SUPERVISOR));
    Wire console = at.console(person);
    console.await("welcome");
    return new Supervisor(person, console);
  }

  private static String code(JsonObject answer) {
    return answer.getString("code", answer.getString("type"));
  }

  private static JsonObject whisper(Talk talk, String words) {
    return talk.about("whisper").put("text", words);
  }

  private static List<String> texts(Wire console) {
    return console.frames("whisper").stream().map(frame -> frame.getString("text")).toList();
  }

  @Test
  void whatASupervisorWhispersReachesTheVolunteerAndNothingOnTheHelpSeekersSide() throws Exception {
    try (Talk talk = Talk.begin(town, node, client, far)) {
      talk.seeker().ask(Talk.message("我很难受"));
      talk.console().await("message");
      Supervisor beside = supervisor(0, client);
      Talk.expect(beside.console().ask(talk.about("sitIn")));

      JsonObject ack = Talk.expect(beside.console().ask(whisper(talk, WORDS)));

      JsonObject heard = talk.console().await("whisper");
      assertEquals(WORDS, heard.getString("text"));
      assertEquals(beside.person().alias(), heard.getString("alias"));
      assertEquals(1, heard.getLong("number"));
      assertEquals(1, heard.getLong("after"), "behind what had been said");
      assertEquals(1, ack.getLong("number"));
      assertEquals(WORDS, beside.console().await("whisper").getString("text"));
      Talk.expect(talk.console().ask(talk.words("我在")));
      Supervisor second = supervisor(0, far);
      Talk.expect(second.console().ask(talk.about("sitIn")));
      assertEquals(WORDS, second.console().await("whisper").getString("text"));

      String shown = everythingTheHelpSeekerGets(talk);
      assertTrue(shown.contains("我很难受") && shown.contains("我在"), shown);
      assertFalse(shown.contains(WORDS), shown);
      assertFalse(shown.contains(beside.person().alias()), shown);
      assertFalse(shown.toLowerCase(Locale.ROOT).contains("whisper"), shown);
      assertFalse(shown.contains(beside.person().id().value().toString()), shown);
      beside.console().close();
      second.console().close();
    }
  }

  /** Every frame that may be sent and every address of a contact, and all that comes back. */
  private static String everythingTheHelpSeekerGets(Talk talk) throws IOException {
    StringBuilder all = new StringBuilder();
    Wire again = client.seeker(talk.contact(), 0);
    again.await("state");
    Talk.expect(again.ask(Wire.frame("fetch").put("after", 0).put("limit", 200)));
    JsonNode contract = contract();
    for (String type : List.of("typing", "read", "ping")) {
      again.send(Wire.frame(type).put("seq", 1));
    }
    for (String type : List.of("danger", "notDanger")) {
      Talk.expect(again.ask(Wire.frame(type)));
    }
    for (String method : List.of("GET", "POST")) {
      for (String path : addresses(contract, method)) {
        JsonObject body = new JsonObject().put("id", UUID.randomUUID().toString());
        Client.Answer answer =
            client.as(talk.contact(), method, path, method.equals("GET") ? "" : body);
        all.append(path).append(answer.body().encode());
      }
    }
    List<JsonObject> frames = new ArrayList<>(again.frames());
    frames.addAll(talk.seeker().frames());
    List<Long> numbers =
        again.frames("message").stream().map(frame -> frame.getLong("seq")).distinct().toList();
    for (int i = 0; i < numbers.size(); i++) {
      assertEquals(i + 1, numbers.get(i), "no number is missing: nothing is hinted at");
    }
    frames.forEach(frame -> all.append(frame.encode()));
    again.close();
    return all.toString();
  }

  private static JsonNode contract() throws IOException {
    try (InputStream file = Gateway.class.getResourceAsStream("/api/openapi.yaml")) {
      return new YAMLMapper().readTree(file);
    }
  }

  /** Behind {@code /contacts/{id}}; the one that ends the contact is left out. */
  private static List<String> addresses(JsonNode contract, String method) {
    List<String> found = new ArrayList<>();
    contract
        .path("paths")
        .properties()
        .forEach(path -> {
          String behind = path.getKey().replaceFirst("^.*/contacts/\\{\\w+}", "");
          boolean there = !behind.equals(path.getKey()) && !behind.contains("{");
          if (there
              && !behind.equals("/leave")
              && path.getValue().has(method.toLowerCase(Locale.ROOT))) {
            found.add(behind);
          }
        });
    assertFalse(found.isEmpty(), method);
    return found;
  }

  @Test
  void aWhisperThatIsSentAgainIsWrittenOnceAndOnRecordWithoutItsWords() {
    try (Talk talk = Talk.begin(town, node, client)) {
      Supervisor beside = supervisor(0, far);
      Talk.expect(beside.console().ask(talk.about("sitIn")));
      String id = UUID.randomUUID().toString();
      JsonObject first = Talk.expect(beside.console().ask(whisper(talk, WORDS), id));
      beside.console().close();
      Wire back = far.console(beside.person());
      back.await("welcome");
      // The line broke and nothing is open here yet: the same answer.
      JsonObject same = Talk.expect(back.ask(whisper(talk, WORDS), id));
      assertEquals(first.getLong("number"), same.getLong("number"));
      assertEquals("id-reused", code(back.ask(whisper(talk, "别的话"), id)));
      Talk.expect(back.ask(whisper(talk, "慢慢来")));
      Await.until("both are there", () -> texts(talk.console()).size() == 2);
      assertEquals(List.of(WORDS, "慢慢来"), texts(talk.console()));

      // Another window of the volunteer has both again, in order.
      Wire window = client.console(talk.person());
      window.await("welcome");
      Await.until("both came again", () -> texts(window).equals(List.of(WORDS, "慢慢来")));
      assertEquals(
          2,
          row("SELECT whispers FROM conversation.first_contact WHERE contact = $1", talk)
              .getLong(0));
      Row audited =
          row(
              "SELECT count(*), string_agg(detail::text, ' ') FROM audit.entry"
                  + " WHERE action = 'contact.whisper' AND subject = 'contact:' || $1::uuid::text",
              talk);
      assertTrue(audited.getLong(0) >= 2);
      assertFalse(audited.getString(1).contains(WORDS), audited.getString(1));
      back.close();
      talk.end(window);
    }
  }

  private static Row row(String sql, Talk talk) {
    return node.onLoop(() ->
        node.database()
            .client()
            .preparedQuery(sql)
            .execute(Tuple.of(UUID.fromString(talk.contact().id())))
            .map(rows -> rows.iterator().next()));
  }

  @Test
  void onlyWhoeverMayReadAlongWhispersAndOnlyToWhoeverHoldsTheContact() {
    Talk talk = Talk.begin(town, node, client);
    Supervisor beside = supervisor(0, client);
    Supervisor elsewhere = supervisor(1, client);
    assertEquals("not-allowed", code(elsewhere.console().ask(whisper(talk, WORDS))));
    assertEquals("not-allowed", code(talk.console().ask(whisper(talk, WORDS))));
    assertEquals("empty", code(beside.console().ask(whisper(talk, " "))));
    Talk.expect(beside.console().ask(whisper(talk, WORDS)));
    talk.console().await("whisper");

    Talk.expect(talk.console().ask(talk.about("stepBack")));
    talk.console().await("contact", c -> Boolean.FALSE.equals(c.getBoolean("held")));
    assertEquals("nobody-there", code(beside.console().ask(whisper(talk, "还在吗"))));
    TestTown.Person next = town.volunteer(node);
    Wire taker = Talk.ready(client.console(next));
    Talk.accept(taker, talk.contact());
    Talk.expect(beside.console().ask(whisper(talk, "这句给您")));
    Await.until("the new one hears", () -> !texts(taker).isEmpty());
    assertEquals(List.of("这句给您"), texts(taker), "what was whispered to another stays theirs");
    assertEquals(List.of(WORDS), texts(talk.console()));
    talk.end(taker);
    talk.console().close();
    beside.console().close();
    elsewhere.console().close();
  }
}
