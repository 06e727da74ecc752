package org.nuanxian.gateway.nuisance;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.gateway.channel.Shared;
import org.nuanxian.gateway.conversation.Conversation;
import org.nuanxian.gateway.conversation.Cursor;
import org.nuanxian.gateway.conversation.Entry;
import org.nuanxian.gateway.conversation.EntryJson;
import org.nuanxian.gateway.conversation.Nuisances;
import org.nuanxian.gateway.conversation.Page;
import org.nuanxian.runtime.audit.Audit;
import org.nuanxian.runtime.http.Access;
import org.nuanxian.runtime.http.Endpoint;
import org.nuanxian.runtime.http.Exchange;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.http.RateLimit;
import org.nuanxian.runtime.http.Reply;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.staff.Actor;
import org.nuanxian.runtime.staff.Permission;
import org.nuanxian.runtime.staff.Staff;
import org.nuanxian.runtime.staff.StaffAccess;

/**
 * Where supervisors review what was ended as harassment (待复核). What was said is opened under audit;
 * each decision is on record before its effect.
 */
public final class NuisanceApi {
  private static final String PATH = "/api/v1/nuisances";
  private static final Map<String, String> DECISIONS =
      Map.of("confirmed", "confirmed", "withdrawn", "withdrawn");

  private final Shared shared;
  private final Nuisances nuisances;
  private final Audit audit;
  private final StaffAccess access;

  /** The endpoints, over what the gateway shares. */
  public NuisanceApi(Shared shared, Staff staff) {
    this.shared = shared;
    this.nuisances = shared.nuisances();
    this.audit = staff.audit();
    this.access = staff.access();
  }

  /** The rows for the edge's table. */
  public List<Endpoint> endpoints() {
    Access supervisors = access.who(Permission.SUPERVISE);
    RateLimit limit = RateLimit.PERSON;
    return List.of(
        Endpoint.of(GET, PATH, supervisors, limit, this::list),
        Endpoint.of(POST, PATH + "/:contactId/open", supervisors, limit, this::open),
        Endpoint.of(POST, PATH + "/:contactId/decide", supervisors, limit, this::decide));
  }

  private Instant now() {
    return shared.clock().instant();
  }

  /** For at most so many days a confirmed one counts. */
  private int daysMax(CityCode city) {
    return shared.cities().dispatcher(city).policy().protections().nuisanceDays();
  }

  private Future<Reply> list(Exchange exchange) {
    Actor actor = StaffAccess.actor(exchange);
    return nuisances
        .list(actor.city(), now())
        .map(tags -> {
          JsonArray all = new JsonArray();
          tags.stream()
              .filter(tag -> actor.may(Permission.SUPERVISE, actor.city(), tag.county()))
              .forEach(tag -> all.add(json(tag, actor)));
          return Reply.ok(
              new JsonObject().put("nuisances", all).put("daysMax", daysMax(actor.city())));
        });
  }

  private static JsonObject json(Nuisances.Tag tag, Actor actor) {
    JsonObject json =
        new JsonObject()
            .put("contactId", tag.contact().value().toString())
            .put("county", tag.county().value())
            .put("reason", tag.reason())
            .put("by", tag.taggedBy())
            .put("at", tag.at().toString())
            .put("own", tag.volunteer().value().equals(actor.id().value()));
    tag.decision().ifPresent(decision -> json.put("decision", decision));
    tag.until().ifPresent(until -> json.put("until", until.toString()));
    return json;
  }

  /** A look changes the record of looks, so it is no GET. */
  private Future<Reply> open(Exchange exchange) {
    Actor actor = StaffAccess.actor(exchange);
    return tag(exchange, Permission.READ_CONTENT)
        .compose(tag ->
            audit
                .record(actor.who(), "transcript.open", subject(tag), Map.of("as", "review"))
                .compose(onRecord -> shared.conversations().access(tag.contact()))
                .compose(conversation ->
                    entries(conversation, 0, new JsonArray())
                        .map(entries -> transcript(tag, conversation, entries))));
  }

  private static Reply transcript(Nuisances.Tag tag, Conversation conversation, JsonArray entries) {
    JsonObject json = new JsonObject().put("entries", entries);
    tag.words()
        .map(words -> conversation.seal().field(Nuisances.WORDS, words))
        .ifPresent(words -> json.put("words", words));
    return Reply.ok(json);
  }

  /** All of it, a page at a time. */
  private static Future<JsonArray> entries(Conversation conversation, long after, JsonArray so) {
    return conversation
        .page(after, Cursor.PAGE_MAX)
        .compose(page -> {
          page.entries().forEach(entry -> so.add(EntryJson.of(entry)));
          return page.entries().size() < Cursor.PAGE_MAX
              ? Future.succeededFuture(so)
              : entries(conversation, last(page).seq(), so);
        });
  }

  private static Entry last(Page page) {
    return page.entries().getLast();
  }

  private record Decision(String what, int days) {}

  private Future<Reply> decide(Exchange exchange) {
    Actor actor = StaffAccess.actor(exchange);
    int max = daysMax(actor.city());
    Decision decision =
        exchange.read(f ->
            new Decision(
                f.oneOf("decision", DECISIONS), f.has("days") ? f.integer("days", 1, max) : max));
    boolean confirmed = decision.what().equals("confirmed");
    Instant now = now();
    return tag(exchange, Permission.SUPERVISE)
        .compose(tag -> {
          if (tag.volunteer().value().equals(actor.id().value())) {
            throw Problem.conflict("second-person", "Whoever tagged it does not review it.");
          }
          Map<String, String> detail = new HashMap<>(Map.of("reason", tag.reason()));
          if (confirmed) {
            detail.put("days", String.valueOf(decision.days()));
          }
          return audit
              .record(actor.who(), "nuisance." + decision.what(), subject(tag), detail)
              .compose(onRecord ->
                  nuisances.decide(
                      tag.contact(),
                      actor.id().value(),
                      confirmed
                          ? Optional.of(now.plus(Duration.ofDays(decision.days())))
                          : Optional.empty(),
                      now));
        })
        .map(done -> {
          if (!done) {
            throw Problem.conflict("decided", "This was decided before.");
          }
          return Reply.noContent();
        });
  }

  private static String subject(Nuisances.Tag tag) {
    return "contact:" + tag.contact().value();
  }

  /** The only door to a tag: 404 for what is not theirs. */
  private Future<Nuisances.Tag> tag(Exchange exchange, Permission permission) {
    Actor actor = StaffAccess.actor(exchange);
    return nuisances
        .of(actor.city(), new ContactId(exchange.pathUuid("contactId")))
        .map(found ->
            found
                .filter(tag -> actor.may(permission, actor.city(), tag.county()))
                .orElseThrow(Problem::notFound));
  }
}
