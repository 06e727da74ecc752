package org.nuanxian.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.nuanxian.runtime.testing.Stores;

/** A volunteer hands a contact over while they talk. */
class TransferTest {
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

  private static JsonObject to(Talk talk, TestTown.Person whom, String note) {
    return talk.about("transfer")
        .put("to", new JsonObject().put("volunteer", whom.id().value().toString()))
        .put("note", note);
  }

  private static JsonObject transfer(Wire offered) {
    return offered.await("offer", o -> "transfer".equals(o.getString("purpose")));
  }

  private static JsonObject handing(Talk talk, String state) {
    return talk.console()
        .await(
            "contact",
            c ->
                c.containsKey("transfer")
                    && state.equals(c.getJsonObject("transfer").getString("state")));
  }

  private static String situation(Wire seeker, String situation) {
    return seeker.await("state", s -> situation.equals(s.getString("situation"))).getString("text");
  }

  @Test
  void theOtherReadsTheNoteAcceptsAndGoesOnAndTheFirstSaysNothingMore() {
    Talk talk = Talk.begin(town, node, client);
    TestTown.Person second = town.volunteer(node);
    Wire other = Talk.ready(client.console(second));
    JsonObject free = Talk.expect(talk.console().ask(talk.about("colleagues")));
    assertTrue(free.encode().contains(second.alias()), free::encode);

    JsonObject asked = to(talk, second, "她刚说完学校的事");
    Talk.expect(talk.console().ask(asked));
    assertEquals("already-asked", talk.console().ask(asked).getString("code"));
    handing(talk, "ringing");
    assertTrue(situation(talk.seeker(), "handing").contains(talk.person().alias()));
    Talk.expect(talk.console().ask(talk.words("我还在")));
    JsonObject offer = other.await("offer", o -> o.containsKey("from"));
    assertEquals("transfer", offer.getString("purpose"));
    assertEquals(talk.person().alias(), offer.getString("from"));
    assertEquals("她刚说完学校的事", offer.getString("note"));

    Talk.expect(other.ask(Wire.frame("accept").put("offerId", offer.getString("offerId"))));
    JsonObject change = talk.seeker().await("message", m -> "changed".equals(m.getString("kind")));
    assertEquals(second.alias(), change.getString("text"));
    talk.console().await("contact", c -> Boolean.FALSE.equals(c.getBoolean("held")));
    assertEquals("not-holder", talk.console().ask(talk.words("再说一句")).getString("code"));
    JsonObject recalled = Talk.expect(other.ask(talk.about("recall")));
    assertTrue(recalled.getJsonArray("remarks").encode().contains("她刚说完学校的事"));
    situation(talk.seeker(), "talking");
    talk.console().close();
    talk.end(other);
  }

  @Test
  void declinedTheHolderIsToldAndThePersonHearsThatNothingChanged() {
    try (Talk talk = Talk.begin(town, node, client)) {
      TestTown.Person second = town.volunteer(node);
      Wire other = Talk.ready(client.console(second));
      Talk.expect(talk.console().ask(to(talk, second, "")));
      JsonObject offer = transfer(other);
      situation(talk.seeker(), "handing");
      Talk.expect(
          other.ask(
              Wire.frame("decline")
                  .put("offerId", offer.getString("offerId"))
                  .put("reason", "notNow")));
      handing(talk, "declined");
      situation(talk.seeker(), "talking");
      Talk.expect(talk.console().ask(talk.about("withdrawTransfer")));
      JsonObject after =
          talk.console().await("contact", c -> c.containsKey("held") && !c.containsKey("transfer"));
      assertTrue(after.getBoolean("held"));
      other.close();
    }
  }

  @Test
  void whatThePersonKeepsBeforeTheChangeTheNewVolunteerNeverSees() {
    Talk talk = Talk.begin(town, node, client);
    Talk.expect(talk.seeker().ask(Talk.message("只说给第一个人")));
    TestTown.Person second = town.volunteer(node);
    Wire other = Talk.ready(client.console(second));
    Talk.expect(talk.console().ask(to(talk, second, "她说了家里的事")));
    situation(talk.seeker(), "handing");
    assertEquals(204, client.as(talk.contact(), "POST", "/hide-earlier", "").status());
    Talk.expect(talk.seeker().ask(Talk.message("这句也只给第一个人")));
    JsonObject fetch = talk.about("fetch").put("after", 0).put("limit", 200);
    Talk.expect(talk.console().ask(fetch));
    assertTrue(talk.console().frames("message").stream().noneMatch(TransferTest::hidden));

    JsonObject offer = transfer(other);
    Talk.expect(other.ask(Wire.frame("accept").put("offerId", offer.getString("offerId"))));
    talk.seeker().await("message", m -> "changed".equals(m.getString("kind")));
    Talk.expect(talk.seeker().ask(Talk.message("从这里开始")));
    other.await("message", m -> "从这里开始".equals(m.getString("text")));
    Talk.expect(other.ask(talk.about("fetch").put("after", 0).put("limit", 200)));
    assertTrue(other.frames("message").stream().anyMatch(TransferTest::hidden));
    assertFalse(other.frames("message").toString().contains("第一个人"));
    JsonObject recalled = Talk.expect(other.ask(talk.about("recall")));
    assertTrue(recalled.getJsonArray("remarks").isEmpty());
    talk.console().close();
    talk.end(other);
  }

  @Test
  void aNumberIsSaidAtOnceAndTheTalkGoesOnUntilItsVolunteerEndsIt() {
    try (Talk talk = Talk.begin(town, node, client)) {
      JsonObject refer =
          talk.about("transfer").put("to", new JsonObject().put("referral", "12356"));
      Talk.expect(talk.console().ask(refer));
      JsonObject said = talk.seeker().await("message", m -> "notice".equals(m.getString("kind")));
      assertTrue(said.getString("text").startsWith("您也可以拨打"), said::encode);
      Talk.expect(talk.console().ask(talk.words("我还在")));
      JsonObject unknown =
          talk.about("transfer").put("to", new JsonObject().put("referral", "nowhere"));
      assertEquals("invalid", talk.console().ask(unknown).getString("code"));
      Talk.expect(talk.console().ask(talk.about("close").put("outcome", "referred")));
    }
  }

  private static boolean hidden(JsonObject message) {
    return "hidden".equals(message.getString("kind"));
  }
}
