package org.nuanxian.bench.relay;

import io.vertx.core.Future;
import io.vertx.core.http.WebSocket;

/**
 * How one kind of server is spoken to. Messages are numbered by the load from zero; the number is
 * found again in what the server answers.
 */
interface Wire {
  /** What a frame from the server tells the load: nothing, or about a message by its number. */
  record Heard(Kind kind, long number) {
    static final Heard NOTHING = new Heard(Kind.OTHER, -1);

    enum Kind {
      /** The server answers the sender: it has the message. */
      ACKNOWLEDGED,
      /** The message reached the other end. */
      DELIVERED,
      /** Anything else. */
      OTHER
    }
  }

  /** Opens one end of a pair and completes when messages may be sent. */
  Future<WebSocket> open(int pair, Side side);

  /** The frame that sends a message. */
  String message(int pair, Side side, long number);

  /** What a frame from the server tells; may answer it, as with a ping. */
  Heard hear(WebSocket socket, String frame);
}
