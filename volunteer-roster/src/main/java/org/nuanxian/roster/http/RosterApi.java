package org.nuanxian.roster.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.nuanxian.roster.Clearances;
import org.nuanxian.roster.Coverage;
import org.nuanxian.roster.Plan;
import org.nuanxian.roster.Planning;
import org.nuanxian.roster.Roster;
import org.nuanxian.roster.Team;
import org.nuanxian.roster.Volunteer;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.http.Access;
import org.nuanxian.runtime.http.Endpoint;
import org.nuanxian.runtime.http.Exchange;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.http.RateLimit;
import org.nuanxian.runtime.http.Reply;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.staff.Actor;
import org.nuanxian.runtime.staff.Permission;
import org.nuanxian.runtime.staff.StaffAccess;

/**
 * What staff may read of teams and rosters, each only of the counties in their scope. See
 * ops/docs/roster.md.
 */
public final class RosterApi {
  private static final String TEAMS = "/api/v1/teams";

  private final Roster roster;
  private final Plan plan;
  private final NewShift newShift;
  private final Clearing clearing;
  private final InstantSource clock;

  /** Answers from the roster and the plan; the clock decides who is qualified now. */
  public RosterApi(
      Roster roster, Plan plan, Planning planning, Clearances clearances, InstantSource clock) {
    this.roster = roster;
    this.plan = plan;
    this.newShift = new NewShift(roster, planning);
    this.clearing = new Clearing(roster, clearances);
    this.clock = clock;
  }

  /** The rows of the table; {@code staff} lets signed-in staff pass. */
  public List<Endpoint> endpoints(Access staff) {
    return List.of(
        row(TEAMS, staff, this::teams),
        row(TEAMS + "/:county", staff, exchange -> inCounty(exchange, this::team)),
        row(TEAMS + "/:county/volunteers", staff, exchange -> inCounty(exchange, this::volunteers)),
        row(TEAMS + "/:county/shifts", staff, exchange -> inCounty(exchange, this::shifts)),
        row(TEAMS + "/:county/coverage", staff, exchange -> inCounty(exchange, this::coverage)),
        Endpoint.of(
            HttpMethod.POST,
            TEAMS + "/:county/shifts",
            staff,
            RateLimit.PERSON,
            exchange -> inCounty(exchange, this::addShift).map(Reply::created)),
        Endpoint.of(
            HttpMethod.POST,
            TEAMS + "/:county/volunteers/:volunteer/clearance",
            staff,
            RateLimit.PERSON,
            exchange -> inCounty(exchange, this::clear).map(Reply::ok)));
  }

  private static Endpoint row(
      String path, Access staff, Function<Exchange, Future<JsonObject>> answer) {
    return Endpoint.of(
        HttpMethod.GET,
        path,
        staff,
        RateLimit.PERSON,
        exchange -> answer.apply(exchange).map(Reply::ok));
  }

  private Future<JsonObject> teams(Exchange exchange) {
    Actor actor = StaffAccess.actor(exchange);
    return roster
        .teams(actor.city(), clock.instant())
        .map(
            all -> array(all.stream().filter(t -> mayRead(actor, t)).map(RosterApi::json).toList()))
        .map(teams -> new JsonObject().put("teams", teams));
  }

  private static boolean mayRead(Actor actor, Team team) {
    return actor.may(Permission.READ_ROSTER, team.city(), team.county().code());
  }

  /** What an action of one county is given: who asks, about which team, and the request. */
  private record Asked(Actor actor, Team team, Exchange exchange) {
    CountyCode county() {
      return team.county().code();
    }

    boolean may(Permission permission) {
      return actor.may(permission, team.city(), county());
    }
  }

  /** The one door to a county: scope first, so that a refusal tells nothing about what exists. */
  private Future<JsonObject> inCounty(
      Exchange exchange, Function<Asked, Future<JsonObject>> action) {
    Actor actor = StaffAccess.actor(exchange);
    CountyCode county = Paths.county(exchange);
    actor.check(Permission.READ_ROSTER, actor.city(), county);
    return roster
        .teams(actor.city(), clock.instant())
        .map(teams ->
            teams.stream()
                .filter(t -> t.county().code().equals(county))
                .findFirst()
                .orElseThrow(Problem::notFound))
        .compose(team -> action.apply(new Asked(actor, team, exchange)));
  }

  private Future<JsonObject> team(Asked asked) {
    return Future.succeededFuture(json(asked.team()));
  }

  private Future<JsonObject> volunteers(Asked asked) {
    // Colleagues know each other by alias; names and qualifications are for those who run a team.
    boolean all = asked.may(Permission.EDIT_ROSTER) || asked.may(Permission.SUPERVISE);
    return roster
        .volunteers(asked.county())
        .map(found ->
            array(found.stream().filter(Volunteer::active).map(v -> json(v, all)).toList()))
        .map(volunteers -> new JsonObject().put("volunteers", volunteers));
  }

  private JsonObject json(Volunteer volunteer, boolean all) {
    JsonObject json =
        new JsonObject()
            .put("id", volunteer.id().value().toString())
            .put("alias", volunteer.alias())
            .put("county", volunteer.county().value())
            .put("media", array(volunteer.media().stream().map(m -> m.code()).sorted().toList()));
    return all
        ? json.put("name", volunteer.name())
            .put("gender", volunteer.gender().code())
            .put("qualified", volunteer.qualified(clock.instant()))
            .put("grade", volunteer.clearance().grade().name())
            .put("minors", volunteer.clearance().minors())
            .put("nights", volunteer.clearance().night())
        : json;
  }

  private static JsonObject json(Team team) {
    return new JsonObject()
        .put("county", team.county().code().value())
        .put("name", team.county().name())
        .put("volunteers", team.members())
        .put("volunteersMin", Team.MEMBERS_MIN)
        .put("tooSmall", team.tooSmall());
  }

  private Future<JsonObject> shifts(Asked asked) {
    boolean drafts = asked.may(Permission.EDIT_ROSTER);
    Stretch stretch = Stretch.of(asked.exchange());
    Future<Map<VolunteerId, String>> aliases =
        roster
            .volunteers(asked.county())
            .map(all -> all.stream().collect(Collectors.toMap(Volunteer::id, Volunteer::alias)));
    return plan.shifts(asked.county(), stretch.from(), stretch.to())
        .compose(planned -> aliases.map(names -> shifts(planned, names, drafts)));
  }

  private static JsonObject shifts(
      List<Plan.PlannedShift> planned, Map<VolunteerId, String> aliases, boolean drafts) {
    JsonArray shifts = new JsonArray();
    for (Plan.PlannedShift shift : planned) {
      for (Plan.Seated seated : shift.seated()) {
        if (seated.published() || drafts) {
          shifts.add(
              new JsonObject()
                  .put("id", shift.shift().id().value().toString())
                  .put("name", shift.shift().name())
                  .put("from", shift.shift().from().toString())
                  .put("to", shift.shift().to().toString())
                  .put("seat", seated.seat().code())
                  .put("volunteer", seated.volunteer().value().toString())
                  .put("alias", aliases.getOrDefault(seated.volunteer(), ""))
                  .put("published", seated.published()));
        }
      }
    }
    return new JsonObject().put("shifts", shifts);
  }

  private Future<JsonObject> addShift(Asked asked) {
    Actor actor = asked.actor();
    actor.check(Permission.EDIT_ROSTER, actor.city(), asked.county());
    return newShift.plan(actor.city(), asked.county(), asked.exchange());
  }

  private Future<JsonObject> clear(Asked asked) {
    Actor actor = asked.actor();
    actor.check(Permission.EDIT_ROSTER, actor.city(), asked.county());
    return clearing.clear(actor, asked.county(), asked.exchange());
  }

  private Future<JsonObject> coverage(Asked asked) {
    Stretch stretch = Stretch.of(asked.exchange());
    return plan.coverage(asked.county(), stretch.from(), stretch.to())
        .map(coverage -> array(coverage.spans().stream().map(RosterApi::json).toList()))
        .map(spans -> new JsonObject().put("spans", spans));
  }

  private static JsonObject json(Coverage.Span span) {
    return new JsonObject()
        .put("from", span.from().toString())
        .put("to", span.to().toString())
        .put("atDesk", span.atDesk())
        .put("onCall", span.onCall())
        .put("wantedAtDesk", span.wantedAtDesk());
  }

  private static JsonArray array(List<?> items) {
    return new JsonArray(items);
  }

  /** The stretch of time in a query. */
  private record Stretch(Instant from, Instant to) {
    static Stretch of(Exchange exchange) {
      Stretch stretch = new Stretch(exchange.queryInstant("from"), exchange.queryInstant("to"));
      try {
        Plan.checkStretch(stretch.from(), stretch.to());
      } catch (IllegalArgumentException e) {
        throw Problem.invalid("to", "range", "Must be after from, by at most 35 days.");
      }
      return stretch;
    }
  }
}
