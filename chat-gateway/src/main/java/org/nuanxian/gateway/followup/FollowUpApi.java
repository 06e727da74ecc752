package org.nuanxian.gateway.followup;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.follow.FollowUp;
import org.nuanxian.dispatcher.follow.FollowUps;
import org.nuanxian.gateway.conversation.CallWish;
import org.nuanxian.gateway.conversation.Keepsakes;
import org.nuanxian.gateway.conversation.Seal;
import org.nuanxian.runtime.audit.Audit;
import org.nuanxian.runtime.http.Access;
import org.nuanxian.runtime.http.Endpoint;
import org.nuanxian.runtime.http.Exchange;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.http.RateLimit;
import org.nuanxian.runtime.http.Reply;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.staff.Actor;
import org.nuanxian.runtime.staff.Permission;
import org.nuanxian.runtime.staff.Staff;
import org.nuanxian.runtime.staff.StaffAccess;
import org.nuanxian.runtime.vault.PersonId;
import org.nuanxian.runtime.vault.Vault;

/**
 * 跟进: supervisors and coordinators see whom nobody reached and settle it; supervisors see the
 * number. Each act is on record before its effect.
 */
public final class FollowUpApi {
  private static final String PATH = "/api/v1/follow-ups";
  private static final String NOTE = "followUp";
  private static final int NOTE_CHARS_MAX = 1_000;

  private static final Map<String, String> WAYS =
      Map.of(
          "reached", "reached",
          "referred", "referred",
          "notNeeded", "notNeeded",
          "unreachable", "unreachable");

  private static final String PERSON = "SELECT person FROM conversation.intake WHERE contact = $1";

  private final Database database;
  private final FollowUps followUps;
  private final Keepsakes keepsakes;
  private final Vault vault;
  private final Audit audit;
  private final StaffAccess access;
  private final InstantSource clock;

  /** The endpoints, over this database. */
  public FollowUpApi(Database database, Vault vault, Staff staff, InstantSource clock) {
    this.database = database;
    this.followUps = new FollowUps(database.client());
    this.keepsakes = new Keepsakes(database.client());
    this.vault = vault;
    this.audit = staff.audit();
    this.access = staff.access();
    this.clock = clock;
  }

  /** The rows for the edge's table. */
  public List<Endpoint> endpoints() {
    Access any = access.any();
    RateLimit limit = RateLimit.PERSON;
    return List.of(
        Endpoint.of(GET, PATH, any, limit, this::list),
        Endpoint.of(POST, PATH + "/:id/number", any, limit, this::number),
        Endpoint.of(POST, PATH + "/:id/settle", any, limit, this::settle));
  }

  private static boolean supervises(Actor by, CountyCode county) {
    return by.may(Permission.SUPERVISE, by.city(), county);
  }

  private static boolean mine(Actor by, CountyCode county) {
    return supervises(by, county) || by.may(Permission.EDIT_ROSTER, by.city(), county);
  }

  private static void checkRole(Actor by) {
    if (!by.maySomewhere(Permission.SUPERVISE) && !by.maySomewhere(Permission.EDIT_ROSTER)) {
      throw Problem.forbidden("out-of-scope", "Your role does not do this.");
    }
  }

  private Future<List<FollowUp>> scope(Actor by) {
    checkRole(by);
    return followUps
        .list(by.city(), clock.instant())
        .map(all -> all.stream().filter(one -> mine(by, one.county())).toList());
  }

  private Future<Reply> list(Exchange exchange) {
    Actor by = StaffAccess.actor(exchange);
    return scope(by)
        .compose(all -> {
          List<Future<JsonObject>> shown = new ArrayList<>();
          all.forEach(one -> shown.add(json(by, one)));
          return Future.all(shown)
              .map(read -> {
                JsonArray list = new JsonArray();
                shown.forEach(one -> list.add(one.result()));
                return Reply.ok(new JsonObject().put("followUps", list));
              });
        });
  }

  private Future<JsonObject> json(Actor by, FollowUp one) {
    JsonArray tries = new JsonArray();
    one.tries()
        .forEach(each ->
            tries.add(
                new JsonObject()
                    .put("alias", each.alias())
                    .put("result", each.result().wire())
                    .put("at", each.at().toString())));
    JsonObject json =
        new JsonObject()
            .put("contactId", one.contact().toString())
            .put("county", one.county().value())
            .put("why", one.why())
            .put("red", one.red())
            .put("since", one.since().toString())
            .put("mayCall", supervises(by, one.county()))
            .put("tries", tries);
    if (one.settled().isEmpty()) {
      return Future.succeededFuture(json);
    }
    FollowUp.Settled settled = one.settled().get();
    json.put("how", settled.how())
        .put(
            "settled",
            new JsonObject().put("name", settled.name()).put("at", settled.at().toString()));
    return settled
        .note()
        .map(note ->
            seal(one.contact())
                .map(seal -> json.put("note", seal.field(NOTE, note)))
                // Erased meanwhile: that it was settled stays.
                .otherwise(json))
        .orElseGet(() -> Future.succeededFuture(json));
  }

  private Future<Seal> seal(ContactId contact) {
    return database
        .client()
        .preparedQuery(PERSON)
        .execute(Tuple.of(contact.value()))
        .compose(rows ->
            vault.access(
                new PersonId(
                    rows.stream().findFirst().orElseThrow(Problem::notFound).getUUID("person"))))
        .map(key -> new Seal(contact, key));
  }

  private Future<FollowUp> accessible(Actor by, ContactId contact) {
    return scope(by)
        .map(all ->
            all.stream()
                .filter(one -> one.contact().equals(contact))
                .findFirst()
                .orElseThrow(Problem::notFound));
  }

  /** A look changes the record of looks, so it is no GET. */
  private Future<Reply> number(Exchange exchange) {
    Actor by = StaffAccess.actor(exchange);
    ContactId contact = new ContactId(exchange.pathUuid("id"));
    return accessible(by, contact)
        .compose(one -> {
          if (!supervises(by, one.county())) {
            throw Problem.forbidden("out-of-scope", "Supervisors call.");
          }
          if (one.settled().isPresent()) {
            throw Problem.conflict("settled", "Somebody has followed this up.");
          }
          return audit.record(by.who(), "followUp.open", "contact:" + contact, Map.of());
        })
        .compose(onRecord -> seal(contact))
        .compose(seal -> keepsakes.callback(contact, seal))
        .map(wish -> Reply.ok(wish.map(CallWish::json).orElseThrow(Problem::notFound)));
  }

  private record Asked(String how, Optional<String> note) {}

  private Future<Reply> settle(Exchange exchange) {
    Asked asked =
        exchange.read(f ->
            new Asked(
                f.oneOf("how", WAYS),
                f.optionalText("note", NOTE_CHARS_MAX).filter(note -> !note.isBlank())));
    Actor by = StaffAccess.actor(exchange);
    ContactId contact = new ContactId(exchange.pathUuid("id"));
    return accessible(by, contact)
        .compose(one ->
            audit.record(
                by.who(), "followUp.settle", "contact:" + contact, Map.of("how", asked.how())))
        .compose(onRecord -> sealed(contact, asked.note()))
        .compose(note ->
            followUps.settle(
                contact,
                new FollowUp.Settled(
                    by.id().value(), by.name(), clock.instant(), asked.how(), note)))
        .map(done -> {
          if (!done) {
            throw Problem.conflict("settled", "Somebody has followed this up.");
          }
          return Reply.noContent();
        });
  }

  private Future<Optional<byte[]>> sealed(ContactId contact, Optional<String> note) {
    return note.isEmpty()
        ? Future.succeededFuture(Optional.empty())
        : seal(contact).map(seal -> note.map(words -> seal.field(NOTE, words)));
  }
}
