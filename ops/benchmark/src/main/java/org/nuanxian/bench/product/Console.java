package org.nuanxian.bench.product;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** A volunteer's console socket. */
public record Console(WebSocket socket) {

  /** Opens a console with a session and completes when it was welcomed. */
  public static Future<Console> open(WebSocketClient client, int port, String session) {
    WebSocketConnectOptions options =
        new WebSocketConnectOptions()
            .setHost("127.0.0.1")
            .setPort(port)
            .setURI("/api/v1/console")
            .addSubProtocol("nuanxian.v1")
            .putHeader("Cookie", "session=" + session);
    return client
        .connect(options)
        .compose(socket -> {
          Promise<Console> welcomed = Promise.promise();
          socket.closeHandler(v -> welcomed.tryFail("closed: " + socket.closeReason()));
          socket.textMessageHandler(frame -> {
            if (Frames.type(frame).equals("welcome")) {
              welcomed.tryComplete(new Console(socket));
            }
          });
          return welcomed.future();
        });
  }

  /** Says what the volunteer is ready for; the id comes back in the answer. */
  public String present(String status, int chats) {
    return send(new JsonObject().put("type", "presence").put("status", status).put("chats", chats));
  }

  /** The same, for one call. */
  public String presentForCalls(String status) {
    return send(
        new JsonObject()
            .put("type", "presence")
            .put("status", status)
            .put("media", JsonArray.of("voice"))
            .put("chats", 1));
  }

  /** Writes the record of a talk that is over; the id comes back in the answer. */
  public String finish(String contactId) {
    return send(
        new JsonObject()
            .put("type", "wrapUp")
            .put("contactId", contactId)
            .put("record", new JsonObject().put("risk", "none")));
  }

  /** Takes an offer; the id comes back in the answer. */
  public String accept(String offerId) {
    return send(new JsonObject().put("type", "accept").put("offerId", offerId));
  }

  private String send(JsonObject frame) {
    String id = UUID.randomUUID().toString();
    socket.writeTextMessage(frame.put("id", id).encode());
    return id;
  }
}
