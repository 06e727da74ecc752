package org.nuanxian.server.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nuanxian.runtime.testing.phone.Call;
import org.nuanxian.runtime.testing.phone.Pbx;
import org.nuanxian.runtime.testing.phone.Phone;
import org.nuanxian.server.testing.Await;
import org.nuanxian.server.testing.Http;
import org.nuanxian.server.testing.Staffer;

/** Somebody calls while no server is there at all. */
class StandbyTableTest {
  private static final String OWN = "13900000009";

  @TempDir Path temporary;

  @Test
  void whoeverIsOnDutyIsRungAsTheTableOfBetterTimesSays() {
    try (Pbx pbx = Pbx.start(temporary.resolve("pbx"));
        Town town = Town.with(pbx, temporary.resolve("town"), "a");
        Phone world = Phone.anywhere();
        Phone outside = pbx.outside()) {
      String county = town.county();
      pbx.shortWords("360800", "static-wait", "offer-press1");
      try (Ledger ledger = town.ledger()) {
        tell(town, town.account(ledger.atDesk(county).getFirst()));
      }
      town.node(0).kill();
      town.node(0).start();
      String always = "nuanxian/county/" + county + "/always";
      Await.until("the table", () -> pbx.read(always).equals(OWN));
      town.node(0).kill();

      Call call = world.call(pbx.sip(), "13800000001", county).awaitAnswer();
      call.sound().say(440);
      Call rung = outside.awaitCall();
      assertTrue(rung.header("To").orElseThrow().contains(OWN));
      rung.answer().sound().say(900).press('1');
      Await.until("both hear each other", () -> call.sound().hears(900) && rung.sound().hears(440));
      call.hangUp();
      rung.awaitEnd();
      world.call(pbx.sip(), "13800000002", county).awaitAnswer().hangUp();
      Await.until("both left a note", () -> pbx.keys("nuanxian/call").size() == 2);

      town.node(0).start();
      try (Ledger ledger = town.ledger()) {
        Await.until(
            "both are written down",
            () -> ledger.outcomes(county).equals(List.of("abandoned", "static")));
        assertEquals(1, ledger.followUps(county).size());
      }
      Await.until("no note stands any more", () -> pbx.keys("nuanxian/call").isEmpty());
    }
  }

  private static void tell(Town town, VolunteerClient.Account account) {
    Staffer person = Staffer.signIn(town.node(0), account.username(), account.password());
    Http.Answer answer =
        Http.post(
            town.node(0).base().resolve("/api/v1/me/ways"),
            new JsonObject().put("sms", OWN),
            Map.of("Cookie", person.cookie(), "X-CSRF", person.csrf()));
    assertEquals(204, answer.status(), answer.body().encode());
  }
}
