package org.nuanxian.gateway.console;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.nuanxian.dispatcher.Dispatcher;
import org.nuanxian.gateway.conversation.ClientId;
import org.nuanxian.gateway.conversation.Conversation;
import org.nuanxian.gateway.conversation.Draft;
import org.nuanxian.gateway.conversation.Intake;
import org.nuanxian.gateway.conversation.Keepsakes;
import org.nuanxian.gateway.conversation.Kind;
import org.nuanxian.gateway.conversation.Nuisances;
import org.nuanxian.gateway.conversation.Sender;
import org.nuanxian.gateway.conversation.Words;
import org.nuanxian.gateway.socket.FrameRefusal;

/** How a volunteer lets go of a contact: puts it aside, steps back from it, ends a harassment. */
final class LettingGo {
  /** The reviewed text that ends a harassment. */
  private static final String GOODBYE = "nuisanceEnd";

  private final ConsoleParts parts;
  private final ConsoleActs.Me me;

  LettingGo(ConsoleParts parts, ConsoleActs.Me me) {
    this.parts = parts;
    this.me = me;
  }

  private Dispatcher dispatcher() {
    return me.dispatcher();
  }

  /**
   * Refused with {@code too-soon} while the person has spoken lately, with {@code red} in danger.
   */
  Future<JsonObject> setAside(HeldConversation contact) {
    return heardAt(contact)
        .compose(heard -> {
          if (heard.plus(parts.asideAfter()).isAfter(parts.clock().instant())) {
            throw new FrameRefusal("too-soon", "The person has spoken only just now.");
          }
          return Future.fromCompletionStage(
                  dispatcher()
                      .release()
                      .setAside(
                          me.volunteer(),
                          me.connection(),
                          contact.contact(),
                          contact.held().term()))
              .compose(aside -> heardAt(contact))
              .compose(now -> now.isAfter(heard) ? wake(contact) : Future.succeededFuture());
        })
        .map(aside -> new JsonObject());
  }

  private Future<Instant> heardAt(HeldConversation contact) {
    return parts.keepsakes().heardAt(contact.contact());
  }

  /** A word that came while it was put aside counts as the next one. */
  private Future<Void> wake(HeldConversation contact) {
    return Future.fromCompletionStage(dispatcher().release().wake(contact.contact()));
  }

  /** Somebody else goes on at once; why is on record nowhere. */
  Future<JsonObject> stepBack(HeldConversation contact) {
    return Future.fromCompletionStage(
            dispatcher()
                .release()
                .stepBack(
                    me.volunteer(), me.connection(), contact.contact(), contact.held().term()))
        .map(back -> new JsonObject());
  }

  /** Was risk ever shown, by the person, by a card, or in an answer to the first questions? */
  Future<Boolean> riskShown(HeldConversation contact) {
    return Future.all(
            parts.keepsakes().riskShown(contact.contact()),
            contact.record().compose(RecordDraft::read))
        .map(both -> {
          JsonObject record = both.resultAt(1);
          boolean answered =
              record.getValue("screening") instanceof JsonObject screening
                  && screening.stream().anyMatch(answer -> "yes".equals(answer.getValue()));
          return both.<Boolean>resultAt(0) || answered || contact.held().danger();
        });
  }

  /** Ends nothing: a supervisor is called, and others go on without this volunteer. */
  Future<JsonObject> passOn(HeldConversation contact) {
    return Future.fromCompletionStage(
            dispatcher().escalate(me.volunteer(), me.connection(), contact.contact()))
        .compose(called -> remark(contact))
        .compose(kept -> stepBack(contact))
        .map(back -> back.put("passed", true));
  }

  /** The fixed text, once for each hold, and a tag that waits for its review. */
  Future<Void> sayGoodbye(HeldConversation contact, ConsoleIn.EndNuisance asked) {
    return contact
        .cursor()
        .compose(cursor ->
            language(contact)
                .compose(language -> {
                  Conversation conversation = cursor.conversation();
                  String text =
                      parts
                          .settings()
                          .of(conversation.city())
                          .texts()
                          .text(language, GOODBYE, Map.of());
                  ClientId id = new ClientId(name(contact, "goodbye"));
                  return conversation.say(
                      new Draft(
                          contact.contact(), id, Sender.house(), 0, Kind.NOTICE, new Words(text)));
                }))
        .compose(said -> remark(contact))
        .compose(kept -> tag(contact, asked));
  }

  private Future<Void> tag(HeldConversation contact, ConsoleIn.EndNuisance asked) {
    return contact
        .cursor()
        .compose(cursor -> {
          Optional<byte[]> words =
              Optional.of(asked.words())
                  .filter(text -> !text.isEmpty())
                  .map(text -> cursor.conversation().seal().field(Nuisances.WORDS, text));
          return parts
              .nuisances()
              .tag(
                  contact.contact(),
                  me.volunteer(),
                  asked.reason(),
                  words,
                  parts.clock().instant());
        });
  }

  /** What the person speaks. */
  private Future<String> language(HeldConversation contact) {
    return parts
        .intakes()
        .of(contact.contact())
        .map(intake -> intake.map(Intake::language).orElse("zh"));
  }

  private Future<Void> remark(HeldConversation contact) {
    return contact
        .cursor()
        .compose(cursor -> {
          UUID id = name(contact, "nuisance");
          byte[] body = cursor.conversation().seal().field("remark." + id, "");
          return parts
              .keepsakes()
              .remark(
                  new Keepsakes.Remark(
                      id, contact.contact(), me.volunteer(), "nuisance", Buffer.buffer(body)),
                  parts.clock().instant());
        });
  }

  /** The same for a repeat, another for another hold. */
  private static UUID name(HeldConversation contact, String what) {
    String name = contact.contact().value() + " " + contact.held().term() + " " + what;
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }
}
