package org.nuanxian.server.fault;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.nuanxian.server.testing.Await;

/** The volunteer's console. */
final class VolunteerClient extends Page {
  /** Who logs in. */
  record Account(String id, String username, String password) {}

  private final Account account;
  private final String cookie;

  /** What the volunteer wants to be: sent again whenever the server says otherwise. */
  private Optional<JsonObject> wish = Optional.empty();

  /** Takes every offer at once. */
  private boolean accepting;

  /** Ends whatever is held. */
  private boolean goingHome;

  private String status = "offline";
  private final Map<String, Told> told = new HashMap<>();
  private final Map<String, JsonObject> held = new LinkedHashMap<>();
  private final Map<String, JsonObject> ringing = new LinkedHashMap<>();

  /** Contacts in the order in which they were offered, each as often as it was. */
  private final List<String> offered = new ArrayList<>();

  /** What was whispered, by contact and number. */
  private final Map<String, SortedMap<Long, JsonObject>> whispers = new HashMap<>();

  /** A fetch under way for each contact. */
  private final Map<String, String> fetching = new HashMap<>();

  private int welcomes;

  private VolunteerClient(String name, Account account, String cookie, List<URI> bases) {
    super(name, bases);
    this.account = account;
    this.cookie = cookie;
  }

  /** Logs in and opens the console. */
  static VolunteerClient open(String name, Account account, List<URI> bases) {
    List<String> cookies = new ArrayList<>();
    Await.until(name + " is logged in", () -> cookies.add(login(account, bases.getFirst())));
    VolunteerClient page = new VolunteerClient(name, account, cookies.getFirst(), bases);
    page.connect();
    return page;
  }

  private static String login(Account account, URI base) throws IOException {
    JsonObject body =
        new JsonObject().put("username", account.username()).put("password", account.password());
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve("/api/v1/login"))
            .timeout(ANSWER_MAX)
            .header("Content-Type", "application/json")
            .header("Origin", base.toString())
            .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
            .build();
    try {
      HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      return answer
          .headers()
          .firstValue("set-cookie")
          .map(cookie -> cookie.split(";", 2)[0])
          .orElseThrow(() -> new IOException(answer.statusCode() + ": " + answer.body()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  String id() {
    return account.id();
  }

  @Override
  CompletableFuture<WebSocket> open(URI base, WebSocket.Listener listener) {
    return HTTP.newWebSocketBuilder()
        .connectTimeout(ANSWER_MAX)
        .subprotocols("nuanxian.v1")
        .header("Cookie", cookie)
        .header("Origin", base.toString())
        .buildAsync(URI.create("ws://" + base.getAuthority() + "/api/v1/console"), listener);
  }

  @Override
  void hear(JsonObject frame) {
    switch (frame.getString("type")) {
      case "welcome" -> welcome(frame);
      case "presence" -> status = frame.getString("status");
      case "offer" -> offer(frame);
      case "offerWithdrawn" -> ringing.remove(frame.getString("offerId"));
      case "contact" -> contact(frame);
      case "message" -> told(frame.getString("contactId")).message(frame);
      case "whisper" -> whisper(frame);
      case "resync" -> fetch(frame.getString("contactId"));
      default -> {}
    }
  }

  private void whisper(JsonObject frame) {
    JsonObject before =
        whispers
            .computeIfAbsent(frame.getString("contactId"), id -> new TreeMap<>())
            .put(frame.getLong("number"), frame);
    if (before != null && !before.equals(frame)) {
      fault("whispered differently: " + before + " then " + frame);
    }
  }

  private void welcome(JsonObject frame) {
    welcomes++;
    if (!account.id().equals(frame.getString("volunteerId"))) {
      fault("welcomed as somebody else");
    }
    held.clear();
    ringing.clear();
    status = frame.getJsonObject("presence").getString("status");
    greeted();
    wish.ifPresent(wanted -> {
      if (!wanted.getString("status").equals(status)) {
        ask(wanted.copy());
      }
    });
    for (Object each : frame.getJsonArray("contacts", new JsonArray())) {
      JsonObject contact = (JsonObject) each;
      String id = contact.getString("contactId");
      held.put(id, contact);
      told(id).from(0);
      if (contact.getLong("head", 0L) > 0) {
        fetch(id);
      }
    }
    frame.getJsonArray("offers", new JsonArray()).forEach(offer -> offer((JsonObject) offer));
  }

  private void offer(JsonObject frame) {
    String id = frame.getString("offerId");
    if (ringing.put(id, frame) == null) {
      offered.add(frame.getJsonObject("contact").getString("contactId"));
    }
    if (accepting) {
      accept(id);
    }
  }

  private void contact(JsonObject frame) {
    String id = frame.getString("contactId");
    if (!frame.getBoolean("held", true)) {
      held.remove(id);
    } else {
      if (held.put(id, frame) == null) {
        told(id).again();
        if (frame.getLong("head", 0L) > 0 && !accepting(id)) {
          fetch(id); // came to us without our asking: the present was restored
        }
      }
    }
  }

  /** Whether an acceptance of this contact is under way. */
  private boolean accepting(String contact) {
    return ringing.values().stream()
        .anyMatch(o -> contact.equals(o.getJsonObject("contact").getString("contactId")));
  }

  private Told told(String contact) {
    return told.computeIfAbsent(contact, id -> new Told(this::ask, this::fault));
  }

  private void fetch(String contact) {
    if (!fetching.containsKey(contact)) {
      long after = told(contact).last();
      told(contact).from(after);
      fetching.put(
          contact,
          ask(
              new JsonObject()
                  .put("type", "fetch")
                  .put("contactId", contact)
                  .put("after", after)
                  .put("limit", 200)));
    }
  }

  @Override
  void answered(JsonObject asked, JsonObject answer) {
    boolean ok = answer.getString("type").equals("ack");
    if (goingHome && !ok) {
      fault("could not go home: " + asked.getString("type") + " " + answer.getString("code"));
    }
    switch (asked.getString("type")) {
      case "message" -> told(asked.getString("contactId")).answered(asked, answer);
      case "fetch" -> {
        String contact = asked.getString("contactId");
        fetching.remove(contact);
        if (ok && answer.getLong("head") > told(contact).last()) {
          fetch(contact);
        }
      }
      case "close" -> {
        if (goingHome && ok) {
          ask(
              new JsonObject()
                  .put("type", "wrapUp")
                  .put("contactId", asked.getString("contactId"))
                  .put("record", new JsonObject().put("risk", "none")));
        }
      }
      case "accept" -> {
        ringing.remove(asked.getString("offerId"));
        if (ok) {
          told(answer.getString("contactId")).again();
        }
      }
      default -> {}
    }
  }

  @Override
  void down() {
    fetching.values().forEach(this::forget);
    fetching.clear();
  }

  /** Wants to serve so many at once. */
  synchronized VolunteerClient ready(int chats) {
    JsonObject wanted =
        new JsonObject()
            .put("type", "presence")
            .put("status", "ready")
            .put("media", JsonArray.of("chat", "voice"))
            .put("chats", chats);
    wish = Optional.of(wanted);
    ask(wanted.copy());
    return this;
  }

  /** Takes every offer, also those that ring. */
  synchronized VolunteerClient acceptAll() {
    accepting = true;
    List.copyOf(ringing.keySet()).forEach(this::accept);
    return this;
  }

  /** Takes no offer any more unless told. */
  synchronized void acceptNone() {
    accepting = false;
  }

  /** Takes one offer. */
  String accept(String offer) {
    return ask(new JsonObject().put("type", "accept").put("offerId", offer));
  }

  /** Says something; the id of the message. */
  synchronized String say(String contact, String text) {
    return told(contact)
        .say(new JsonObject().put("type", "message").put("contactId", contact).put("text", text));
  }

  /** A supervisor tells the volunteer alone; the id. */
  String whisper(String contact, String text) {
    return ask(new JsonObject().put("type", "whisper").put("contactId", contact).put("text", text));
  }

  /** What was whispered about a contact, in order of number. */
  synchronized List<String> whispers(String contact) {
    return whispers.getOrDefault(contact, new TreeMap<>()).values().stream()
        .map(frame -> frame.getString("text"))
        .toList();
  }

  /** Says something under an id of the test's choice. */
  synchronized void sayAs(String id, String contact, String text) {
    told(contact)
        .say(
            new JsonObject()
                .put("type", "message")
                .put("id", id)
                .put("contactId", contact)
                .put("text", text));
  }

  /** Asks somebody else to go on with a contact. */
  synchronized void handOver(String contact, String volunteer) {
    ask(
        new JsonObject()
            .put("type", "transfer")
            .put("contactId", contact)
            .put("to", new JsonObject().put("volunteer", volunteer))
            .put("note", "接着陪"));
  }

  /** Takes nothing more and ends what is held. */
  synchronized void goHome() {
    accepting = false;
    JsonObject wanted = new JsonObject().put("type", "presence").put("status", "offline");
    wish = Optional.of(wanted);
    ask(wanted.copy());
    goingHome = true;
    List.copyOf(held.keySet()).forEach(this::end);
  }

  private void end(String contact) {
    ask(
        new JsonObject()
            .put("type", "close")
            .put("contactId", contact)
            .put("outcome", "completed"));
  }

  /** Ends a talk and writes its record. */
  void finish(String contact) {
    String closed =
        ask(
            new JsonObject()
                .put("type", "close")
                .put("contactId", contact)
                .put("outcome", "completed"));
    Await.until("the talk is closed", () -> answerTo(closed).isPresent());
    String recorded =
        ask(
            new JsonObject()
                .put("type", "wrapUp")
                .put("contactId", contact)
                .put("record", new JsonObject().put("risk", "none")));
    Await.until("the record is written", () -> answerTo(recorded).isPresent());
    if (answerTo(closed).map(a -> a.getString("type")).equals(Optional.of("error"))
        || answerTo(recorded).map(a -> a.getString("type")).equals(Optional.of("error"))) {
      fault("not finished: " + answerTo(closed) + ", " + answerTo(recorded));
    }
  }

  synchronized boolean holds(String contact) {
    return held.containsKey(contact);
  }

  /** The offers that ring now: contact by offer. */
  synchronized Map<String, String> ringing() {
    Map<String, String> all = new LinkedHashMap<>();
    ringing.forEach(
        (offer, frame) -> all.put(offer, frame.getJsonObject("contact").getString("contactId")));
    return all;
  }

  synchronized List<String> offered() {
    return List.copyOf(offered);
  }

  synchronized String status() {
    return status;
  }

  synchronized int welcomes() {
    return welcomes;
  }

  synchronized List<String> texts(String contact) {
    return told(contact).texts();
  }

  synchronized boolean settled(String contact) {
    return told(contact).settled();
  }

  /** The code with which a message was refused for good. */
  synchronized Optional<String> refusal(String contact, String id) {
    return Optional.ofNullable(told(contact).refused().get(id));
  }

  synchronized boolean wasAcknowledged(String contact, String id) {
    return told(contact).wasAcknowledged(id);
  }

  synchronized Told heard(String contact) {
    return told(contact);
  }
}
