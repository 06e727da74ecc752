package org.nuanxian.gateway.socket;

import io.vertx.core.http.ServerWebSocket;
import java.util.ArrayDeque;

/**
 * What waits to be written to one socket. The socket itself takes everything it is given and would
 * fill the memory, so frames wait here while it is full, up to a bound; entries of a conversation
 * are held back long before ({@link #ready()}) and read again later.
 */
final class Outbox {
  /** Answers and small frames of some seconds; beyond it the other end does not read. */
  static final int FRAMES_MAX = 2_048;

  /** Longest texts: some 60 of them. */
  static final int CHARS_MAX = 1_000_000;

  /** Above this entries wait in the record instead. */
  private static final int READY_BELOW = 16;

  private final ServerWebSocket socket;
  private final ArrayDeque<String> waiting = new ArrayDeque<>();
  private long chars;

  Outbox(ServerWebSocket socket) {
    this.socket = socket;
  }

  /** Writes or keeps a frame; false when there is no room, and the socket is to be closed. */
  boolean offer(String frame) {
    if (waiting.isEmpty() && !full()) {
      socket.writeTextMessage(frame);
      return true;
    }
    if (waiting.size() >= FRAMES_MAX || chars + frame.length() > CHARS_MAX) {
      return false;
    }
    waiting.add(frame);
    chars += frame.length();
    return true;
  }

  /** A closed socket takes nothing; asking it whether its queue is full would throw. */
  private boolean full() {
    return socket.isClosed() || socket.writeQueueFull();
  }

  /** The socket drained: writes on. */
  void flush() {
    while (!waiting.isEmpty() && !full()) {
      String frame = waiting.poll();
      chars -= frame.length();
      socket.writeTextMessage(frame);
    }
  }

  /** May entries of a conversation be written now? */
  boolean ready() {
    return waiting.size() < READY_BELOW;
  }

  /** Does the other end keep up? */
  boolean flowing() {
    return waiting.isEmpty() && !full();
  }

  void clear() {
    waiting.clear();
    chars = 0;
  }
}
