package org.nuanxian.runtime.testing;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;

/** A client of one edge over real HTTP, for tests; each call waits for its answer. */
public final class Talk {
  private final Context context;
  private final int port;
  private final HttpClient client;
  private final WebSocketClient sockets;

  /** Talks to this port of loopback. */
  public Talk(Vertx vertx, int port) {
    this.context = vertx.getOrCreateContext();
    this.port = port;
    this.client = vertx.createHttpClient();
    this.sockets = vertx.createWebSocketClient();
  }

  /** What came back. */
  public record Answer(int status, MultiMap headers, Buffer body) {
    /** The body as an object. */
    public JsonObject json() {
      return body.toJsonObject();
    }

    /** The code of a problem. */
    public String code() {
      return Optional.ofNullable(json().getString("code")).orElse("");
    }
  }

  /** Sends a request as it is given. */
  public Answer send(HttpMethod method, String path, Map<String, String> headers, Buffer body) {
    RequestOptions options =
        new RequestOptions().setMethod(method).setHost("127.0.0.1").setPort(port).setURI(path);
    headers.forEach(options::putHeader);
    // On a context of its own: from a foreign thread a quick answer may end before it is listened
    // to.
    Promise<Answer> answered = Promise.promise();
    context.runOnContext(v ->
        client
            .request(options)
            .compose(request -> request.send(body))
            .compose(response ->
                response
                    .body()
                    .map(read -> new Answer(response.statusCode(), response.headers(), read)))
            .onComplete(answered));
    return Await.result(answered.future());
  }

  /** Sends JSON. */
  public Answer post(String path, Map<String, String> headers, JsonObject body) {
    MultiMap all = MultiMap.caseInsensitiveMultiMap().add("Content-Type", "application/json");
    headers.forEach(all::set);
    Map<String, String> flat = new java.util.HashMap<>();
    all.forEach(flat::put);
    return send(HttpMethod.POST, path, flat, body.toBuffer());
  }

  /** Asks. */
  public Answer get(String path, Map<String, String> headers) {
    return send(HttpMethod.GET, path, headers, Buffer.buffer());
  }

  /** Opens a socket; the future fails with an UpgradeRejectedException when it is refused. */
  public Future<WebSocket> socket(String path, Map<String, String> headers) {
    WebSocketConnectOptions options =
        new WebSocketConnectOptions().setHost("127.0.0.1").setPort(port).setURI(path);
    headers.forEach(options::addHeader);
    return sockets.connect(options);
  }

  /** The port. */
  public int port() {
    return port;
  }

  /** Closes every connection. */
  public void close() {
    Await.result(Future.join(client.close(), sockets.close()));
  }
}
