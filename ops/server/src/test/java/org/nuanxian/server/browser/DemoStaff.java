package org.nuanxian.server.browser;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nuanxian.server.testing.Node;

/** The people of the demo, found through the contract alone. */
final class DemoStaff {
  /**
   * Somebody who can log in.
   *
   * @param username user name
   * @param password password
   */
  record Account(String username, String password) {}

  private final URI base;
  private final List<JsonObject> accounts = new ArrayList<>();

  DemoStaff(Node node) throws IOException {
    this(node.data(), node.base());
  }

  /** Those of the demo that has this data directory and these pages. */
  DemoStaff(Path data, URI base) throws IOException {
    JsonObject demo = new JsonObject(Files.readString(data.resolve("demo.json")));
    this.base = base;
    objects(demo.getJsonArray("accounts")).forEach(accounts::add);
  }

  /** Those of a county who are at desk now, and for the next minutes. */
  List<Account> atDesk(String county) throws IOException, InterruptedException {
    return on(county, "atDesk", Instant.now());
  }

  /** Those of a county who serve from this seat at that time, who stay longest first. */
  List<Account> on(String county, String seat, Instant at)
      throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    login(client, withRole("coordinator", county));
    Map<String, String> usernames = new HashMap<>();
    objects(get(client, "/api/v1/accounts").getJsonArray("accounts"))
        .forEach(a -> usernames.put(a.getString("id"), a.getString("username")));
    String span = "?from=" + at + "&to=" + at.plusSeconds(1);
    JsonObject shifts = get(client, "/api/v1/teams/" + county + "/shifts" + span);
    return objects(shifts.getJsonArray("shifts")).stream()
        .filter(one -> seat.equals(one.getString("seat")))
        .sorted((a, b) -> b.getString("to").compareTo(a.getString("to")))
        .map(one -> usernames.get(one.getString("volunteer")))
        .distinct()
        .map(this::account)
        .toList();
  }

  /** Who plans the shifts of a county. */
  Account coordinator(String county) {
    return account(withRole("coordinator", county));
  }

  /** Who answers for the whole city. */
  Account lead() {
    return account("lead");
  }

  /** Who keeps the system running. */
  Account administrator() {
    return account("admin");
  }

  /** Who supports the volunteers of a county. */
  Account supervisor(String county) {
    return account(withRole("supervisor", county));
  }

  private static Account account(JsonObject found) {
    return new Account(found.getString("username"), found.getString("password"));
  }

  private JsonObject withRole(String role, String county) {
    return accounts.stream()
        .filter(a -> county.equals(a.getString("county")))
        .filter(a -> a.getJsonArray("roles").contains(role))
        .findFirst()
        .orElseThrow();
  }

  /** What the people of a county call it. */
  String countyName(String county) throws IOException {
    JsonObject line = new JsonObject(Node.get(base.resolve("/api/v1/line")).body());
    return objects(line.getJsonArray("counties")).stream()
        .filter(one -> county.equals(one.getString("code")))
        .map(one -> one.getString("name"))
        .findFirst()
        .orElseThrow();
  }

  private Account account(String username) {
    return accounts.stream()
        .filter(a -> username.equals(a.getString("username")))
        .map(a -> new Account(username, a.getString("password")))
        .findFirst()
        .orElseThrow();
  }

  private void login(HttpClient client, JsonObject account)
      throws IOException, InterruptedException {
    JsonObject body =
        new JsonObject()
            .put("username", account.getString("username"))
            .put("password", account.getString("password"));
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve("/api/v1/login"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
            .build();
    answered(client.send(request, HttpResponse.BodyHandlers.ofString()));
  }

  private JsonObject get(HttpClient client, String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(base.resolve(path)).build();
    return answered(client.send(request, HttpResponse.BodyHandlers.ofString()));
  }

  private static JsonObject answered(HttpResponse<String> response) {
    if (response.statusCode() != 200) {
      throw new AssertionError(response.uri().getPath() + ": " + response.body());
    }
    return new JsonObject(response.body());
  }

  private static List<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast).toList();
  }
}
