package org.nuanxian.gateway.console;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.nuanxian.dispatcher.Alarm;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.CountyQueue;
import org.nuanxian.dispatcher.Handover;
import org.nuanxian.dispatcher.Held;
import org.nuanxian.dispatcher.OfferId;
import org.nuanxian.dispatcher.Rest;
import org.nuanxian.dispatcher.Ringing;
import org.nuanxian.dispatcher.Stage;
import org.nuanxian.dispatcher.Work;
import org.nuanxian.gateway.conversation.ClientId;
import org.nuanxian.gateway.conversation.Entry;
import org.nuanxian.gateway.conversation.EntryJson;
import org.nuanxian.gateway.conversation.HeldBack;
import org.nuanxian.gateway.conversation.Intakes;
import org.nuanxian.gateway.conversation.Whisper;
import org.nuanxian.roster.OnShift;

/** Frames to the volunteer. */
final class ConsoleOut {
  private ConsoleOut() {}

  static JsonObject frame(String type) {
    return new JsonObject().put("type", type);
  }

  static JsonObject shift(OnShift shift) {
    return new JsonObject()
        .put("from", shift.from().toString())
        .put("to", shift.to().toString())
        .put("seat", shift.seat().code());
  }

  static JsonObject presence(Work work, Instant now) {
    JsonArray media = new JsonArray();
    work.media().stream().sorted().map(ConsoleIn::word).forEach(media::add);
    JsonObject json =
        new JsonObject()
            .put("status", work.status().wire())
            .put("seat", work.seat().code())
            .put("media", media)
            .put("chats", work.chats())
            .put("pulls", work.pulls())
            .put("until", work.onShiftUntil().toString())
            .put("asked", work.asked().filter(until -> until.isAfter(now)).isPresent());
    work.rest().ifPresent(rest -> json.put("rest", rest(rest)));
    return json;
  }

  private static JsonObject rest(Rest rest) {
    JsonObject json = new JsonObject().put("why", rest.why());
    rest.until().ifPresent(until -> json.put("until", until.toString()));
    return json;
  }

  /** An offer; what the person told, such as the topic, is not shown before it is accepted. */
  static JsonObject offer(Ringing offer, Instant now) {
    JsonObject contact =
        new JsonObject()
            .put("contactId", offer.contact().value().toString())
            .put("channel", offer.channel())
            .put("county", offer.county().value())
            .put("level", offer.level().wire())
            .put("reasons", new JsonArray(offer.reasons()))
            .put("waitedSeconds", Math.max(0, Duration.between(offer.arrival(), now).toSeconds()))
            .put("returning", offer.returning());
    return new JsonObject()
        .put("offerId", offer.id().value().toString())
        .put("purpose", offer.purpose().wire())
        .put("contact", contact)
        .put("expiresAt", now.plusMillis(offer.remainingMs()).toString())
        .put("remainingMs", Math.max(0, offer.remainingMs()));
  }

  static JsonObject withdrawn(OfferId offer, String reason) {
    return frame("offerWithdrawn").put("offerId", offer.value().toString()).put("reason", reason);
  }

  /**
   * What is known of a contact beside its standing.
   *
   * @param head last number written, unless the record is away
   * @param readBy how far the help seeker has read
   * @param nickname what the person wants to be called
   * @param told what the person told when opening
   * @param heldBack what a supervisor confirmed of the person
   */
  record About(
      OptionalLong head,
      long readBy,
      Optional<String> nickname,
      Optional<Intakes.Told> told,
      Optional<HeldBack> heldBack) {
    static final About NOTHING =
        new About(OptionalLong.empty(), 0, Optional.empty(), Optional.empty(), Optional.empty());

    /** The same with a newer head. */
    About with(long head) {
      return new About(OptionalLong.of(head), readBy, nickname, told, heldBack);
    }
  }

  static JsonObject contact(Held held, About about) {
    JsonObject json =
        new JsonObject()
            .put("contactId", held.id().value().toString())
            .put("stage", held.stage().wire())
            .put("term", held.term())
            .put("held", true)
            .put("reach", held.away() ? "away" : "here")
            .put("leftQuickly", held.leftQuickly())
            .put("level", held.level().wire())
            .put("levelFrom", held.levelFrom().wire())
            .put("danger", held.danger())
            .put("county", held.county().value())
            .put("channel", held.channel())
            .put("arrivedAt", held.arrival().toString())
            .put("readBy", about.readBy())
            .put("callback", held.callBack().wished().isPresent());
    if (held.byCall() || held.callBack().wished().isPresent()) {
      json.put("call", call(held));
    }
    held.handover().ifPresent(handover -> json.put("transfer", transfer(handover)));
    about.head().ifPresent(head -> json.put("head", head));
    about.heldBack().ifPresent(back -> json.put("nuisance", nuisance(back)));
    about.nickname().ifPresent(name -> json.put("nickname", name));
    about.told().ifPresent(told -> json.put("told", told(told)));
    about
        .told()
        .flatMap(Intakes.Told::caller)
        .ifPresent(worth ->
            json.put(
                "caller", new JsonObject().put("number", worth.shown()).put("fit", worth.fit())));
    return json;
  }

  /** Whether they are being called, and how often nobody was reached. */
  private static JsonObject call(Held held) {
    JsonObject json =
        new JsonObject()
            .put("now", held.byCall())
            .put("reached", held.reached())
            .put("tries", held.callBack().tries());
    held.callBack().last().ifPresent(result -> json.put("last", result.wire()));
    return json;
  }

  private static JsonObject nuisance(HeldBack held) {
    return new JsonObject().put("reason", held.reason()).put("until", held.until().toString());
  }

  /** How far a transfer is that this person asked for. */
  private static JsonObject transfer(Handover handover) {
    JsonObject json = new JsonObject().put("state", handover.state().wire());
    switch (handover.to()) {
      case Handover.Chosen one -> json.put("volunteer", one.volunteer().value().toString());
      case Handover.Team team -> json.put("county", team.county().value());
    }
    return json;
  }

  private static JsonObject told(Intakes.Told told) {
    JsonObject json =
        new JsonObject().put("county", told.county()).put("language", told.language());
    told.topic().ifPresent(topic -> json.put("topic", topic));
    told.ageBand().ifPresent(band -> json.put("ageBand", band));
    told.distress().ifPresent(felt -> json.put("distress", felt));
    told.danger().ifPresent(danger -> json.put("danger", danger));
    return json;
  }

  /** What was written so far, and what was remarked beside the talk. */
  static JsonObject recalled(ContactId contact, JsonObject record, JsonArray remarks) {
    return new JsonObject()
        .put("contactId", contact.value().toString())
        .put("record", record)
        .put("remarks", remarks);
  }

  /** One remark; by whom is not said. */
  static JsonObject remark(String kind, String text, Instant at) {
    return new JsonObject().put("kind", kind).put("text", text).put("at", at.toString());
  }

  /** What a supervisor tells the volunteer, and nobody else. */
  static JsonObject whisper(Whisper whisper) {
    return of("whisper", whisper.contact())
        .put("number", whisper.number())
        .put("id", whisper.id().value().toString())
        .put("alias", whisper.alias())
        .put("text", whisper.words().value())
        .put("after", whisper.after())
        .put("at", whisper.at().toString());
  }

  static JsonObject beside(ContactId contact, boolean here) {
    return frame("beside").put("contactId", contact.value().toString()).put("here", here);
  }

  /** Something that was read along, and is over or cannot be read any more. */
  static JsonObject notReadAlong(ContactId contact) {
    return of("contact", contact)
        .put("stage", Stage.CLOSED.wire())
        .put("term", 0)
        .put("held", false);
  }

  /**
   * A contact that is not held any more: over when its record was being written, else elsewhere.
   */
  static JsonObject gone(Held held) {
    Stage now = held.stage() == Stage.WRAP_UP ? Stage.CLOSED : Stage.WAITING;
    return frame("contact")
        .put("contactId", held.id().value().toString())
        .put("stage", now.wire())
        .put("term", held.term())
        .put("held", false);
  }

  static JsonObject message(Entry entry) {
    return frame("message")
        .put("contactId", entry.contact().value().toString())
        .mergeIn(EntryJson.of(entry));
  }

  /** An entry that the help seeker keeps from this volunteer: that it is there, and no more. */
  static JsonObject hidden(Entry entry) {
    JsonObject json = message(entry).put("kind", "hidden").put("text", "");
    json.remove("alias");
    return json;
  }

  static JsonObject ack(ContactId contact, ClientId id, long seq, Instant at) {
    return frame("ack")
        .put("id", id.value().toString())
        .put("contactId", contact.value().toString())
        .put("seq", seq)
        .put("at", at.toString());
  }

  static JsonObject of(String type, ContactId contact) {
    return frame(type).put("contactId", contact.value().toString());
  }

  static JsonObject queue(CountyQueue queue) {
    return frame("queue")
        .put("county", queue.county().value())
        .put("waiting", queue.waiting())
        .put("longestSeconds", queue.longestSeconds());
  }

  /**
   * An escalation.
   *
   * @param rungs how many the ladder has; the last one repeats
   */
  static JsonObject escalation(Alarm alarm, int rungs, Instant now) {
    JsonObject json = new JsonObject();
    alarm.contact().ifPresent(contact -> json.put("contactId", contact.value().toString()));
    alarm.about().ifPresent(about -> json.put("about", about));
    return json.put("escalationId", alarm.id().value().toString())
        .put("rung", alarm.rung())
        .put("rungs", rungs)
        .put("county", alarm.county().value())
        .put("kind", alarm.kind())
        .put("dueAt", now.plusMillis(alarm.remainingMs()).toString())
        .put("remainingMs", Math.max(0, alarm.remainingMs()))
        .put("state", alarm.acknowledgedBy().isPresent() ? "acknowledged" : "open");
  }
}
