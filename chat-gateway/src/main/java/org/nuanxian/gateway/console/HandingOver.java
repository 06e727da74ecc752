package org.nuanxian.gateway.console;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.nuanxian.dispatcher.Colleague;
import org.nuanxian.dispatcher.Handover;
import org.nuanxian.dispatcher.HandoverId;
import org.nuanxian.dispatcher.Refusal;
import org.nuanxian.dispatcher.Ringing;
import org.nuanxian.gateway.conversation.Keepsakes;
import org.nuanxian.runtime.audit.Who;

/**
 * How a volunteer hands a contact over to somebody else, with a note. The note is sealed with the
 * person's key like everything that is said of them; whoever is rung and the next holder read it.
 */
final class HandingOver {
  /** The kind of remark that a note is. */
  static final String NOTE = "transfer";

  private final ConsoleParts parts;
  private final ConsoleActs.Me me;

  HandingOver(ConsoleParts parts, ConsoleActs.Me me) {
    this.parts = parts;
    this.me = me;
  }

  /** Asks somebody to go on; the note is on record before they are rung. */
  Future<JsonObject> begin(HeldConversation contact, UUID id, Handover.To to, String note) {
    return contact
        .cursor()
        .compose(cursor -> {
          byte[] sealed = cursor.conversation().seal().field("remark." + id, note);
          return parts
              .keepsakes()
              .remark(
                  new Keepsakes.Remark(
                      id, contact.contact(), me.volunteer(), NOTE, Buffer.buffer(sealed)),
                  parts.clock().instant());
        })
        .compose(kept ->
            Future.fromCompletionStage(
                me.dispatcher()
                    .handing()
                    .begin(
                        me.volunteer(),
                        me.connection(),
                        contact.contact(),
                        contact.held().term(),
                        new HandoverId(id),
                        to)))
        .recover(failure -> forgotten(id, failure))
        .map(asked -> new JsonObject());
  }

  /** Nobody was asked, so nobody is to read it. */
  private Future<Void> forgotten(UUID id, Throwable failure) {
    boolean refused =
        failure instanceof Refusal refusal && !refusal.code().equals(Refusal.UNAVAILABLE);
    return refused
        ? parts
            .keepsakes()
            .forgetRemark(id, me.volunteer(), NOTE)
            .transform(done -> Future.failedFuture(failure))
        : Future.failedFuture(failure);
  }

  /** The holder goes on after all, or has read how it ended. */
  Future<JsonObject> withdraw(HeldConversation contact) {
    return contact
        .held()
        .handover()
        .map(handover ->
            Future.fromCompletionStage(
                me.dispatcher()
                    .handing()
                    .withdraw(me.volunteer(), me.connection(), contact.contact(), handover.id())))
        .orElseGet(Future::succeededFuture)
        .map(done -> new JsonObject());
  }

  /** Whom the holder may ask now. */
  Future<JsonObject> colleagues(HeldConversation contact) {
    return Future.fromCompletionStage(me.dispatcher().handing().colleagues(contact.contact()))
        .compose(free ->
            parts
                .aliases()
                .learn(free.stream().map(Colleague::volunteer).toList())
                .map(learnt ->
                    new JsonObject()
                        .put("contactId", contact.contact().toString())
                        .put("colleagues", json(free))));
  }

  private JsonArray json(List<Colleague> free) {
    JsonArray all = new JsonArray();
    for (Colleague one : free) {
      all.add(
          new JsonObject()
              .put("id", one.volunteer().value().toString())
              .put("alias", parts.aliases().of(one.volunteer()))
              .put("county", one.county().value())
              .put("seat", one.seat().code()));
    }
    return all;
  }

  /** Who asks, and what they noted; the words are empty where the person keeps what was before. */
  record Asked(String by, Optional<String> note) {}

  /** What belongs to an offer that is a transfer; the look is on record first. */
  static Future<Optional<Asked>> asked(ConsoleParts parts, Who who, Ringing offer) {
    UUID id = offer.handover().orElseThrow().value();
    return parts
        .keepsakes()
        .remark(id, NOTE)
        .compose(found ->
            found
                .map(kept -> asked(parts, who, offer, kept).map(Optional::of))
                .orElseGet(() -> Future.succeededFuture(Optional.empty())));
  }

  private static Future<Asked> asked(
      ConsoleParts parts, Who who, Ringing offer, Keepsakes.Kept kept) {
    return parts
        .aliases()
        .learn(List.of(kept.by()))
        .compose(learnt -> parts.intakes().keepsEarlier(offer.contact()))
        .compose(keeps ->
            keeps
                ? Future.succeededFuture(Optional.<String>empty())
                : parts
                    .audit()
                    .record(who, "note.open", "contact:" + offer.contact(), Map.of())
                    .compose(onRecord -> parts.conversations().access(offer.contact()))
                    .map(conversation ->
                        Optional.of(
                                conversation
                                    .seal()
                                    .field("remark." + kept.id(), kept.body().getBytes()))
                            .filter(note -> !note.isBlank())))
        .map(note -> new Asked(parts.aliases().of(kept.by()), note));
  }
}
