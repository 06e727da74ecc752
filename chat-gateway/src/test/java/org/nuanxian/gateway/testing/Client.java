package org.nuanxian.gateway.testing;

import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.nuanxian.runtime.testing.Await;

/** Speaks the contract over HTTP and WebSocket, from outside. */
public final class Client implements AutoCloseable {
  private static final int FRAME_BYTES = 1024 * 1024;

  private final Vertx vertx = Vertx.vertx();
  private final WebSocketClient sockets =
      vertx.createWebSocketClient(
          new WebSocketClientOptions()
              .setMaxFrameSize(FRAME_BYTES)
              .setMaxMessageSize(FRAME_BYTES)
              .setMaxConnections(10_000));
  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;
  private final String city;
  private final String county;

  Client(int port, String city, String county) {
    this.port = port;
    this.city = city;
    this.county = county;
  }

  /** An answer: status, headers, body. */
  public record Answer(int status, Map<String, List<String>> headers, JsonObject body) {
    /** The cookie that was set, as it is sent back. */
    public String cookie() {
      return headers.get("set-cookie").getFirst().split(";", 2)[0];
    }
  }

  /** A contact as its help seeker has it. */
  public record Contact(String id, String token) {}

  /** Sends a request with a JSON body, or none. */
  public Answer request(String method, String path, Object body, Map<String, String> headers) {
    HttpRequest.BodyPublisher publisher =
        body.equals("")
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(
                body instanceof JsonObject json ? json.encode() : body.toString());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Content-Type", "application/json")
            .method(method, publisher);
    headers.forEach(request::header);
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      String text = answer.body();
      return new Answer(
          answer.statusCode(),
          answer.headers().map(),
          text.startsWith("{") ? new JsonObject(text) : new JsonObject());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** POST with JSON. */
  public Answer post(String path, JsonObject body) {
    return request("POST", path, body, Map.of());
  }

  /** As the help seeker of a contact. */
  public Answer as(Contact contact, String method, String path, Object body) {
    return request(
        method,
        "/api/v1/contacts/" + contact.id() + path,
        body,
        Map.of("Authorization", "Bearer " + contact.token()));
  }

  /** The least a page sends to open a contact. */
  public JsonObject opening() {
    return new JsonObject()
        .put("requestId", UUID.randomUUID().toString())
        .put("city", city)
        .put("county", county)
        .put("consent", new JsonObject().put("version", "1").put("recording", false));
  }

  /** Opens a contact. */
  public Contact open() {
    return contact(post("/api/v1/contacts", opening()));
  }

  /** Opens a contact that goes before all others. */
  public Contact openUrgently() {
    JsonObject report = new JsonObject().put("danger", "plan");
    return contact(post("/api/v1/contacts", opening().put("selfReport", report)));
  }

  /** The contact in an answer. */
  public static Contact contact(Answer answer) {
    if (answer.status() != 200 && answer.status() != 201) {
      throw new AssertionError("opening answered " + answer.status() + " " + answer.body());
    }
    return new Contact(answer.body().getString("contactId"), answer.body().getString("token"));
  }

  /** The help seeker's socket, entries after {@code after}. */
  public Wire seeker(Contact contact, long after) {
    return connect(
        "/api/v1/contacts/" + contact.id() + "/socket?after=" + after,
        List.of("nuanxian.v1", "bearer." + contact.token()),
        Map.of());
  }

  /** Signs in and opens the console; the welcome is the first frame. */
  public Wire console(TestTown.Person person) {
    return connect("/api/v1/console", List.of(), Map.of("Cookie", signIn(person)));
  }

  /** Signs in; answers the cookie. */
  public String signIn(TestTown.Person person) {
    Answer answer =
        request(
            "POST",
            "/api/v1/login",
            new JsonObject().put("username", person.username()).put("password", person.password()),
            Map.of("Origin", origin()));
    if (answer.status() != 200) {
      throw new AssertionError("sign-in answered " + answer.status() + " " + answer.body());
    }
    return answer.cookie();
  }

  /** The page's own origin. */
  public String origin() {
    return "http://127.0.0.1:" + port;
  }

  /** A socket with these subprotocols and headers. */
  public Wire connect(String path, List<String> protocols, Map<String, String> headers) {
    WebSocketConnectOptions options =
        new WebSocketConnectOptions().setHost("127.0.0.1").setPort(port).setURI(path);
    protocols.forEach(options::addSubProtocol);
    options.putHeader("Origin", origin());
    headers.forEach((name, value) -> {
      options.getHeaders().remove(name);
      options.putHeader(name, value);
    });
    // Listens before it connects: a socket that is refused may be closed in the same moment.
    ClientWebSocket socket = sockets.webSocket();
    Wire wire = new Wire(socket);
    Await.result(socket.connect(options));
    return wire;
  }

  @Override
  public void close() {
    http.close();
    Await.result(vertx.close());
  }
}
