package org.nuanxian.runtime.settings;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.staff.Actor;
import org.nuanxian.runtime.staff.Permission;

/**
 * Changes of texts: proposed by one person, approved by another, of whom one at least answers for
 * the whole city. The versions before stay.
 */
final class TextChanges {
  private static final String UNIQUE_VIOLATION = "23505";

  private static final String PROPOSE =
      """
      INSERT INTO settings.text
        (city, key, version, zh, en, state, proposed_by, proposed_at, city_wide)
      SELECT $1, $2, coalesce(max(version), 1) + 1, $3, $4, 'proposed', $5, $6, $7
      FROM settings.text WHERE city = $1 AND key = $2
      RETURNING version
      """;

  private static final String APPROVE =
      """
      UPDATE settings.text SET state = 'approved', decided_by = $4, decided_at = $5
      WHERE city = $1 AND key = $2 AND version = $3 AND state = 'proposed'
        AND proposed_by <> $4 AND (city_wide OR $6)
      RETURNING version
      """;

  private static final String WITHDRAW =
      """
      UPDATE settings.text SET state = 'withdrawn', decided_by = $4, decided_at = $5
      WHERE city = $1 AND key = $2 AND version = $3 AND state = 'proposed'
      RETURNING version
      """;

  private static final String PROPOSER =
      """
      SELECT proposed_by FROM settings.text
      WHERE city = $1 AND key = $2 AND version = $3 AND state = 'proposed'
      """;

  private static final String VERSIONS =
      """
      SELECT t.key, t.version, t.zh, t.en, t.state, t.proposed_by, t.proposed_at, t.decided_at,
        coalesce(p.name, '') AS proposed_name, coalesce(d.name, '') AS decided_name
      FROM settings.text t
      LEFT JOIN staff.account p ON p.id = t.proposed_by
      LEFT JOIN staff.account d ON d.id = t.decided_by
      WHERE t.city = $1 AND ($2 = '' OR t.key = $2) AND (t.state <> 'withdrawn' OR $2 <> '')
      ORDER BY t.key, t.version DESC LIMIT 2000
      """;

  private final Deciding deciding;
  private final Settings settings;
  private final Confirmations confirmations;

  TextChanges(Deciding deciding, Settings settings) {
    this.deciding = deciding;
    this.settings = settings;
    this.confirmations = new Confirmations(deciding, "text");
  }

  /**
   * A version with what became of it.
   *
   * @param state proposed, approved or withdrawn
   * @param own whether whoever asks proposed it
   */
  record Change(
      TextVersion text,
      String state,
      boolean own,
      String proposedName,
      Instant proposedAt,
      String decidedName,
      Optional<Instant> decidedAt) {}

  /**
   * A text as it stands.
   *
   * @param reviewed who read this version, or approved it as the second person
   * @param proposal what waits for a second person
   */
  record Standing(
      TextVersion text, Optional<Confirmations.Confirmed> reviewed, Optional<Change> proposal) {}

  /** Every text as it stands, in the order in which they are shipped. */
  Future<List<Standing>> all(Actor by) {
    Future<CitySettings> now = settings.refresh(by.city());
    Future<List<Change>> changes = versions(by, "");
    Future<Map<Confirmations.Item, Confirmations.Confirmed>> read = confirmations.all(by);
    return Future.all(now, changes, read)
        .map(done -> {
          List<Standing> all = new ArrayList<>();
          for (TextVersion text : now.result().texts().versions().values()) {
            all.add(standing(text, changes.result(), read.result()));
          }
          return all;
        });
  }

  private static Standing standing(
      TextVersion text,
      List<Change> changes,
      Map<Confirmations.Item, Confirmations.Confirmed> read) {
    Optional<Change> proposal = Optional.empty();
    Optional<Confirmations.Confirmed> reviewed =
        Optional.ofNullable(read.get(new Confirmations.Item(text.key(), text.version())));
    for (Change change : changes) {
      if (change.text().key().equals(text.key())) {
        if (change.state().equals("proposed")) {
          proposal = Optional.of(change);
        } else if (change.text().version() == text.version()) {
          reviewed =
              change.decidedAt().map(at -> new Confirmations.Confirmed(change.decidedName(), at));
        }
      }
    }
    return new Standing(text, reviewed, proposal);
  }

  /** Every version of a text that was ever proposed, the newest first; {@code ""}: of all. */
  Future<List<Change>> versions(Actor by, String key) {
    return deciding
        .database()
        .client()
        .preparedQuery(VERSIONS)
        .execute(Tuple.of(by.city().value(), key))
        .map(rows -> rows.stream().map(row -> change(by, row)).toList());
  }

  private static Change change(Actor by, Row row) {
    return new Change(
        SettingsReader.text(row),
        row.getString("state"),
        row.getUUID("proposed_by").equals(by.id().value()),
        row.getString("proposed_name"),
        Deciding.instant(row.getOffsetDateTime("proposed_at")),
        row.getString("decided_name"),
        Optional.ofNullable(row.getOffsetDateTime("decided_at")).map(Deciding::instant));
  }

  /** Proposes new words; fails with 404, or 409 {@code proposal-open}. */
  Future<Integer> propose(Actor by, String key, String zh, String en) {
    checkKnown(key);
    boolean everywhere = by.mayEverywhere(Permission.PREPARE_LINE, by.city());
    Tuple row =
        Tuple.of(by.city().value(), key, zh, en, by.id().value())
            .addValue(deciding.now())
            .addValue(everywhere);
    return deciding
        .database()
        .client()
        .preparedQuery(PROPOSE)
        .execute(row)
        .recover(failure ->
            failure instanceof PgException pg && UNIQUE_VIOLATION.equals(pg.getSqlState())
                ? Future.failedFuture(
                    Problem.conflict("proposal-open", "Another change of it waits already."))
                : Future.failedFuture(failure))
        .map(rows -> rows.iterator().next().getInteger("version"))
        .compose(version ->
            deciding
                .done(by, "text.propose", key, Map.of("version", version.toString()))
                .map(version));
  }

  /** Approves as the second person; fails with 403 {@code second-person} or 409. */
  Future<Void> approve(Actor by, String key, int version) {
    boolean everywhere = by.mayEverywhere(Permission.PREPARE_LINE, by.city());
    Tuple row = decision(by, key, version).addValue(everywhere);
    return deciding
        .database()
        .client()
        .preparedQuery(APPROVE)
        .execute(row)
        .compose(rows -> rows.rowCount() == 1 ? Future.succeededFuture() : why(by, key, version))
        .compose(v ->
            deciding.done(by, "text.approve", key, Map.of("version", String.valueOf(version))));
  }

  /** Takes a proposal back, one's own or another's; fails with 409 {@code proposal-gone}. */
  Future<Void> withdraw(Actor by, String key, int version) {
    return deciding
        .database()
        .client()
        .preparedQuery(WITHDRAW)
        .execute(decision(by, key, version))
        .compose(rows -> {
          if (rows.rowCount() == 0) {
            throw gone();
          }
          return deciding.done(
              by, "text.withdraw", key, Map.of("version", String.valueOf(version)));
        });
  }

  private Tuple decision(Actor by, String key, int version) {
    return Tuple.of(by.city().value(), key, version, by.id().value(), deciding.now());
  }

  private <T> Future<T> why(Actor by, String key, int version) {
    return deciding
        .database()
        .client()
        .preparedQuery(PROPOSER)
        .execute(Tuple.of(by.city().value(), key, version))
        .map((RowSet<Row> rows) -> {
          if (rows.size() == 0) {
            throw gone();
          }
          boolean own = rows.iterator().next().getUUID("proposed_by").equals(by.id().value());
          throw own
              ? Problem.forbidden("second-person", "Somebody else must approve this.")
              : Problem.forbidden("out-of-scope", "One of the two answers for the whole city.");
        });
  }

  /** Notes that somebody read these versions; fails with 409 when one is not the present one. */
  Future<Void> review(Actor by, List<Confirmations.Item> items) {
    return settings
        .refresh(by.city())
        .compose(now -> {
          Map<String, TextVersion> present = new HashMap<>(now.texts().versions());
          for (Confirmations.Item item : items) {
            checkKnown(item.id());
            if (present.get(item.id()).version() != item.version()) {
              throw Problem.conflict("changed-meanwhile", "The text is another one by now.");
            }
          }
          return deciding
              .database()
              .inTransaction(connection -> {
                Future<Void> all = Future.succeededFuture();
                for (Confirmations.Item item : items) {
                  all = all.compose(v -> confirmations.add(connection, by, item));
                }
                return all;
              });
        })
        .compose(
            v -> deciding.done(by, "text.review", "texts", Map.of("count", "" + items.size())));
  }

  private static void checkKnown(String key) {
    if (!Shipped.TEXTS.versions().containsKey(key)) {
      throw Problem.notFound();
    }
  }

  private static Problem gone() {
    return Problem.conflict("proposal-gone", "This proposal was decided meanwhile.");
  }
}
