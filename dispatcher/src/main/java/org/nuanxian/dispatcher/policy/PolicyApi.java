package org.nuanxian.dispatcher.policy;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.nuanxian.roster.City;
import org.nuanxian.roster.County;
import org.nuanxian.roster.Roster;
import org.nuanxian.runtime.http.Access;
import org.nuanxian.runtime.http.Endpoint;
import org.nuanxian.runtime.http.Exchange;
import org.nuanxian.runtime.http.Fields;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.http.RateLimit;
import org.nuanxian.runtime.http.Reply;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.settings.Settings;
import org.nuanxian.runtime.staff.Actor;
import org.nuanxian.runtime.staff.Permission;
import org.nuanxian.runtime.staff.Staff;
import org.nuanxian.runtime.staff.StaffAccess;

/** 派单规则: where a city reads and changes what it decides about who serves whom. */
public final class PolicyApi {
  private static final String PATH = "/api/v1/settings/dispatch";
  private static final int VERSION_MAX = 1_000_000;

  private final Policies policies;
  private final Roster roster;
  private final Settings settings;
  private final Staff staff;
  private final InstantSource clock;

  /** The endpoints over these policies. */
  public PolicyApi(
      Policies policies, Roster roster, Settings settings, Staff staff, InstantSource clock) {
    this.policies = policies;
    this.roster = roster;
    this.settings = settings;
    this.staff = staff;
    this.clock = clock;
  }

  /** The rows for the edge's table. */
  public List<Endpoint> endpoints() {
    Access keepers = staff.access().who(Permission.PREPARE_LINE);
    return List.of(
        Endpoint.of(GET, PATH, keepers, RateLimit.PERSON, this::show),
        Endpoint.of(POST, PATH, keepers, RateLimit.PERSON, this::save));
  }

  private Future<Reply> show(Exchange exchange) {
    CityCode city = StaffAccess.actor(exchange).city();
    return shown(city).map(Reply::ok);
  }

  private Future<JsonObject> shown(CityCode city) {
    return policies
        .rows()
        .read(city)
        .compose(standing -> policies.rows().changes(city).map(changes -> json(standing, changes)));
  }

  private JsonObject json(Policies.Standing standing, List<Policies.Change> changes) {
    JsonArray versions = new JsonArray();
    changes.forEach(change ->
        versions.add(
            new JsonObject()
                .put("version", change.version())
                .put(
                    "changed",
                    new JsonObject().put("name", change.name()).put("at", change.at()))));
    return new JsonObject()
        .put("version", standing.version())
        .put("policy", standing.policy().json())
        .put("shipped", policies.shipped().json())
        .put("bounds", CityPolicy.bounds())
        .put("overtaking", standing.policy().overtakingJson())
        .put("versions", versions);
  }

  private record Wanted(int version, CityPolicy policy) {}

  private Future<Reply> save(Exchange exchange) {
    Actor by = StaffAccess.actor(exchange);
    if (!by.mayEverywhere(Permission.PREPARE_LINE, by.city())) {
      throw Problem.forbidden("out-of-scope", "This is decided for the whole city.");
    }
    return roster
        .cities()
        .map(cities -> {
          Set<CountyCode> counties = counties(cities, by.city());
          return exchange.read(f -> wanted(f, by.city(), counties));
        })
        .compose(wanted -> save(by, wanted))
        .compose(saved -> shown(by.city()))
        .map(Reply::created);
  }

  private static Set<CountyCode> counties(List<City> cities, CityCode city) {
    return cities.stream()
        .filter(one -> one.code().equals(city))
        .flatMap(one -> one.counties().stream())
        .map(County::code)
        .collect(Collectors.toSet());
  }

  private Wanted wanted(Fields f, CityCode city, Set<CountyCode> known) {
    int version = f.integer("version", 1, VERSION_MAX);
    CityPolicy policy = CityPolicy.read(f.object("policy"), policies.shipped());
    Reach reach = policy.reach();
    boolean pooled = reach.pools().stream().map(Pool::counties).allMatch(known::containsAll);
    Collection<CountyCode> to = reach.joined().values();
    if (!pooled) {
      f.mistake("policy.reach.pools", "unknown-county", "Names a county of another city.");
    }
    if (!known.containsAll(reach.joined().keySet()) || !known.containsAll(to)) {
      f.mistake("policy.reach.joined", "unknown-county", "Names a county of another city.");
    }
    reach
        .referralNumber()
        .filter(
            id -> settings.of(city).directory().stream().noneMatch(entry -> entry.id().equals(id)))
        .ifPresent(id ->
            f.mistake(
                "policy.reach.referralNumber",
                "unknown-value",
                "Must be a number of the directory."));
    return new Wanted(version, policy);
  }

  private Future<Void> save(Actor by, Wanted wanted) {
    CityCode city = by.city();
    return policies
        .rows()
        .read(city)
        .compose(before ->
            policies
                .rows()
                .add(city, wanted.version(), wanted.policy(), by.id().value(), clock.instant())
                .compose(added ->
                    staff
                        .audit()
                        .record(
                            by.who(),
                            "policy.change",
                            "policy:" + city.value() + ":" + (wanted.version() + 1),
                            wanted.policy().differences(before.policy()))))
        .compose(recorded -> policies.changed(city));
  }
}
