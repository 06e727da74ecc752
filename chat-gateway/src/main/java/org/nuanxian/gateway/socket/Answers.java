package org.nuanxian.gateway.socket;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Answers frames that carry an id, except {@code message}, whose ids PostgreSQL remembers. The same
 * frame again gets the same answer from a small memory on this socket; on another socket it is done
 * again, which is harmless, because what such frames ask for is idempotent by name.
 */
public final class Answers {
  /** Frames remembered for each socket: minutes of a very busy person. */
  static final int REMEMBERED_MAX = 128;

  /** What a frame said and what became of it: the fields of its ack. */
  private record Answer(String content, Future<JsonObject> ack) {}

  private final FrameSocket socket;

  private final Map<UUID, Answer> remembered =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Answer> eldest) {
          return size() > REMEMBERED_MAX;
        }
      };

  Answers(FrameSocket socket) {
    this.socket = socket;
  }

  /** Does what the frame asks, once, and answers it with the fields of {@code work}'s result. */
  public void once(Frame frame, Supplier<Future<JsonObject>> work) {
    UUID id = required(frame);
    Answer before = remembered.get(id);
    if (before != null && !before.content().equals(frame.content())) {
      socket.error(Optional.of(id), "id-reused", "This id was used before with other content.");
      return;
    }
    Answer answer = before != null ? before : new Answer(frame.content(), begin(id, work));
    if (!answer.ack().failed()) {
      remembered.put(id, answer);
    }
    answer.ack().onComplete(done -> answer(id, done.result(), Optional.ofNullable(done.cause())));
  }

  /** The id of a frame that must carry one. */
  public static UUID required(Frame frame) {
    return frame
        .id()
        .orElseThrow(() -> new FrameRefusal("invalid", "The field id must be a UUID."));
  }

  private Future<JsonObject> begin(UUID id, Supplier<Future<JsonObject>> work) {
    socket.begun();
    // Inside compose, so that a refusal that is thrown finishes the frame like any other.
    Future<JsonObject> ack = Future.<Void>succeededFuture().compose(begun -> work.get());
    ack.onComplete(done -> socket.finished()).onFailure(cause -> forgetIfTemporary(id, cause));
    return ack;
  }

  /** The client may send the same frame again when things are better. */
  private void forgetIfTemporary(UUID id, Throwable cause) {
    if (Refusals.answer(cause).code().equals("unavailable")) {
      remembered.remove(id);
    }
  }

  private void answer(UUID id, JsonObject fields, Optional<Throwable> cause) {
    if (cause.isPresent()) {
      Refusals.Answer error = Refusals.answer(cause.get());
      socket.error(Optional.of(id), error.code(), error.detail());
    } else {
      socket.send(new JsonObject().put("type", "ack").put("id", id.toString()).mergeIn(fields));
    }
  }
}
