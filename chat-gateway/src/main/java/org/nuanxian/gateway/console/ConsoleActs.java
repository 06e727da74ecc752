package org.nuanxian.gateway.console;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.nuanxian.dispatcher.AlarmId;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.Dispatcher;
import org.nuanxian.dispatcher.Held;
import org.nuanxian.dispatcher.Outcome;
import org.nuanxian.dispatcher.Stage;
import org.nuanxian.dispatcher.Status;
import org.nuanxian.dispatcher.Wanted;
import org.nuanxian.dispatcher.Wishes;
import org.nuanxian.dispatcher.Work;
import org.nuanxian.gateway.conversation.Conversation;
import org.nuanxian.gateway.conversation.Cursor;
import org.nuanxian.gateway.conversation.Keepsakes;
import org.nuanxian.gateway.conversation.Words;
import org.nuanxian.gateway.socket.FrameRefusal;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.staff.Actor;
import org.nuanxian.runtime.staff.Permission;

/** Does what the volunteer's frames ask; each answer is the fields of the ack. */
final class ConsoleActs {
  /** Chats at once for whoever does not say. */
  private static final int CHATS_USUAL = 2;

  /** The term of whoever is the first to hold a contact. */
  private static final long FIRST_TERM = 1;

  private final ConsoleParts parts;
  private final Me me;
  private final Desk desk;
  private final BoardView view;
  private final Shows shows;
  private final Beside beside;
  private final RecordActs records;
  private final LettingGo lettingGo;
  private final HandingOver handingOver;
  private final CallingBack calling;
  private final BoardActs boardActs;
  private final Referrals referrals;

  /** Who acts, by which connection, with which dispatcher. */
  record Me(Dispatcher dispatcher, VolunteerId volunteer, ConnectionId connection, Actor actor) {}

  /** Takes the work that was read when the desk had seen so many acceptances. */
  @FunctionalInterface
  interface Shows {
    void show(Work work, int acceptances);
  }

  ConsoleActs(ConsoleParts parts, Me me, Desk desk, BoardView view, Beside beside, Shows shows) {
    this.parts = parts;
    this.me = me;
    this.desk = desk;
    this.view = view;
    this.shows = shows;
    this.beside = beside;
    this.records = new RecordActs(parts, me.volunteer());
    this.lettingGo = new LettingGo(parts, me);
    this.handingOver = new HandingOver(parts, me);
    this.calling = new CallingBack(parts, me);
    this.boardActs = new BoardActs(parts, me, view);
    this.referrals = new Referrals(parts);
  }

  Future<JsonObject> perform(ConsoleIn frame) {
    return switch (frame) {
      case ConsoleIn.SetPresence p -> presence(p);
      case ConsoleIn.Accept a -> accept(a);
      case ConsoleIn.Decline d -> decline(d);
      case ConsoleIn.Fetch f -> fetch(f);
      case ConsoleIn.Card c -> card(c);
      case ConsoleIn.Escalate e -> escalate(e);
      case ConsoleIn.Acknowledge a -> acknowledge(a.alarm());
      case ConsoleIn.Act a -> act(a);
      case ConsoleIn.Close c -> close(c);
      case ConsoleIn.WrapUp w -> wrapUp(w);
      case ConsoleIn.CallNumber c -> calling.number(held(c.contact()));
      case ConsoleIn.Dial d -> calling.dial(held(d.contact()));
      case ConsoleIn.Called c -> calling.called(c);
      case ConsoleIn.SetAside s -> lettingGo.setAside(held(s.contact()));
      case ConsoleIn.StepBack s -> lettingGo.stepBack(held(s.contact()));
      case ConsoleIn.Transfer t -> transfer(t);
      case ConsoleIn.WithdrawTransfer w -> handingOver.withdraw(held(w.contact()));
      case ConsoleIn.Colleagues c -> handingOver.colleagues(held(c.contact()));
      case ConsoleIn.Assign a -> boardActs.assign(a);
      case ConsoleIn.TakeOver t -> takeOver(t);
      case ConsoleIn.TakeNext t -> takeNext(t);
      case ConsoleIn.CallIn c -> boardActs.callIn(c);
      case ConsoleIn.Widen w -> boardActs.widen(w);
      case ConsoleIn.EndNuisance e -> endNuisance(held(e.contact()), e);
      case ConsoleIn.Draft s -> records.save(held(s.contact()), s.fields());
      case ConsoleIn.Recall r -> records.recall(held(r.contact()));
      case ConsoleIn.SitIn s -> beside.sitIn(s.contact());
      case ConsoleIn.SitOut s -> sitOut(s.contact());
      case ConsoleIn.Whisper w -> beside.whisper(w);
      case ConsoleIn.Message m -> throw new IllegalStateException("a message has its own way");
      case ConsoleIn.Typing t -> throw new IllegalStateException("typing is not answered");
      case ConsoleIn.Read r -> throw new IllegalStateException("read is not answered");
    };
  }

  private Future<JsonObject> fetch(ConsoleIn.Fetch fetch) {
    return beside
        .of(fetch.contact())
        .map(reading -> reading.fetch(fetch.after(), fetch.limit()))
        .orElseGet(() -> held(fetch.contact()).fetch(fetch.after(), fetch.limit()));
  }

  private Future<JsonObject> sitOut(ContactId contact) {
    beside.sitOut(contact);
    return Future.succeededFuture(new JsonObject());
  }

  private HeldConversation held(ContactId contact) {
    return desk.of(contact)
        .orElseThrow(() -> new FrameRefusal("not-holder", "This contact is not yours."));
  }

  private Future<JsonObject> presence(ConsoleIn.SetPresence wanted) {
    if (wanted.status() == Status.READY && !me.actor().maySomewhere(Permission.SERVE)) {
      throw new FrameRefusal("not-allowed", "Your role does not take contacts.");
    }
    int acceptances = desk.acceptances();
    return Future.fromCompletionStage(
            me.dispatcher()
                .setPresence(
                    me.volunteer(),
                    me.connection(),
                    new Wanted(
                        wanted.status(),
                        wanted.seat(),
                        wanted.media(),
                        wanted.chats().orElse(CHATS_USUAL),
                        wanted.back(),
                        wanted.pulls())))
        .map(work -> {
          // The answer first, then an offer that rings at once.
          parts.vertx().runOnContext(answered -> shows.show(work, acceptances));
          return new JsonObject();
        });
  }

  private Future<JsonObject> accept(ConsoleIn.Accept accept) {
    boolean goesOn = desk.hadAnother(accept.offer());
    desk.answering(accept.offer());
    return Future.fromCompletionStage(
            me.dispatcher().accept(me.volunteer(), me.connection(), accept.offer()))
        .onFailure(gone -> desk.notAnswered(accept.offer()))
        .compose(contact -> accepted(contact, goesOn));
  }

  private Future<JsonObject> transfer(ConsoleIn.Transfer transfer) {
    HeldConversation contact = held(transfer.contact());
    return switch (transfer.to()) {
      case ConsoleIn.Transfer.People people ->
          handingOver.begin(contact, transfer.id(), people.whom(), transfer.note());
      case ConsoleIn.Transfer.Referral referral ->
          referrals.send(contact, transfer.id(), referral.number());
    };
  }

  private Future<JsonObject> takeOver(ConsoleIn.TakeOver taken) {
    boolean hadAnother = desk.of(taken.contact()).isEmpty() && taken.term() > 0;
    return boardActs
        .takeOver(taken)
        .compose(contact -> {
          beside.sitOut(taken.contact());
          return accepted(contact, hadAnother);
        });
  }

  /** Nobody waits whom they may take: an answer that names nobody. */
  private Future<JsonObject> takeNext(ConsoleIn.TakeNext taking) {
    return Future.fromCompletionStage(
            me.dispatcher().pulling().take(me.volunteer(), me.connection(), taking.id()))
        .compose(taken ->
            taken
                .map(contact -> accepted(contact, contact.term() > FIRST_TERM))
                .orElseGet(() -> Future.succeededFuture(new JsonObject())));
  }

  private Future<JsonObject> accepted(Held contact, boolean goesOn) {
    HeldConversation taken = desk.accepted(contact);
    return taken
        .cursor()
        .compose(cursor -> goesOn ? announced(taken, cursor) : Future.succeededFuture(cursor))
        .onFailure(away -> desk.sendContact(taken))
        .map(cursor -> {
          // The answer first, then the contact, then the conversation from its beginning.
          parts
              .vertx()
              .runOnContext(answered -> {
                desk.sendContact(taken);
                cursor.goLive();
              });
          return new JsonObject()
              .put("contactId", contact.id().value().toString())
              .put("term", contact.term())
              .put("head", cursor.conversation().head());
        });
  }

  /** The contact is held all the same when the change cannot be written down now. */
  private Future<Cursor> announced(HeldConversation taken, Cursor cursor) {
    return taken
        .announceChange()
        .transform(said -> {
          if (said.failed()) {
            parts.swallowed();
          }
          return Future.succeededFuture(cursor);
        });
  }

  private Future<JsonObject> decline(ConsoleIn.Decline decline) {
    // That somebody knows the person is told to nobody, not even as a figure.
    String shown =
        decline.reason().equals(ConsoleIn.KNOWS) ? DeclineTotals.OTHER : decline.reason();
    parts.metrics().counter("nuanxian.console.declined", "reason", shown).increment();
    // Before the offer is gone: whoever knows the person is never offered them again.
    Future<JsonObject> kept =
        desk.offered(decline.offer())
            .filter(contact -> decline.reason().equals(ConsoleIn.KNOWS))
            .map(contact -> done(me.dispatcher().tell(contact, Wishes.avoiding(me.volunteer()))))
            .orElseGet(() -> Future.succeededFuture(new JsonObject()));
    desk.answering(decline.offer());
    boolean rang = desk.offered(decline.offer()).isPresent();
    return kept.compose(known -> declined(decline))
        .onSuccess(said -> {
          if (rang) {
            counted(decline.reason());
          }
        });
  }

  private Future<JsonObject> declined(ConsoleIn.Decline decline) {
    return done(me.dispatcher().decline(me.volunteer(), me.connection(), decline.offer()))
        .onFailure(gone -> desk.notAnswered(decline.offer()));
  }

  /** For the totals of the county; nobody waits for them, and one that is lost is no harm. */
  private void counted(String reason) {
    me.actor()
        .county()
        .ifPresent(county ->
            parts
                .declines()
                .add(county, reason, parts.clock().instant())
                .onFailure(lost -> parts.swallowed()));
  }

  private Future<JsonObject> card(ConsoleIn.Card card) {
    HeldConversation contact = held(card.contact());
    return remark(contact, card.id(), "card", card.reason())
        .compose(kept ->
            done(me.dispatcher().raise(me.volunteer(), card.contact(), card.level(), "card")));
  }

  private Future<JsonObject> escalate(ConsoleIn.Escalate escalate) {
    HeldConversation contact = held(escalate.contact());
    // Help is called first: it does not wait for the record.
    return Future.fromCompletionStage(
            me.dispatcher().escalate(me.volunteer(), me.connection(), escalate.contact()))
        .compose(called -> remark(contact, escalate.id(), "escalation", escalate.reason()))
        .map(kept -> new JsonObject());
  }

  private Future<Void> remark(HeldConversation contact, UUID id, String kind, Words words) {
    return contact
        .cursor()
        .compose(cursor -> {
          Conversation conversation = cursor.conversation();
          Buffer body = Buffer.buffer(conversation.seal().field("remark." + id, words.value()));
          return parts
              .keepsakes()
              .remark(
                  new Keepsakes.Remark(id, contact.contact(), me.volunteer(), kind, body),
                  parts.clock().instant());
        });
  }

  private Future<JsonObject> acknowledge(AlarmId alarm) {
    checkCalled(alarm);
    return done(me.dispatcher().acknowledge(me.volunteer(), alarm));
  }

  private Future<JsonObject> act(ConsoleIn.Act act) {
    checkCalled(act.alarm());
    return done(me.dispatcher().act(me.volunteer(), act.alarm(), act.how()));
  }

  private void checkCalled(AlarmId alarm) {
    if (view.alarm(alarm).isEmpty()) {
      throw new FrameRefusal("unknown-escalation", "This escalation is over, or not yours.");
    }
  }

  private Future<JsonObject> endNuisance(HeldConversation contact, ConsoleIn.EndNuisance asked) {
    return lettingGo
        .riskShown(contact)
        .compose(risk ->
            risk
                ? lettingGo.passOn(contact)
                : lettingGo
                    .sayGoodbye(contact, asked)
                    .compose(said -> close(contact, Outcome.REFUSED))
                    .map(closed -> new JsonObject().put("passed", false)));
  }

  private Future<JsonObject> close(ConsoleIn.Close close) {
    return close(held(close.contact()), close.outcome());
  }

  private Future<JsonObject> close(HeldConversation contact, Outcome outcome) {
    if (contact.held().stage() == Stage.WRAP_UP) {
      return Future.succeededFuture(new JsonObject()); // it was closed before: the same answer
    }
    Held open = contact.held();
    return done(me.dispatcher()
            .close(me.volunteer(), me.connection(), contact.contact(), open.term(), outcome))
        .onSuccess(ended -> {
          // The record may follow the answer at once, before the hint: it must name the new term.
          if (contact.held().term() == open.term()) {
            contact.held(open.ended());
            desk.sendContact(contact);
          }
        });
  }

  private Future<JsonObject> wrapUp(ConsoleIn.WrapUp wrapUp) {
    if (desk.of(wrapUp.contact()).isEmpty()) {
      // Perhaps it is done already and the answer was lost.
      return records.finishedBefore(wrapUp.contact());
    }
    HeldConversation contact = held(wrapUp.contact());
    return records
        .finish(contact, wrapUp.record())
        .compose(kept ->
            parts
                .coded()
                .put(wrapUp.contact(), me.actor().city(), wrapUp.record(), parts.clock().instant()))
        .compose(kept ->
            done(
                me.dispatcher()
                    .wrapUpDone(
                        me.volunteer(), me.connection(), wrapUp.contact(), contact.held().term())));
  }

  private static Future<JsonObject> done(CompletionStage<?> stage) {
    return Future.fromCompletionStage(stage).map(done -> new JsonObject());
  }
}
