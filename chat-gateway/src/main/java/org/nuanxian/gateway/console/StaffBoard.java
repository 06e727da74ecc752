package org.nuanxian.gateway.console;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.nuanxian.dispatcher.ContactState;
import org.nuanxian.dispatcher.Dispatcher;
import org.nuanxian.dispatcher.OpenOffer;
import org.nuanxian.dispatcher.VolunteerState;
import org.nuanxian.dispatcher.alert.CallLog;
import org.nuanxian.dispatcher.call.ViewCity;
import org.nuanxian.dispatcher.policy.Hours;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;

/**
 * Who is on, who waits and who talks in a city, read once for all supervisors of this node. No
 * content.
 */
final class StaffBoard {
  private final ConsoleParts parts;
  private final Dispatcher dispatcher;
  private final CityCode city;
  private ViewCity.View view = ViewCity.View.NOTHING;
  private List<CallLog.Called> called = List.of();

  StaffBoard(ConsoleParts parts, Dispatcher dispatcher, CityCode city) {
    this.parts = parts;
    this.dispatcher = dispatcher;
    this.city = city;
  }

  /** Reads it again. */
  Future<Void> read(List<CountyCode> counties) {
    return Future.fromCompletionStage(dispatcher.view(counties))
        .compose(now -> {
          view = now;
          return parts.aliases().learn(now.volunteers().stream().map(VolunteerState::id).toList());
        })
        .compose(learnt -> readCalled());
  }

  /** Without PostgreSQL the board goes on with the calls that were read last. */
  private Future<Void> readCalled() {
    return parts
        .calls()
        .recent(city, parts.clock().instant())
        .compose(lately -> {
          called = lately;
          return parts.aliases().learn(lately.stream().map(CallLog.Called::who).toList());
        })
        .recover(away -> {
          parts.swallowed();
          return Future.succeededFuture();
        });
  }

  /** Who on call at home was called lately, and why. */
  private JsonArray calls() {
    JsonArray all = new JsonArray();
    called.forEach(one ->
        all.add(
            new JsonObject()
                .put("alias", parts.aliases().of(one.who()))
                .put("at", one.at().toString())
                .put("why", one.why())));
    return all;
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
        .map(this::contact)
        .forEach(contacts::add);
    return ConsoleOut.frame("board")
        .put("people", people)
        .put("contacts", contacts)
        .put("called", calls())
        .put("overtaking", dispatcher.policy().overtakingJson());
  }

  private JsonObject person(VolunteerState person) {
    return new JsonObject()
        .put("id", person.id().value().toString())
        .put("alias", parts.aliases().of(person.id()))
        .put("county", person.county().value())
        .put("status", person.status().wire())
        .put("seat", person.seat().code())
        .put("chats", person.chats())
        .put("pulls", person.pulls())
        .put("load", person.held().size())
        .put("resting", person.rest().isPresent())
        .put("asked", person.asked().filter(until -> until.isAfter(view.at())).isPresent());
  }

  private JsonArray offers(ContactState contact) {
    JsonArray offers = new JsonArray();
    for (OpenOffer one : contact.rung()) {
      offers.add(
          new JsonObject()
              .put("volunteer", one.volunteer().value().toString())
              .put("purpose", one.purpose().wire())
              .put("remainingMs", Math.max(0, Duration.between(view.at(), one.due()).toMillis())));
    }
    return offers;
  }

  /** How far somebody is looked for; at last another line is told of beside. */
  private String step(ContactState contact) {
    Duration referral = dispatcher.policy().reach().referral();
    return contact.waited(referral, parts.clock().instant()) ? "referral" : contact.step().wire();
  }

  /** As people may see it: only what PostgreSQL has confirmed. */
  private JsonObject contact(ContactState contact) {
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
            .put("term", contact.seen().term())
            .put("reasons", new JsonArray(contact.reasons()))
            .put("wide", contact.wide())
            .put("step", step(contact))
            .put("offers", offers(contact));
    contact.seen().holder().ifPresent(who -> json.put("holder", who.value().toString()));
    if (contact.away()) {
      contact
          .callBack()
          .wished()
          .ifPresent(hours -> json.put("callBack", callBack(contact, hours)));
    }
    return json;
  }

  /** When somebody may be called who left a number, and how often that was in vain. */
  private JsonObject callBack(ContactState contact, Hours hours) {
    JsonObject json =
        new JsonObject()
            .put("from", hours.from())
            .put("until", hours.until())
            .put("tries", contact.callBack().tries());
    contact
        .callBack()
        .after()
        .filter(at -> at.isAfter(view.at()))
        .ifPresent(at -> json.put("after", at.toString()));
    return json;
  }
}
