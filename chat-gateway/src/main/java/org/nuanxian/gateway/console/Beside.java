package org.nuanxian.gateway.console;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nuanxian.dispatcher.AlarmId;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.Dispatcher;
import org.nuanxian.gateway.conversation.Intake;
import org.nuanxian.gateway.conversation.Sender;
import org.nuanxian.gateway.socket.FrameRefusal;
import org.nuanxian.gateway.socket.FrameSocket;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.audit.Who;
import org.nuanxian.runtime.staff.Actor;
import org.nuanxian.runtime.staff.Permission;

/** The conversations that one supervisor reads along. */
final class Beside {
  /** More at once nobody can follow. */
  private static final int AT_ONCE_MAX = 4;

  private final ConsoleParts parts;
  private final FrameSocket socket;
  private final Actor actor;
  private final Dispatcher dispatcher;
  private final BoardView view;
  private final Map<ContactId, ReadAlong> open = new HashMap<>();

  Beside(
      ConsoleParts parts, FrameSocket socket, Actor actor, Dispatcher dispatcher, BoardView view) {
    this.parts = parts;
    this.socket = socket;
    this.actor = actor;
    this.dispatcher = dispatcher;
    this.view = view;
  }

  Optional<ReadAlong> of(ContactId contact) {
    return Optional.ofNullable(open.get(contact));
  }

  /** Begins to read along; refused with {@code not-allowed} outside what they answer for. */
  Future<JsonObject> sitIn(ContactId contact) {
    if (open.size() >= AT_ONCE_MAX && !open.containsKey(contact)) {
      throw new FrameRefusal("over-capacity", "More at once cannot be followed.");
    }
    return checkMayRead(contact)
        .compose(theirs -> {
          sitOut(contact);
          ReadAlong reading =
              new ReadAlong(parts, socket, contact, dispatcher, () -> over(contact));
          open.put(contact, reading);
          return reading.open(actor).onFailure(refused -> sitOut(contact));
        });
  }

  /**
   * Tells the volunteer alone; on record first. Asked of whoever may read along, also in the moment
   * in which a line that broke is back and the conversation is not open here again.
   */
  Future<JsonObject> whisper(ConsoleIn.Whisper frame) {
    ContactId contact = frame.contact();
    Future<Void> allowed =
        open.containsKey(contact) ? Future.succeededFuture() : checkMayRead(contact);
    return allowed
        .compose(theirs ->
            parts
                .audit()
                .record(
                    Who.account(actor.id().value()),
                    "contact.whisper",
                    "contact:" + contact.value(),
                    Map.of("id", frame.id().value().toString())))
        .compose(onRecord -> parts.conversations().access(contact))
        .compose(conversation ->
            conversation.whisper(
                frame.id(),
                Sender.observer(new VolunteerId(actor.id().value()), actor.alias()),
                frame.words()))
        .map(written -> {
          parts.metrics().counter("nuanxian.console.whispers").increment();
          return new JsonObject()
              .put("contactId", contact.value().toString())
              .put("number", written.number())
              .put("at", written.at().toString());
        });
  }

  private Future<Void> checkMayRead(ContactId contact) {
    return parts
        .intakes()
        .of(contact)
        .map(intake -> {
          if (intake.filter(this::mayRead).isEmpty()) {
            throw new FrameRefusal("not-allowed", "This conversation is not yours to read.");
          }
          return null;
        });
  }

  /** Their own county's, and those whose escalation calls them. */
  private boolean mayRead(Intake told) {
    boolean called =
        told.city().equals(actor.city())
            && actor.maySomewhere(Permission.READ_CONTENT)
            && view.calledFor(told.contact());
    return called || actor.may(Permission.READ_CONTENT, told.city(), told.county());
  }

  private void over(ContactId contact) {
    sitOut(contact);
    socket.send(ConsoleOut.notReadAlong(contact));
  }

  void sitOut(ContactId contact) {
    Optional.ofNullable(open.remove(contact)).ifPresent(ReadAlong::close);
  }

  /** Whoever reads along has looked: that is what the escalation of a red card asks for. */
  void look() {
    for (ContactId contact : List.copyOf(open.keySet())) {
      for (AlarmId alarm : view.redCards(contact)) {
        VolunteerId who = new VolunteerId(actor.id().value());
        Future.fromCompletionStage(dispatcher.act(who, alarm, "join"))
            .onFailure(away -> parts.swallowed()); // the board is read again in a moment
      }
    }
  }

  void drained() {
    List.copyOf(open.values()).forEach(ReadAlong::drained);
  }

  void close() {
    List.copyOf(open.keySet()).forEach(this::sitOut);
  }
}
