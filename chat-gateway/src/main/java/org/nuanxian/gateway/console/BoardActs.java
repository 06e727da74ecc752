package org.nuanxian.gateway.console;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.Held;
import org.nuanxian.gateway.conversation.Intake;
import org.nuanxian.gateway.socket.FrameRefusal;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.staff.Permission;

/**
 * What a supervisor does from the board: each for contacts they answer for or are called for, with
 * people of their own counties, and on record before it is done.
 */
final class BoardActs {
  private final ConsoleParts parts;
  private final ConsoleActs.Me me;
  private final BoardView view;

  BoardActs(ConsoleParts parts, ConsoleActs.Me me, BoardView view) {
    this.parts = parts;
    this.me = me;
    this.view = view;
  }

  /** Does it change what the board shows? */
  static boolean changes(ConsoleIn frame) {
    return frame instanceof ConsoleIn.Assign
        || frame instanceof ConsoleIn.TakeOver
        || frame instanceof ConsoleIn.CallIn
        || frame instanceof ConsoleIn.Widen;
  }

  /** Has a waiting contact rung at somebody. */
  Future<JsonObject> assign(ConsoleIn.Assign assign) {
    ContactId contact = assign.contact();
    return checkContact(contact)
        .compose(theirs -> checkPerson(assign.volunteer()))
        .compose(
            theirs -> onRecord("contact.assign", contact, assign.volunteer().value().toString()))
        .compose(kept ->
            done(
                me.dispatcher().supervision().assign(me.volunteer(), contact, assign.volunteer())));
  }

  /** Goes on with a contact; the former holder, if there is one, is told by their console. */
  Future<Held> takeOver(ConsoleIn.TakeOver taken) {
    ContactId contact = taken.contact();
    return checkContact(contact)
        .compose(theirs -> onRecord("contact.takeOver", contact, ""))
        .compose(kept ->
            Future.fromCompletionStage(
                me.dispatcher()
                    .supervision()
                    .takeOver(me.volunteer(), me.connection(), contact, taken.term())));
  }

  /** Asks somebody on a break whether they can come. */
  Future<JsonObject> callIn(ConsoleIn.CallIn call) {
    Future<Void> mayFor = call.contact().map(this::checkContact).orElseGet(Future::succeededFuture);
    return mayFor
        .compose(theirs -> checkPerson(call.volunteer()))
        .compose(theirs ->
            done(
                me.dispatcher()
                    .supervision()
                    .callIn(me.volunteer(), call.volunteer(), call.contact())));
  }

  /** Opens a waiting contact to the whole city. */
  Future<JsonObject> widen(ConsoleIn.Widen widen) {
    return checkContact(widen.contact())
        .compose(theirs -> onRecord("contact.widen", widen.contact(), ""))
        .compose(
            kept -> done(me.dispatcher().supervision().widen(me.volunteer(), widen.contact())));
  }

  /** Their own county's, and those whose escalation calls them. */
  private Future<Void> checkContact(ContactId contact) {
    return parts
        .intakes()
        .of(contact)
        .map(intake -> {
          if (intake.filter(this::mayAct).isEmpty()) {
            throw new FrameRefusal("not-allowed", "This contact is not yours to act on.");
          }
          return null;
        });
  }

  private boolean mayAct(Intake told) {
    boolean called =
        told.city().equals(me.actor().city())
            && me.actor().maySomewhere(Permission.SUPERVISE)
            && view.calledFor(told.contact());
    return called || me.actor().may(Permission.SUPERVISE, told.city(), told.county());
  }

  private Future<Void> checkPerson(VolunteerId volunteer) {
    return parts
        .cities()
        .roster()
        .volunteer(volunteer)
        .map(found -> {
          if (found
              .filter(one -> me.actor().may(Permission.SUPERVISE, one.city(), one.county()))
              .isEmpty()) {
            throw new FrameRefusal("not-allowed", "This volunteer is not of your counties.");
          }
          return null;
        });
  }

  private Future<Void> onRecord(String action, ContactId contact, String to) {
    return parts
        .audit()
        .record(
            me.actor().who(),
            action,
            "contact:" + contact,
            to.isEmpty() ? Map.of() : Map.of("to", to))
        .mapEmpty();
  }

  private static Future<JsonObject> done(CompletionStage<?> stage) {
    return Future.fromCompletionStage(stage).map(done -> new JsonObject());
  }
}
