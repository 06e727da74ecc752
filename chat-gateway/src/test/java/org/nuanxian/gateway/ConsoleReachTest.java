package org.nuanxian.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
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
import org.nuanxian.runtime.testing.Stores;

/** Who may read along, who may write a record, and what letting go leaves behind. */
class ConsoleReachTest {
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

  private static Wire supervisor(int county) {
    TestTown.Person person =
        town.person(node, town.counties().get(county), Set.of(Role.SUPERVISOR));
    Wire console = client.console(person);
    console.await("welcome");
    return console;
  }

  private static String code(JsonObject answer) {
    return answer.getString("code", answer.getString("type"));
  }

  @Test
  void onlyTheCountysSupervisorReadsAlongAndTheVolunteerSeesIt() {
    try (Talk talk = Talk.begin(town, node, client)) {
      talk.seeker().ask(Talk.message("只给志愿者"));
      talk.console().await("message");
      Wire stranger = client.console(town.volunteer(node));
      stranger.await("welcome");
      assertEquals("not-allowed", code(stranger.ask(talk.about("sitIn"))));
      Wire elsewhere = supervisor(1);
      assertEquals("not-allowed", code(elsewhere.ask(talk.about("sitIn"))));

      Wire beside = supervisor(0);
      Talk.expect(beside.ask(talk.about("sitIn")));
      Talk.expect(beside.ask(talk.about("fetch").put("after", 0)));
      assertEquals("只给志愿者", beside.await("message").getString("text"));
      assertTrue(talk.console().await("beside").getBoolean("here"));
      assertEquals("not-holder", code(beside.ask(talk.words("我也说"))));
      Talk.expect(beside.ask(talk.about("sitOut")));
      talk.console().await("beside", frame -> !frame.getBoolean("here"));
      assertEquals("not-holder", code(beside.ask(talk.about("fetch").put("after", 0))));
      stranger.close();
      elsewhere.close();
      beside.close();
    }
  }

  @Test
  void aRecordIsSavedFieldByFieldForTheHolderAlone() {
    try (Talk talk = Talk.begin(town, node, client)) {
      Wire stranger = client.console(town.volunteer(node));
      stranger.await("welcome");
      JsonObject facts = talk.about("draft").put("record", new JsonObject().put("facts", "睡不着"));
      assertEquals("not-holder", code(stranger.ask(facts)));
      Talk.expect(talk.console().ask(facts));
      JsonObject done = new JsonObject().put("done", "给了电话");
      Talk.expect(talk.console().ask(talk.about("draft").put("record", done)));
      assertEquals("not-holder", code(stranger.ask(talk.about("recall"))));
      JsonObject record =
          Talk.expect(talk.console().ask(talk.about("recall"))).getJsonObject("record");
      assertEquals("睡不着", record.getString("facts"));
      assertEquals("给了电话", record.getString("done"));
      String text = "长".repeat(4000);
      String refused = "";
      for (int i = 0; i < 8 && refused.isEmpty(); i++) {
        JsonObject field = new JsonObject().put("field" + i, text);
        String code = code(talk.console().ask(talk.about("draft").put("record", field)));
        refused = code.equals("ack") ? "" : code;
      }
      assertEquals("too-long", refused);
      stranger.close();
    }
  }

  @Test
  void nobodyIsSetAsideWhileTheyTalkAndRiskIsNeverEndedAsHarassment() {
    Talk talk = Talk.begin(town, node, client);
    talk.seeker().ask(Talk.message("我不想活了"));
    talk.console().await("message");
    assertEquals("too-soon", code(talk.console().ask(talk.about("setAside"))));
    JsonObject yes = new JsonObject().put("screening", new JsonObject().put("thoughts", "yes"));
    Talk.expect(talk.console().ask(talk.about("draft").put("record", yes)));
    JsonObject passed = Talk.expect(talk.console().ask(talk.about("endNuisance")));
    assertTrue(passed.getBoolean("passed"));
    JsonObject gone =
        talk.console().await("contact", c -> Boolean.FALSE.equals(c.getBoolean("held")));
    assertFalse(gone.getString("stage").equals("closed"));
    assertEquals("not-holder", code(talk.console().ask(talk.words("还在吗"))));
    talk.seeker().ask(Wire.frame("leave"));
    talk.console().close();
  }
}
