package org.nuanxian.gateway.console;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.nuanxian.dispatcher.ContactState;
import org.nuanxian.dispatcher.Dispatcher;
import org.nuanxian.dispatcher.VolunteerState;
import org.nuanxian.dispatcher.call.ViewCity;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CountyCode;

/**
 * Who is on, who waits and who talks in a city, read once for all supervisors of this node. No
 * content.
 */
final class StaffBoard {
  private final ConsoleParts parts;
  private final Dispatcher dispatcher;
  private final Map<VolunteerId, String> aliases = new HashMap<>();
  private ViewCity.View view = new ViewCity.View(List.of(), List.of());

  StaffBoard(ConsoleParts parts, Dispatcher dispatcher) {
    this.parts = parts;
    this.dispatcher = dispatcher;
  }

  /** Reads it again; an alias is asked for once. */
  Future<Void> read(List<CountyCode> counties) {
    return Future.fromCompletionStage(dispatcher.view(counties))
        .compose(now -> {
          view = now;
          List<Future<?>> unknown = new ArrayList<>();
          now.volunteers().stream()
              .map(VolunteerState::id)
              .filter(id -> !aliases.containsKey(id))
              .forEach(id -> unknown.add(name(id)));
          return Future.join(unknown).mapEmpty();
        });
  }

  private Future<Void> name(VolunteerId id) {
    return parts
        .cities()
        .roster()
        .volunteer(id)
        .onSuccess(found -> found.ifPresent(person -> aliases.put(id, person.alias())))
        .mapEmpty();
  }

  /** What somebody sees who answers for these counties. */
  JsonObject frame(Predicate<CountyCode> mine) {
    JsonArray people = new JsonArray();
    view.volunteers().stream()
        .filter(person -> mine.test(person.county()))
        .map(this::person)
        .forEach(people::add);
    JsonArray contacts = new JsonArray();
    view.contacts().stream()
        .filter(contact -> mine.test(contact.origin()))
        .map(StaffBoard::contact)
        .forEach(contacts::add);
    return ConsoleOut.frame("board").put("people", people).put("contacts", contacts);
  }

  private JsonObject person(VolunteerState person) {
    return new JsonObject()
        .put("id", person.id().value().toString())
        .put("alias", aliases.getOrDefault(person.id(), ""))
        .put("county", person.county().value())
        .put("status", person.status().wire())
        .put("seat", person.seat().code())
        .put("chats", person.chats())
        .put("load", person.held().size());
  }

  /** As people may see it: only what PostgreSQL has confirmed. */
  private static JsonObject contact(ContactState contact) {
    JsonObject json =
        new JsonObject()
            .put("contactId", contact.id().value().toString())
            .put("county", contact.origin().value())
            .put("channel", contact.channel())
            .put("stage", contact.seen().stage().wire())
            .put("level", contact.level().wire())
            .put("danger", contact.danger())
            .put("arrivedAt", contact.arrival().toString())
            .put("reach", contact.away() ? "away" : "here")
            .put("aside", contact.aside())
            .put("ringing", contact.offered().size());
    contact.seen().holder().ifPresent(who -> json.put("holder", who.value().toString()));
    return json;
  }
}
