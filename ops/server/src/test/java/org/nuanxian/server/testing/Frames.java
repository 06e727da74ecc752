package org.nuanxian.server.testing;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** One socket of the contract, seen from outside: what came, in order, and what is sent. */
public final class Frames implements AutoCloseable {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(10);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final List<JsonObject> came = new ArrayList<>();
  private final StringBuilder partial = new StringBuilder();
  private final WebSocket socket;

  /** The close code, or -1 while the socket is open. */
  private int closed = -1;

  private Frames(URI uri, Map<String, String> headers, String... subprotocols) {
    WebSocket.Builder builder = HTTP.newWebSocketBuilder().connectTimeout(ANSWER_MAX);
    headers.forEach(builder::header);
    if (subprotocols.length > 0) {
      String[] others = new String[subprotocols.length - 1];
      System.arraycopy(subprotocols, 1, others, 0, others.length);
      builder.subprotocols(subprotocols[0], others);
    }
    this.socket = builder.buildAsync(uri, new Ear()).orTimeout(10, TimeUnit.SECONDS).join();
  }

  /** Opens a socket and returns when it is open. */
  public static Frames open(URI http, Map<String, String> headers, String... subprotocols) {
    return new Frames(
        URI.create(http.toString().replaceFirst("^http", "ws")), headers, subprotocols);
  }

  /** Sends a frame with a fresh id and returns the id. */
  public String send(String type, JsonObject fields) {
    String id = UUID.randomUUID().toString();
    send(type, id, fields);
    return id;
  }

  /** Sends a frame with a given id. */
  public void send(String type, String id, JsonObject fields) {
    raw(fields.copy().put("type", type).put("id", id).encode());
  }

  /** Sends any text. */
  public void raw(String text) {
    socket.sendText(text, true).orTimeout(10, TimeUnit.SECONDS).join();
  }

  /** The first frame so far, or yet to come, that fits. */
  public JsonObject await(String what, Predicate<JsonObject> fits) {
    List<JsonObject> found = new ArrayList<>();
    Await.until(
        what + "; came: " + types(),
        () -> {
          found.clear();
          all().stream().filter(fits).findFirst().ifPresent(found::add);
          return !found.isEmpty();
        });
    return found.getFirst();
  }

  /** The first frame of a type. */
  public JsonObject await(String type) {
    return await("a frame " + type, frame -> frame.getString("type").equals(type));
  }

  /** The answer to a frame that was sent: ack or error. */
  public JsonObject answer(String id) {
    return await(
        "an answer",
        frame ->
            id.equals(frame.getString("id"))
                && List.of("ack", "error").contains(frame.getString("type")));
  }

  /** Everything that came so far, in order. */
  public synchronized List<JsonObject> all() {
    return List.copyOf(came);
  }

  /** The texts of messages that came so far, in order. */
  public List<String> texts() {
    return all().stream()
        .filter(frame -> frame.getString("type").equals("message"))
        .filter(frame -> !"system".equals(frame.getString("from")))
        .map(frame -> frame.getString("text"))
        .toList();
  }

  /** The close code when the server closed the socket; waits for it. */
  public int awaitClosed() {
    Await.until("the socket is closed", () -> closeCode() >= 0);
    return closeCode();
  }

  /** Cuts the connection without a word. */
  @Override
  public void close() {
    socket.abort();
  }

  private synchronized int closeCode() {
    return closed;
  }

  private synchronized List<String> types() {
    return came.stream().map(frame -> frame.getString("type")).toList();
  }

  private final class Ear implements WebSocket.Listener {
    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      synchronized (Frames.this) {
        partial.append(data);
        if (last) {
          came.add(new JsonObject(partial.toString()));
          partial.setLength(0);
        }
      }
      return WebSocket.Listener.super.onText(from, data, last);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      synchronized (Frames.this) {
        closed = code;
      }
      return WebSocket.Listener.super.onClose(from, code, reason);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      synchronized (Frames.this) {
        closed = Math.max(closed, 1006);
      }
    }
  }
}
