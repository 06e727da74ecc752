package org.nuanxian.runtime.http;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nuanxian.runtime.config.HttpConfig;
import org.nuanxian.runtime.testing.Await;
import org.nuanxian.runtime.testing.Hands;
import org.nuanxian.runtime.testing.Talk;
import org.nuanxian.runtime.testing.Talk.Answer;

/** The edge over real HTTP. */
class EdgeTest {
  private static final Map<String, String> NONE = Map.of();
  private static final RateLimit TWICE = new RateLimit(2, Duration.ofMinutes(1));

  private final Vertx vertx = Vertx.vertx();
  private final Hands clock = new Hands(Instant.parse("2026-11-21T22:00:00Z"));
  private Edge edge;
  private Talk talk;

  /** A caller whose credential browsers add by themselves. */
  private record Known(String name) implements Caller {
    @Override
    public Optional<String> rateKey() {
      return Optional.of(name);
    }

    @Override
    public Optional<String> csrf() {
      return Optional.of("csrf-of-" + name);
    }
  }

  @BeforeEach
  void open() {
    HttpConfig config =
        new HttpConfig(
            "127.0.0.1",
            0,
            "127.0.0.1",
            0,
            List.of(),
            List.of(),
            List.of("https://town.example"),
            "",
            Optional.empty());
    edge =
        new Edge(vertx, config, new SimpleMeterRegistry(), clock)
            .allowSockets("/console", List.of("wss://pbx.example:8089"));
    Access known =
        exchange ->
            exchange
                .header("x-name")
                .map(name -> Future.succeededFuture(new Known(name)))
                .orElseGet(() -> Future.failedFuture(Problem.unauthorized()));
    edge.add(
        List.of(
            Endpoint.of(POST, "/echo", Access.ANYONE, RateLimit.NONE, EdgeTest::echo),
            Endpoint.of(GET, "/twice", Access.ANYONE, TWICE, EdgeTest::nothing),
            Endpoint.of(GET, "/mine", known, TWICE, EdgeTest::nothing),
            Endpoint.of(POST, "/mine", known, RateLimit.NONE, EdgeTest::nothing),
            Endpoint.of(
                GET,
                "/fails",
                Access.ANYONE,
                RateLimit.NONE,
                exchange -> Future.failedFuture(new IllegalStateException("我的秘密"))),
            Endpoint.of(
                GET,
                "/things/:id",
                Access.ANYONE,
                RateLimit.NONE,
                exchange ->
                    Future.succeededFuture(
                        Reply.ok(new JsonObject().put("id", exchange.pathUuid("id").toString()))
                            .header("X-Thing", exchange.path("id"))))));
    edge.add(
        new SocketEndpoint(
            "/socket",
            exchange -> {
              Promise<Void> later = Promise.promise();
              vertx.setTimer(20, t -> later.complete());
              return later
                  .future()
                  .compose(v ->
                      exchange.query("as").isEmpty()
                          ? Future.failedFuture(Problem.unauthorized())
                          : Future.succeededFuture(
                              socket -> socket.textMessageHandler(socket::writeTextMessage)));
            }));
    edge.add(
        StaticFiles.classpath(vertx, EdgeTest.class, "edge-pages")
            .framedPage("/", "/help.html")
            .page("/console", "/console.html"));
    talk = new Talk(vertx, Await.result(edge.listen("127.0.0.1", 0)));
  }

  @AfterEach
  void close() {
    talk.close();
    Await.result(edge.close());
    Await.result(vertx.close());
  }

  private static Future<Reply> echo(Exchange exchange) {
    String text = exchange.read(f -> f.text("text", 1, 10));
    return Future.succeededFuture(Reply.ok(new JsonObject().put("text", text)));
  }

  private static Future<Reply> nothing(Exchange exchange) {
    return Future.succeededFuture(Reply.noContent());
  }

  private static void assertProblem(int status, String code, Answer answer) {
    assertEquals(status, answer.status());
    assertEquals("application/problem+json", answer.headers().get("content-type"));
    assertEquals(code, answer.code());
    assertEquals(status, answer.json().getInteger("status"));
  }

  private Answer echoes(String contentType, Buffer body) {
    return talk.send(POST, "/echo", Map.of("Content-Type", contentType), body);
  }

  @Test
  void answersJsonAndTellsWhatIsWrong() {
    JsonObject good = new JsonObject().put("text", "您好").put("more", 1);
    assertEquals("您好", talk.post("/echo", NONE, good).json().getString("text"));

    Answer wrong = talk.post("/echo", NONE, new JsonObject().put("text", 5));
    assertProblem(422, "invalid", wrong);
    JsonObject error = wrong.json().getJsonArray("errors").getJsonObject(0);
    assertEquals("text", error.getString("field"));
    assertEquals("type", error.getString("code"));

    assertProblem(400, "malformed", echoes("application/json", Buffer.buffer("{text")));
    assertProblem(400, "malformed", echoes("application/json", Buffer.buffer("[]")));
    byte[] notUtf8 = {'{', '"', 't', (byte) 0xff, '"', ':', '1', '}'};
    assertProblem(400, "malformed", echoes("application/json", Buffer.buffer(notUtf8)));
    assertProblem(415, "not-json", echoes("text/plain", Buffer.buffer("{}")));
    assertProblem(
        415, "not-json", echoes("application/x-www-form-urlencoded", Buffer.buffer("text=a")));
    assertEquals(200, echoes("application/json; charset=utf-8", good.toBuffer()).status());
  }

  @Test
  void refusesABodyThatIsTooLargeAndLivesOn() {
    Buffer large = Buffer.buffer(new byte[64 * 1024 + 1]);
    assertProblem(413, "too-large", echoes("application/json", large));
    Buffer larger = Buffer.buffer(new byte[1024 * 1024]);
    assertProblem(413, "too-large", echoes("application/json", larger));
    assertEquals(200, talk.post("/echo", NONE, new JsonObject().put("text", "a")).status());
  }

  @Test
  void tellsAWrongPathFromAWrongMethod() {
    assertProblem(404, "not-found", talk.get("/nowhere", NONE));
    Answer wrong = talk.send(HttpMethod.DELETE, "/mine", NONE, Buffer.buffer());
    assertProblem(405, "method", wrong);
    assertEquals("GET, POST", wrong.headers().get("allow"));
    assertProblem(404, "not-found", talk.get("/things/none", NONE));
  }

  @Test
  void aFaultOfOursTellsNothingOfIt() {
    Answer answer = talk.get("/fails", NONE);
    assertProblem(500, "internal", answer);
    assertFalse(answer.body().toString().contains("秘密"));
  }

  @Test
  void aForeignPageChangesNothing() {
    JsonObject body = new JsonObject().put("text", "a");
    String own = "http://127.0.0.1:" + talk.port();
    assertEquals(200, talk.post("/echo", Map.of("Origin", own), body).status());
    assertEquals(200, talk.post("/echo", Map.of("Sec-Fetch-Site", "same-origin"), body).status());
    for (String foreign :
        List.of("https://evil.example", "null", "http://127.0.0.1:1", own + "0")) {
      assertProblem(403, "origin", talk.post("/echo", Map.of("Origin", foreign), body));
    }
    assertProblem(403, "origin", talk.post("/echo", Map.of("Sec-Fetch-Site", "cross-site"), body));
  }

  @Test
  void whatABrowserSendsByItselfNeedsTheCsrfHeader() {
    JsonObject body = new JsonObject();
    assertProblem(401, "not-signed-in", talk.post("/mine", NONE, body));
    assertProblem(403, "csrf", talk.post("/mine", Map.of("X-Name", "li"), body));
    Map<String, String> others = Map.of("X-Name", "li", "X-CSRF", "csrf-of-wang");
    assertProblem(403, "csrf", talk.post("/mine", others, body));
    Map<String, String> right = Map.of("X-Name", "li", "X-CSRF", "csrf-of-li");
    assertEquals(204, talk.post("/mine", right, body).status());
    assertEquals(204, talk.get("/mine", Map.of("X-Name", "li")).status());
  }

  @Test
  void aCallerIsLimitedByNameAndOnlyThenByAddress() {
    for (String path : List.of("/twice", "/mine")) {
      assertEquals(204, talk.get(path, Map.of("X-Name", "li")).status());
      assertEquals(204, talk.get(path, Map.of("X-Name", "li")).status());
      Answer limited = talk.get(path, Map.of("X-Name", "li"));
      assertProblem(429, "too-fast", limited);
      assertEquals("60", limited.headers().get("retry-after"));
    }
    assertEquals(429, talk.get("/twice", Map.of("X-Forwarded-For", "1.2.3.4")).status());
    assertEquals(204, talk.get("/mine", Map.of("X-Name", "wang")).status());
    clock.advance(Duration.ofMinutes(1));
    assertEquals(204, talk.get("/mine", Map.of("X-Name", "li")).status());
  }

  @Test
  void noHeaderCanBeSlippedIn() {
    Answer answer = talk.get("/things/a%0d%0aSet-Cookie:%20x=y", NONE);
    assertProblem(404, "not-found", answer);
    assertFalse(answer.headers().contains("set-cookie"));
    assertThrows(
        IllegalArgumentException.class,
        () -> Reply.noContent().header("X-Thing", "a\r\nSet-Cookie: x=y"));
  }

  @Test
  void everyAnswerCarriesTheSecurityHeaders() {
    for (String path : List.of("/", "/console", "/nowhere", "/twice", "/fails")) {
      Answer answer = talk.get(path, NONE);
      String policy = answer.headers().get("content-security-policy");
      assertFalse(policy.contains("unsafe"), policy);
      assertTrue(policy.contains("script-src 'self'"), policy);
      assertEquals("nosniff", answer.headers().get("x-content-type-options"));
      assertEquals("no-referrer", answer.headers().get("referrer-policy"));
      assertEquals(
          path.equals("/"), policy.contains("frame-ancestors 'self' https://town.example"));
      assertEquals(path.equals("/"), !answer.headers().contains("x-frame-options"));
    }
  }

  @Test
  void onlyTheConsoleMayOpenTheTelephonesSocket() {
    for (String path : List.of("/", "/console", "/twice")) {
      String policy = talk.get(path, NONE).headers().get("content-security-policy");

      assertEquals(path.equals("/console"), policy.contains("wss://pbx.example:8089"), policy);
    }
  }

  @Test
  void filesAreKeptByBrowsersAsLongAsTheirNameSays() {
    Answer page = talk.get("/", NONE);
    assertEquals("text/html; charset=utf-8", page.headers().get("content-type"));
    assertEquals("no-cache", page.headers().get("cache-control"));
    String etag = page.headers().get("etag");
    assertEquals(304, talk.get("/", Map.of("If-None-Match", etag)).status());
    Answer script = talk.get("/assets/help-C0ffee12.js", NONE);
    assertEquals("public, max-age=31536000, immutable", script.headers().get("cache-control"));
    assertEquals("text/javascript; charset=utf-8", script.headers().get("content-type"));
    Answer zipped = talk.get("/assets/help-C0ffee12.js", Map.of("Accept-Encoding", "gzip"));
    assertEquals("gzip", zipped.headers().get("content-encoding"));
    assertTrue(zipped.body().length() < script.body().length());
    Answer head = talk.send(HttpMethod.HEAD, "/console", NONE, Buffer.buffer());
    assertEquals(200, head.status());
    assertEquals(0, head.body().length());
  }

  @Test
  void noPathLeadsOutOfTheFolder() {
    for (String path :
        List.of(
            "/../logback-test.xml",
            "/%2e%2e/db/staff/V1__accounts.sql",
            "/..%2fdb/staff/V1__accounts.sql",
            "/assets/..%5c..%5csecret.txt",
            "/assets//help-C0ffee12.js/../../../x.txt",
            "/.hidden.txt",
            "/assets",
            "/assets/")) {
      assertEquals(404, talk.get(path, NONE).status(), path);
    }
  }

  @Test
  void aSocketLosesNoFrameSentWhileItIsAuthorised() {
    WebSocket socket = Await.result(talk.socket("/socket?as=li", NONE));
    Promise<String> answer = Promise.promise();
    socket.textMessageHandler(answer::tryComplete);
    socket.writeTextMessage("您好");
    assertEquals("您好", Await.result(answer.future()));
  }

  @Test
  void aSocketOfNobodyIsClosedWith4401() {
    WebSocket socket = Await.result(talk.socket("/socket", NONE));
    Await.until("the socket is closed", socket::isClosed);
    assertEquals((short) 4401, socket.closeStatusCode());
  }

  @Test
  void aSocketOfAForeignPageIsNotOpened() {
    Map<String, String> foreign = Map.of("Origin", "https://evil.example");
    Throwable refused = Await.failure(talk.socket("/socket?as=li", foreign));
    assertEquals(403, ((UpgradeRejectedException) refused).getStatus());
  }

  @Test
  void aPlainRequestToASocketIsToldSo() {
    assertProblem(426, "socket-expected", talk.get("/socket?as=li", NONE));
  }

  @Test
  void whileDrainingEverybodyIsAskedToComeBack() {
    edge.drain();
    Answer answer = talk.get("/twice", NONE);
    assertProblem(503, "unavailable", answer);
    assertEquals("2", answer.headers().get("retry-after"));
    Throwable refused = Await.failure(talk.socket("/socket?as=li", NONE));
    assertEquals(503, ((UpgradeRejectedException) refused).getStatus());
  }
}
