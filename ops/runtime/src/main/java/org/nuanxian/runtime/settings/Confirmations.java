package org.nuanxian.runtime.settings;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.nuanxian.runtime.staff.Actor;

/** Who read which version of a text, or rang which version of a number. The first one counts. */
final class Confirmations {
  private static final String ADD =
      """
      INSERT INTO settings.confirmation (city, kind, item, version, confirmed_by, confirmed_at)
      VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING
      """;

  private static final String ALL =
      """
      SELECT c.item, c.version, c.confirmed_at, coalesce(a.name, '') AS name
      FROM settings.confirmation c LEFT JOIN staff.account a ON a.id = c.confirmed_by
      WHERE c.city = $1 AND c.kind = $2
      """;

  private final Deciding deciding;
  private final String kind;

  Confirmations(Deciding deciding, String kind) {
    this.deciding = deciding;
    this.kind = kind;
  }

  /** One version of one thing. */
  record Item(String id, int version) {}

  /**
   * By whom and when.
   *
   * @param name of a member of staff, for colleagues
   */
  record Confirmed(String name, Instant at) {
    JsonObject json() {
      return new JsonObject().put("name", name).put("at", at);
    }
  }

  Future<Void> add(SqlClient client, Actor by, Item item) {
    return client
        .preparedQuery(ADD)
        .execute(
            Tuple.of(
                by.city().value(),
                kind,
                item.id(),
                item.version(),
                by.id().value(),
                deciding.now()))
        .mapEmpty();
  }

  Future<Map<Item, Confirmed>> all(Actor by) {
    return deciding
        .database()
        .client()
        .preparedQuery(ALL)
        .execute(Tuple.of(by.city().value(), kind))
        .map(rows -> {
          Map<Item, Confirmed> all = new HashMap<>();
          rows.forEach(row ->
              all.put(
                  new Item(row.getString("item"), row.getInteger("version")),
                  new Confirmed(
                      row.getString("name"),
                      Deciding.instant(row.getOffsetDateTime("confirmed_at")))));
          return all;
        });
  }
}
