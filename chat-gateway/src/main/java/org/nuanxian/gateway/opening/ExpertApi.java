package org.nuanxian.gateway.opening;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.nuanxian.dispatcher.ladder.AlarmKind;
import org.nuanxian.dispatcher.ladder.Called;
import org.nuanxian.dispatcher.ladder.CityLadders;
import org.nuanxian.dispatcher.ladder.ExpertList;
import org.nuanxian.dispatcher.ladder.ExpertTurn;
import org.nuanxian.dispatcher.ladder.LadderBook;
import org.nuanxian.dispatcher.ladder.Reach;
import org.nuanxian.dispatcher.ladder.Roll;
import org.nuanxian.dispatcher.ladder.Step;
import org.nuanxian.roster.Roster;
import org.nuanxian.runtime.config.AlertConfig;
import org.nuanxian.runtime.http.Access;
import org.nuanxian.runtime.http.Endpoint;
import org.nuanxian.runtime.http.Exchange;
import org.nuanxian.runtime.http.Fields;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.http.RateLimit;
import org.nuanxian.runtime.http.Reply;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.staff.Actor;
import org.nuanxian.runtime.staff.ContactWays.Reachable;
import org.nuanxian.runtime.staff.Permission;
import org.nuanxian.runtime.staff.StaffAccess;

/** The list of experts on call (听班专家) of a city: seen, and decided as a whole. */
public final class ExpertApi {
  private static final String EXPERTS = "/api/v1/setup/experts";
  private static final int VERSION_MAX = 1_000_000;

  private final LadderBook book;
  private final List<AlertConfig> channels;
  private final LadderKeepers keepers;
  private final StaffAccess access;
  private final InstantSource clock;

  /**
   * The lists of this installation.
   *
   * @param channels its channels
   */
  public ExpertApi(
      LadderBook book,
      List<AlertConfig> channels,
      Roster roster,
      StaffAccess access,
      InstantSource clock) {
    this.book = book;
    this.channels = List.copyOf(channels);
    this.keepers = new LadderKeepers(roster);
    this.access = access;
    this.clock = clock;
  }

  /** The rows for the edge's table. */
  public List<Endpoint> endpoints() {
    Access staff = access.who(Permission.PREPARE_LINE);
    RateLimit limit = RateLimit.PERSON;
    return List.of(
        Endpoint.of(GET, EXPERTS, staff, limit, exchange -> show(exchange).map(Reply::ok)),
        Endpoint.of(POST, EXPERTS, staff, limit, exchange -> save(exchange).map(Reply::created)));
  }

  private Future<JsonObject> show(Exchange exchange) {
    Actor by = StaffAccess.actor(exchange);
    Future<CityLadders> now = book.refresh(by.city());
    Future<Optional<LadderBook.Changed>> changed = book.expertsChanged(by.city());
    Future<List<CountyCode>> counties = keepers.counties(by.city());
    return Future.all(now, changed, counties)
        .map(read -> {
          Roll roll = now.result().roll();
          JsonObject json =
              new JsonObject()
                  .put("version", roll.experts().version())
                  .put("mayChange", LadderKeepers.mayChange(by, counties.result()))
                  .put("turns", array(roll.experts().turns(), ExpertTurn::json))
                  .put("now", now(roll))
                  .put("gaps", array(roll.experts().gaps(id -> isHere(roll, id)), ExpertApi::json))
                  .put("people", people(roll, new Reach(by.city(), channels), counties.result()));
          changed
              .result()
              .ifPresent(one ->
                  json.put(
                      "changed",
                      new JsonObject().put("name", one.name()).put("at", one.at().toString())));
          return json;
        });
  }

  private static <T> JsonArray array(List<T> items, Function<T, JsonObject> json) {
    return new JsonArray(items.stream().map(json).toList());
  }

  private static boolean isHere(Roll roll, UUID id) {
    return roll.people().stream().anyMatch(who -> who.actor().id().value().equals(id));
  }

  private JsonArray now(Roll roll) {
    Instant at = clock.instant();
    JsonArray all = new JsonArray();
    for (Reachable who : roll.people()) {
      UUID id = who.actor().id().value();
      roll.experts()
          .turn(id, at)
          .ifPresent(span ->
              all.add(
                  new JsonObject().put("person", id.toString()).put("to", span.to().toString())));
    }
    return all;
  }

  private static JsonObject json(ExpertList.Gap gap) {
    return new JsonObject()
        .put("day", gap.day().getValue())
        .put("from", gap.from().toString())
        .put("untilDay", gap.untilDay().getValue())
        .put("until", gap.until().toString());
  }

  private static JsonArray people(Roll roll, Reach reach, List<CountyCode> counties) {
    JsonArray all = new JsonArray();
    for (Reachable who : roll.people()) {
      all.add(
          new JsonObject()
              .put("id", who.actor().id().value().toString())
              .put("name", who.actor().name())
              .put("county", who.actor().county().map(CountyCode::value).orElse(null))
              .put("reachable", counties.stream().allMatch(county -> reach.any(who, county))));
    }
    return all;
  }

  private Future<JsonObject> save(Exchange exchange) {
    Actor by = StaffAccess.actor(exchange);
    Future<CityLadders> now = book.refresh(by.city());
    Future<List<CountyCode>> counties = keepers.counties(by.city());
    return Future.all(now, counties)
        .compose(read -> {
          LadderKeepers.check(by, counties.result());
          Roll roll = now.result().roll();
          ExpertList wanted = exchange.read(f -> list(f, roll));
          checkLadders(now.result(), roll.with(wanted), by, counties.result());
          return book.save(by, wanted);
        })
        .compose(saved -> show(exchange));
  }

  private static ExpertList list(Fields f, Roll roll) {
    int version = f.integer("version", 1, VERSION_MAX);
    List<ExpertTurn> turns = new ArrayList<>();
    for (Fields each : f.objects("turns", ExpertList.TURNS_MAX)) {
      UUID person = each.uuid("person");
      if (each.clean("person") && !isHere(roll, person)) {
        each.mistake("person", "unknown-value", "There is nobody of that kind here.");
      }
      DayOfWeek day = DayOfWeek.of(each.integer("day", 1, 7));
      LocalTime from = time(each, "from");
      LocalTime until = time(each, "until");
      if (!each.clean("from") || !each.clean("until")) {
        continue;
      }
      if (from.equals(until)) {
        each.mistake("until", "empty", "Must not be when it begins; a whole day is two turns.");
        continue;
      }
      ExpertTurn turn = new ExpertTurn(person, day, from, until);
      if (turns.stream().anyMatch(one -> one.person().equals(person) && one.overlaps(turn))) {
        each.mistake("from", "overlap", "This person has another turn at that time.");
      }
      turns.add(turn);
    }
    return new ExpertList(version, turns);
  }

  private static LocalTime time(Fields f, String field) {
    String time = f.text(field, 5, 5);
    if (f.clean(field) && !time.matches("([01][0-9]|2[0-3]):[0-5][0-9]")) {
      f.mistake(field, "format", "Must be a time like 22:00.");
    }
    return f.clean(field) ? LocalTime.parse(time) : LocalTime.MIN;
  }

  /** A ladder that ends with experts must not fall silent because their hours change. */
  private void checkLadders(CityLadders now, Roll then, Actor by, List<CountyCode> counties) {
    Reach reach = new Reach(by.city(), channels);
    for (AlarmKind kind : AlarmKind.all()) {
      List<Step> steps = now.of(kind).steps();
      if (steps.getLast().who() == Called.EXPERT_ON_CALL
          && !reach.endsWithSomebody(steps, then, counties)) {
        throw Problem.of(
            422, "ladder-ends-here", "A ladder ends with experts; no hour may be nobody's.");
      }
    }
  }
}
