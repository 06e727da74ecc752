package org.nuanxian.roster.http;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.nuanxian.roster.Clearance;
import org.nuanxian.roster.Clearances;
import org.nuanxian.roster.Roster;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.http.Exchange;
import org.nuanxian.runtime.http.Fields;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.staff.Actor;

/** For what somebody of a team has been trained. */
final class Clearing {
  private static final Map<String, Clearance.Grade> GRADES =
      Map.of("A", Clearance.Grade.A, "B", Clearance.Grade.B, "C", Clearance.Grade.C);

  private final Roster roster;
  private final Clearances clearances;

  Clearing(Roster roster, Clearances clearances) {
    this.roster = roster;
    this.clearances = clearances;
  }

  /** Sets it; fails with 404 for whoever is not of that team. */
  Future<JsonObject> clear(Actor by, CountyCode county, Exchange exchange) {
    VolunteerId id = Paths.volunteer(exchange);
    Clearance clearance = exchange.read(Clearing::read);
    return roster
        .volunteers(county)
        .compose(team ->
            team.stream().anyMatch(v -> v.id().equals(id))
                ? clearances.change(by.who(), by.city(), id, clearance)
                : Future.failedFuture(Problem.notFound()))
        .map(cleared -> new JsonObject());
  }

  private static Clearance read(Fields f) {
    return new Clearance(
        f.oneOf("grade", GRADES), f.flag("minors", false), f.flag("nights", false));
  }
}
