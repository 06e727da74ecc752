package org.nuanxian.runtime.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.redis.Hints;
import org.nuanxian.runtime.testing.Await;
import org.nuanxian.runtime.testing.Stores;

/** Keys of persons on a real database. */
class VaultTest {

  @RegisterExtension static final Stores STORES = Stores.with("vault");

  private static final byte[] PLACE = bytes("contact|sender|1|text");

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static PersonId somebody() {
    return new PersonId(UUID.randomUUID());
  }

  private static String line() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
  }

  private static Vault vault(MasterKey master) {
    Database database = STORES.database();
    Vault vault =
        STORES.makeOnLoop(() ->
            new Vault(STORES.vertx(), database, master, new SecureRandom(), STORES.metrics()));
    STORES.closing(() -> Await.result(vault.close()));
    return vault;
  }

  private static Vault vault() {
    return vault(MasterKey.read(STORES.vaultConfig().masterKeyFile()));
  }

  @Test
  void whatIsSealedOnOneNodeOpensOnAnother() {
    PersonId person = somebody();
    byte[] sealed = Await.result(vault().create(person)).seal(bytes("您好"), PLACE);

    byte[] opened = Await.result(vault().access(person)).open(sealed, PLACE);

    assertArrayEquals(bytes("您好"), opened);
    assertFalse(new String(sealed, StandardCharsets.UTF_8).contains("您好"));
  }

  @Test
  void theSameWordsNeverLookTheSame() {
    PersonKey key = Await.result(vault().create(somebody()));

    assertNotEquals(
        Base64.getEncoder().encodeToString(key.seal(bytes("x"), PLACE)),
        Base64.getEncoder().encodeToString(key.seal(bytes("x"), PLACE)));
  }

  @Test
  void aChangedBitAnotherPlaceAndAnotherPersonDoNotOpen() {
    Vault vault = vault();
    PersonKey key = Await.result(vault.create(somebody()));
    PersonKey other = Await.result(vault.create(somebody()));
    byte[] sealed = key.seal(bytes("words"), PLACE);

    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThrows(Unreadable.class, () -> key.open(changed, PLACE));
    }
    assertThrows(Unreadable.class, () -> key.open(sealed, bytes("contact|sender|2|text")));
    assertThrows(Unreadable.class, () -> other.open(sealed, PLACE));
    assertThrows(Unreadable.class, () -> key.open(new byte[0], PLACE));
  }

  @Test
  void creatingTwiceAnswersTheSameKeyAlsoFromTwoNodesAtOnce() {
    PersonId person = somebody();
    Vault one = vault();
    Vault two = vault();

    Future<PersonKey> first = one.create(person);
    Future<PersonKey> second = two.create(person);

    byte[] sealed = Await.result(first).seal(bytes("words"), PLACE);
    assertArrayEquals(bytes("words"), Await.result(second).open(sealed, PLACE));
    assertArrayEquals(bytes("words"), Await.result(one.create(person)).open(sealed, PLACE));
  }

  @Test
  void manyPersonsAtOnceShareCommits() {
    Vault vault = vault();

    List<Future<PersonKey>> keys =
        STORES.makeOnLoop(() -> {
          List<Future<PersonKey>> made = new ArrayList<>();
          for (int i = 0; i < 500; i++) {
            made.add(vault.create(somebody()));
          }
          return made;
        });

    Await.result(Future.all(keys));
    assertTrue(vault.cached() >= 500);
  }

  @Test
  void anErasedPersonIsClosedForEverAndGetsNoNewKey() {
    PersonId person = somebody();
    Vault vault = vault();
    Await.result(vault.create(person));

    Await.result(vault.erase(person));

    assertTrue(assertInstanceOf(NoPersonKey.class, Await.failure(vault.access(person))).erased());
    assertTrue(assertInstanceOf(NoPersonKey.class, Await.failure(vault.create(person))).erased());
    Await.result(vault.erase(person));
  }

  @Test
  void anUnknownPersonIsNotTheSameAsAnErasedOne() {
    NoPersonKey failure =
        assertInstanceOf(NoPersonKey.class, Await.failure(vault().access(somebody())));

    assertFalse(failure.erased());
  }

  @Test
  void anErasureIsHeardByTheOtherNodes() {
    Hints hints = STORES.hints(STORES.redisLink());
    Database database = STORES.database();
    MasterKey master = MasterKey.read(STORES.vaultConfig().masterKeyFile());
    Vault here =
        STORES.makeOnLoop(() ->
            new Vault(
                STORES.vertx(), database, master, new SecureRandom(), hints, STORES.metrics()));
    STORES.closing(() -> Await.result(here.close()));
    Vault there =
        STORES.makeOnLoop(() ->
            new Vault(
                STORES.vertx(), database, master, new SecureRandom(), hints, STORES.metrics()));
    STORES.closing(() -> Await.result(there.close()));
    Await.result(here.start());
    Await.result(there.start());
    PersonId person = somebody();
    Await.result(here.create(person));
    Await.result(there.access(person));

    Await.result(here.erase(person));

    Await.until("the other node forgets", () -> Await.outcome(there.access(person)).failed());
  }

  @Test
  void aKeyOfAnotherPersonInTheTableDoesNotOpen() {
    PersonId person = somebody();
    PersonId other = somebody();
    Vault vault = vault();
    Await.result(vault.create(person));
    Await.result(vault.create(other));
    Await.result(
        STORES
            .database()
            .client()
            .preparedQuery(
                """
                UPDATE vault.person_key SET wrapped =
                  (SELECT wrapped FROM vault.person_key WHERE person = $1) WHERE person = $2
                """)
            .execute(Tuple.of(person.value(), other.value())));

    assertInstanceOf(Unreadable.class, Await.failure(vault().access(other)));
  }

  @Test
  void afterANewMasterKeyOnTopOldKeysOpenAndTokensStay() {
    String old = line();
    PersonId before = somebody();
    Vault first = vault(MasterKey.parse(List.of(old)));
    byte[] sealed = Await.result(first.create(before)).seal(bytes("words"), PLACE);

    Vault second = vault(MasterKey.parse(List.of("# put on top", line(), old)));

    assertArrayEquals(bytes("words"), Await.result(second.access(before)).open(sealed, PLACE));
    assertEquals(first.token("contact", "1"), second.token("contact", "1"));
    PersonId after = somebody();
    Await.result(second.create(after));
    assertInstanceOf(Unreadable.class, Await.failure(first.access(after)));
  }

  @Test
  void tokensDependOnPurposeSubjectAndKeyOnly() {
    Vault one = vault();
    Vault two = vault();

    assertEquals(one.token("contact", "a:1"), two.token("contact", "a:1"));
    assertEquals(43, one.token("contact", "a:1").length());
    assertNotEquals(one.token("contact", "a:1"), one.token("contact", "a:2"));
    assertNotEquals(one.token("contact", "a:1"), one.token("return", "a:1"));
    assertNotEquals(
        one.token("contact", "a:1"),
        vault(MasterKey.parse(List.of(line()))).token("contact", "a:1"));
  }
}
