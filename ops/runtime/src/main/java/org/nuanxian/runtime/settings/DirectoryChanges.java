package org.nuanxian.runtime.settings;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.staff.Actor;
import org.nuanxian.runtime.staff.Permission;

/**
 * Changes of the directory. A changed number is shown once somebody confirms that very version;
 * until then the one before stands.
 */
final class DirectoryChanges {
  /** Nobody takes these away, whatever else a line has. */
  private static final Set<String> ALWAYS = Set.of("110", "120");

  private static final String NEWEST =
      "SELECT DISTINCT ON (d.id) "
          + SettingsReader.ENTRY
          + " FROM settings.directory d WHERE d.city = $1 ORDER BY d.id, d.version DESC";

  private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('directory:' || $1))";

  private static final String ADD =
      """
      INSERT INTO settings.directory
        (city, id, version, county, kind, place, number, zh, en, audience, hours, active,
         changed_by, changed_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
      """;

  private final Deciding deciding;
  private final Confirmations confirmations;

  DirectoryChanges(Deciding deciding) {
    this.deciding = deciding;
    this.confirmations = new Confirmations(deciding, "number");
  }

  /** The newest version of a number, and who confirmed it, if anybody did. */
  record Standing(DirectoryEntry entry, Optional<Confirmations.Confirmed> confirmed) {}

  /** Every number in its newest version; taken out ones left out. */
  Future<List<Standing>> all(Actor by) {
    Future<List<DirectoryEntry>> newest = newest(by.city());
    Future<Map<Confirmations.Item, Confirmations.Confirmed>> known = confirmations.all(by);
    return Future.all(newest, known)
        .map(done ->
            newest.result().stream()
                .filter(DirectoryEntry::active)
                .map(entry ->
                    new Standing(entry, Optional.ofNullable(known.result().get(item(entry)))))
                .toList());
  }

  private Future<List<DirectoryEntry>> newest(CityCode city) {
    return deciding
        .database()
        .client()
        .preparedQuery(NEWEST)
        .execute(Tuple.of(city.value()))
        .map(rows -> {
          List<DirectoryEntry> changed = new ArrayList<>();
          for (Row row : rows) {
            changed.add(SettingsReader.entry(row));
          }
          return SettingsReader.overlaid(changed);
        });
  }

  /**
   * Writes a new version of a number, or a new number; one that is taken out needs no call.
   *
   * @param wanted its version is the one it is based on; 0 for a new number
   * @return fails with 403, 409 {@code changed-meanwhile} or {@code number-needed}
   */
  Future<DirectoryEntry> save(Actor by, DirectoryEntry wanted) {
    checkScope(by, wanted.county());
    if (ALWAYS.contains(wanted.id()) && !wanted.safety()) {
      throw Problem.conflict("number-needed", "110 and 120 stay on every safety card.");
    }
    return deciding
        .database()
        .inTransaction(connection ->
            connection
                .preparedQuery(LOCK)
                .execute(Tuple.of(by.city().value()))
                .compose(locked -> newest(by.city()))
                .compose(all -> write(connection, by, based(by, all, wanted))))
        .compose(saved ->
            deciding.done(by, "number.change", saved.id(), version(saved.version())).map(saved));
  }

  private static DirectoryEntry based(Actor by, List<DirectoryEntry> all, DirectoryEntry wanted) {
    Optional<DirectoryEntry> before =
        all.stream().filter(entry -> entry.id().equals(wanted.id())).findFirst();
    before.ifPresent(entry -> checkScope(by, entry.county()));
    int version = before.map(DirectoryEntry::version).orElse(0);
    if (version != wanted.version()) {
      throw Problem.conflict("changed-meanwhile", "Somebody changed this number meanwhile.");
    }
    return new DirectoryEntry(
        wanted.id(),
        version + 1,
        wanted.county(),
        wanted.kind(),
        wanted.place(),
        wanted.number(),
        wanted.zh(),
        wanted.en(),
        wanted.audience(),
        wanted.hours(),
        wanted.active());
  }

  private Future<DirectoryEntry> write(SqlConnection connection, Actor by, DirectoryEntry entry) {
    Tuple row =
        Tuple.of(by.city().value(), entry.id(), entry.version())
            .addValue(entry.county().map(CountyCode::value).orElse(null))
            .addValue(entry.kind().word())
            .addValue(entry.place())
            .addValue(entry.number())
            .addValue(entry.zh())
            .addValue(entry.en())
            .addValue(entry.audience())
            .addValue(entry.hours())
            .addValue(entry.active())
            .addValue(by.id().value())
            .addValue(deciding.now());
    return connection
        .preparedQuery(ADD)
        .execute(row)
        .compose(v ->
            entry.active()
                ? Future.succeededFuture()
                : confirmations.add(connection, by, item(entry)))
        .map(entry);
  }

  /** Somebody rang it; fails with 404 or 409 when this is not the newest version. */
  Future<Void> confirm(Actor by, String id, int version) {
    return newest(by.city())
        .compose(all -> {
          DirectoryEntry entry =
              all.stream()
                  .filter(each -> each.id().equals(id))
                  .findFirst()
                  .orElseThrow(Problem::notFound);
          if (entry.version() != version) {
            throw Problem.conflict("changed-meanwhile", "Somebody changed this number meanwhile.");
          }
          entry.county().ifPresent(county -> by.check(Permission.PREPARE_LINE, by.city(), county));
          return confirmations.add(deciding.database().client(), by, item(entry));
        })
        .compose(v -> deciding.done(by, "number.confirm", id, version(version)));
  }

  private static void checkScope(Actor by, Optional<CountyCode> county) {
    county.ifPresentOrElse(
        code -> by.check(Permission.PREPARE_LINE, by.city(), code),
        () -> Deciding.checkEverywhere(by));
  }

  private static Confirmations.Item item(DirectoryEntry entry) {
    return new Confirmations.Item(entry.id(), entry.version());
  }

  private static Map<String, String> version(int version) {
    return Map.of("version", String.valueOf(version));
  }
}
