package org.nuanxian.runtime.staff;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nuanxian.runtime.audit.Audit;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.vault.PersonId;
import org.nuanxian.runtime.vault.PersonKey;
import org.nuanxian.runtime.vault.Vault;

/**
 * Telephone numbers and mail addresses of staff, for escalations. Table {@code staff.contact_way},
 * written here only: each sealed with the person's key, opened only to show it to the person and to
 * send something there.
 */
public final class ContactWays {
  private static final String SET =
      """
      INSERT INTO staff.contact_way (account, sms, email, changed_by, changed_at)
      VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (account) DO UPDATE
      SET sms = excluded.sms, email = excluded.email, changed_by = excluded.changed_by,
        changed_at = excluded.changed_at
      """;

  private static final String FIND = "SELECT sms, email FROM staff.contact_way WHERE account = $1";

  // A city has a few hundred people; the bound is against a mistake.
  private static final String PEOPLE =
      "SELECT "
          + Rows.ACTOR
          + """
          , w.sms IS NOT NULL AS by_sms, w.email IS NOT NULL AS by_email
          FROM staff.account a LEFT JOIN staff.contact_way w ON w.account = a.id
          WHERE a.city = $1 AND a.active AND a.password IS NOT NULL
          ORDER BY a.county, a.username LIMIT 5000
          """;

  private final Database database;
  private final Vault vault;
  private final Audit audit;
  private final InstantSource clock;

  /** Contact ways in this database, sealed with keys of this vault. */
  public ContactWays(Database database, Vault vault, Audit audit, InstantSource clock) {
    this.database = database;
    this.vault = vault;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Somebody who has joined, and how they can be called.
   *
   * @param ways which ways are known, not where they lead
   */
  public record Reachable(Actor actor, Set<OwnWay> ways) {
    /** Copies the ways. */
    public Reachable {
      ways = Set.copyOf(ways);
    }
  }

  /** Everybody of a city who has joined and may sign in. */
  public Future<List<Reachable>> people(CityCode city) {
    return database
        .client()
        .preparedQuery(PEOPLE)
        .execute(Tuple.of(city.value()))
        .map(rows -> rows.stream().map(ContactWays::reachable).toList());
  }

  private static Reachable reachable(Row row) {
    Set<OwnWay> ways = EnumSet.noneOf(OwnWay.class);
    for (OwnWay way : OwnWay.values()) {
      if (row.getBoolean("by_" + way.told().wire())) {
        ways.add(way);
      }
    }
    return new Reachable(Rows.actor(row), ways);
  }

  /** Where the ways that somebody told lead. */
  public Future<Map<OwnWay, String>> of(AccountId account) {
    return database
        .client()
        .preparedQuery(FIND)
        .execute(Tuple.of(account.value()))
        .compose(rows ->
            rows.size() == 0
                ? Future.succeededFuture(new EnumMap<>(OwnWay.class))
                : vault
                    .access(new PersonId(account.value()))
                    .map(key -> opened(key, account, rows.iterator().next())));
  }

  private static Map<OwnWay, String> opened(PersonKey key, AccountId account, Row row) {
    Map<OwnWay, String> ways = new EnumMap<>(OwnWay.class);
    for (OwnWay way : OwnWay.TOLD) {
      Optional.ofNullable(row.getBuffer(way.wire()))
          .map(sealed -> key.open(sealed.getBytes(), associated(account, way)))
          .ifPresent(plain -> ways.put(way, new String(plain, StandardCharsets.UTF_8)));
    }
    return ways;
  }

  /** Where one way of somebody leads, if they told it. */
  public Future<Optional<String>> of(AccountId account, OwnWay way) {
    return of(account).map(ways -> Optional.ofNullable(ways.get(way.told())));
  }

  /** Replaces all ways of somebody; one that is absent is forgotten. On record without them. */
  Future<Void> set(Actor by, AccountId account, Map<OwnWay, String> ways) {
    return vault
        .create(new PersonId(account.value()))
        .compose(key -> {
          Tuple row = Tuple.of(account.value());
          for (OwnWay way : OwnWay.TOLD) {
            row.addValue(sealed(key, account, way, Optional.ofNullable(ways.get(way))));
          }
          row.addValue(by.id().value()).addValue(Rows.time(clock.instant()));
          return database.client().preparedQuery(SET).execute(row);
        })
        .compose(set ->
            audit.record(
                by.who(),
                "account.ways",
                "account:" + account.value(),
                Map.of("count", String.valueOf(ways.size()))));
  }

  private static Buffer sealed(
      PersonKey key, AccountId account, OwnWay way, Optional<String> plain) {
    return plain
        .map(text ->
            Buffer.buffer(
                key.seal(text.getBytes(StandardCharsets.UTF_8), associated(account, way))))
        .orElse(null);
  }

  private static byte[] associated(AccountId account, OwnWay way) {
    return (account.value() + "|" + way.wire()).getBytes(StandardCharsets.UTF_8);
  }
}
