package org.nuanxian.gateway.channel.hotline;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.nuanxian.runtime.config.PbxConfig;
import org.nuanxian.runtime.config.Secret;

/**
 * Speaks to one PBX by the Asterisk REST Interface. Everything fails with {@link AriRefused} or
 * {@link PbxAway}; paths begin behind {@code /ari}.
 */
public final class Ari {
  /** Longer than an answer takes on a busy machine; a caller hears music meanwhile. */
  private static final Duration DEADLINE = Duration.ofSeconds(2);

  /** Requests of one call follow each other; these are calls at once. */
  private static final int CONNECTIONS_MAX = 16;

  /** Beyond it a PBX is not asked any more, but said to be away. */
  private static final int WAITING_MAX = 2048;

  /** An event tells of one channel or bridge. */
  private static final int EVENT_BYTES_MAX = 256 * 1024;

  private final HttpClient client;
  private final WebSocketClient sockets;
  private final URI base;
  private final String root;
  private final String authorization;
  private final BooleanSupplier mayAsk;

  /** Speaks whenever it is asked to. */
  public Ari(Vertx vertx, PbxConfig pbx) {
    this(vertx, pbx, () -> true);
  }

  /**
   * Speaks while it may.
   *
   * @param mayAsk looked at before each request leaves
   */
  Ari(Vertx vertx, PbxConfig pbx, BooleanSupplier mayAsk) {
    this.base = URI.create(pbx.ariUrl());
    this.root = base.getPath() + "/ari";
    this.mayAsk = mayAsk;
    String secret = pbx.user() + ":" + pbx.password().map(Secret::value).orElse("");
    this.authorization =
        "Basic " + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
    boolean tls = base.getScheme().equals("https");
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setSsl(tls)
                .setDefaultHost(base.getHost())
                .setDefaultPort(port(tls))
                .setTcpNoDelay(true)
                .setConnectTimeout((int) DEADLINE.toMillis()),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS_MAX).setMaxWaitQueueSize(WAITING_MAX));
    this.sockets =
        vertx.createWebSocketClient(
            new WebSocketClientOptions()
                .setSsl(tls)
                .setMaxFrameSize(EVENT_BYTES_MAX)
                .setMaxMessageSize(EVENT_BYTES_MAX)
                .setConnectTimeout((int) DEADLINE.toMillis()));
  }

  private int port(boolean tls) {
    if (base.getPort() > 0) {
      return base.getPort();
    }
    return tls ? 443 : 80;
  }

  /** What stands there. */
  public Future<JsonObject> read(String path) {
    return ask(HttpMethod.GET, path, Optional.empty()).map(Buffer::toJsonObject);
  }

  /** All that stand there. */
  public Future<JsonArray> list(String path) {
    return ask(HttpMethod.GET, path, Optional.empty()).map(Buffer::toJsonArray);
  }

  /** Does something. */
  public Future<Void> post(String path, JsonObject body) {
    return ask(HttpMethod.POST, path, Optional.of(body)).mapEmpty();
  }

  /** Puts something there. */
  public Future<Void> put(String path, JsonObject body) {
    return ask(HttpMethod.PUT, path, Optional.of(body)).mapEmpty();
  }

  /** Takes something away; it may be gone already. */
  public Future<Void> delete(String path) {
    return ask(HttpMethod.DELETE, path, Optional.empty())
        .<Void>mapEmpty()
        .recover(failure ->
            AriRefused.isGone(failure) ? Future.succeededFuture() : Future.failedFuture(failure));
  }

  /** Opens the stream of events of an application; whoever had it before loses it. */
  Future<WebSocket> events(String app) {
    WebSocketConnectOptions options =
        new WebSocketConnectOptions()
            .setHost(base.getHost())
            .setPort(port(base.getScheme().equals("https")))
            .setURI(root + "/events?app=" + app + "&subscribeAll=false")
            .putHeader(HttpHeaders.AUTHORIZATION, authorization);
    return mayAsk.getAsBoolean()
        ? sockets
            .connect(options)
            .recover(failure -> Future.failedFuture(new PbxAway("no stream of events", failure)))
        : notOurs();
  }

  private static <T> Future<T> notOurs() {
    return Future.failedFuture(new PbxAway("another node may be speaking to this PBX"));
  }

  private Future<Buffer> ask(HttpMethod method, String path, Optional<JsonObject> body) {
    if (!mayAsk.getAsBoolean()) {
      return notOurs();
    }
    RequestOptions options =
        new RequestOptions()
            .setMethod(method)
            .setURI(root + path)
            .setTimeout(DEADLINE.toMillis())
            .putHeader(HttpHeaders.AUTHORIZATION, authorization);
    body.ifPresent(json -> options.putHeader(HttpHeaders.CONTENT_TYPE, "application/json"));
    String what = method + " " + path.replaceFirst("\\?.*", "");
    return client
        .request(options)
        .compose(request ->
            mayAsk.getAsBoolean() // the pool may have let it wait
                ? body.map(json -> request.send(json.toBuffer())).orElseGet(request::send)
                : Ari.<HttpClientResponse>notOurs().onFailure(late -> request.reset()))
        .compose(response -> response.body().map(read -> answered(response, read, what)))
        .timeout(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
        .recover(failure ->
            Future.failedFuture(
                failure instanceof AriRefused || failure instanceof PbxAway
                    ? failure
                    : new PbxAway(what, failure)));
  }

  private static Buffer answered(HttpClientResponse response, Buffer body, String what) {
    if (response.statusCode() >= 300) {
      throw new AriRefused(response.statusCode(), what);
    }
    return body;
  }

  /** Ends its connections. */
  public Future<Void> close() {
    return Future.join(client.close(), sockets.close()).mapEmpty();
  }
}
