package org.nuanxian.gateway.socket;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import org.nuanxian.gateway.conversation.ConversationRefusal;

/**
 * One socket of the house: frames in (whole, small, valid, not too many), frames out (bounded), and
 * a close that always ends. Used on the node's loop only.
 */
public final class FrameSocket {
  /** A text of 4,000 characters with its frame fits; more is refused with 4413. */
  static final int FRAME_BYTES_MAX = 16 * 1024;

  /** Frames whose work is not finished: beyond it the socket is not read. */
  private static final int UNFINISHED_MAX = 128;

  private final ServerWebSocket socket;
  private final Sockets sockets;
  private final Outbox outbox;
  private final FrameBudget budget;
  private final Answers answers;
  private Session session = Unattended.SESSION;

  /** The pieces of a fragmented message so far. */
  private Buffer pieces = Buffer.buffer();

  private int unfinished;
  private boolean closed;

  /** Once a page pings by itself, its pings are the proof that it lives, not its network stack. */
  private boolean pings;

  private Instant heardAt;

  /** What begins with the first sign of life, until it has begun. */
  private Optional<Runnable> awaited = Optional.empty();

  /** Frames wait in the socket, but for those that were on their way already. */
  private boolean held;

  private final Queue<Frame> early = new ArrayDeque<>();

  private Optional<Instant> stuckSince = Optional.empty();

  FrameSocket(ServerWebSocket socket, Sockets sockets) {
    this.socket = socket;
    this.sockets = sockets;
    this.outbox = new Outbox(socket);
    this.budget = new FrameBudget(sockets.clock());
    this.answers = new Answers(this);
    this.heardAt = sockets.clock().instant();
  }

  void begin(Session behind) {
    session = behind;
    socket.frameHandler(this::piece);
    socket.pongHandler(pong -> {
      proofOfNetwork();
      lives();
    });
    socket.drainHandler(drained -> flush());
    socket.exceptionHandler(broken -> sockets.broken());
    socket.closeHandler(gone -> end());
  }

  /** Answers frames that carry an id, each exactly once. */
  public Answers answers() {
    return answers;
  }

  /** Writes a frame; a socket that does not read is closed instead. */
  public void send(JsonObject frame) {
    send(frame.encode());
  }

  /** Writes a frame that was rendered before, so that many sockets can share it. */
  public void send(String frame) {
    if (!closed && !outbox.offer(frame)) {
      close(CloseCode.TOO_SLOW);
    }
  }

  /** Answers a frame with {@code error}. */
  public void error(Optional<UUID> id, String code, String detail) {
    JsonObject frame = new JsonObject().put("type", "error");
    id.ifPresent(known -> frame.put("id", known.toString()));
    send(frame.put("code", code).put("detail", detail));
  }

  /** May entries of a conversation be written now? */
  public boolean ready() {
    return !closed && outbox.ready();
  }

  /**
   * Begins once the other end gives a sign of life, as each does that answers a ping. A node that
   * stood still finishes handshakes whose pages have long gone elsewhere: they must not count.
   */
  void onceAlive(Runnable start) {
    awaited = Optional.of(start);
    socket.writePing(Buffer.buffer());
  }

  private void lives() {
    Optional<Runnable> start = awaited;
    awaited = Optional.empty();
    start.ifPresent(Runnable::run);
  }

  /** Frames wait until {@link #release()}. */
  public void hold() {
    held = true;
    socket.pause();
  }

  /** Frames come in. */
  public void release() {
    if (!closed) {
      held = false;
      while (!early.isEmpty() && !closed) {
        hand(early.remove());
      }
      socket.resume();
    }
  }

  /** Work on a frame begins; too much unfinished work stops reading. */
  public void begun() {
    if (++unfinished == UNFINISHED_MAX) {
      socket.pause();
    }
  }

  /** Work on a frame is finished. */
  public void finished() {
    if (unfinished-- == UNFINISHED_MAX && !closed) {
      socket.resume();
    }
  }

  /** Closes with a code; what waits to be written is dropped, it can be read again. */
  public void close(CloseCode code) {
    if (closed) {
      return;
    }
    sockets.closed(code);
    outbox.clear();
    // Not shutdown: that one says nothing until its time is over.
    var gone = socket.close(code.code(), code.reason());
    gone.onFailure(broken -> sockets.broken());
    end();
  }

  private void end() {
    if (!closed) {
      closed = true;
      sockets.remove(this);
      session.ended();
    }
  }

  private void flush() {
    outbox.flush();
    if (outbox.ready() && !closed) {
      session.drained();
    }
  }

  private void proofOfNetwork() {
    if (!pings) {
      heardAt = sockets.clock().instant();
    }
  }

  /** Looks after the socket from time to time. */
  void watch(Instant now, Instant silentBefore) {
    if (outbox.flowing()) {
      stuckSince = Optional.empty();
    } else if (stuckSince.isEmpty()) {
      stuckSince = Optional.of(now);
    }
    boolean stuck = stuckSince.filter(since -> since.isBefore(silentBefore)).isPresent();
    if (stuck || heardAt.isBefore(silentBefore)) {
      close(CloseCode.TOO_SLOW);
    } else if (!pings && outbox.flowing()) {
      socket.writePing(Buffer.buffer());
    }
  }

  private void piece(WebSocketFrame frame) {
    // Control frames come here as well, the browser's answers to our pings among them.
    if (closed || !(frame.isText() || frame.isBinary() || frame.isContinuation())) {
      return;
    }
    lives();
    if (closed) {
      return;
    }
    if (frame.isBinary()) {
      close(CloseCode.MALFORMED);
      return;
    }
    Buffer bytes = frame.binaryData();
    if (pieces.length() + bytes.length() > FRAME_BYTES_MAX) {
      close(CloseCode.TOO_LARGE);
      return;
    }
    if (frame.isFinal() && pieces.length() == 0) {
      message(bytes);
    } else {
      pieces.appendBuffer(bytes);
      if (frame.isFinal()) {
        Buffer whole = pieces;
        pieces = Buffer.buffer();
        message(whole);
      }
    }
  }

  private void message(Buffer bytes) {
    if (!budget.spend()) {
      close(CloseCode.TOO_FAST);
      return;
    }
    Optional<Frame> parsed = FrameText.parse(bytes);
    if (parsed.isEmpty()) {
      close(CloseCode.MALFORMED);
      return;
    }
    heardAt = sockets.clock().instant();
    Frame frame = parsed.get();
    if (frame.type().equals("ping")) {
      pings = true;
      send(Pong.FRAME);
      return;
    }
    if (held) {
      early.add(frame);
    } else {
      hand(frame);
    }
  }

  private void hand(Frame frame) {
    Optional<UUID> id = Optional.empty();
    try {
      id = frame.id();
      session.frame(frame);
    } catch (FrameRefusal | ConversationRefusal refusal) {
      Refusals.Answer answer = Refusals.answer(refusal);
      error(id, answer.code(), answer.detail());
    } catch (RuntimeException unforeseen) {
      sockets.unforeseen(unforeseen);
      error(id, "internal", "Something went wrong here. Please send it again.");
    }
  }

  private static final class Pong {
    static final String FRAME = new JsonObject().put("type", "pong").encode();
  }
}
