package org.nuanxian.gateway.conversation;

import java.time.Instant;

/** Somebody reading a conversation over a socket. All calls come on the node's loop. */
public interface Reader {
  /** May more entries be written now? When not, the cursor waits for {@link Cursor#drained()}. */
  boolean ready();

  /** Write this entry as {@code message}. */
  void message(Entry entry);

  /** Write the answer to one frame this reader sent. */
  void ack(ClientId id, long seq, Instant at);

  /** Write the answer to one frame this reader sent, which is not in the conversation. */
  void refused(ClientId id, ConversationRefusal refusal);

  /** There is more than was asked for: the reader should fetch. */
  void resync(long head);

  /** The other end writes. */
  void typing(Side side);

  /** A side has read up to this number. */
  void read(Side side, long seq);

  /** The help seeker's token was replaced; only this generation is allowed from now on. */
  void tokenReplaced(int generation);

  /** The help seeker keeps something from new volunteers. */
  void hidden(Hidden hidden);

  /** A supervisor reads along, or does no more; said again every few seconds while it lasts. */
  void beside(boolean here);

  /** The cursor cannot go on: the reader may not read this any more, or reading failed. */
  void failed(Throwable cause);
}
