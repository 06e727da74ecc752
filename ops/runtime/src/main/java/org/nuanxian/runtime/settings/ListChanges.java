package org.nuanxian.runtime.settings;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.Map;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.staff.Actor;

/** Changes of lists: a code gets other words, a place, is added or retired; never another sense. */
final class ListChanges {
  /** Distance between shipped items, so that others find room between them. */
  static final int PLACE_STEP = 10;

  private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('list:' || $1))";

  private static final String ADD =
      """
      INSERT INTO settings.list_item
        (city, list, code, version, place, zh, en, active, changed_by, changed_at)
      SELECT $1, $2, $3, coalesce(max(version), 1) + 1, $4, $5, $6, $7, $8, $9
      FROM settings.list_item WHERE city = $1 AND list = $2
      RETURNING version
      """;

  private final Deciding deciding;

  ListChanges(Deciding deciding) {
    this.deciding = deciding;
  }

  /**
   * Writes an item.
   *
   * @param place order within the list; shipped items stand at 10, 20, 30 …
   * @return the list's new version; fails with 403 or 404
   */
  Future<Integer> save(Actor by, String list, CodedList.Item item, int place) {
    Deciding.checkEverywhere(by);
    if (!Shipped.LISTS.containsKey(list)) {
      throw Problem.notFound();
    }
    Tuple row =
        Tuple.of(by.city().value(), list, item.code(), place, item.zh(), item.en())
            .addValue(item.active())
            .addValue(by.id().value())
            .addValue(deciding.now());
    return deciding
        .database()
        .inTransaction(connection ->
            connection
                .preparedQuery(LOCK)
                .execute(Tuple.of(by.city().value() + list))
                .compose(locked -> connection.preparedQuery(ADD).execute(row)))
        .map(rows -> rows.iterator().next().getInteger("version"))
        .compose(version ->
            deciding.done(by, "list.change", list, Map.of("code", item.code())).map(version));
  }
}
