package org.nuanxian.gateway.opening;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.nuanxian.dispatcher.alert.Scope;
import org.nuanxian.dispatcher.ladder.AlarmKind;
import org.nuanxian.dispatcher.ladder.Called;
import org.nuanxian.dispatcher.ladder.CityLadders;
import org.nuanxian.dispatcher.ladder.Ladder;
import org.nuanxian.dispatcher.ladder.LadderBook;
import org.nuanxian.dispatcher.ladder.Preset;
import org.nuanxian.dispatcher.ladder.Reach;
import org.nuanxian.dispatcher.ladder.Span;
import org.nuanxian.dispatcher.ladder.Step;
import org.nuanxian.dispatcher.ladder.Tonight;
import org.nuanxian.roster.Roster;
import org.nuanxian.runtime.config.AlertConfig;
import org.nuanxian.runtime.http.Access;
import org.nuanxian.runtime.http.Endpoint;
import org.nuanxian.runtime.http.Exchange;
import org.nuanxian.runtime.http.Fields;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.http.RateLimit;
import org.nuanxian.runtime.http.Reply;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.staff.Actor;
import org.nuanxian.runtime.staff.ContactWays.Reachable;
import org.nuanxian.runtime.staff.OwnWay;
import org.nuanxian.runtime.staff.Permission;
import org.nuanxian.runtime.staff.StaffAccess;

/** The ladders of a city: seen, changed, and tried against the roster of tonight. */
public final class LadderApi {
  private static final String LADDERS = "/api/v1/setup/ladders";
  private static final int MINUTES_MAX = 60;
  private static final int CHANNELS_MAX = 32; // as many as a configuration may have
  private static final int NAME_CHARS_MAX = 32;
  private static final int VERSION_MAX = 1_000_000;

  private final LadderBook book;
  private final List<AlertConfig> channels;
  private final LadderKeepers keepers;
  private final Tonight tonight;
  private final StaffAccess access;
  private final InstantSource clock;

  /**
   * The ladders of this installation.
   *
   * @param channels its channels
   */
  public LadderApi(
      LadderBook book,
      List<AlertConfig> channels,
      Roster roster,
      StaffAccess access,
      InstantSource clock) {
    this.book = book;
    this.channels = List.copyOf(channels);
    this.keepers = new LadderKeepers(roster);
    this.tonight = new Tonight(roster);
    this.access = access;
    this.clock = clock;
  }

  /** The rows for the edge's table. */
  public List<Endpoint> endpoints() {
    Access staff = access.who(Permission.PREPARE_LINE);
    RateLimit limit = RateLimit.PERSON;
    return List.of(
        Endpoint.of(GET, LADDERS, staff, limit, this::show),
        Endpoint.of(POST, LADDERS + "/:kind", staff, limit, this::save),
        Endpoint.of(POST, LADDERS + "/:kind/preview", staff, limit, this::preview));
  }

  private Future<Reply> show(Exchange exchange) {
    Actor by = StaffAccess.actor(exchange);
    Future<CityLadders> now = book.refresh(by.city());
    Future<List<LadderBook.Standing>> changed = book.changed(by.city());
    Future<List<CountyCode>> counties = keepers.counties(by.city());
    return Future.all(now, changed, counties)
        .map(read -> {
          JsonObject json =
              new JsonObject()
                  .put("mayChange", LadderKeepers.mayChange(by, counties.result()))
                  .put("ladders", ladders(now.result(), changed.result()))
                  .put("presets", presets(by.city()))
                  .put("channels", new JsonArray(here(by.city()).map(AlertConfig::name).toList()))
                  .put("own", new JsonArray(carried(by.city())))
                  .put("people", people(now.result()));
          return Reply.ok(json);
        });
  }

  private static JsonArray ladders(CityLadders now, List<LadderBook.Standing> changed) {
    JsonArray all = new JsonArray();
    for (AlarmKind kind : AlarmKind.all()) {
      JsonObject json = json(now.of(kind));
      changed.stream()
          .filter(each -> each.ladder().kind() == kind)
          .forEach(each ->
              json.put("changed", new JsonObject().put("name", each.name()).put("at", each.at())));
      all.add(json);
    }
    return all;
  }

  private static JsonObject json(Ladder ladder) {
    return new JsonObject()
        .put("kind", ladder.kind().wire())
        .put("version", ladder.version())
        .put("steps", steps(ladder.steps()));
  }

  private static JsonArray steps(List<Step> steps) {
    return new JsonArray(steps.stream().map(Step::json).toList());
  }

  private java.util.stream.Stream<AlertConfig> here(CityCode city) {
    return channels.stream().filter(one -> Scope.covers(one, city));
  }

  private JsonArray presets(CityCode city) {
    JsonArray all = new JsonArray();
    for (Preset preset : Preset.ALL) {
      all.add(
          new JsonObject()
              .put("name", preset.name())
              .put("steps", steps(preset.steps(here(city).toList()))));
    }
    return all;
  }

  /** The ways to people themselves that some channel of the city can carry. */
  private List<String> carried(CityCode city) {
    List<String> ways = new ArrayList<>();
    for (OwnWay way : OwnWay.values()) {
      if (here(city).anyMatch(one -> Scope.carries(one, way))) {
        ways.add(way.wire());
      }
    }
    return ways;
  }

  private static JsonArray people(CityLadders now) {
    JsonArray all = new JsonArray();
    for (Reachable who : now.roll().people()) {
      Actor actor = who.actor();
      all.add(
          new JsonObject()
              .put("id", actor.id().value().toString())
              .put("name", actor.name())
              .put("county", actor.county().map(CountyCode::value).orElse(null)));
    }
    return all;
  }

  private static AlarmKind kind(Exchange exchange) {
    return AlarmKind.of(exchange.path("kind")).orElseThrow(Problem::notFound);
  }

  private static List<Step> steps(Fields f) {
    List<Step> steps = new ArrayList<>();
    for (Fields each : f.objects("steps", Ladder.STEPS_MAX)) {
      Called who = each.oneOf("who", Called.words());
      Optional<UUID> person =
          who == Called.PERSON ? Optional.of(each.uuid("person")) : Optional.empty();
      steps.add(
          new Step(
              who,
              person,
              each.someOf("own", OwnWay.words(), OwnWay.values().length),
              each.texts("channels", CHANNELS_MAX, NAME_CHARS_MAX),
              Duration.ofMinutes(each.integer("minutes", 1, MINUTES_MAX))));
    }
    if (steps.isEmpty()) {
      f.mistake("steps", "required", "Is missing.");
    }
    return steps;
  }

  private record Wanted(int version, List<Step> steps) {}

  private Future<Reply> save(Exchange exchange) {
    Actor by = StaffAccess.actor(exchange);
    AlarmKind kind = kind(exchange);
    Wanted wanted = exchange.read(f -> new Wanted(f.integer("version", 1, VERSION_MAX), steps(f)));
    Future<CityLadders> now = book.refresh(by.city());
    Future<List<CountyCode>> counties = keepers.counties(by.city());
    return Future.all(now, counties)
        .compose(read -> {
          LadderKeepers.check(by, counties.result());
          new Reach(by.city(), channels)
              .check(wanted.steps(), now.result().roll(), counties.result());
          return book.save(by, new Ladder(kind, wanted.version(), wanted.steps()));
        })
        .map(done -> Reply.created(json(book.of(by.city()).of(kind))));
  }

  private record Tried(CountyCode county, List<Step> steps) {}

  private Future<Reply> preview(Exchange exchange) {
    Actor by = StaffAccess.actor(exchange);
    kind(exchange);
    Tried tried =
        exchange.read(f -> {
          String code = f.text("county", 6, 6);
          if (!code.matches("[0-9]{6}")) {
            f.mistake("county", "format", "Must be a code of six digits.");
            f.check();
          }
          return new Tried(new CountyCode(code), steps(f));
        });
    by.check(Permission.PREPARE_LINE, by.city(), tried.county());
    Reach reach = new Reach(by.city(), channels);
    return book.refresh(by.city())
        .compose(now ->
            tonight.of(tried.steps(), now.roll(), by.city(), tried.county(), clock.instant()))
        .map(rungs -> {
          JsonArray all = new JsonArray();
          rungs.forEach(rung -> all.add(json(rung, reach, tried.county())));
          return Reply.ok(new JsonObject().put("steps", all));
        });
  }

  private static JsonObject json(Tonight.Rung rung, Reach reach, CountyCode county) {
    JsonArray people = new JsonArray();
    for (Tonight.Somebody each : rung.people()) {
      List<OwnWay> own = reach.own(rung.step(), each.who(), county);
      JsonObject json =
          new JsonObject()
              .put("name", each.who().actor().name())
              .put("console", Reach.console(each.who()))
              .put("own", new JsonArray(own.stream().map(OwnWay::wire).toList()));
      each.during()
          .ifPresent(
              span -> json.put("from", span.from().toString()).put("to", span.to().toString()));
      people.add(json);
    }
    JsonArray gaps = new JsonArray();
    for (Span gap : rung.gaps()) {
      gaps.add(new JsonObject().put("from", gap.from().toString()).put("to", gap.to().toString()));
    }
    return new JsonObject().put("people", people).put("gaps", gaps);
  }
}
