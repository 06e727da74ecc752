package org.nuanxian.runtime.settings;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.nuanxian.runtime.audit.Audit;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.staff.Actor;

/** Whether a line is open, what is still to be done before, and the tries of a seat. */
public final class LineState {
  /** Tries shown; older ones are of no interest. */
  private static final int TRIALS_MAX = 20;

  private static final String SET =
      """
      INSERT INTO settings.line (city, open, changed_by, changed_at) VALUES ($1, $2, $3, $4)
      ON CONFLICT (city) DO UPDATE
      SET open = excluded.open, changed_by = excluded.changed_by, changed_at = excluded.changed_at
      """;

  private static final String LINE =
      """
      SELECT l.open, l.changed_at, coalesce(a.name, '') AS name
      FROM settings.line l LEFT JOIN staff.account a ON a.id = l.changed_by WHERE l.city = $1
      """;

  private static final String PEOPLE =
      """
      SELECT count(*) AS invited, count(password) AS joined,
        count(*) FILTER (WHERE password IS NOT NULL
          AND roles && ARRAY['volunteer', 'supervisor']) AS answering
      FROM staff.account WHERE city = $1 AND active
      """;

  private static final String START =
      "INSERT INTO settings.trial (contact, city, started_by, started_at) VALUES ($1, $2, $3, $4)";

  private static final String PASS =
      "UPDATE settings.trial SET passed_at = coalesce(passed_at, $2) WHERE contact = $1";

  private static final String TRIALS =
      """
      SELECT t.contact, t.started_at, t.passed_at, coalesce(a.name, '') AS name
      FROM settings.trial t LEFT JOIN staff.account a ON a.id = t.started_by
      WHERE t.city = $1 ORDER BY t.passed_at IS NULL, t.started_at DESC LIMIT $2
      """;

  private final Deciding deciding;
  private final TextChanges texts;
  private final DirectoryChanges directory;

  /** The state of lines in this database. */
  public LineState(Database database, Settings settings, Audit audit, InstantSource clock) {
    this.deciding = new Deciding(database, settings, audit, clock);
    this.texts = new TextChanges(deciding, settings);
    this.directory = new DirectoryChanges(deciding);
  }

  /**
   * How far the set-up is.
   *
   * @param open whether the line is open
   * @param changed who opened or closed it last and when, if anybody did
   * @param texts how many there are, and how many were read
   * @param numbers how many there are, and how many were confirmed
   * @param people how many were invited, and how many came
   * @param answering how many of those can answer
   */
  public record Progress(
      boolean open,
      Optional<JsonObject> changed,
      Share texts,
      Share numbers,
      Share people,
      int answering) {}

  /** So many of all. */
  public record Share(int all, int done) {
    /** Whether nothing is left. */
    public boolean complete() {
      return done >= all;
    }
  }

  /** A try of a seat. */
  public record Trial(UUID contact, JsonObject started, boolean passed, JsonObject json) {}

  /** How far the set-up of the actor's city is. */
  public Future<Progress> progress(Actor by) {
    Tuple city = Tuple.of(by.city().value());
    var client = deciding.database().client();
    Future<Optional<Row>> line =
        client.preparedQuery(LINE).execute(city).map(rows -> rows.stream().findFirst());
    Future<Row> people = client.preparedQuery(PEOPLE).execute(city).map(r -> r.iterator().next());
    Future<List<TextChanges.Standing>> read = texts.all(by);
    Future<List<DirectoryChanges.Standing>> rung = directory.all(by);
    return Future.all(line, people, read, rung)
        .map(done ->
            new Progress(
                line.result().map(row -> row.getBoolean("open")).orElse(false),
                line.result().map(LineState::changed),
                share(read.result().stream().map(text -> text.reviewed().isPresent()).toList()),
                share(rung.result().stream().map(n -> n.confirmed().isPresent()).toList()),
                new Share(
                    people.result().getInteger("invited"), people.result().getInteger("joined")),
                people.result().getInteger("answering")));
  }

  private static JsonObject changed(Row row) {
    return new JsonObject()
        .put("name", row.getString("name"))
        .put("at", row.getOffsetDateTime("changed_at").toInstant());
  }

  private static Share share(List<Boolean> done) {
    return new Share(done.size(), (int) done.stream().filter(each -> each).count());
  }

  /** Opens or closes the line of the actor's city; whether it may be opened is asked before. */
  public Future<Void> set(Actor by, boolean open) {
    Deciding.checkEverywhere(by);
    return deciding
        .database()
        .client()
        .preparedQuery(SET)
        .execute(Tuple.of(by.city().value(), open, by.id().value(), deciding.now()))
        .compose(v -> deciding.done(by, open ? "line.open" : "line.close", "line", Map.of()));
  }

  /** Notes that a seat is being tried with this contact. */
  public Future<Void> start(Actor by, UUID contact) {
    return deciding
        .database()
        .client()
        .preparedQuery(START)
        .execute(Tuple.of(contact, by.city().value(), by.id().value(), deciding.now()))
        .compose(v -> deciding.done(by, "trial.start", contact.toString(), Map.of()));
  }

  /** Notes that a try went through to its end; the first time counts. */
  public Future<Void> pass(UUID contact) {
    return deciding
        .database()
        .client()
        .preparedQuery(PASS)
        .execute(Tuple.of(contact, deciding.now()))
        .mapEmpty();
  }

  /** The latest tries of a city, those that went through first. */
  public Future<List<Trial>> trials(CityCode city) {
    return deciding
        .database()
        .client()
        .preparedQuery(TRIALS)
        .execute(Tuple.of(city.value(), TRIALS_MAX))
        .map(rows -> rows.stream().map(LineState::trial).toList());
  }

  private static Trial trial(Row row) {
    UUID contact = row.getUUID("contact");
    boolean passed = row.getOffsetDateTime("passed_at") != null;
    JsonObject started =
        new JsonObject()
            .put("name", row.getString("name"))
            .put("at", row.getOffsetDateTime("started_at").toInstant());
    JsonObject json =
        new JsonObject()
            .put("contactId", contact.toString())
            .put("started", started)
            .put("passed", passed);
    return new Trial(contact, started, passed, json);
  }
}
