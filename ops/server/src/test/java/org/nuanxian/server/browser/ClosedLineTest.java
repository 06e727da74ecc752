package org.nuanxian.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.nuanxian.server.testing.Await;
import org.nuanxian.server.testing.Http;
import org.nuanxian.server.testing.Installation;
import org.nuanxian.server.testing.Node;

/** Rule 13: a line that is not open says so, and takes nobody in by any way. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClosedLineTest {
  private static final Pattern LINK = Pattern.compile("/setup#first=(\\S+)");
  private static final Pattern NOT_OPEN = Pattern.compile("这条(线路|热线)还没有开[通放]。.+");
  private static final List<String> NUMBERS = List.of("120", "110", "12356");

  @TempDir static Path temporary;

  @RegisterExtension static final Screens screens = new Screens();

  private static Installation installation;
  private static Node node;

  @BeforeAll
  static void startTheHouse() {
    installation = Installation.open(temporary.resolve("house"));
    node = installation.liveNode("a");
  }

  @AfterAll
  static void endTheHouse() {
    installation.close();
  }

  @Test
  @Order(1)
  void withoutAnybodyWhoRunsItThereIsOnlyTheSafetyCard() {
    onlyTheSafetyCard();
    assertEquals(422, open("360800").status()); // there is no city
  }

  @Test
  @Order(2)
  void aCityWhoseSetUpIsNotFinishedStaysClosed() throws IOException {
    Http.Answer made =
        Http.post(
            api("/api/v1/first-start"),
            new JsonObject()
                .put("token", token())
                .put("city", "360800")
                .put("counties", new JsonArray().add("360802"))
                .put("name", "王")
                .put("username", "wang")
                .put("password", "一句只有我自己知道的话")
                .put("cityLead", true),
            Map.of());
    assertEquals(201, made.status());

    onlyTheSafetyCard();
    Http.Answer refused = open("360800");
    assertEquals(409, refused.status());
    assertEquals("line-not-open", refused.body().getString("code"));
    assertFalse(line().getBoolean("open"));

    Http.Answer unfinished = Http.post(api("/api/v1/setup/open"), new JsonObject(), signedIn());
    assertEquals(409, unfinished.status());
    assertEquals(409, open("360800").status());
  }

  /** With scripts and without, on a phone and at a desk. */
  private static void onlyTheSafetyCard() {
    for (Size size : Size.values()) {
      Screen screen = screens.open(size);
      List<String> sent = new ArrayList<>();
      screen.page.onRequest(request -> sent.add(request.method() + " " + path(request)));
      screen.page.navigate(node.base() + "/");
      safetyCard(screen.page);
      Await.until("the page has asked", () -> sent.contains("GET /api/v1/line"));
      safetyCard(screen.page);
      screen.page.locator("#danger > summary").click();
      for (String number : NUMBERS) {
        assertThat(screen.page.locator("#danger a.call[href='tel:" + number + "']")).isVisible();
      }
      assertThat(screen.page.locator("#calling")).isHidden(); // nobody is being called
      assertThat(screen.page.locator("#progress")).isEmpty();
      assertTrue(sent.stream().allMatch(one -> one.startsWith("GET ")), sent::toString);

      Screen plain = screens.openWithoutScripts(size);
      plain.page.navigate(node.base() + "/");
      safetyCard(plain.page);
    }
  }

  private static void safetyCard(Page page) {
    for (String number : NUMBERS) {
      assertThat(page.locator(".lifeline a[href='tel:" + number + "']")).isVisible();
    }
    assertThat(page.locator("#app h1")).hasText(NOT_OPEN);
    assertThat(page.locator(".begin")).hasCount(0);
    assertThat(page.getByText("开始聊聊")).hasCount(0);
    assertThat(page.getByText("我有回来的号码")).hasCount(0);
  }

  private static String path(Request request) {
    return URI.create(request.url()).getPath();
  }

  private static Http.Answer open(String city) {
    return Http.post(
        api("/api/v1/contacts"),
        new JsonObject()
            .put("requestId", UUID.randomUUID().toString())
            .put("city", city)
            .put("selfReport", new JsonObject().put("danger", "now"))
            .put("consent", new JsonObject().put("version", "1").put("recording", false)),
        Map.of());
  }

  private static JsonObject line() throws IOException {
    return new JsonObject(Node.get(api("/api/v1/line")).body());
  }

  private static Map<String, String> signedIn() {
    Http.Answer answer =
        Http.post(
            api("/api/v1/login"),
            new JsonObject().put("username", "wang").put("password", "一句只有我自己知道的话"),
            Map.of());
    String cookie = answer.headers().get("set-cookie").replaceAll(";.*", "");
    return Map.of("Cookie", cookie, "X-CSRF", answer.body().getString("csrf"));
  }

  private static URI api(String path) {
    return node.base().resolve(path);
  }

  private static String token() throws IOException {
    Await.until("the first start prints the link", () -> LINK.matcher(log()).find());
    Matcher link = LINK.matcher(log());
    assertTrue(link.find());
    return link.group(1);
  }

  private static String log() throws IOException {
    return Files.readString(node.log());
  }
}
