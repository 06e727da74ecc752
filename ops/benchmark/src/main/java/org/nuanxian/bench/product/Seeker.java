package org.nuanxian.bench.product;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/**
 * A help seeker's contact, opened through the contract.
 *
 * @param contactId as it was answered
 * @param token opens its sockets
 */
public record Seeker(String contactId, String token) {

  /** Opens a contact. */
  public static Future<Seeker> arrive(HttpClient http, int port) {
    JsonObject body =
        new JsonObject()
            .put("requestId", UUID.randomUUID().toString())
            .put("city", Town.CITY.value())
            .put("county", Town.COUNTY.value())
            .put("consent", new JsonObject().put("version", "1").put("recording", false));
    return http.request(HttpMethod.POST, port, "127.0.0.1", "/api/v1/contacts")
        .compose(
            request -> request.putHeader("Content-Type", "application/json").send(body.toBuffer()))
        .compose(HttpClientResponse::body)
        .map(answer -> answer.toJsonObject())
        .map(answer -> {
          if (!answer.containsKey("contactId")) {
            throw new IllegalStateException("no contact: " + answer);
          }
          return new Seeker(answer.getString("contactId"), answer.getString("token"));
        });
  }

  /** Opens a socket of the contact. */
  public Future<WebSocket> connect(WebSocketClient client, int port) {
    return client.connect(
        new WebSocketConnectOptions()
            .setHost("127.0.0.1")
            .setPort(port)
            .setURI("/api/v1/contacts/" + contactId + "/socket?after=0")
            .addSubProtocol("nuanxian.v1")
            .addSubProtocol("bearer." + token));
  }
}
