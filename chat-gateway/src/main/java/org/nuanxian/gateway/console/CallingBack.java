package org.nuanxian.gateway.console;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import org.nuanxian.dispatcher.CallBack;
import org.nuanxian.dispatcher.CallResult;
import org.nuanxian.dispatcher.Calling;
import org.nuanxian.gateway.conversation.Seal;
import org.nuanxian.gateway.socket.FrameRefusal;

/**
 * The volunteer calls somebody by the line's own telephone, and says what came of it. A telephone
 * exchange will do both by itself where there is one.
 */
final class CallingBack {
  private final ConsoleParts parts;
  private final ConsoleActs.Me me;

  CallingBack(ConsoleParts parts, ConsoleActs.Me me) {
    this.parts = parts;
    this.me = me;
  }

  /** Whom to call and to ask for, to whoever holds the contact; on record before it is shown. */
  Future<JsonObject> number(HeldConversation contact) {
    CallBack wish = contact.held().callBack();
    if (wish.wished().isEmpty() && !contact.held().byCall()) {
      throw new FrameRefusal("not-to-be-called", "They do not wish to be called.");
    }
    return contact
        .cursor()
        .compose(open -> {
          Seal seal = open.conversation().seal();
          return parts
              .audit()
              .record(
                  me.actor().who(),
                  "callback.open",
                  "contact:" + contact.contact(),
                  Map.of("term", String.valueOf(contact.held().term())))
              .compose(onRecord -> parts.keepsakes().callback(contact.contact(), seal));
        })
        .map(kept ->
            kept.orElseThrow(
                    () -> new FrameRefusal("not-to-be-called", "They took the number back."))
                .json());
  }

  /** The person answered, or did not: then the contact is not this volunteer's any more. */
  Future<JsonObject> called(ConsoleIn.Called called) {
    Calling calling = me.dispatcher().calling();
    Optional<CallResult> missed = CallResult.of(called.result());
    return Future.fromCompletionStage(
            missed.isPresent()
                ? calling.missed(
                    me.volunteer(), me.connection(), called.contact(), called.term(), missed.get())
                : calling.reached(me.volunteer(), me.connection(), called.contact(), called.term()))
        .map(done -> new JsonObject());
  }
}
