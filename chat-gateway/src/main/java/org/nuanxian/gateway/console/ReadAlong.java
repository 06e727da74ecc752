package org.nuanxian.gateway.console;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.Dispatcher;
import org.nuanxian.dispatcher.Stage;
import org.nuanxian.gateway.conversation.ClientId;
import org.nuanxian.gateway.conversation.ConversationRefusal;
import org.nuanxian.gateway.conversation.Cursor;
import org.nuanxian.gateway.conversation.Entry;
import org.nuanxian.gateway.conversation.Hidden;
import org.nuanxian.gateway.conversation.Sender;
import org.nuanxian.gateway.conversation.Side;
import org.nuanxian.gateway.conversation.StaffReader;
import org.nuanxian.gateway.socket.FrameSocket;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.staff.Actor;

/**
 * A supervisor beside a conversation: reads along under audit, and says nothing but what it
 * whispers to the volunteer. The volunteer is told, and told again at each interval, so that a lost
 * hint hides nobody for long.
 */
final class ReadAlong implements StaffReader {
  /** After so many intervals without a word the supervisor is taken to be gone. */
  static final int MISSED_MAX = 3;

  private final ConsoleParts parts;
  private final FrameSocket socket;
  private final ContactId contact;
  private final Dispatcher dispatcher;
  private final Runnable over;
  private final AutoCloseable watch;
  private final long timer;
  private Optional<Cursor> cursor = Optional.empty();
  private Optional<WhisperFeed> whispers = Optional.empty();
  private boolean closed;

  /** Reads nothing until it is opened; {@code over} runs when there is nothing more to read. */
  ReadAlong(
      ConsoleParts parts,
      FrameSocket socket,
      ContactId contact,
      Dispatcher dispatcher,
      Runnable over) {
    this.parts = parts;
    this.socket = socket;
    this.contact = contact;
    this.dispatcher = dispatcher;
    this.over = over;
    this.watch = dispatcher.watchContact(contact, this::look);
    this.timer = parts.vertx().setPeriodic(parts.reread().toMillis(), tick -> sayAgain());
  }

  /** Puts the look on record, then joins; answers the fields of the ack. */
  Future<JsonObject> open(Actor actor) {
    Sender supervisor = Sender.observer(new VolunteerId(actor.id().value()), actor.alias());
    return parts
        .audit()
        .record(
            actor.who(),
            "transcript.open",
            "contact:" + contact.value(),
            Map.of("as", "supervisor"))
        .compose(onRecord -> parts.conversations().access(contact))
        .compose(conversation -> conversation.join(this, supervisor, 0))
        .map(joined -> {
          if (closed) {
            joined.close();
            throw new ConversationRefusal("closed", "The conversation was left.");
          }
          cursor = Optional.of(joined);
          joined.conversation().beside(true);
          whispers = Optional.of(new WhisperFeed(parts, socket, joined.conversation(), supervisor));
          look();
          whispered();
          return new JsonObject()
              .put("contactId", contact.value().toString())
              .put("head", joined.conversation().head());
        });
  }

  Future<JsonObject> fetch(long after, int limit) {
    return cursor
        .map(here -> here.fetch(after, limit))
        .orElseGet(() ->
            Future.failedFuture(new ConversationRefusal("not-holder", "This is not open here.")))
        .map(fetched ->
            new JsonObject()
                .put("contactId", contact.value().toString())
                .put("head", fetched.head())
                .put("last", fetched.last()));
  }

  private void sayAgain() {
    cursor.ifPresent(here -> here.conversation().beside(true));
    look();
  }

  private void look() {
    Future.fromCompletionStage(dispatcher.place(contact))
        .onSuccess(place -> {
          if (!closed && place.stage() == Stage.CLOSED) {
            over.run();
          }
        })
        .onFailure(away -> parts.swallowed());
  }

  void drained() {
    cursor.ifPresent(Cursor::drained);
    whispered();
  }

  void close() {
    if (closed) {
      return;
    }
    closed = true;
    parts.vertx().cancelTimer(timer);
    try {
      watch.close();
    } catch (Exception failure) {
      parts.swallowed();
    }
    whispers.ifPresent(WhisperFeed::close);
    cursor.ifPresent(here -> {
      here.close();
      here.conversation().beside(false);
    });
  }

  @Override
  public boolean ready() {
    return socket.ready();
  }

  @Override
  public void message(Entry entry) {
    socket.send(ConsoleOut.message(entry));
  }

  @Override
  public void ack(ClientId id, long seq, Instant at) {
    throw new IllegalStateException("whoever reads along sends nothing");
  }

  @Override
  public void refused(ClientId id, ConversationRefusal refusal) {
    throw new IllegalStateException("whoever reads along sends nothing");
  }

  @Override
  public void resync(long head) {
    socket.send(ConsoleOut.of("resync", contact).put("head", head));
  }

  @Override
  public void typing(Side side) {
    if (side == Side.SEEKER) {
      socket.send(ConsoleOut.of("typing", contact));
    }
  }

  @Override
  public void read(Side side, long seq) {
    if (side == Side.SEEKER) {
      socket.send(ConsoleOut.of("read", contact).put("seq", seq));
    }
  }

  @Override
  public void tokenReplaced(int generation) {
    // Concerns the help seeker's sockets only.
  }

  @Override
  public void hidden(Hidden hidden) {
    // Kept from volunteers only; whoever supervises answers for what is done with it.
  }

  @Override
  public void beside(boolean here) {
    // The mark is for the volunteer.
  }

  @Override
  public void whispered() {
    whispers.ifPresent(WhisperFeed::look);
  }

  @Override
  public void failed(Throwable cause) {
    parts.swallowed(); // read again at the next hint or interval
  }
}
