package org.nuanxian.gateway.testing;

import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.nuanxian.runtime.testing.Await;

/** A socket from the client's side: remembers every frame in order. */
public final class Wire {
  private final List<JsonObject> frames = new ArrayList<>();
  private final WebSocket socket;
  private boolean closed;

  /** Hears from the first frame on. */
  Wire(ClientWebSocket connecting) {
    socket = connecting;
    connecting.textMessageHandler(this::heard);
    connecting.closeHandler(gone -> closed());
  }

  private synchronized void heard(String text) {
    frames.add(new JsonObject(text));
  }

  private synchronized void closed() {
    closed = true;
  }

  /** The socket itself. */
  public WebSocket socket() {
    return socket;
  }

  /** Everything heard so far. */
  public synchronized List<JsonObject> frames() {
    return List.copyOf(frames);
  }

  /** Everything of a type heard so far. */
  public List<JsonObject> frames(String type) {
    return frames().stream().filter(f -> type.equals(f.getString("type"))).toList();
  }

  /** Sends a frame. */
  public void send(JsonObject frame) {
    socket().writeTextMessage(frame.encode());
  }

  /** Sends a frame with a fresh id and waits for its answer. */
  public JsonObject ask(JsonObject frame) {
    return ask(frame, UUID.randomUUID().toString());
  }

  /** Sends a frame with an id and waits for its next answer. */
  public JsonObject ask(JsonObject frame, String id) {
    int before = answers(id).size();
    send(frame.copy().put("id", id));
    Await.until("an answer to " + frame.getString("type"), () -> answers(id).size() > before);
    return answers(id).get(before);
  }

  /** All answers to an id. */
  public List<JsonObject> answers(String id) {
    return frames().stream()
        .filter(f -> id.equals(f.getString("id")))
        .filter(f -> List.of("ack", "error").contains(f.getString("type")))
        .toList();
  }

  /** The first frame that fits; waits for it. */
  public JsonObject await(String type, Predicate<JsonObject> fits) {
    Await.until(type + " in " + this, () -> find(type, fits).isPresent());
    return find(type, fits).orElseThrow();
  }

  /** The first frame of a type; waits for it. */
  public JsonObject await(String type) {
    return await(type, any -> true);
  }

  private Optional<JsonObject> find(String type, Predicate<JsonObject> fits) {
    return frames(type).stream().filter(fits).findFirst();
  }

  /** Waits until the house has closed the socket; answers the code. */
  public int awaitClose() {
    Await.until("the close in " + this, this::isClosed);
    return socket().closeStatusCode() == null ? -1 : socket().closeStatusCode();
  }

  /** Has it ended? */
  public synchronized boolean isClosed() {
    return closed;
  }

  /** Ends the socket as a page does that goes away. */
  public void close() {
    Await.result(socket().close().otherwiseEmpty());
    Await.until("the end", this::isClosed);
  }

  /** A frame of a type. */
  public static JsonObject frame(String type) {
    return new JsonObject().put("type", type);
  }

  @Override
  public String toString() {
    return (isClosed() ? "closed " + socket().closeStatusCode() + " " : "") + frames();
  }
}
