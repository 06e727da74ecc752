package org.nuanxian.gateway.source;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nuanxian.runtime.http.Access;
import org.nuanxian.runtime.http.Endpoint;
import org.nuanxian.runtime.http.Exchange;
import org.nuanxian.runtime.http.RateLimit;
import org.nuanxian.runtime.http.Reply;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.staff.Permission;
import org.nuanxian.runtime.staff.Staff;
import org.nuanxian.runtime.staff.StaffAccess;
import org.nuanxian.runtime.vault.Vault;

/** Where two people open the address a contact came from, for a rescue or a lawful request. */
public final class SourceApi {
  private static final String PATH = "/api/v1/source-requests";

  /** How often what was kept long enough is forgotten. */
  private static final Duration FORGET = Duration.ofHours(6);

  private static final int CONTACT_CHARS_MAX = 36;
  private static final Map<String, String> REASONS = Map.of("rescue", "rescue", "lawful", "lawful");

  private final SourceRequests requests;
  private final StaffAccess access;

  /** The endpoints, over this database. */
  public SourceApi(Database database, Vault vault, Staff staff, InstantSource clock) {
    this.requests = new SourceRequests(database.client(), vault, staff.audit(), clock);
    this.access = staff.access();
  }

  /** Begins to forget addresses of more than six months ago. */
  public void start(Vertx vertx, MeterRegistry metrics) {
    Counter failed = metrics.counter("nuanxian.gateway.source.forgetting.failed");
    requests.forget().onFailure(away -> failed.increment());
    vertx.setPeriodic(
        FORGET.toMillis(), t -> requests.forget().onFailure(away -> failed.increment()));
  }

  /** The rows for the edge's table. */
  public List<Endpoint> endpoints() {
    Access supervisors = access.who(Permission.SUPERVISE);
    RateLimit limit = RateLimit.PERSON;
    return List.of(
        Endpoint.of(GET, PATH, supervisors, limit, this::list),
        Endpoint.of(POST, PATH, supervisors, limit, this::ask),
        Endpoint.of(POST, PATH + "/:id/approve", supervisors, limit, this::approve),
        Endpoint.of(POST, PATH + "/:id/open", supervisors, limit, this::open));
  }

  private record Asked(String contact, String reason) {}

  private Future<Reply> ask(Exchange exchange) {
    Asked asked =
        exchange.read(f ->
            new Asked(
                f.text("contact", 4, CONTACT_CHARS_MAX).toLowerCase(Locale.ROOT),
                f.oneOf("reason", REASONS)));
    return requests
        .ask(StaffAccess.actor(exchange), asked.contact(), asked.reason())
        .map(id -> Reply.created(new JsonObject().put("id", id.toString())));
  }

  private Future<Reply> list(Exchange exchange) {
    return requests
        .list(StaffAccess.actor(exchange))
        .map(all -> {
          JsonArray list = new JsonArray();
          for (SourceRequests.Request each : all) {
            JsonObject json =
                new JsonObject()
                    .put("id", each.id().toString())
                    .put("contactId", each.contact())
                    .put("county", each.county().value())
                    .put("reason", each.reason())
                    .put("own", each.own())
                    .put("readable", each.readable())
                    .put("asked", each.asked());
            each.approved().ifPresent(by -> json.put("approved", by));
            list.add(json);
          }
          return Reply.ok(new JsonObject().put("requests", list));
        });
  }

  private Future<Reply> approve(Exchange exchange) {
    return requests
        .approve(StaffAccess.actor(exchange), exchange.pathUuid("id"))
        .map(done -> Reply.noContent());
  }

  /** A look changes the record of looks, so it is no GET. */
  private Future<Reply> open(Exchange exchange) {
    return requests
        .address(StaffAccess.actor(exchange), exchange.pathUuid("id"))
        .map(address -> Reply.ok(new JsonObject().put("address", address)));
  }
}
