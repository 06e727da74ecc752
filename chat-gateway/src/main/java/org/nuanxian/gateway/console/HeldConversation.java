package org.nuanxian.gateway.console;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.Held;
import org.nuanxian.gateway.conversation.ClientId;
import org.nuanxian.gateway.conversation.Conversation;
import org.nuanxian.gateway.conversation.ConversationRefusal;
import org.nuanxian.gateway.conversation.Cursor;
import org.nuanxian.gateway.conversation.Draft;
import org.nuanxian.gateway.conversation.Entry;
import org.nuanxian.gateway.conversation.HeldBack;
import org.nuanxian.gateway.conversation.Hidden;
import org.nuanxian.gateway.conversation.Intake;
import org.nuanxian.gateway.conversation.Intakes;
import org.nuanxian.gateway.conversation.Kind;
import org.nuanxian.gateway.conversation.Sender;
import org.nuanxian.gateway.conversation.Side;
import org.nuanxian.gateway.conversation.StaffReader;
import org.nuanxian.gateway.conversation.Words;
import org.nuanxian.gateway.socket.FrameRefusal;
import org.nuanxian.gateway.socket.FrameSocket;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.audit.Who;

/** A contact that a volunteer holds, on their console: its conversation, read under audit. */
final class HeldConversation implements StaffReader {
  private final ConsoleParts parts;
  private final FrameSocket socket;
  private final Who who;
  private final Sender sender;

  /** As the dispatcher saw it last; written by the session. */
  private Held held;

  /** The look is on record and the conversation joined; fails while the record is away. */
  private Future<Cursor> cursor;

  private ConsoleOut.About about = ConsoleOut.About.NOTHING;

  /** Entries up to this number are kept from this volunteer; grows only. */
  private long hiddenTo;

  /** The console was not welcomed yet: what is new will stand in its welcome. */
  private boolean quiet;

  private boolean closed;

  /** The record being written; made when the conversation is open. */
  private Optional<RecordDraft> record = Optional.empty();

  /** What supervisors whisper; there when the conversation is open. */
  private Optional<WhisperFeed> whispers = Optional.empty();

  /** Until when a supervisor is known to read along; the epoch when nobody does. */
  private Instant besideUntil = Instant.EPOCH;

  private long readUpTo;

  /** Which acceptance of this console brought it; 0 when it was held before. */
  private int acceptance;

  HeldConversation(ConsoleParts parts, FrameSocket socket, Who who, Sender sender, Held held) {
    this.parts = parts;
    this.socket = socket;
    this.who = who;
    this.sender = sender;
    this.held = held;
    this.cursor = open();
  }

  Held held() {
    return held;
  }

  /** Nothing is told before the welcome, which is the console's first frame. */
  void quiet(boolean now) {
    quiet = now;
    whispered();
  }

  /** The dispatcher sees it differently now. */
  void held(Held now) {
    held = now;
  }

  void acceptedAs(int number) {
    acceptance = number;
  }

  int acceptance() {
    return acceptance;
  }

  ContactId contact() {
    return held.id();
  }

  JsonObject json() {
    JsonObject json = ConsoleOut.contact(held, about);
    return hiddenTo == 0 ? json : json.put("hiddenTo", hiddenTo);
  }

  /** The conversation, opened under audit; tried again when the last attempt failed. */
  Future<Cursor> cursor() {
    if (cursor.failed() && !closed) {
      cursor = open();
    }
    return cursor;
  }

  /** Could it not be opened the last time? */
  boolean failed() {
    return cursor.failed();
  }

  private Future<Cursor> open() {
    return seeHidden()
        .compose(known ->
            parts
                .audit()
                .record(
                    who,
                    "transcript.open",
                    "contact:" + contact().value(),
                    Map.of(
                        "term", String.valueOf(held.term()), "hiddenTo", String.valueOf(hiddenTo))))
        .compose(onRecord -> parts.conversations().access(contact()))
        .compose(conversation -> introduce(conversation).compose(v -> join(conversation)))
        // Asked again now that a change would be heard: nothing falls between.
        .compose(joined -> seeHidden().map(known -> joined));
  }

  private Future<Void> seeHidden() {
    return parts
        .intakes()
        .hidden(contact(), held.term())
        .map(hidden -> {
          hiddenTo = Math.max(hiddenTo, hidden.from(held.term()));
          return null;
        });
  }

  private Future<Cursor> join(Conversation conversation) {
    return conversation
        .join(this, sender, 0)
        .map(joined -> {
          if (closed) {
            joined.close();
            throw new FrameRefusal("not-holder", "This contact is not yours any more.");
          }
          about = about.with(conversation.head());
          whispers.ifPresent(WhisperFeed::close); // of an attempt that failed later
          whispers = Optional.of(new WhisperFeed(parts, socket, joined.conversation(), sender));
          whispered();
          return joined;
        });
  }

  private Future<Void> introduce(Conversation conversation) {
    Future<Optional<Intake>> intake = parts.intakes().of(contact());
    Future<Optional<String>> nickname = parts.intakes().nickname(conversation);
    Future<Optional<Intakes.Told>> told = parts.intakes().told(contact());
    return Future.all(intake, nickname, told)
        .map(all -> {
          about =
              new ConsoleOut.About(
                  OptionalLong.empty(),
                  intake.result().map(Intake::readBySeeker).orElse(0L),
                  nickname.result(),
                  told.result(),
                  intake.result().flatMap(this::heldBack));
          return null;
        });
  }

  /** It ends by itself, also in the middle of a talk. */
  private Optional<HeldBack> heldBack(Intake intake) {
    return intake.heldBack().filter(held -> held.until().isAfter(parts.clock().instant()));
  }

  /** Tells both ends that this volunteer goes on where another was; said once for each hold. */
  Future<Void> announceChange() {
    String name = contact().value() + " " + held.term();
    ClientId id = new ClientId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    Words alias = new Words(sender.alias().orElseThrow());
    return cursor()
        .compose(here ->
            here.conversation()
                .say(new Draft(contact(), id, Sender.house(), 0, Kind.CHANGED, alias)))
        .mapEmpty();
  }

  /** Does the person keep from this volunteer what was said before? */
  boolean keepsEarlier() {
    return hiddenTo > 0;
  }

  /** The record of this contact. */
  Future<RecordDraft> record() {
    return cursor()
        .map(here -> {
          if (record.isEmpty()) {
            record =
                Optional.of(
                    new RecordDraft(
                        parts.records(),
                        contact(),
                        new VolunteerId(sender.id()),
                        here.conversation().seal(),
                        keepsEarlier()));
          }
          return record.get();
        });
  }

  Future<Void> say(ClientId id, Words words) {
    return cursor()
        .compose(here ->
            here.conversation()
                .append(new Draft(contact(), id, sender, held.term(), Kind.TEXT, words), here))
        .onFailure(away ->
            refused(
                id,
                new ConversationRefusal(
                    "unavailable", "This could not be written down now. Please send it again.")));
  }

  Future<JsonObject> fetch(long after, int limit) {
    return seeHidden()
        .compose(known -> cursor())
        .compose(here -> here.fetch(after, limit))
        .map(fetched ->
            new JsonObject()
                .put("contactId", contact().value().toString())
                .put("head", fetched.head())
                .put("last", fetched.last()));
  }

  void type() {
    if (cursor.succeeded()) {
      cursor.result().conversation().typing(Side.VOLUNTEER);
    }
  }

  void readTo(long seq) {
    if (!cursor.succeeded()) {
      return;
    }
    Conversation conversation = cursor.result().conversation();
    long known = Math.min(seq, conversation.head());
    if (known > readUpTo) {
      readUpTo = known;
      conversation.read(Side.VOLUNTEER, known);
      parts.intakes().read(contact(), Side.VOLUNTEER, known).onFailure(away -> parts.swallowed());
    }
  }

  void drained() {
    if (cursor.succeeded()) {
      cursor.result().drained();
    }
    whispered();
  }

  void close() {
    closed = true;
    whispers.ifPresent(WhisperFeed::close);
    if (cursor.succeeded()) {
      cursor.result().close();
    }
  }

  @Override
  public boolean ready() {
    return socket.ready();
  }

  @Override
  public void message(Entry entry) {
    boolean kept = entry.seq() <= hiddenTo && entry.kind() != Kind.CHANGED;
    socket.send(kept ? ConsoleOut.hidden(entry) : ConsoleOut.message(entry));
  }

  @Override
  public void ack(ClientId id, long seq, Instant at) {
    socket.send(ConsoleOut.ack(contact(), id, seq, at));
  }

  @Override
  public void refused(ClientId id, ConversationRefusal refusal) {
    socket.error(Optional.of(id.value()), refusal.code(), refusal.getMessage());
  }

  @Override
  public void resync(long head) {
    if (quiet) {
      about = about.with(head);
      return;
    }
    socket.send(ConsoleOut.of("resync", contact()).put("head", head));
  }

  @Override
  public void typing(Side side) {
    if (side == Side.SEEKER && !quiet) {
      socket.send(ConsoleOut.of("typing", contact()));
    }
  }

  @Override
  public void read(Side side, long seq) {
    if (side == Side.SEEKER && !quiet) {
      socket.send(ConsoleOut.of("read", contact()).put("seq", seq));
    }
  }

  @Override
  public void tokenReplaced(int generation) {
    // Concerns the help seeker's sockets only.
  }

  @Override
  public void hidden(Hidden hidden) {
    long now = hidden.from(held.term());
    if (now > hiddenTo) {
      hiddenTo = now;
      socket.send(ConsoleOut.frame("contact").mergeIn(json()));
    }
  }

  @Override
  public void beside(boolean here) {
    if (quiet) {
      return; // said again at the next interval
    }
    boolean before = besideUntil.isAfter(Instant.EPOCH);
    Instant until = parts.clock().instant().plus(parts.reread().multipliedBy(ReadAlong.MISSED_MAX));
    besideUntil = here ? until : Instant.EPOCH;
    if (here != before) {
      socket.send(ConsoleOut.beside(contact(), here));
    }
  }

  @Override
  public void whispered() {
    if (!quiet) {
      whispers.ifPresent(WhisperFeed::look);
    }
  }

  /** Whoever read along and has not said so again is gone, with their node. */
  void checkBeside() {
    if (besideUntil.isAfter(Instant.EPOCH) && parts.clock().instant().isAfter(besideUntil)) {
      beside(false);
    }
  }

  @Override
  public void failed(Throwable cause) {
    parts.swallowed(); // read again at the next hint or interval, or the contact is not ours any
    // more
  }
}
