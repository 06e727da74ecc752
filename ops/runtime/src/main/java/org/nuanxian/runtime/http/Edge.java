package org.nuanxian.runtime.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.nuanxian.runtime.config.HttpConfig;

/**
 * The public port: one table of endpoints, sockets and pages, and one order of checks for all of
 * them. See {@code ops/docs/edge.md}.
 *
 * <p>Order: headers, draining, Origin, body, access, rate limit, CSRF, action. Everything runs on
 * the node's loop.
 */
public final class Edge {
  /** An idle connection is closed after this; open sockets send a ping more often. */
  private static final int IDLE_SECONDS_MAX = 120;

  /** Above every deadline of a store, so that only a lost answer meets it. */
  private static final long ANSWER_SECONDS_MAX = 20;

  /** When a node that is going down asks people to come back. */
  private static final Duration DRAIN_RETRY = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final Router router;
  private final Origins origins;
  private final SecurityHeaders headers;
  private final TrustedProxies proxies;
  private final Buckets buckets;
  private final Failures failures;
  private final TreeMap<String, Set<String>> methodsByPath = new TreeMap<>();
  // What a page may open sockets to besides our own; written before listen.
  private final Map<String, List<String>> socketsByPage = new HashMap<>();
  // Empty without TLS; written before listen.
  private Optional<Certificate> certificate = Optional.empty();
  // Empty until listen; written on the loop.
  private Optional<HttpServer> server = Optional.empty();
  // True once the node goes down; written by drain only.
  private boolean draining;

  /**
   * An edge without rows.
   *
   * @throws IllegalArgumentException when a trusted proxy is no address
   */
  public Edge(Vertx vertx, HttpConfig config, MeterRegistry metrics, InstantSource clock) {
    this.vertx = vertx;
    this.router = Router.router(vertx);
    this.origins = new Origins(Set.copyOf(config.publicOrigins()));
    this.headers =
        new SecurityHeaders(config.publicOrigins(), config.frameAncestors(), overTls(config));
    this.proxies = new TrustedProxies(config.trustedProxies());
    this.buckets = new Buckets(clock);
    this.failures = new Failures(metrics);
    router
        .route()
        .handler(context -> {
          headers.put(context.response().headers());
          context.next();
        });
  }

  /** Whether browsers reach us by TLS: the operator's origins say so. */
  public static boolean overTls(HttpConfig config) {
    return config.publicOrigins().stream().anyMatch(origin -> origin.startsWith("https://"));
  }

  /** Adds rows of the table. */
  public Edge add(List<Endpoint> endpoints) {
    for (Endpoint endpoint : endpoints) {
      note(endpoint.method(), endpoint.path());
      router
          .route(endpoint.method(), endpoint.path())
          .handler(context -> answer(endpoint, context));
    }
    return this;
  }

  /** Adds a socket. */
  public Edge add(SocketEndpoint endpoint) {
    note(HttpMethod.GET, endpoint.path());
    router
        .route(HttpMethod.GET, endpoint.path())
        .handler(context -> open(endpoint, exchange(context), context));
    return this;
  }

  private void note(HttpMethod method, String path) {
    methodsByPath.computeIfAbsent(path, p -> new TreeSet<>()).add(method.name());
  }

  /** Every row so far, sockets included, as {@code GET /path/:name}. */
  public Set<String> rows() {
    Set<String> rows = new TreeSet<>();
    methodsByPath.forEach(
        (path, methods) -> methods.forEach(method -> rows.add(method + ' ' + path)));
    return rows;
  }

  /** Adds pages and files, behind everything else. */
  public Edge add(StaticFiles files) {
    router.route().last().handler(context -> serve(files, context));
    return this;
  }

  /**
   * Lets a page open sockets of other servers.
   *
   * @param page its address, like {@code /console}
   * @param servers like {@code wss://pbx.example:8089}
   */
  public Edge allowSockets(String page, List<String> servers) {
    socketsByPage.put(page, List.copyOf(servers));
    return this;
  }

  /** Speaks TLS with this certificate. */
  public Edge with(Certificate of) {
    certificate = Optional.of(of);
    return this;
  }

  /** Looks at the certificate's files now instead of within 30 s. */
  Future<Void> renewCertificate() {
    return certificate.orElseThrow().renew(vertx, server.orElseThrow());
  }

  /** Says how a failure of a store is told: usually 503. The first that knows it, wins. */
  public Edge explain(Function<Throwable, Optional<Problem>> explanation) {
    failures.explain(explanation);
    return this;
  }

  /**
   * Opens the port; no rows can be added afterwards.
   *
   * @param port 0 lets the system choose
   * @return the port
   */
  public Future<Integer> listen(String host, int port) {
    methodsByPath.forEach(this::refuseOtherMethods);
    router.route().last().handler(context -> refuse(context, Problem.notFound()));
    router.errorHandler(400, c -> refuse(c, Problem.malformed("This address is not readable.")));
    router.errorHandler(500, c -> refuse(c, c.failure()));
    HttpServerOptions options = options();
    certificate.ifPresent(each -> each.into(options));
    HttpServer created = vertx.createHttpServer(options).requestHandler(router);
    server = Optional.of(created);
    return created
        .listen(port, host)
        .onSuccess(open -> certificate.ifPresent(each -> each.watch(vertx, open)))
        .map(HttpServer::actualPort);
  }

  private static HttpServerOptions options() {
    return new HttpServerOptions()
        .setIdleTimeout(IDLE_SECONDS_MAX)
        .setIdleTimeoutUnit(TimeUnit.SECONDS)
        .setHandle100ContinueAutomatically(true)
        .setWebSocketSubProtocols(List.of(SocketEndpoint.SUBPROTOCOL))
        .setMaxWebSocketFrameSize(SocketEndpoint.FRAME_BYTES_MAX)
        .setMaxWebSocketMessageSize(SocketEndpoint.FRAME_BYTES_MAX)
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false);
  }

  /** Answers 503 to whatever comes from now on; what is under way is finished. */
  public void drain() {
    draining = true;
  }

  /** Closes the port and every connection. */
  public Future<Void> close() {
    draining = true;
    return server.map(HttpServer::close).orElse(Future.succeededFuture());
  }

  private Exchange exchange(RoutingContext context) {
    var request = context.request();
    Optional<String> forwarded = Optional.ofNullable(request.getHeader("x-forwarded-for"));
    String peer =
        request.remoteAddress() == null
            ? ""
            : String.valueOf(request.remoteAddress().hostAddress());
    String requestId = UUID.randomUUID().toString();
    context.response().putHeader("X-Request-Id", requestId);
    return new Exchange(context, proxies.client(peer, forwarded), requestId);
  }

  private void answer(Endpoint endpoint, RoutingContext context) {
    Exchange exchange = exchange(context);
    boolean changes = Endpoint.changes(endpoint.method());
    Future<Buffer> body =
        changes
            ? BodyReader.read(vertx, context.request(), endpoint.bodyBytesMax())
            : Future.succeededFuture(Buffer.buffer());
    body.compose(
            read -> {
              checkOpen();
              if (changes) {
                checkOrigin(exchange);
              }
              exchange.body(read);
              return endpoint.access().check(exchange);
            })
        .compose(caller -> {
          exchange.caller(caller);
          checkRate(exchange, endpoint.path(), endpoint.method().name(), endpoint.limit());
          if (changes) {
            checkCsrf(exchange);
          }
          return endpoint.action().answer(exchange);
        })
        .timeout(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)
        .onComplete(
            reply -> reply.send(context.response()), failure -> refuse(exchange, context, failure));
  }

  private void open(SocketEndpoint endpoint, Exchange exchange, RoutingContext context) {
    var request = context.request();
    if (!request.canUpgradeToWebSocket()) {
      refuse(exchange, context, Problem.of(426, "socket-expected", "This is a WebSocket."));
      return;
    }
    try {
      checkOpen();
      checkOrigin(exchange);
    } catch (Problem problem) {
      refuse(exchange, context, problem);
      return;
    }
    request.pause(); // toWebSocket after an asynchronous step needs a request that has not ended
    authorise(endpoint, exchange)
        .timeout(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)
        .compose(accepted -> request.toWebSocket().onSuccess(accepted))
        .onFailure(failure -> {
          request.resume();
          if (failure instanceof Problem problem && isNotAllowed(problem)) {
            failures.count(problem);
            String code = problem.code();
            request
                .toWebSocket()
                .onSuccess(socket -> socket.close(SocketEndpoint.CLOSE_NOT_ALLOWED, code))
                .onFailure(failures::countLost);
          } else {
            refuse(exchange, context, failure);
          }
        });
  }

  private static Future<Handler<io.vertx.core.http.ServerWebSocket>> authorise(
      SocketEndpoint endpoint, Exchange exchange) {
    return Future.succeededFuture().compose(v -> endpoint.authorise().check(exchange));
  }

  private static boolean isNotAllowed(Problem problem) {
    return problem.status() == 401 || problem.status() == 403 || problem.status() == 404;
  }

  private void serve(StaticFiles files, RoutingContext context) {
    HttpMethod method = context.request().method();
    if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
      context.next();
      return;
    }
    files
        .find(context.normalizedPath(), context.request())
        .onComplete(
            found ->
                found.ifPresentOrElse(
                    file -> {
                      if (file.framed()) {
                        headers.allowFrames(context.response().headers());
                      }
                      List<String> servers =
                          socketsByPage.getOrDefault(context.normalizedPath(), List.of());
                      if (!servers.isEmpty()) {
                        headers.allowSockets(context.response().headers(), servers);
                      }
                      file.send(context.request());
                    },
                    context::next),
            failure -> refuse(context, failure));
  }

  private void refuseOtherMethods(String path, Set<String> methods) {
    String allowed = String.join(", ", methods);
    router
        .route(path)
        .last()
        .handler(context -> {
          context.response().putHeader("Allow", allowed);
          refuse(context, Problem.of(405, "method", "Allowed here: " + allowed + "."));
        });
  }

  private void checkOpen() {
    if (draining) {
      throw Problem.unavailable("This node is going down; come back.", DRAIN_RETRY);
    }
  }

  private void checkOrigin(Exchange exchange) {
    if (!origins.accepts(exchange.request())) {
      throw Problem.forbidden("origin", "This comes from a foreign page.");
    }
  }

  private void checkRate(Exchange exchange, String path, String method, RateLimit limit) {
    String who = exchange.caller().rateKey().orElseGet(() -> exchange.address().rateKey());
    buckets
        .take(method + ' ' + path + ' ' + who, limit)
        .ifPresent(wait -> {
          throw Problem.tooMany("too-fast", wait);
        });
  }

  private static void checkCsrf(Exchange exchange) {
    exchange
        .caller()
        .csrf()
        .ifPresent(expected -> {
          byte[] given = exchange.header("x-csrf").orElse("").getBytes(StandardCharsets.UTF_8);
          if (!MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given)) {
            throw Problem.forbidden("csrf", "The header X-CSRF is missing or wrong.");
          }
        });
  }

  private void refuse(Exchange exchange, RoutingContext context, Throwable failure) {
    Reply.of(failures.explained(failure, exchange.requestId())).send(context.response());
  }

  private void refuse(RoutingContext context, Throwable failure) {
    refuse(exchange(context), context, failure);
  }
}
