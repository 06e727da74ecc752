package org.nuanxian.server.testing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Somebody of the demo's staff who is signed in.
 *
 * @param username as in demo.json
 * @param cookie the session
 * @param csrf for requests that change something
 */
public record Staffer(String username, String cookie, String csrf) {
  /** Signs in. */
  public static Staffer signIn(Node node, String username, String password) {
    Http.Answer answer =
        Http.post(
            node.base().resolve("/api/v1/login"),
            new JsonObject().put("username", username).put("password", password),
            Map.of());
    if (answer.status() != 200) {
      throw new AssertionError("not signed in: " + answer.status() + " " + answer.body());
    }
    String cookie = answer.headers().get("set-cookie").replaceAll(";.*", "");
    return new Staffer(username, cookie, answer.body().getString("csrf"));
  }

  /** Volunteers of a county who are at desk now, signed in, those who stay longest first. */
  public static List<Staffer> atDesk(Node node, String county, int wanted) {
    List<Staffer> found = new ArrayList<>();
    for (JsonObject account : accounts(node, county, "volunteer")) {
      Staffer person = signIn(node, account.getString("username"), account.getString("password"));
      try (Frames console = person.console(node)) {
        JsonObject shift = console.await("welcome").getJsonObject("shift");
        if (shift != null && shift.getString("seat").equals("atDesk")) {
          found.add(person);
        }
      }
      if (found.size() == wanted) {
        return found;
      }
    }
    throw new AssertionError("only " + found.size() + " at desk in " + county);
  }

  /** The accounts of a county with a role, out of demo.json. */
  public static List<JsonObject> accounts(Node node, String county, String role) {
    try {
      JsonObject demo = new JsonObject(Files.readString(Installation.demo(node)));
      JsonArray accounts = demo.getJsonArray("accounts");
      return accounts.stream()
          .map(JsonObject.class::cast)
          .filter(a -> county.equals(a.getString("county")))
          .filter(a -> a.getJsonArray("roles").contains(role))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens the console's socket. */
  public Frames console(Node node) {
    return Frames.open(
        node.base().resolve("/api/v1/console"),
        Map.of("Origin", node.base().toString(), "Cookie", cookie));
  }

  /** Opens the console's socket and becomes ready for chats. */
  public Frames ready(Node node, int chats) {
    Frames console = console(node);
    console.await("welcome");
    String id =
        console.send(
            "presence",
            new JsonObject()
                .put("status", "ready")
                .put("media", new JsonArray().add("chat"))
                .put("chats", chats));
    JsonObject answer = console.answer(id);
    if (!answer.getString("type").equals("ack")) {
      throw new AssertionError("not ready: " + answer);
    }
    return console;
  }

  /** A plain GET as this person; the status. */
  public int get(Node node, String path) {
    URI uri = node.base().resolve(path);
    return Http.get(uri, Map.of("Cookie", cookie)).status();
  }
}
