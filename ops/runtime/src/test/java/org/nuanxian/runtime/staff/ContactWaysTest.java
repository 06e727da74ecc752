package org.nuanxian.runtime.staff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.runtime.audit.Audit;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.testing.Await;
import org.nuanxian.runtime.testing.Hands;
import org.nuanxian.runtime.testing.Stores;
import org.nuanxian.runtime.vault.MasterKey;
import org.nuanxian.runtime.vault.Vault;

/** Telephone numbers and addresses of staff, on real PostgreSQL. */
class ContactWaysTest {
  @RegisterExtension static final Stores STORES = Stores.with("vault", "staff", "audit");

  private static final Hands CLOCK = new Hands(Instant.parse("2026-11-21T22:00:00Z"));
  private static final CityCode CITY = new CityCode("360800");
  private static final String NUMBER = "13800138000";

  private static Database database;
  private static ContactWays ways;
  private static Accounts accounts;

  @BeforeAll
  static void start() {
    database = STORES.database();
    SecureRandom random = new SecureRandom();
    Vault vault =
        STORES.makeOnLoop(() ->
            new Vault(
                STORES.vertx(),
                database,
                MasterKey.read(STORES.vaultConfig().masterKeyFile()),
                random,
                STORES.metrics()));
    STORES.closing(() -> Await.result(vault.close()));
    ways = new ContactWays(database, vault, new Audit(database, CLOCK), CLOCK);
    Passwords passwords =
        STORES.makeOnLoop(() -> new Passwords(STORES.vertx(), random, STORES.metrics()));
    STORES.closing(() -> Await.result(passwords.close()));
    accounts = new Accounts(database, passwords, CLOCK);
  }

  private static Actor person(String username, Optional<String> password) {
    NewAccount account =
        new NewAccount(
            new AccountId(UUID.randomUUID()),
            username,
            "李安和",
            "青禾",
            CITY,
            Optional.of(new CountyCode("360802")),
            Set.of(Role.SUPERVISOR),
            password);
    STORES.onLoop(() -> accounts.create(account));
    return account.actor();
  }

  private static List<Row> rows(String sql) {
    List<Row> rows = new ArrayList<>();
    STORES.onLoop(() -> database.client().query(sql).execute()).forEach(rows::add);
    return rows;
  }

  @Test
  void aNumberIsSealedIsNotOnRecordAndOpensForItsOwner() {
    Actor person = person("sealed", Optional.of("a good long password"));
    STORES.onLoop(() -> ways.set(person, person.id(), Map.of(OwnWay.SMS, NUMBER)));

    assertEquals(Map.of(OwnWay.SMS, NUMBER), STORES.onLoop(() -> ways.of(person.id())));
    assertEquals(Optional.empty(), STORES.onLoop(() -> ways.of(person.id(), OwnWay.EMAIL)));
    for (Row row : rows("SELECT sms FROM staff.contact_way WHERE sms IS NOT NULL")) {
      String stored = row.getBuffer(0).toString(StandardCharsets.ISO_8859_1);
      assertFalse(stored.contains(NUMBER));
    }
    List<Row> noted = rows("SELECT detail FROM audit.entry WHERE action = 'account.ways'");
    assertFalse(noted.isEmpty());
    noted.forEach(row -> assertFalse(row.getString(0).contains(NUMBER)));
    List<Set<OwnWay>> known =
        STORES.onLoop(() -> ways.people(CITY)).stream()
            .filter(one -> one.actor().id().equals(person.id()))
            .map(ContactWays.Reachable::ways)
            .toList();
    assertEquals(List.of(Set.of(OwnWay.SMS, OwnWay.CALL)), known);

    STORES.onLoop(() -> ways.set(person, person.id(), Map.of()));
    assertEquals(Map.of(), STORES.onLoop(() -> ways.of(person.id())));
  }

  @Test
  void whoeverHasNotJoinedIsCalledByNobody() {
    Actor invited = person("invited", Optional.empty());
    Future<List<ContactWays.Reachable>> people = STORES.makeOnLoop(() -> ways.people(CITY));
    List<AccountId> ids =
        STORES.onLoop(() -> people).stream().map(one -> one.actor().id()).toList();
    assertFalse(ids.contains(invited.id()));
  }
}
