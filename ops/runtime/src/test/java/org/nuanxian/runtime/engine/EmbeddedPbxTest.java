package org.nuanxian.runtime.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nuanxian.runtime.config.Secret;
import org.nuanxian.runtime.testing.Await;
import org.nuanxian.runtime.testing.phone.Call;
import org.nuanxian.runtime.testing.phone.Pbx;
import org.nuanxian.runtime.testing.phone.Phone;

/** The PBX beside the server, on a real Asterisk. */
class EmbeddedPbxTest {
  @TempDir static Path temporary;

  private static Pbx pbx;

  @BeforeAll
  static void start() {
    pbx = Pbx.start(temporary.resolve("pbx"));
  }

  @AfterAll
  static void end() {
    pbx.close();
  }

  @Test
  void whoeverStartsNextAdoptsItWithItsCalls() {
    try (Phone phone = Phone.anywhere()) {
      Call call = phone.call(pbx.sip(), "13800000001", "12356").awaitAnswer();

      EmbeddedPbx adopted =
          EmbeddedPbx.start(
              temporary.resolve("pbx"), PbxProgram.ofUser(), new Secret("of-this-test"));

      assertTrue(adopted.adopted());
      assertTrue(adopted.hasCalls());
      assertEquals(pbx.engine().pid(), adopted.pid());
      assertEquals(pbx.config(), adopted.config(java.util.List.of()));
      assertFalse(call.ended());
      call.hangUp();
      Await.until("nobody is on the line", () -> !adopted.hasCalls());
    }
  }

  @Test
  void withoutAServerACallerHearsWordsAndMusicAndIsNotHungUp() {
    try (Phone phone = Phone.anywhere()) {
      Call call = phone.call(pbx.sip(), "13800000001", "+8679612356").awaitAnswer();

      Await.until("words or music", () -> call.sound().hearsAnything());
      assertFalse(call.ended());
    }
  }

  @Test
  void anEndpointThatIsPushedRegistersAndOneThatIsRemovedIsGone() {
    String name = "v0123456789abcdef0123456789abcdef";
    push(
        "auth",
        name,
        field("auth_type", "userpass")
            + ","
            + field("username", name)
            + ","
            + field("password", "geheim"));
    push("aor", name, field("max_contacts", "1"));
    push(
        "endpoint",
        name,
        field("transport", "transport-ws")
            + ","
            + field("webrtc", "yes")
            + ","
            + field("context", "from-volunteer")
            + ","
            + field("allow", "!all,opus,ulaw")
            + ","
            + field("auth", name)
            + ","
            + field("aors", name));

    assertEquals(200, pbx.ask("GET", "endpoints/PJSIP/" + name, "").statusCode());
    assertEquals(204, pbx.ask("DELETE", path("endpoint", name), "").statusCode());
    assertEquals(404, pbx.ask("GET", "endpoints/PJSIP/" + name, "").statusCode());
  }

  @Test
  void itIsReachedOnLoopbackOnlyAndWithItsPasswordOnly() throws IOException {
    assertEquals(Stream.of("0100007F").toList(), Listening.tcp(port(pbx.config().ariUrl())));
    assertEquals(Stream.of("0100007F").toList(), Listening.udp(port("sip://" + pbx.sip())));
    try (Pbx stranger = Pbx.start(temporary.resolve("another"))) {
      assertNotEquals(pbx.config(), stranger.config());
    }
    assertEquals("rwx------", mode(temporary.resolve("pbx")));
    assertEquals("rw-------", mode(temporary.resolve("pbx/etc/ari.conf")));
  }

  @Test
  void everyTemplateIsFilledInAndNoneIsForgotten() throws IOException {
    Path templates = Path.of("../deploy/pbx/asterisk");
    try (Stream<Path> files = Files.list(templates)) {
      for (Path file : files.toList()) {
        Path filled = temporary.resolve("pbx/etc").resolve(file.getFileName());
        assertFalse(Files.readString(filled).matches("(?s).*@[A-Z_]+@.*"), filled.toString());
      }
    }
  }

  private static void push(String type, String name, String fields) {
    String body = "{\"fields\":[" + fields + "]}";
    HttpResponse<String> answer = pbx.ask("PUT", path(type, name), body);
    assertEquals(200, answer.statusCode(), answer.body());
  }

  private static String path(String type, String name) {
    return "asterisk/config/dynamic/res_pjsip/" + type + "/" + name;
  }

  private static String field(String name, String value) {
    return "{\"attribute\":\"" + name + "\",\"value\":\"" + value + "\"}";
  }

  private static int port(String url) {
    return java.net.URI.create(url).getPort();
  }

  private static String mode(Path path) throws IOException {
    return java.nio.file.attribute.PosixFilePermissions.toString(
        Files.getPosixFilePermissions(path));
  }
}
