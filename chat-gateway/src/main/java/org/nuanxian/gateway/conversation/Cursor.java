package org.nuanxian.gateway.conversation;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.nuanxian.roster.VolunteerId;

/**
 * One socket's place in one conversation. Every entry passes once, in order of number: as {@code
 * message}, or as the {@code ack} of the frame this socket sent. What is next comes from memory
 * when it was written on this node and nothing is missing before it, else from PostgreSQL. A reader
 * that is slow is not written to: the cursor stays behind and reads on when the socket drained.
 *
 * <p>A cursor is <em>live</em> (entries flow as they come) or <em>paused</em> (they come only when
 * fetched; a new one is told with {@code resync}). Used on the node's loop only.
 */
public final class Cursor implements AutoCloseable {
  /** Most entries of one fetch, and of one read: some 600 KB of the longest texts. */
  public static final int PAGE_MAX = 200;

  /** What a fetch came to: the conversation's head, and the last number written to the socket. */
  public record Fetched(long head, long last) {}

  private record Fetch(int limit, Promise<Fetched> done) {}

  private final Conversation conversation;
  private final Reader reader;

  /** Who reads, and whose drafts come from this socket. */
  private final Sender sender;

  /** Entries read from PostgreSQL and not yet written to the socket. */
  private final ArrayDeque<Entry> page = new ArrayDeque<>();

  /** Drafts of this socket that have no answer yet, and how many frames brought them. */
  private final Map<ClientId, Integer> own = new HashMap<>();

  /** Acks owed when the entry of this number passes: how many. */
  private final Map<Long, Integer> owed = new HashMap<>();

  /** Number of the last entry that passed. */
  private long passed;

  /** The highest head this reader was told of while paused. */
  private long told;

  private boolean live;
  private boolean reading;
  private boolean closed;

  /** The running fetch, and how many entries it may still bring. */
  private Optional<Fetch> fetch = Optional.empty();

  private int fetchLeft;

  /** Grows with each fetch, so that a read begun before it is thrown away. */
  private int era;

  Cursor(Conversation conversation, Reader reader, Sender sender, long after) {
    this.conversation = conversation;
    this.reader = reader;
    this.sender = sender;
    this.passed = after;
  }

  /** Lets entries after the present place flow, now and as they come. */
  public void goLive() {
    live = true;
    advance();
  }

  /** Sets the place to {@code after}, writes up to {@code limit} entries, then answers. */
  public Future<Fetched> fetch(long after, int limit) {
    endFetch();
    era++;
    reading = false;
    page.clear();
    passed = Math.min(after, conversation.head());
    live = false;
    fetchLeft = Math.clamp(limit, 1, PAGE_MAX);
    Promise<Fetched> done = Promise.promise();
    fetch = Optional.of(new Fetch(fetchLeft, done));
    advance();
    return done.future();
  }

  /** The socket has room again. */
  public void drained() {
    advance();
  }

  /** The conversation read here. */
  public Conversation conversation() {
    return conversation;
  }

  Reader reader() {
    return reader;
  }

  Sender sender() {
    return sender;
  }

  void startAt(long place) {
    passed = place;
    told = conversation.head();
  }

  /** This socket sent a draft: its entry must not pass before its answer is known. */
  void sending(ClientId id) {
    own.merge(id, 1, Integer::sum);
  }

  /** The draft is entry {@code seq}: acknowledged now if that passed, else when it passes. */
  void written(ClientId id, Appended.Written written) {
    long seq = written.seq();
    settled(id);
    if (closed) {
      return;
    }
    if (seq <= passed) {
      reader.ack(id, seq, written.at());
      return;
    }
    owed.merge(seq, 1, Integer::sum);
    if (!live && fetch.isEmpty()) {
      told = Math.max(seq, conversation.head()); // the ack comes with the fetch
      reader.resync(told);
    }
  }

  /** The draft is not an entry. */
  void refused(ClientId id, ConversationRefusal refusal) {
    settled(id);
    if (!closed) {
      reader.refused(id, refusal);
      advance();
    }
  }

  /** An entry was written on this node. */
  void committed(Entry entry) {
    if (closed || entry.seq() <= passed) {
      return;
    }
    boolean next = entry.seq() == passed + 1 && page.isEmpty() && !reading;
    if (live && next && reader.ready() && !mine(entry)) {
      pass(entry);
    } else {
      heard();
    }
  }

  /** The conversation's head grew. */
  void heard() {
    long head = conversation.head();
    if (!closed && !live && fetch.isEmpty() && head > told) {
      told = head;
      reader.resync(head);
    }
    advance();
  }

  private void settled(ClientId id) {
    own.computeIfPresent(id, (same, times) -> times == 1 ? null : times - 1);
  }

  private boolean mine(Entry entry) {
    return own.containsKey(entry.id()) && entry.sender().id().equals(sender.id());
  }

  private void advance() {
    while (!closed && !page.isEmpty()) {
      Entry entry = page.peek();
      if (entry.seq() > passed) {
        if (!reader.ready() || mine(entry)) {
          return;
        }
        pass(entry);
        if (fetch.isPresent() && --fetchLeft == 0) {
          live = passed >= conversation.head();
          endFetch();
        }
        if (!live && fetch.isEmpty()) {
          page.clear();
          return;
        }
      } else {
        page.poll();
      }
    }
    if (closed) {
      return;
    }
    if (passed >= conversation.head()) {
      live = live || fetch.isPresent();
      endFetch();
    } else if ((live || fetch.isPresent()) && !reading && reader.ready()) {
      readOn();
    }
  }

  private void pass(Entry entry) {
    passed = entry.seq();
    int acks = Optional.ofNullable(owed.remove(entry.seq())).orElse(0);
    if (acks == 0) {
      reader.message(entry);
    }
    for (int i = 0; i < acks; i++) {
      reader.ack(entry.id(), entry.seq(), entry.at());
    }
  }

  private void readOn() {
    reading = true;
    int begun = era;
    conversation
        .page(passed, fetch.isPresent() ? fetchLeft : PAGE_MAX)
        .onComplete(read -> {
          if (closed || begun != era) {
            return;
          }
          reading = false;
          if (read.failed()) {
            fail(read.cause());
          } else {
            take(read.result());
          }
        });
  }

  private void take(Page read) {
    boolean theirs =
        sender.side() != Side.VOLUNTEER
            || read.holder().map(VolunteerId::value).equals(Optional.of(sender.id()));
    if (!theirs) {
      fail(new ConversationRefusal("not-holder", "This contact is not yours any more."));
      return;
    }
    page.addAll(read.entries());
    if (page.isEmpty()) {
      // Nothing after our place although the head said so: believe the record, not the hint.
      conversation.lower(read.head());
      endFetch();
      return;
    }
    advance();
  }

  private void fail(Throwable cause) {
    Optional<Fetch> running = fetch;
    fetch = Optional.empty();
    running.ifPresent(f -> f.done().tryFail(cause));
    reader.failed(cause);
  }

  private void endFetch() {
    Optional<Fetch> running = fetch;
    fetch = Optional.empty();
    told = conversation.head();
    running.ifPresent(f -> f.done().tryComplete(new Fetched(told, passed)));
  }

  /** Nothing is written to the reader any more. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      page.clear();
      conversation.leave(this);
      fetch.ifPresent(
          f -> f.done().tryFail(new ConversationRefusal("closed", "The conversation was left.")));
    }
  }
}
