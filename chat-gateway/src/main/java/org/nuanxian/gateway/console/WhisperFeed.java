package org.nuanxian.gateway.console;

import java.util.List;
import org.nuanxian.gateway.conversation.Conversation;
import org.nuanxian.gateway.conversation.Sender;
import org.nuanxian.gateway.conversation.Whisper;
import org.nuanxian.gateway.socket.FrameSocket;

/**
 * Whispers of one conversation on their way to one console: each once, in order of number, always
 * as PostgreSQL has them. Begins at the first one, since a console remembers which it has.
 */
final class WhisperFeed {
  private final ConsoleParts parts;
  private final FrameSocket socket;
  private final Conversation conversation;
  private final Sender reader;

  /** Everything up to this number was shown, or is for somebody else. */
  private long passed;

  /** It was read at least once: what is not known of yet may be there. */
  private boolean begun;

  private boolean reading;

  /** Something was heard of while reading. */
  private boolean again;

  private boolean closed;

  WhisperFeed(ConsoleParts parts, FrameSocket socket, Conversation conversation, Sender reader) {
    this.parts = parts;
    this.socket = socket;
    this.conversation = conversation;
    this.reader = reader;
  }

  /** Shows what is there; said at the beginning, after each hint, and when the socket drained. */
  void look() {
    if (closed || !socket.ready() || (begun && conversation.whispered() <= passed)) {
      return;
    }
    if (reading) {
      again = true;
      return;
    }
    reading = true;
    long known = conversation.whispered();
    conversation
        .whispers(reader, passed)
        .onSuccess(found -> show(found, known))
        .onFailure(away -> parts.swallowed()) // read again at the next hint or interval
        .onComplete(read -> {
          reading = false;
          if (again) {
            again = false;
            look();
          }
        });
  }

  private void show(List<Whisper> found, long known) {
    if (closed) {
      return;
    }
    begun = true;
    for (Whisper whisper : found) {
      socket.send(ConsoleOut.whisper(whisper));
      passed = whisper.number();
    }
    if (found.isEmpty()) {
      passed = Math.max(passed, known);
    } else {
      again = true; // until nothing more is found
    }
  }

  void close() {
    closed = true;
  }
}
