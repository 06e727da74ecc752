package org.nuanxian.server.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nuanxian.runtime.testing.Talk;
import org.nuanxian.runtime.testing.Talk.Answer;
import org.nuanxian.server.testing.Await;
import org.nuanxian.server.testing.Frames;
import org.nuanxian.server.testing.Installation;
import org.nuanxian.server.testing.Node;
import org.nuanxian.server.testing.Seeker;
import org.nuanxian.server.testing.Staffer;

/**
 * A whole node against input that nobody should send: each is refused clearly, and nobody else
 * notices.
 */
class BadInputTest {
  private static final String HERE = "360802";
  private static final String ELSEWHERE = "360803";
  private static final Map<String, String> NONE = Map.of();

  @TempDir static Path temporary;

  private static Installation installation;
  private static Node node;
  private static Vertx vertx;
  private static Talk talk;

  @BeforeAll
  static void start() {
    installation = Installation.open(temporary.resolve("house")).timing("socket-idle", "8s");
    node = installation.node("node");
    vertx = Vertx.vertx();
    talk = new Talk(vertx, node.base().getPort());
  }

  @AfterAll
  static void end() {
    talk.close();
    org.nuanxian.runtime.testing.Await.result(vertx.close());
    installation.close();
  }

  private static JsonObject opening() {
    return new JsonObject()
        .put("requestId", UUID.randomUUID().toString())
        .put("city", "360800")
        .put("county", HERE)
        .put("consent", new JsonObject().put("version", "1").put("recording", false));
  }

  private static Answer open(JsonObject body) {
    return talk.post("/api/v1/contacts", NONE, body);
  }

  private static void assertProblem(int status, String code, Answer answer) {
    assertEquals(code, answer.code(), () -> answer.body().toString());
    assertEquals(status, answer.status());
    assertEquals("application/problem+json", answer.headers().get("content-type"));
  }

  private static JsonObject text(String text) {
    return new JsonObject().put("text", text);
  }

  private static JsonObject say(Frames socket, String id, String text) {
    socket.send("message", id, text(text));
    return socket.answer(id);
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }

  private static void assertError(String code, JsonObject answer) {
    assertEquals("error", answer.getString("type"), answer::encode);
    assertEquals(code, answer.getString("code"), answer::encode);
    assertFalse(answer.getString("detail").isBlank());
  }

  // ---- HTTP
  // ---------------------------------------------------------------------------------------

  @Test
  void bodiesThatAreTooLargeAreRefusedEverywhere() {
    JsonObject huge = opening().put("nickname", "x".repeat(70_000));
    for (String path : List.of("/api/v1/contacts", "/api/v1/login", "/api/v1/returns")) {
      assertProblem(413, "too-large", talk.post(path, NONE, huge));
    }
    assertProblem(422, "invalid", open(opening().put("nickname", "x".repeat(60_000))));
  }

  @Test
  void whatIsNotJsonOrNotUtf8IsMalformed() {
    Map<String, String> json = Map.of("Content-Type", "application/json");
    byte[] notUtf8 = "{\"city\":\"??\"}".getBytes(StandardCharsets.US_ASCII);
    notUtf8[9] = (byte) 0xc3;
    for (Buffer body :
        List.of(Buffer.buffer("not json"), Buffer.buffer("[1]"), Buffer.buffer(notUtf8))) {
      for (String path : List.of("/api/v1/contacts", "/api/v1/login", "/api/v1/returns")) {
        assertProblem(400, "malformed", talk.send(HttpMethod.POST, path, json, body));
      }
    }
    Map<String, String> form = Map.of("Content-Type", "application/x-www-form-urlencoded");
    Answer answer =
        talk.send(HttpMethod.POST, "/api/v1/contacts", form, Buffer.buffer("city=360800"));
    assertProblem(415, "not-json", answer);
  }

  @Test
  void wrongTypesAreNamedByField() {
    Answer answer =
        open(
            new JsonObject()
                .put("requestId", 5)
                .put("city", new JsonArray())
                .put("nickname", true)
                .put("selfReport", new JsonObject().put("distress", "10").put("danger", "maybe"))
                .put("wants", "a woman")
                .put("unknown", "is ignored"));
    assertProblem(422, "invalid", answer);
    Set<String> fields = new HashSet<>();
    answer.json().getJsonArray("errors").stream()
        .map(error -> ((JsonObject) error).getString("field"))
        .forEach(fields::add);
    assertTrue(
        fields.containsAll(
            Set.of(
                "requestId",
                "city",
                "nickname",
                "selfReport.distress",
                "selfReport.danger",
                "wants",
                "consent")),
        fields::toString);
  }

  @Test
  void anUnknownCityOrCountyIsSaidToBeUnknown() {
    assertProblem(422, "unknown-city", open(opening().put("city", "999999")));
    assertProblem(422, "unknown-county", open(opening().put("county", "110101")));
  }

  @Test
  void aForeignOrRevokedTokenOpensNothing() {
    Seeker one = Seeker.open(node, HERE);
    Seeker two = Seeker.open(node, HERE);
    String path = "/api/v1/contacts/" + one.contactId();
    List<String> tokens = List.of(two.token(), "garbage", "", one.token() + "x");
    for (String token : tokens) {
      Map<String, String> headers = Map.of("Authorization", "Bearer " + token);
      assertEquals(401, talk.get(path, headers).status());
      assertEquals(401, talk.get(path + "/entries", headers).status());
      assertEquals(401, talk.post(path + "/leave", headers, new JsonObject()).status());
      if (!token.isEmpty()) {
        assertEquals(4401, new Seeker(one.contactId(), token).socket(node, 0).awaitClosed());
      }
    }
    assertEquals(401, talk.get(path, NONE).status());
    Map<String, String> right = Map.of("Authorization", "Bearer " + one.token());
    assertEquals(200, talk.get(path, right).status());
    assertEquals(204, talk.post(path + "/leave", right, new JsonObject()).status());
    assertEquals(401, talk.get(path, right).status());
    assertEquals(4401, one.socket(node, 0).awaitClosed());
    assertEquals(404, talk.get("/api/v1/contacts/nonsense", right).status());
  }

  @Test
  void aStolenCookieIsNoUseFromAnotherOrigin() {
    Staffer victim = volunteer(HERE, 3);
    Map<String, String> stolen =
        Map.of(
            "Origin", "https://evil.example", "Cookie", victim.cookie(), "X-CSRF", victim.csrf());
    assertProblem(403, "origin", talk.post("/api/v1/logout", stolen, new JsonObject()));
    Throwable refused =
        org.nuanxian.runtime.testing.Await.failure(talk.socket("/api/v1/console", stolen));
    assertEquals(403, ((UpgradeRejectedException) refused).getStatus());
    assertEquals(200, victim.get(node, "/api/v1/me"));
    assertProblem(
        403,
        "csrf",
        talk.post("/api/v1/logout", Map.of("Cookie", victim.cookie()), new JsonObject()));
  }

  @Test
  void anotherCountysTeamIsNotAVolunteersToSee() {
    Staffer volunteer = volunteer(HERE, 4);
    assertEquals(200, volunteer.get(node, "/api/v1/teams/" + HERE + "/volunteers"));
    for (String path :
        List.of("/volunteers", "/shifts?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z")) {
      int status = volunteer.get(node, "/api/v1/teams/" + ELSEWHERE + path);
      assertTrue(status == 403 || status == 404, path + " " + status);
    }
    assertEquals(401, talk.get("/api/v1/teams/" + HERE + "/volunteers", NONE).status());
  }

  private static Staffer volunteer(String county, int which) {
    JsonObject account = Staffer.accounts(node, county, "volunteer").get(which);
    return Staffer.signIn(node, account.getString("username"), account.getString("password"));
  }

  // ---- sockets
  // ------------------------------------------------------------------------------------

  @Test
  void whatIsNoFrameClosesTheSocketWithAReason() throws IOException {
    byte[] notUtf8 = "{\"type\":\"?\"}".getBytes(StandardCharsets.US_ASCII);
    notUtf8[9] = (byte) 0xff;
    Map<String, byte[]> malformed =
        Map.of(
            "not JSON", "nonsense".getBytes(StandardCharsets.UTF_8),
            "no object", "[]".getBytes(StandardCharsets.UTF_8),
            "no type", "{}".getBytes(StandardCharsets.UTF_8),
            "type is a number", "{\"type\":1}".getBytes(StandardCharsets.UTF_8),
            "too deep", "{\"a\":".repeat(2_500).getBytes(StandardCharsets.UTF_8));
    Seeker seeker = Seeker.open(node, HERE);
    for (Map.Entry<String, byte[]> bad : malformed.entrySet()) {
      assertEquals(4400, closedAfter(seeker, RawSocket.TEXT, bad.getValue()), bad.getKey());
    }
    assertEquals(4400, closedAfter(seeker, RawSocket.BINARY, new byte[] {1, 2, 3}));
    int code = closedAfter(seeker, RawSocket.TEXT, notUtf8);
    assertTrue(code == 4400 || code == 1007, "invalid UTF-8: " + code);
    assertEquals(4413, closedAfter(seeker, RawSocket.TEXT, new byte[16 * 1024 + 1]));
    assertEquals(4413, closedAfter(seeker, RawSocket.TEXT, new byte[200 * 1024]));
    int huge = closedAfter(seeker, RawSocket.TEXT, new byte[2 * 1024 * 1024]);
    assertTrue(huge == 1009 || huge == 1006, "2 MiB: " + huge);
  }

  private static int closedAfter(Seeker seeker, int opcode, byte[] payload) throws IOException {
    try (RawSocket socket = RawSocket.of(node, seeker)) {
      socket.send(opcode, payload);
      return socket.closeCode();
    }
  }

  @Test
  void anIdAgainIsTheSameMessageAndWithOtherContentIsRefused() {
    Seeker seeker = Seeker.open(node, HERE);
    String id = id();
    Set<Long> numbers = new HashSet<>();
    int refused = 0;
    for (int connection = 0; connection < 2; connection++) {
      try (Frames socket = seeker.socket(node, 0)) {
        for (String text : List.of("一", "一", "二")) {
          socket.send("message", id, text(text));
        }
        Await.until("three answers", () -> answers(socket, id).size() == 3);
        // Which of them is written down first does not matter: it is one, and the same for ever.
        for (JsonObject answer : answers(socket, id)) {
          if ("ack".equals(answer.getString("type"))) {
            numbers.add(answer.getLong("seq"));
          } else {
            assertError("id-reused", answer);
            refused++;
          }
        }
      }
    }
    assertEquals(1, numbers.size(), numbers::toString);
    assertEquals(2, refused);
    assertEquals(List.of(id), Evidence.said(talk, seeker), "written once");
  }

  private static List<JsonObject> answers(Frames socket, String id) {
    return socket.all().stream()
        .filter(frame -> id.equals(frame.getString("id")))
        .filter(frame -> !"message".equals(frame.getString("type")))
        .toList();
  }

  @Test
  void framesOutOfStageOrAboutOthersAreRefused() {
    Seeker seeker = Seeker.open(node, ELSEWHERE);
    try (Frames page = seeker.socket(node, 0);
        Frames console = volunteer(HERE, 5).console(node)) {
      assertEquals("ack", say(page, id(), "请保密").getString("type"));
      console.await("welcome");
      JsonObject theirs = new JsonObject().put("contactId", seeker.contactId());
      for (Map.Entry<String, JsonObject> frame :
          Map.of(
                  "fetch", new JsonObject().put("after", 0).put("limit", 200),
                  "message", text("你好"),
                  "card", new JsonObject().put("level", "red").put("reason", "a"),
                  "escalate", new JsonObject().put("reason", "a"),
                  "close", new JsonObject().put("outcome", "completed"))
              .entrySet()) {
        String sent = console.send(frame.getKey(), frame.getValue().copy().mergeIn(theirs));
        assertError("not-holder", console.answer(sent));
      }
      for (int i = 0; i < 300; i++) { // more than may be unfinished at a time
        console.send("fetch", new JsonObject().put("after", 0).mergeIn(theirs));
      }
      JsonObject offer = new JsonObject().put("offerId", id());
      assertError("offer-gone", console.answer(console.send("accept", offer)));
      JsonObject alarm = new JsonObject().put("escalationId", id());
      assertEquals("error", console.answer(console.send("acknowledge", alarm)).getString("type"));
      assertEquals(List.of(), console.texts());
      assertEquals(List.of(), page.texts().stream().filter("你好"::equals).toList());
    }
    Staffer volunteer = volunteer(HERE, 5);
    assertEquals(401, volunteer.get(node, "/api/v1/contacts/" + seeker.contactId() + "/entries"));
  }

  @Test
  void tenThousandMessagesInASecondAreStoppedAndNoneAcknowledgedIsLost() {
    Seeker flood = Seeker.open(node, HERE);
    Seeker other = Seeker.open(node, HERE);
    List<String> sent = new ArrayList<>();
    Frames socket = flood.socket(node, 0);
    try (Frames calm = other.socket(node, 0)) {
      socket.await("state");
      boolean open = true;
      for (int i = 0; i < 10_000 && open; i++) {
        String id = id();
        sent.add(id);
        open = sends(socket, id, i);
      }
      assertEquals("ack", say(calm, id(), "另一个人").getString("type"));
      assertEquals(4429, socket.awaitClosed());
    }
    Set<String> acknowledged = new HashSet<>();
    socket.all().stream()
        .filter(frame -> "ack".equals(frame.getString("type")))
        .forEach(frame -> acknowledged.add(frame.getString("id")));
    List<String> kept = Evidence.said(talk, flood);
    assertTrue(kept.containsAll(acknowledged));
    assertEquals(new HashSet<>(kept).size(), kept.size(), "nothing twice");
    assertEquals(sent.subList(0, kept.size()), kept, "in order, without a hole");
  }

  private static boolean sends(Frames socket, String id, int number) {
    try {
      socket.send("message", id, text("第" + number));
      return true;
    } catch (RuntimeException closed) {
      return false;
    }
  }

  @Test
  void aSocketThatNeverReadsIsClosedAndNobodyElseNotices() throws IOException {
    Seeker seeker = Seeker.open(node, HERE);
    try (Frames writer = seeker.socket(node, 0)) {
      for (int i = 0; i < 40; i++) {
        assertEquals("ack", say(writer, id(), "字".repeat(4_000)).getString("type"));
      }
      try (RawSocket deaf = RawSocket.of(node, seeker)) {
        byte[] fetch =
            new JsonObject()
                .put("type", "fetch")
                .put("after", 0)
                .put("limit", 200)
                .put("id", "00000000-0000-4000-8000-000000000000")
                .toBuffer()
                .getBytes();
        String before = new String(fetch, StandardCharsets.UTF_8);
        for (int i = 0; i < 30; i++) {
          String other = before.replace("000000000000\"", String.format("%012d\"", i));
          deaf.send(RawSocket.TEXT, other.getBytes(StandardCharsets.UTF_8));
        }
        Await.until("it is given up", () -> Evidence.closedTooSlow(node) > 0);
      }
      assertEquals("ack", say(writer, id(), "我还在").getString("type"));
    }
  }
}
