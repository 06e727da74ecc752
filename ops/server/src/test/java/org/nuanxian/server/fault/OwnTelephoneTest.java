package org.nuanxian.server.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nuanxian.runtime.testing.phone.Call;
import org.nuanxian.runtime.testing.phone.Pbx;
import org.nuanxian.runtime.testing.phone.Phone;
import org.nuanxian.server.testing.Await;
import org.nuanxian.server.testing.Http;
import org.nuanxian.server.testing.Staffer;

/** Volunteers who are rung on their own telephone: on call at home, or with a page that cannot. */
class OwnTelephoneTest {
  private static final String CALLER = "13800000001";
  private static final String OWN = "13900000009";
  private static final int CALLERS_TONE = 440;
  private static final int OWN_TONE = 900;

  @TempDir static Path temporary;
  private static Pbx pbx;
  private static Town town;

  private final Phone world = Phone.anywhere();
  private final Phone outside = pbx.outside();

  @BeforeAll
  static void open() {
    pbx = Pbx.start(temporary.resolve("pbx"));
    try {
      town = Town.with(pbx, temporary.resolve("town"), "a");
    } catch (RuntimeException | AssertionError e) {
      pbx.close();
      throw e;
    }
  }

  @AfterAll
  static void close() {
    town.close();
    pbx.close();
  }

  @AfterEach
  void sendEverybodyAway() {
    world.close();
    outside.close();
    town.empty();
  }

  private static void tell(VolunteerClient.Account account) {
    Staffer person = Staffer.signIn(town.node(0), account.username(), account.password());
    Http.Answer answer =
        Http.post(
            town.node(0).base().resolve("/api/v1/me/ways"),
            new JsonObject().put("sms", OWN),
            Map.of("Cookie", person.cookie(), "X-CSRF", person.csrf()));
    assertEquals(204, answer.status(), answer.body().encode());
  }

  private Call call(String county) {
    Call call = world.call(pbx.sip(), CALLER, county).awaitAnswer();
    call.sound().say(CALLERS_TONE);
    return call;
  }

  private static void talk(Call caller, Call own) {
    Await.until("the caller hears", () -> caller.sound().hears(OWN_TONE));
    Await.until("the volunteer hears", () -> own.sound().hears(CALLERS_TONE));
  }

  @Test
  void whoHasNoTelephoneInThePageIsRungOnTheirOwnAndPressesOne() {
    String county = town.county();
    VolunteerClient.Account account;
    try (Ledger ledger = town.ledger()) {
      account = town.account(ledger.atDesk(county).getFirst());
      tell(account);
      VolunteerClient volunteer = town.volunteer(county, 0, town.at(0)).ready(1);

      Call caller = call(county);
      Call own = outside.awaitCall();
      assertTrue(own.header("To").orElseThrow().contains(OWN));
      for (String header : new String[] {"From", "Contact", "P-Asserted-Identity", "Diversion"}) {
        assertFalse(own.header(header).orElse("").contains(CALLER), header);
      }
      own.answer().sound().say(OWN_TONE);
      Await.until("they hear what it is about", () -> own.sound().hearsAnything());
      assertEquals("waiting", ledger.stage(ledger.lastOf(county)));

      own.sound().press('1');
      talk(caller, own);
      Await.until("the console shows it", () -> volunteer.holds(ledger.lastOf(county)));
      caller.hangUp();
      own.awaitEnd();
    }
  }

  @Test
  void whoIsOnCallAtHomeNeedsNoConsole() {
    String county = town.county();
    try (Ledger ledger = town.ledger()) {
      VolunteerClient.Account account = town.account(ledger.putOnCall(county));
      tell(account);

      Call caller = call(county);
      Call own = outside.awaitCall().answer();
      own.sound().say(OWN_TONE).press('1');
      talk(caller, own);
      String contact = ledger.lastOf(county);
      Await.until("they hold it", () -> ledger.holder(contact).equals(account.id()));
      own.hangUp();
      Call again = outside.awaitCall().answer(); // the line broke: rung again
      again.sound().say(OWN_TONE).press('1');
      talk(caller, again);
      caller.hangUp();
      Await.until("the record is to be written", () -> ledger.stage(contact).equals("wrapUp"));

      VolunteerClient later = town.guest("at home", account, town.at(0));
      Await.until("the console shows it later", () -> later.holds(contact));
    }
  }
}
