package org.nuanxian.gateway.console;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import org.nuanxian.dispatcher.CallBack;
import org.nuanxian.dispatcher.CallResult;
import org.nuanxian.dispatcher.Calling;
import org.nuanxian.dispatcher.Held;
import org.nuanxian.gateway.channel.hotline.AriRefused;
import org.nuanxian.gateway.channel.hotline.CallBacks;
import org.nuanxian.gateway.channel.hotline.PbxAway;
import org.nuanxian.gateway.conversation.CallWish;
import org.nuanxian.gateway.conversation.Seal;
import org.nuanxian.gateway.socket.FrameRefusal;

/**
 * The volunteer calls somebody by the line's own telephone, or lets the PBX do so, and says what
 * came of it.
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
    return opened(contact, "callback.open").map(CallWish::json);
  }

  /** Calls them without showing the number; on record before. */
  Future<JsonObject> dial(HeldConversation contact) {
    return opened(contact, "callback.dial")
        .compose(wish -> {
          if (wish.phone().line().isEmpty()) {
            throw new FrameRefusal("dial-by-hand", "There is an extension to dial.");
          }
          return ring(contact, wish);
        });
  }

  private Future<JsonObject> ring(HeldConversation contact, CallWish wish) {
    Held held = contact.held();
    CallBacks.Wanted wanted =
        new CallBacks.Wanted(
            me.volunteer(), contact.contact(), held.term(), held.county(), wish.phone());
    return parts
        .callBacks()
        .dial(me.actor().city(), wanted)
        .recover(failure -> {
          boolean away = failure instanceof PbxAway || failure instanceof AriRefused;
          return Future.failedFuture(
              away ? new FrameRefusal("telephone-away", "The PBX does not call.") : failure);
        })
        .map(rings -> {
          JsonObject ack = wish.json();
          ack.remove("phone");
          return ack.put(
              "rings",
              rings
                  .map(CallBacks.Rings::wire)
                  .orElseThrow(
                      () -> new FrameRefusal("no-telephone", "No telephone of yours is there.")));
        });
  }

  private Future<CallWish> opened(HeldConversation contact, String action) {
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
                  action,
                  "contact:" + contact.contact(),
                  Map.of("term", String.valueOf(contact.held().term())))
              .compose(onRecord -> parts.keepsakes().callback(contact.contact(), seal));
        })
        .map(kept ->
            kept.orElseThrow(
                () -> new FrameRefusal("not-to-be-called", "They took the number back.")));
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
