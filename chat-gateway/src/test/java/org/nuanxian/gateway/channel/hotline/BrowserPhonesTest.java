package org.nuanxian.gateway.channel.hotline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nuanxian.runtime.config.PbxConfig;
import org.nuanxian.runtime.staff.AccountId;
import org.nuanxian.runtime.testing.Await;
import org.nuanxian.runtime.testing.phone.Pbx;

/** What a real PBX keeps of the telephones in volunteers' pages. */
class BrowserPhonesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T20:00:00Z");
  private static final String TYPES = "asterisk/config/dynamic/res_pjsip/";

  @TempDir static Path temporary;

  private static Vertx vertx;
  private static Pbx pbx;
  private static BrowserPhones phones;

  private final AccountId person = new AccountId(UUID.randomUUID());

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    pbx = Pbx.start(temporary.resolve("pbx"));
    PbxConfig config = pbx.config("12356=360802");
    phones =
        new BrowserPhones(
            vertx,
            config,
            new Ari(vertx, config),
            new SecureRandom(),
            InstantSource.fixed(NOW),
            () -> {});
  }

  @AfterAll
  static void end() {
    pbx.close();
    Await.result(vertx.close());
  }

  private BrowserPhones.Account give() {
    return Await.result(phones.give(person));
  }

  /** The value of a field of this person's object; empty when there is none. */
  private Optional<String> kept(String type, String field) {
    String name = "v" + person.value().toString().replace("-", "");
    if (pbx.ask("GET", TYPES + type + "/" + name, "").statusCode() != 200) {
      return Optional.empty();
    }
    return pbx.list(TYPES + type + "/" + name).stream()
        .map(JsonObject.class::cast)
        .filter(one -> one.getString("attribute").equals(field))
        .map(one -> one.getString("value"))
        .findFirst();
  }

  @Test
  void aPageRegistersWithItsNewestPasswordForHalfAnHour() {
    BrowserPhones.Account first = give();
    assertEquals(Optional.of(first.password().value()), kept("auth", "password"));
    assertEquals(Optional.of(first.name()), kept("auth", "username"));
    assertTrue(first.uri().startsWith("sip:" + first.name() + "@"), first.uri());
    assertEquals(NOW.plus(BrowserPhones.LIFE), first.expiresAt());

    BrowserPhones.Account second = give();
    assertNotEquals(first.password(), second.password());
    assertEquals(Optional.of(second.password().value()), kept("auth", "password"));
  }

  @Test
  void aPageCallsNobodyAndPutsNobodyThrough() {
    give();
    assertEquals(Optional.of("from-volunteer"), kept("endpoint", "context"));
    assertEquals(Optional.of("false"), kept("endpoint", "allow_transfer"));
    assertEquals(Optional.of("1"), kept("aor", "max_contacts"));
  }

  @Test
  void whatWasTakenAwayOpensNothingAndMayBeTakenAwayAgain() {
    give();
    Await.result(phones.take(person));
    assertEquals(Optional.empty(), kept("auth", "password"));
    assertEquals(Optional.empty(), kept("endpoint", "context"));
    Await.result(phones.take(person));
  }

  @Test
  void itsEndTakesAwayOnlyWhatNobodyRenewed() {
    BrowserPhones.Account first = give();
    BrowserPhones.Account renewed = give();
    Await.result(phones.end(person, first.password()));
    assertEquals(Optional.of(renewed.password().value()), kept("auth", "password"));
    Await.result(phones.end(person, renewed.password()));
    assertEquals(Optional.empty(), kept("auth", "password"));
    Await.result(phones.end(person, renewed.password()));
  }

  @Test
  void nobodyPrintsAPassword() {
    BrowserPhones.Account given = give();
    assertFalse(given.toString().contains(given.password().value()));
  }

  @Test
  void aPbxThatIsAwayGivesNothing() {
    pbx.kill();
    try {
      assertThrows(PbxAway.class, () -> Await.result(phones.give(person)));
    } finally {
      pbx.restart();
    }
  }
}
