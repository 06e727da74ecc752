package org.nuanxian.gateway.console;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
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

/** Where coordinators read why offers were declined, in totals. */
final class DeclineApi {
  private static final String PATH = "/api/v1/teams/:county/declines";

  private final DeclineTotals totals;
  private final InstantSource clock;

  DeclineApi(DeclineTotals totals, InstantSource clock) {
    this.totals = totals;
    this.clock = clock;
  }

  /** The row for the edge's table; {@code staff} lets signed-in staff pass. */
  Endpoint endpoint(Access staff) {
    return Endpoint.of(
        HttpMethod.GET, PATH, staff, RateLimit.PERSON, exchange -> read(exchange).map(Reply::ok));
  }

  private Future<JsonObject> read(Exchange exchange) {
    CountyCode county = county(exchange);
    Actor actor = StaffAccess.actor(exchange);
    actor.check(Permission.READ_FIGURES, actor.city(), county);
    return totals
        .read(county, clock.instant())
        .map(weeks -> {
          JsonArray all = new JsonArray();
          weeks.forEach(week -> all.add(json(week)));
          return new JsonObject().put("weeks", all);
        });
  }

  private static JsonObject json(DeclineTotals.Week week) {
    JsonObject json = new JsonObject().put("week", week.monday().toString());
    DeclineTotals.REASONS.forEach(
        reason -> json.put(reason, week.byReason().getOrDefault(reason, 0)));
    return json;
  }

  private static CountyCode county(Exchange exchange) {
    try {
      return new CountyCode(exchange.path("county"));
    } catch (IllegalArgumentException malformed) {
      throw Problem.notFound();
    }
  }
}
