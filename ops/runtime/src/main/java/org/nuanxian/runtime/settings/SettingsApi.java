package org.nuanxian.runtime.settings;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nuanxian.runtime.http.Access;
import org.nuanxian.runtime.http.Action;
import org.nuanxian.runtime.http.Endpoint;
import org.nuanxian.runtime.http.Exchange;
import org.nuanxian.runtime.http.Fields;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.http.RateLimit;
import org.nuanxian.runtime.http.Reply;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.id.Ids;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.staff.Actor;
import org.nuanxian.runtime.staff.Permission;
import org.nuanxian.runtime.staff.Staff;
import org.nuanxian.runtime.staff.StaffAccess;

/** Where texts, directory and lists are seen and changed. See {@code ops/docs/settings.md}. */
public final class SettingsApi {
  private static final int TEXT_CHARS_MAX = 1_000;
  private static final int NAME_CHARS_MAX = 40;
  private static final int NOTE_CHARS_MAX = 80;
  private static final int KEY_CHARS_MAX = 40;
  private static final int ITEMS_MAX = 200;
  private static final int PLACE_MAX = 10_000;
  private static final int VERSION_MAX = 1_000_000;
  private static final Pattern HOLE = Pattern.compile("\\{[^{}]*}");
  private static final Pattern CODE = Pattern.compile("[a-z][A-Za-z0-9]{0,31}");
  private static final Pattern DIALLED = Pattern.compile("\\+?[0-9][0-9 -]{1,22}[0-9]");
  private static final String TEXTS = "/api/v1/settings/texts";
  private static final String DIRECTORY = "/api/v1/settings/directory";

  private final Settings settings;
  private final TextChanges texts;
  private final DirectoryChanges directory;
  private final ListChanges lists;
  private final Staff staff;
  private final Ids ids = Ids.secure();

  /** The endpoints over this database. */
  public SettingsApi(Database database, Settings settings, Staff staff, InstantSource clock) {
    Deciding deciding = new Deciding(database, settings, staff.audit(), clock);
    this.settings = settings;
    this.texts = new TextChanges(deciding, settings);
    this.directory = new DirectoryChanges(deciding);
    this.lists = new ListChanges(deciding);
    this.staff = staff;
  }

  /** The rows for the edge's table. */
  public List<Endpoint> endpoints() {
    Access any = staff.access().any();
    Access keepers = staff.access().who(Permission.PREPARE_LINE);
    return List.of(
        row(GET, "/api/v1/lists", any, this::readLists),
        row(GET, "/api/v1/directory", any, this::readDirectory),
        row(GET, TEXTS, keepers, this::readTexts),
        row(POST, TEXTS + "/review", keepers, this::review),
        row(GET, TEXTS + "/:key/versions", keepers, this::versions),
        row(POST, TEXTS + "/:key/proposals", keepers, this::propose),
        row(POST, TEXTS + "/:key/approve", keepers, this::approve),
        row(POST, TEXTS + "/:key/withdraw", keepers, this::withdraw),
        row(GET, DIRECTORY, keepers, this::readNumbers),
        row(POST, DIRECTORY, keepers, this::saveNumber),
        row(POST, DIRECTORY + "/:id/confirm", keepers, this::confirm),
        row(POST, "/api/v1/settings/lists/:list", keepers, this::saveItem));
  }

  private static Endpoint row(HttpMethod method, String path, Access access, Action action) {
    return Endpoint.of(method, path, access, RateLimit.PERSON, action);
  }

  private Future<Reply> readLists(Exchange exchange) {
    JsonArray all = new JsonArray();
    settings.of(StaffAccess.actor(exchange).city()).lists().values().stream()
        .sorted(java.util.Comparator.comparing(CodedList::name))
        .forEach(list -> all.add(list.json()));
    return Future.succeededFuture(Reply.ok(new JsonObject().put("lists", all)));
  }

  /** The directory as it stands, for whoever refers somebody on. */
  private Future<Reply> readDirectory(Exchange exchange) {
    JsonArray all = new JsonArray();
    settings.of(StaffAccess.actor(exchange).city()).directory().forEach(e -> all.add(json(e)));
    return Future.succeededFuture(Reply.ok(new JsonObject().put("numbers", all)));
  }

  private Future<Reply> readTexts(Exchange exchange) {
    return texts
        .all(StaffAccess.actor(exchange))
        .map(all -> {
          JsonArray list = new JsonArray();
          for (TextChanges.Standing each : all) {
            JsonObject json = json(each.text());
            each.reviewed().ifPresent(by -> json.put("reviewed", by.json()));
            each.proposal().ifPresent(change -> json.put("proposal", json(change)));
            list.add(json);
          }
          return Reply.ok(new JsonObject().put("texts", list));
        });
  }

  private Future<Reply> versions(Exchange exchange) {
    String key = exchange.path("key");
    TextVersion shipped = Texts.shipped().versions().get(key);
    if (shipped == null) {
      throw Problem.notFound();
    }
    return texts
        .versions(StaffAccess.actor(exchange), key)
        .map(all -> {
          JsonArray list = new JsonArray();
          all.forEach(change -> list.add(json(change)));
          list.add(json(shipped).put("state", "shipped"));
          return Reply.ok(new JsonObject().put("versions", list));
        });
  }

  private static JsonObject json(TextVersion text) {
    return new JsonObject()
        .put("key", text.key())
        .put("version", text.version())
        .put("zh", text.zh())
        .put("en", text.en());
  }

  private static JsonObject json(TextChanges.Change change) {
    JsonObject json =
        json(change.text())
            .put("state", change.state())
            .put("own", change.own())
            .put(
                "proposed",
                new JsonObject().put("name", change.proposedName()).put("at", change.proposedAt()));
    change
        .decidedAt()
        .ifPresent(at ->
            json.put("decided", new JsonObject().put("name", change.decidedName()).put("at", at)));
    return json;
  }

  private Future<Reply> review(Exchange exchange) {
    List<Confirmations.Item> items =
        exchange.read(f -> {
          List<Confirmations.Item> read = new ArrayList<>();
          for (Fields item : f.objects("items", ITEMS_MAX)) {
            read.add(
                new Confirmations.Item(
                    item.text("key", 1, KEY_CHARS_MAX), item.integer("version", 1, VERSION_MAX)));
          }
          if (read.isEmpty()) {
            f.mistake("items", "required", "Is missing.");
          }
          return read;
        });
    return texts.review(StaffAccess.actor(exchange), items).map(done -> Reply.noContent());
  }

  private record Words(String zh, String en) {}

  private Future<Reply> propose(Exchange exchange) {
    String key = exchange.path("key");
    TextVersion shipped = Texts.shipped().versions().get(key);
    if (shipped == null) {
      throw Problem.notFound();
    }
    Words words =
        exchange.read(f -> new Words(words(f, "zh", shipped.zh()), words(f, "en", shipped.en())));
    return texts
        .propose(StaffAccess.actor(exchange), key, words.zh(), words.en())
        .map(version -> Reply.created(new JsonObject().put("version", version)));
  }

  /** A text may leave a placeholder out, but names none that nobody fills. */
  private static String words(Fields f, String field, String shipped) {
    String text = f.text(field, 1, TEXT_CHARS_MAX).strip();
    if (text.isEmpty()) {
      f.mistake(field, "required", "Is missing.");
    }
    Set<String> unknown = holes(text);
    unknown.removeAll(holes(shipped));
    if (!unknown.isEmpty()) {
      f.mistake(field, "placeholder", "Has a placeholder that is not known here.");
    }
    return text;
  }

  private static Set<String> holes(String text) {
    Set<String> found = new HashSet<>();
    Matcher matcher = HOLE.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }

  private Future<Reply> approve(Exchange exchange) {
    return texts
        .approve(StaffAccess.actor(exchange), exchange.path("key"), version(exchange))
        .map(done -> Reply.noContent());
  }

  private Future<Reply> withdraw(Exchange exchange) {
    return texts
        .withdraw(StaffAccess.actor(exchange), exchange.path("key"), version(exchange))
        .map(done -> Reply.noContent());
  }

  private static int version(Exchange exchange) {
    return exchange.read(f -> f.integer("version", 1, VERSION_MAX));
  }

  private Future<Reply> readNumbers(Exchange exchange) {
    return directory
        .all(StaffAccess.actor(exchange))
        .map(all -> {
          JsonArray list = new JsonArray();
          for (DirectoryChanges.Standing each : all) {
            JsonObject json = json(each.entry());
            each.confirmed().ifPresent(by -> json.put("confirmed", by.json()));
            list.add(json);
          }
          return Reply.ok(new JsonObject().put("numbers", list));
        });
  }

  private static JsonObject json(DirectoryEntry entry) {
    return new JsonObject()
        .put("id", entry.id())
        .put("version", entry.version())
        .put("county", entry.county().map(CountyCode::value).orElse(null))
        .put("kind", entry.kind().word())
        .put("place", entry.place())
        .put("number", entry.number())
        .put("zh", entry.zh())
        .put("en", entry.en())
        .put("audience", entry.audience())
        .put("hours", entry.hours());
  }

  private Future<Reply> saveNumber(Exchange exchange) {
    DirectoryEntry wanted = exchange.read(this::entry);
    return directory
        .save(StaffAccess.actor(exchange), wanted)
        .map(saved -> Reply.created(json(saved)));
  }

  private DirectoryEntry entry(Fields f) {
    String number = f.text("number", 3, 24).strip();
    if (!DIALLED.matcher(number).matches()) {
      f.mistake("number", "format", "Must be digits, with lines or blanks between them.");
    }
    Optional<CountyCode> county = Optional.empty();
    if (f.has("county")) {
      String code = f.text("county", 6, 6);
      if (code.matches("[0-9]{6}")) {
        county = Optional.of(new CountyCode(code));
      } else {
        f.mistake("county", "format", "Must be a code of six digits.");
      }
    }
    boolean known = f.has("id");
    return new DirectoryEntry(
        known ? f.text("id", 1, KEY_CHARS_MAX) : ids.next().toString(),
        known ? f.integer("version", 0, VERSION_MAX) : 0,
        county,
        f.oneOf("kind", DirectoryEntry.Kind.WORDS),
        f.has("place") ? f.integer("place", 0, PLACE_MAX) : PLACE_MAX,
        number,
        f.text("zh", 1, NAME_CHARS_MAX).strip(),
        f.text("en", 1, NAME_CHARS_MAX).strip(),
        f.optionalText("audience", NOTE_CHARS_MAX).orElse("").strip(),
        f.optionalText("hours", NOTE_CHARS_MAX).orElse("").strip(),
        f.flag("active", true));
  }

  private Future<Reply> confirm(Exchange exchange) {
    return directory
        .confirm(StaffAccess.actor(exchange), exchange.path("id"), version(exchange))
        .map(done -> Reply.noContent());
  }

  private record Item(CodedList.Item item, int place) {}

  private Future<Reply> saveItem(Exchange exchange) {
    Item wanted =
        exchange.read(f -> {
          String code = f.text("code", 1, 32);
          if (!CODE.matcher(code).matches()) {
            f.mistake("code", "format", "Must be letters and digits, a small letter first.");
          }
          return new Item(
              new CodedList.Item(
                  code,
                  f.text("zh", 1, NAME_CHARS_MAX).strip(),
                  f.text("en", 1, NAME_CHARS_MAX).strip(),
                  f.flag("active", true)),
              f.integer("place", 0, PLACE_MAX));
        });
    Actor by = StaffAccess.actor(exchange);
    return lists
        .save(by, exchange.path("list"), wanted.item(), wanted.place())
        .map(version -> Reply.created(settings.of(by.city()).list(exchange.path("list")).json()));
  }
}
