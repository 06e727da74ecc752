package org.nuanxian.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.WaitUntilState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.nuanxian.server.testing.Await;
import org.nuanxian.server.testing.Installation;

/** The help page on a line of the slowest kind that is still in use, and inside WeChat. */
class HelpPageDeviceTest {
  private static final String NEUTRAL = "https://neutral.example/";

  /** Slow 3G as browsers name it: 400 kbit/s both ways, 400 ms. */
  private static final int SLOW_BYTES_PER_SECOND = 50_000;

  private static final int SLOW_MILLIS = 400;

  private static final String WECHAT =
      "Mozilla/5.0 (Linux; Android 13; V2183A) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36 XWEB/1160065"
          + " MMWEBSDK/20231202 MicroMessenger/8.0.47.2560 WeChat/arm64";

  @TempDir static Path temporary;

  @RegisterExtension
  static final House house =
      new House(() ->
          Installation.open(temporary.resolve("house"))
              .timing("widen", "30m")
              .timing("own-county", "30m")
              .timing("away-max", "5s")
              .http("neutral-page", NEUTRAL));

  @Test
  void onASlowLineTheNumbersStandBeforeAnyScriptAndTheFirstWordArrives() throws Exception {
    String county = "360802";
    Screen phone = slow(house.screen(Size.PHONE));
    List<Route> scripts = held(phone.page);
    phone.page.navigate(
        house.base() + "/", new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
    for (String number : List.of("120", "110", "12356")) {
      assertThat(phone.page.locator(".lifeline a[href='tel:" + number + "']")).isVisible();
    }
    assertFalse((boolean) phone.page.evaluate("document.documentElement.classList.contains('js')"));
    assertThat(phone.page.locator(".begin")).hasCount(0);

    List<String> asked = new ArrayList<>();
    phone.page.onRequest(request -> asked.add(request.url()));
    release(phone.page, scripts);
    phone.page.locator(".begin").click();
    phone.page.locator(".composer textarea").waitFor();
    assertTrue(asked.stream().allMatch(url -> url.startsWith(house.base().toString())));
    assertTrue(
        asked.stream().noneMatch(url -> url.endsWith(".woff2") || url.contains("/en-")),
        asked::toString);
    TalkParts talk = new TalkParts(phone.page);
    talk.say("网很慢,我在");
    talk.awaitWords("网很慢,我在");
    ConsolePage volunteer = house.volunteer(county, 0, Size.DESKTOP).ready();
    volunteer.accept(house.staff().countyName(county));
    volunteer.talk.awaitWords("网很慢,我在");
    volunteer.talk.say("慢慢来");
    talk.awaitWords("慢慢来");
  }

  @Test
  void dangerPressedBeforeTheScriptHasComeIsSentWhenItHas() throws Exception {
    String county = "360802"; // told nothing, so the first
    Screen phone = slow(house.screen(Size.PHONE));
    List<Route> scripts = held(phone.page);
    phone.page.navigate(
        house.base() + "/", new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
    phone.page.locator("#danger > summary").click();
    assertThat(phone.page.locator("#danger a.call[href='tel:120']")).isVisible();
    assertThat(phone.page.locator("#calling")).isHidden();

    release(phone.page, scripts);

    assertThat(phone.page.locator("#calling")).hasText("我们正在叫人,请先不要一个人待着。");
    assertThat(phone.page.locator("#progress")).hasText("消息已经送到值班系统。");
    ConsolePage volunteer = house.volunteer(county, 1, Size.DESKTOP).ready();
    volunteer.accept(house.staff().countyName(county));
    assertThat(phone.page.locator("#calling")).containsText("来了,您可以回到对话里说。");
  }

  @Test
  void rule2LeavingInWeChatClosesItsWindowToo() throws Exception {
    String county = "360821";
    Screen phone = inWeChat("{ call: name => window.told(name) }");
    List<String> told = new ArrayList<>();
    phone.page.exposeFunction("told", words -> told.add((String) words[0]));
    HelpPage seeker = new HelpPage(phone, house.base());
    assertTrue(((String) phone.page.evaluate("navigator.userAgent")).contains("MicroMessenger"));
    ConsolePage volunteer = house.talk(seeker, county);
    assertEquals(List.of(), told);

    phone.page.locator("#leave").click();

    phone.page.waitForURL(NEUTRAL);
    Await.until("the window is closed", () -> told.equals(List.of("closeWindow")));
    volunteer.talk.awaitText("对方快速离开了,请不要主动联系");
    phone.page.navigate(house.base() + "/");
    assertThat(phone.page.locator(".begin")).isVisible();
    assertEquals(0, phone.page.evaluate("sessionStorage.length + localStorage.length"));
  }

  @Test
  void rule2LeavingDoesNotDependOnWhatWeChatOffers() {
    Screen phone = inWeChat("{ invoke() {} }"); // an older one, that cannot close
    HelpPage seeker = new HelpPage(phone, house.base());
    seeker.start("360822");
    phone.page.locator("#leave").click();
    phone.page.waitForURL(NEUTRAL);
  }

  private static Screen inWeChat(String bridge) {
    Screen phone = house.screen(Size.PHONE);
    JsonObject agent = new JsonObject();
    agent.addProperty("userAgent", WECHAT);
    phone.context.newCDPSession(phone.page).send("Network.setUserAgentOverride", agent);
    phone.context.addInitScript("window.WeixinJSBridge = " + bridge);
    phone.context.route(
        NEUTRAL + "**", route -> route.fulfill(new Route.FulfillOptions().setBody("weather")));
    return phone;
  }

  private static Screen slow(Screen screen) {
    CDPSession session = screen.context.newCDPSession(screen.page);
    session.send("Network.enable");
    JsonObject line = new JsonObject();
    line.addProperty("offline", false);
    line.addProperty("latency", SLOW_MILLIS);
    line.addProperty("downloadThroughput", SLOW_BYTES_PER_SECOND);
    line.addProperty("uploadThroughput", SLOW_BYTES_PER_SECOND);
    session.send("Network.emulateNetworkConditions", line);
    return screen;
  }

  /** Scripts that are on their way, until they are let through. */
  private static List<Route> held(Page page) {
    List<Route> scripts = new ArrayList<>();
    page.route("**/*.js", scripts::add);
    return scripts;
  }

  private static void release(Page page, List<Route> scripts) {
    Await.until(
        "the page has asked for its script",
        () -> {
          page.evaluate("0"); // lets the driver tell
          return !scripts.isEmpty();
        });
    page.unroute("**/*.js");
    scripts.forEach(Route::resume);
  }
}
