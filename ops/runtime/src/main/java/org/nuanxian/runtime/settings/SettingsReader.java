package org.nuanxian.runtime.settings;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;

/** Reads what is true for a city now: the shipped defaults, overlaid by what was decided. */
final class SettingsReader {
  static final String ENTRY =
      "d.id, d.version, d.county, d.kind, d.place, d.number, d.zh, d.en, d.audience, d.hours,"
          + " d.active";

  private static final String OPEN = "SELECT open FROM settings.line WHERE city = $1";

  private static final String TEXTS =
      """
      SELECT DISTINCT ON (key) key, version, zh, en FROM settings.text
      WHERE city = $1 AND state = 'approved' ORDER BY key, version DESC
      """;

  private static final String CONFIRMED =
      "SELECT DISTINCT ON (d.id) "
          + ENTRY
          + """
           FROM settings.directory d JOIN settings.confirmation c
            ON c.city = d.city AND c.kind = 'number' AND c.item = d.id AND c.version = d.version
          WHERE d.city = $1 ORDER BY d.id, d.version DESC
          """;

  private static final String ITEMS =
      """
      SELECT DISTINCT ON (list, code) list, code, place, zh, en, active,
        max(version) OVER (PARTITION BY list) AS list_version
      FROM settings.list_item WHERE city = $1 ORDER BY list, code, version DESC
      """;

  private static final Comparator<DirectoryEntry> ORDER =
      Comparator.comparing(DirectoryEntry::kind)
          .thenComparing(entry -> entry.county().map(CountyCode::value).orElse(""))
          .thenComparing(DirectoryEntry::place)
          .thenComparing(DirectoryEntry::id);

  private final SqlClient client;

  SettingsReader(SqlClient client) {
    this.client = client;
  }

  Future<CitySettings> read(CityCode city) {
    Tuple of = Tuple.of(city.value());
    Future<Boolean> open = query(OPEN, of).map(rows -> rows.size() == 1 && first(rows));
    Future<Texts> texts = query(TEXTS, of).map(SettingsReader::texts);
    Future<List<DirectoryEntry>> directory = query(CONFIRMED, of).map(SettingsReader::directory);
    Future<Map<String, CodedList>> lists = query(ITEMS, of).map(SettingsReader::lists);
    return Future.all(open, texts, directory, lists)
        .map(all ->
            new CitySettings(open.result(), texts.result(), directory.result(), lists.result()));
  }

  private Future<RowSet<Row>> query(String sql, Tuple of) {
    return client.preparedQuery(sql).execute(of);
  }

  private static boolean first(RowSet<Row> rows) {
    return rows.iterator().next().getBoolean(0);
  }

  private static Texts texts(RowSet<Row> rows) {
    Map<String, TextVersion> changed = new HashMap<>();
    rows.forEach(row -> changed.put(row.getString("key"), text(row)));
    return Shipped.TEXTS.with(changed);
  }

  static TextVersion text(Row row) {
    return new TextVersion(
        row.getString("key"), row.getInteger("version"), row.getString("zh"), row.getString("en"));
  }

  private static List<DirectoryEntry> directory(RowSet<Row> rows) {
    List<DirectoryEntry> changed = new ArrayList<>();
    rows.forEach(row -> changed.add(entry(row)));
    return overlaid(changed).stream().filter(DirectoryEntry::active).toList();
  }

  /** The shipped numbers, each replaced by its newer version, and the city's own. */
  static List<DirectoryEntry> overlaid(List<DirectoryEntry> changed) {
    Map<String, DirectoryEntry> all = new LinkedHashMap<>();
    Shipped.DIRECTORY.forEach(entry -> all.put(entry.id(), entry));
    changed.forEach(entry -> all.put(entry.id(), entry));
    return all.values().stream().sorted(ORDER).toList();
  }

  static DirectoryEntry entry(Row row) {
    return new DirectoryEntry(
        row.getString("id"),
        row.getInteger("version"),
        Optional.ofNullable(row.getString("county")).map(CountyCode::new),
        DirectoryEntry.Kind.WORDS.get(row.getString("kind")),
        row.getInteger("place"),
        row.getString("number"),
        row.getString("zh"),
        row.getString("en"),
        row.getString("audience"),
        row.getString("hours"),
        row.getBoolean("active"));
  }

  private record Placed(int place, CodedList.Item item) {}

  private static Map<String, CodedList> lists(RowSet<Row> rows) {
    Map<String, Integer> versions = new HashMap<>();
    Map<String, Map<String, Placed>> changed = new HashMap<>();
    for (Row row : rows) {
      String list = row.getString("list");
      versions.put(list, row.getInteger("list_version"));
      CodedList.Item item =
          new CodedList.Item(
              row.getString("code"),
              row.getString("zh"),
              row.getString("en"),
              row.getBoolean("active"));
      changed
          .computeIfAbsent(list, l -> new HashMap<>())
          .put(item.code(), new Placed(row.getInteger("place"), item));
    }
    Map<String, CodedList> all = new HashMap<>();
    Shipped.LISTS.forEach((name, list) ->
        all.put(
            name,
            new CodedList(
                name,
                versions.getOrDefault(name, list.version()),
                merged(list, changed.getOrDefault(name, Map.of())))));
    return all;
  }

  /** Shipped items keep places 10, 20, 30 … so that others find room between them. */
  private static List<CodedList.Item> merged(CodedList shipped, Map<String, Placed> changed) {
    Map<String, Placed> all = new LinkedHashMap<>();
    for (CodedList.Item item : shipped.items()) {
      all.put(item.code(), new Placed((all.size() + 1) * ListChanges.PLACE_STEP, item));
    }
    all.putAll(changed);
    return all.values().stream()
        .sorted(Comparator.comparingInt(Placed::place))
        .map(Placed::item)
        .toList();
  }
}
