package org.nuanxian.gateway.conversation;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.runtime.id.CityCode;

/**
 * One conversation on this node: who reads it here, and how far it goes as far as this node knows.
 * Used on the node's loop only.
 */
public final class Conversation {
  private final Conversations conversations;
  private final ContactId contact;
  private final CityCode city;
  private final Seal seal;
  private final Set<Cursor> cursors = new LinkedHashSet<>();

  /** Highest number known to be written. */
  private long head;

  /** Highest number of a whisper known to be written; 0 while there is none. */
  private long whispered;

  Conversation(Conversations conversations, ContactId contact, CityCode city, Seal seal) {
    this.conversations = conversations;
    this.contact = contact;
    this.city = city;
    this.seal = seal;
  }

  /** Which contact this is. */
  public ContactId contact() {
    return contact;
  }

  /** The contact's city. */
  public CityCode city() {
    return city;
  }

  /** Seals fields of this contact. */
  public Seal seal() {
    return seal;
  }

  /** Highest number known on this node; PostgreSQL may be ahead for a moment. */
  public long head() {
    return head;
  }

  /**
   * Begins reading. The cursor is paused at {@code after}; listening is confirmed and the head read
   * before it is handed out, so that nothing falls between.
   */
  public Future<Cursor> join(Reader reader, Sender sender, long after) {
    Conversation shared = conversations.shared(this);
    if (shared != this) {
      return shared.join(reader, sender, after); // somebody else came first meanwhile
    }
    Cursor cursor = new Cursor(this, reader, sender, after);
    cursors.add(cursor);
    return conversations
        .listen(this)
        .compose(listening -> page(after, 0))
        .map(page -> {
          head = Math.max(head, page.head());
          cursor.startAt(Math.min(after, head));
          return cursor;
        })
        .onFailure(cause -> cursor.close());
  }

  /**
   * Writes a draft down and, when it is written, lets it pass to everybody who reads here. The
   * answer goes through {@code from}'s reader; the future only says that it is known.
   */
  public Future<Void> append(Draft draft, Cursor from) {
    from.sending(draft.id());
    Sealed sealed = sealed(draft);
    return conversations
        .append(sealed)
        .transform(done -> {
          if (done.succeeded() && done.result() instanceof Appended.Written written) {
            from.written(draft.id(), written);
            passOn(draft, written);
          } else {
            from.refused(draft.id(), Conversations.refusal(done));
          }
          return Future.succeededFuture();
        });
  }

  private Sealed sealed(Draft draft) {
    return new Sealed(draft, seal, Buffer.buffer(seal.words(draft)));
  }

  /** Writes an entry of the house. */
  public Future<Long> say(Draft draft) {
    return conversations
        .append(sealed(draft))
        .transform(done -> {
          if (done.succeeded() && done.result() instanceof Appended.Written written) {
            passOn(draft, written);
            return Future.succeededFuture(written.seq());
          }
          return Future.failedFuture(Conversations.refusal(done));
        });
  }

  /** A stretch of the conversation, as PostgreSQL has it. */
  public Future<Page> page(long after, int limit) {
    return conversations.reader().page(contact, seal, after, limit);
  }

  /** One end writes; the other end's sockets are told, on every node. */
  public void typing(Side side) {
    others(side, reader -> reader.typing(side));
    conversations.tell(this, Murmur.typing(side));
  }

  /** One end has read up to {@code seq}. */
  public void read(Side side, long seq) {
    others(side, reader -> reader.read(side, seq));
    conversations.tell(this, Murmur.read(side, seq));
  }

  /** The help seeker's token was replaced. */
  public void tokenReplaced(int generation) {
    everybody(reader -> reader.tokenReplaced(generation));
    conversations.tell(this, Murmur.token(generation));
  }

  /** The help seeker keeps what was said from new volunteers. */
  public void hidden(Hidden hidden) {
    everybody(reader -> reader.hidden(hidden));
    conversations.tell(this, new Murmur.Kept(hidden));
  }

  /** A supervisor reads along, or does no more. */
  public void beside(boolean here) {
    everybody(reader -> reader.beside(here));
    conversations.tell(this, Murmur.beside(here));
  }

  /**
   * Tells the volunteer alone, and whoever supervises; an id that was used before changes nothing.
   */
  public Future<Whisper> whisper(ClientId id, Sender supervisor, Words words) {
    return conversations
        .whispers()
        .write(contact, seal, id, supervisor, words)
        .onSuccess(written -> {
          conversations.shared(this).heardWhisper(written.number());
          conversations.tell(this, new Murmur.Whispered(written.number()));
        });
  }

  /** Whispers after a number that this reader may read, in order. */
  public Future<List<Whisper>> whispers(Sender reader, long after) {
    return conversations.whispers().after(contact, seal, reader, after);
  }

  /** Highest number of a whisper known on this node; 0 while there is none. */
  public long whispered() {
    return whispered;
  }

  void heard(Murmur murmur) {
    switch (murmur) {
      case Murmur.Head h -> heardHead(h.head());
      case Murmur.Typing t -> others(t.side(), reader -> reader.typing(t.side()));
      case Murmur.Read r -> others(r.side(), reader -> reader.read(r.side(), r.seq()));
      case Murmur.Kept k -> everybody(reader -> reader.hidden(k.hidden()));
      case Murmur.Token t -> everybody(reader -> reader.tokenReplaced(t.generation()));
      case Murmur.Beside b -> everybody(reader -> reader.beside(b.here()));
      case Murmur.Whispered w -> heardWhisper(w.number());
    }
  }

  /** The head as read again; also wakes cursors whose last read failed. */
  void heardHead(long now) {
    head = Math.max(head, now);
    List.copyOf(cursors).forEach(Cursor::heard);
  }

  /** Whispers up to this number are written; help seekers' readers have no word for it. */
  void heardWhisper(long number) {
    whispered = Math.max(whispered, number);
    for (Cursor cursor : List.copyOf(cursors)) {
      if (cursor.reader() instanceof StaffReader staff) {
        staff.whispered();
      }
    }
  }

  /** PostgreSQL says the head is lower than what was heard. */
  void lower(long now) {
    head = now;
  }

  void leave(Cursor cursor) {
    cursors.remove(cursor);
    if (cursors.isEmpty()) {
      conversations.forget(this);
    }
  }

  boolean isRead() {
    return !cursors.isEmpty();
  }

  private void passOn(Draft draft, Appended.Written written) {
    Entry entry =
        new Entry(
            contact,
            written.seq(),
            draft.id(),
            draft.sender(),
            draft.kind(),
            draft.words(),
            written.at());
    boolean fresh = written.seq() > head;
    head = Math.max(head, written.seq());
    for (Cursor cursor : new ArrayList<>(cursors)) {
      cursor.committed(entry);
    }
    if (fresh) {
      conversations.tell(this, Murmur.head(head));
    }
  }

  private void others(Side side, Consumer<Reader> what) {
    for (Cursor cursor : List.copyOf(cursors)) {
      if (cursor.sender().side() != side) {
        what.accept(cursor.reader());
      }
    }
  }

  private void everybody(Consumer<Reader> what) {
    List.copyOf(cursors).forEach(cursor -> what.accept(cursor.reader()));
  }
}
