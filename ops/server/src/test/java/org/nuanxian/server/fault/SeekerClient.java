package org.nuanxian.server.fault;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.nuanxian.server.testing.Await;

/** The help seeker's page. */
final class SeekerClient extends Page {
  private static final Duration OPENING_MAX = Duration.ofSeconds(15); // as browsers wait, or less

  /** Who a page opens a contact for. */
  record Person(String city, String county, String danger) {
    JsonObject request(String requestId) {
      return new JsonObject()
          .put("requestId", requestId)
          .put("city", city)
          .put("county", county)
          .put("selfReport", new JsonObject().put("danger", danger))
          .put("consent", new JsonObject().put("version", "1").put("recording", true));
    }
  }

  private final String contact;
  private final String token;
  private final Told told;
  private final List<JsonObject> states = new ArrayList<>();

  /** A fetch under way, for its answer tells whether there is more. */
  private Optional<String> fetching = Optional.empty();

  private SeekerClient(String name, List<URI> bases, JsonObject opened) {
    super(name, bases);
    this.contact = opened.getString("contactId");
    this.token = opened.getString("token");
    this.told = new Told(this::ask, this::fault);
  }

  /** Asks for a contact once, at one address. */
  static HttpResponse<String> request(URI base, JsonObject body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve("/api/v1/contacts"))
            .timeout(OPENING_MAX)
            .header("Content-Type", "application/json")
            .header("Accept-Language", "zh-CN")
            .POST(HttpRequest.BodyPublishers.ofString(body.encode()));
    return send(request);
  }

  /** Opens a contact, repeating the same request until it is answered, and the socket. */
  static SeekerClient open(String name, Person person, List<URI> bases) {
    JsonObject body = person.request(UUID.randomUUID().toString());
    List<JsonObject> opened = new ArrayList<>();
    Await.until(
        name + " is let in",
        () -> {
          HttpResponse<String> answer = request(bases.getFirst(), body);
          if (answer.statusCode() >= 400) {
            throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
          }
          if (answer.statusCode() < 300) {
            opened.add(new JsonObject(answer.body()));
          }
          return !opened.isEmpty();
        });
    return with(name, opened.getFirst(), bases);
  }

  /** A page for a contact that was opened already. */
  static SeekerClient with(String name, JsonObject opened, List<URI> bases) {
    SeekerClient page = new SeekerClient(name, bases, opened);
    page.connect();
    return page;
  }

  /** A second tab of the same person. */
  SeekerClient tab(String name, List<URI> bases) {
    return with(name, new JsonObject().put("contactId", contact).put("token", token), bases);
  }

  String contact() {
    return contact;
  }

  @Override
  CompletableFuture<WebSocket> open(URI base, WebSocket.Listener listener) {
    long after;
    synchronized (this) {
      after = told.last();
      told.from(after);
    }
    String path = "/api/v1/contacts/" + contact + "/socket?after=" + after;
    return HTTP.newWebSocketBuilder()
        .connectTimeout(ANSWER_MAX)
        .subprotocols("nuanxian.v1", "bearer." + token)
        .buildAsync(URI.create("ws://" + base.getAuthority() + path), listener);
  }

  @Override
  void hear(JsonObject frame) {
    switch (frame.getString("type")) {
      case "state" -> {
        states.add(frame);
        greeted(); // the first frame of every socket
      }
      case "message" -> told.message(frame);
      case "resync" -> fetch();
      default -> {}
    }
  }

  private void fetch() {
    if (fetching.isEmpty()) {
      long after = told.last();
      told.from(after);
      fetching =
          Optional.of(
              ask(new JsonObject().put("type", "fetch").put("after", after).put("limit", 200)));
    }
  }

  @Override
  void answered(JsonObject asked, JsonObject answer) {
    switch (asked.getString("type")) {
      case "message" -> told.answered(asked, answer);
      case "fetch" -> {
        fetching = Optional.empty();
        if (answer.getLong("head", 0L) > told.last()) {
          fetch();
        }
      }
      default -> {}
    }
  }

  @Override
  void down() {
    fetching.ifPresent(this::forget);
    fetching = Optional.empty();
  }

  /** Says something; the id of the message. */
  synchronized String say(String text) {
    return told.say(new JsonObject().put("type", "message").put("text", text));
  }

  /** Says something under an id of the test's choice. */
  synchronized void sayAs(String id, String text) {
    told.say(new JsonObject().put("type", "message").put("id", id).put("text", text));
  }

  /** Presses 我现在很危险. */
  String danger() {
    return ask(new JsonObject().put("type", "danger"));
  }

  /** Presses 离开. */
  void leave() {
    ask(new JsonObject().put("type", "leave"));
  }

  /** Leaves a number to be called at, and closes the page. */
  void leaveNumber(String phone) throws IOException {
    JsonObject wish = new JsonObject().put("phone", phone).put("safeToAnswer", true);
    HttpRequest.Builder request = request("callback");
    request.header("Content-Type", "application/json");
    int status =
        send(request.POST(HttpRequest.BodyPublishers.ofString(wish.encode()))).statusCode();
    if (status != 204) {
      throw new IOException("no call: " + status);
    }
    vanish();
  }

  /** What is shown now. */
  synchronized Optional<JsonObject> state() {
    return states.isEmpty() ? Optional.empty() : Optional.of(states.getLast());
  }

  /** Whether the page shows this situation now. */
  boolean shows(String situation) {
    return state().filter(s -> situation.equals(s.getString("situation"))).isPresent();
  }

  /** Whether the page shows this stage now. */
  boolean inStage(String stage) {
    return state().filter(s -> stage.equals(s.getString("stage"))).isPresent();
  }

  /** Whether the page ever showed this situation. */
  synchronized boolean showed(String situation) {
    return states.stream().anyMatch(s -> situation.equals(s.getString("situation")));
  }

  /** Whether every message has got an answer. */
  synchronized boolean settled() {
    return told.settled();
  }

  synchronized boolean wasAcknowledged(String id) {
    return told.wasAcknowledged(id);
  }

  /** The texts seen, in order. */
  synchronized List<String> texts() {
    return told.texts();
  }

  Told told() {
    return told;
  }

  /** What the server says was said, all of it. */
  JsonObject entries() throws IOException {
    return new JsonObject(send(request("entries")).body());
  }

  private HttpRequest.Builder request(String what) {
    return HttpRequest.newBuilder(base().resolve("/api/v1/contacts/" + contact + "/" + what))
        .timeout(ANSWER_MAX)
        .header("Authorization", "Bearer " + token);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
