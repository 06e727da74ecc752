package org.nuanxian.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.options.WaitUntilState.COMMIT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.WebSocketRoute;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.nuanxian.server.testing.Installation;
import org.nuanxian.server.testing.Node;

/** The rules of safety for whoever needs help, on the page they have. */
class HelpPageTest {
  private static final String NEUTRAL = "https://neutral.example/";
  private static final long HOUR_MILLIS = 3_600_000;
  private static final String HOST_SITE = "http://county.example";

  @TempDir static Path temporary;

  @RegisterExtension
  static final House house =
      new House(() ->
          Installation.open(temporary.resolve("house"))
              .timing("widen", "30m")
              .timing("own-county", "30m")
              .timing("grace", "2s")
              .timing("away-max", "5s")
              .http("neutral-page", NEUTRAL)
              .http("frame-ancestors", HOST_SITE));

  @Test
  void rule1AnotherPersonWithTheSamePhoneTheNextMorningSeesNothing() {
    Screen phone = house.screen(Size.PHONE);
    HelpPage night = new HelpPage(phone, house.base());
    night.start("360802");
    night.talk.say("不要让妈妈看到");
    night.talk.awaitAllSent();
    phone.page.close();

    Page morning = phone.context.newPage();
    morning.navigate(house.base() + "/");

    assertThat(morning.locator(".begin")).isVisible();
    assertFalse(morning.content().contains("不要让妈妈看到"));
    assertEquals(0, ((Number) morning.evaluate("localStorage.length")).intValue());
    assertEquals("[]", morning.evaluate("JSON.stringify(Object.keys(sessionStorage))"));
    assertEquals("", morning.evaluate("document.cookie"));
    assertEquals("暖线", morning.title());
    assertEquals(house.base() + "/", morning.url());
  }

  @Test
  void rule1TwoTabsAreTwoConversationsAndAReloadGoesOn() {
    Screen phone = house.screen(Size.PHONE);
    HelpPage first = new HelpPage(phone, house.base());
    first.start("360803");
    first.talk.say("第一个标签页");
    first.talk.awaitAllSent();
    Page second = phone.context.newPage();
    second.navigate(house.base() + "/");
    assertThat(second.locator(".begin")).isVisible();
    second.locator(".begin").click();
    second.locator(".composer textarea").waitFor();
    assertEquals(0, second.locator(".bubble").count());
    phone.page.reload();
    first.talk.awaitWords("第一个标签页");
  }

  @Test
  void rule1APageThatNobodyTouchedForAnHourShowsNothingOfTheTalk() throws Exception {
    Screen phone = house.screen(Size.PHONE);
    phone.page.clock().install();
    HelpPage night = new HelpPage(phone, house.base());
    ConsolePage volunteer = house.talk(night, "360830");
    night.talk.say("不要让妈妈看到");
    night.talk.awaitAllSent();
    phone.page.locator(".composer textarea").fill("还没写完");
    phone.page.clock().fastForward(HOUR_MILLIS);

    assertThat(phone.page.getByText("接着之前的")).isVisible();
    assertFalse(phone.page.content().contains("不要让妈妈看到"));
    assertThat(phone.page.locator(".log, .composer")).hasCount(0);
    volunteer.talk.say("我还在");
    phone.page.getByText("有新的消息。").waitFor();
    assertFalse(phone.page.content().contains("我还在"));
    phone.picture("help-covered");

    phone.page.getByText("接着之前的").click();
    night.talk.awaitWords("我还在");
    assertThat(phone.page.locator(".composer textarea")).hasValue("还没写完");
    assertFalse(phone.page.content().contains("不要让妈妈看到"));
    phone.page.getByText("显示之前的对话").click();
    night.talk.awaitWords("不要让妈妈看到");
    volunteer.closeAndWrapUp("谈了妈妈");
    night.talk.awaitText("谢谢您愿意说出来。");
    phone.page.clock().fastForward(HOUR_MILLIS);
    assertThat(phone.page.locator(".begin")).isVisible();
    assertFalse(phone.page.content().contains("妈妈"));
    assertEquals(0, phone.page.evaluate("sessionStorage.length"));
  }

  @Test
  void rule2LeavingIsBlankAtOnceAndTheBackButtonShowsNothing() {
    Screen phone = house.screen(Size.PHONE);
    blank(phone, NEUTRAL);
    phone.page.navigate(NEUTRAL + "before");
    HelpPage seeker = new HelpPage(phone, house.base());
    seeker.start("360821");
    seeker.talk.say("没有人应该看到");
    seeker.talk.awaitAllSent();
    phone.page.locator("#leave").click();
    phone.page.waitForURL(NEUTRAL);
    phone.page.goBack();
    phone.page.waitForURL(NEUTRAL + "before");
    phone.page.goForward();
    phone.page.waitForURL(NEUTRAL);
    phone.page.navigate(house.base() + "/");
    assertThat(phone.page.locator(".begin")).isVisible();
    assertFalse(phone.page.content().contains("没有人应该看到"));
  }

  @Test
  void rule2LeavingInAFrameOfAnotherSiteLeavesThatSiteToo() {
    Screen phone = house.screen(Size.PHONE);
    blank(phone, NEUTRAL);
    String script = "<script src='" + house.base() + "/widget.js'></script>";
    phone.context.route(HOST_SITE + "/**", html("<html lang=zh><h1>县医院</h1>" + script));
    for (boolean byFrame : List.of(true, false)) {
      phone.page.navigate(HOST_SITE + "/");
      phone.page.getByText("找人聊聊").click();
      var frame = phone.page.frameLocator("iframe");
      frame.locator(".begin").click();
      frame.locator(".composer textarea").waitFor();
      if (byFrame) {
        frame.locator("#leave").click();
      } else {
        phone.page.getByText("离开").first().click();
      }
      phone.page.waitForURL(url -> url.startsWith("https://"));
    }
  }

  @Test
  void rule3DangerWorksOfflineSaysTheSecondTextAfterAMinuteAndGoesBackWithoutComment() {
    Screen phone = house.screen(Size.PHONE);
    phone.page.clock().install();
    HelpPage seeker = new HelpPage(phone, house.base());
    phone.context.setOffline(true);
    seeker.pressDanger();
    for (String number : List.of("120", "110", "12356")) {
      assertThat(phone.page.locator("#danger a.call[href='tel:" + number + "']")).isVisible();
    }
    assertThat(phone.page.locator("#calling")).hasText("我们正在叫人,请先不要一个人待着。");
    assertThat(phone.page.locator("#still")).isHidden();
    phone.page.clock().runFor(61_000);
    assertThat(phone.page.locator("#still")).containsText("请现在就拨打 120 或 110");
    phone.page.locator("#mistake").click();
    assertThat(phone.page.locator(".begin")).isVisible();
    assertThat(phone.page.locator("#calling")).isHidden();
    assertThat(phone.page.locator("#danger[open]")).hasCount(0);
    assertThat(phone.page.locator("#progress")).isEmpty();
  }

  @Test
  void rule3DangerPressedBeforeTheScriptIsThereIsCalledForAsSoonAsThereIsANetwork() {
    Screen phone = house.screen(Size.PHONE);
    List<Route> scripts = new ArrayList<>();
    phone.page.route("**/assets/index-*.js", scripts::add);
    List<Route> openings = new ArrayList<>();
    phone.page.route("**/api/v1/contacts", openings::add);
    phone.page.navigate(house.base() + "/", new Page.NavigateOptions().setWaitUntil(COMMIT));
    phone.page.locator("#danger > summary").click();
    phone.page.waitForCondition(() -> !scripts.isEmpty());
    scripts.forEach(Route::resume);
    phone.page.waitForCondition(() -> !openings.isEmpty());
    openings.getFirst().abort();
    phone.page.waitForCondition(() -> openings.size() > 1);
    phone.page.unroute("**/api/v1/contacts");
    openings.getLast().resume();
    assertThat(phone.page.locator("#progress")).hasText("消息已经送到值班系统。");
    phone.page.locator("#mistake").click();
  }

  @Test
  void rule4TheNumbersOfTheDirectoryStandInThePageAndInTheOutagePageWithoutAScript()
      throws Exception {
    Screen screen = house.screenWithoutScripts(Size.PHONE);
    Page plain = screen.page;
    plain.navigate(house.base() + "/");
    plain.locator("#danger > summary").click();
    for (String number : List.of("120", "110", "12356")) {
      assertThat(plain.locator("#danger a.call[href='tel:" + number + "']")).isVisible();
    }
    plain.navigate(house.base() + "/outage.html");
    assertThat(plain.getByText("暂停服务").first()).isVisible();
    assertThat(plain.locator("a[href='tel:12356']")).isVisible();
    screen.picture("outage");
    String kept = Files.readString(house.node().data().resolve("outage.html"));
    assertEquals(Node.get(house.base().resolve("/outage.html")).body(), kept);
    assertFalse(kept.contains("<script"));
  }

  @Test
  void rule6EveryTrueStateOfWaitingIsSaidInItsOwnWordsAndAPlaceNeverRises() {
    Screen phone = house.screen(Size.PHONE);
    List<WebSocketRoute> sockets = new ArrayList<>();
    phone.page.routeWebSocket(Pattern.compile("/socket"), sockets::add);
    phone.page.clock().install();
    HelpPage seeker = new HelpPage(phone, house.base());
    seeker.start("360829");
    WebSocketRoute socket = sockets.getFirst();
    for (String[] state :
        List.of(
            new String[] {"busy", "志愿者正在陪伴其他人,您前面还有 2 位,大约 3–9 分钟。"},
            new String[] {"busy", "志愿者正在陪伴其他人,大约还要等 3–9 分钟。"},
            new String[] {"next", "下一位就是您。"},
            new String[] {"onCallOnly", "现在没有志愿者守在电脑前,只有在家听班的人。"},
            new String[] {"nobody", "现在没有志愿者在线"},
            new String[] {"degraded", "系统正在恢复,您的位置还在。"},
            new String[] {"connecting", "正在为您接通。"})) {
      socket.send(
          "{\"type\":\"state\",\"stage\":\"waiting\",\"situation\":\"%s\",\"text\":\"%s\"}"
              .formatted(state[0], state[1]));
      assertThat(phone.page.locator("#app h1")).hasText(state[1]);
      if (!state[0].equals("busy")) { // a range alone that moves is seen, and not spoken
        assertThat(phone.page.locator(".announcer")).hasText(state[1]);
      }
    }
  }

  @Test
  void aLineThatIsLostSaysSoAndAfterHalfAMinuteNamesANumberToCall() throws Exception {
    Screen phone = house.screen(Size.PHONE);
    phone.page.clock().install();
    try (Cable cable = new Cable(house.base())) {
      HelpPage seeker = new HelpPage(phone, cable.base());
      seeker.start("360829");
      cable.cut();
      assertThat(phone.page.locator(".broken")).containsText("连接断了,正在重连,您写的都还在。");
      assertThat(phone.page.locator(".broken a[href='tel:12356']")).hasCount(0);
      phone.page.clock().runFor(31_000);
      assertThat(phone.page.locator(".broken a[href='tel:12356']")).isVisible();
    }
  }

  @Test
  void rule7CallingBackAsksWhoElseAnswersAndSaysNothingButAName() throws Exception {
    HelpPage seeker = house.seeker(Size.PHONE);
    seeker.start("360822");
    Page page = seeker.screen.page;
    page.getByText("留个电话").click();
    page.locator("[name=callback-number]").fill("138 0000 0000");
    page.getByText("别人也可能接").click();
    page.locator("[name=callback-name]").fill("小林");
    assertThat(page.getByText("我们只会说:“您好,请问小林方便接电话吗?”")).isVisible();
    assertThat(page.getByText("不会说是从哪里打来的,不会留言")).isVisible();
    page.locator(".callback").scrollIntoViewIfNeeded();
    seeker.screen.picture("help-callback");
    page.getByText("留下电话").click();
    assertThat(page.getByText("记下了。轮到您时,会打 138 0000 0000")).isVisible();
    page.locator(".breathe > button").click();
    assertThat(page.locator(".circle")).isInViewport();
    seeker.screen.picture("help-breathing");
    page.getByText("不用打了", exact()).click();
    assertThat(page.getByText("留个电话")).isVisible();
  }

  @Test
  void rule8WhatIsAskedOneAtATimeMayBeSkippedAndReachesTheVolunteer() throws Exception {
    String county = "360823";
    HelpPage seeker = house.seeker(Size.PHONE);
    seeker.screen.page.locator(".begin").click();
    Page page = seeker.screen.page;
    page.getByLabel("怎么称呼您?").fill("<img src=x onerror=alert(1)>");
    page.getByText("好了").click();
    page.locator("button[data-code='" + county + "']").click();
    for (int i = 0; i < 4; i++) {
      page.getByText("不想说", exact()).click();
    }
    page.getByText("不用再问了").click();
    assertThat(page.getByText("谢谢,志愿者会看到。")).isVisible();
    ConsolePage volunteer = house.volunteer(county, 0, Size.DESKTOP).ready();
    volunteer.accept(house.staff().countyName(county));
    assertThat(volunteer.screen.page.getByText("<img src=x onerror=alert(1)>").first()).isVisible();
    seeker.talk.say("<script>alert(1)</script><b onclick=alert(1)>");
    volunteer.talk.awaitWords("<script>alert(1)</script><b onclick=alert(1)>");
  }

  @Test
  void rule9AChangeOfVolunteerIsToldAndTheEarlierWordsAreKeptFromTheNewOne() throws Exception {
    String county = "360824";
    HelpPage seeker = house.seeker(Size.PHONE);
    ConsolePage first = house.talk(seeker, county);
    seeker.talk.say("只说给第一位");
    first.talk.awaitWords("只说给第一位");
    ConsolePage second = house.volunteer(county, 1, Size.DESKTOP).ready();
    first.close();
    Page page = seeker.screen.page;
    page.getByText("不要给新志愿者看前面的").waitFor();
    seeker.screen.picture("help-change");
    page.getByText("不要给新志愿者看前面的").click();
    assertThat(page.getByText("好的,前面的内容不给新志愿者看。")).isVisible();
    second.accept(house.staff().countyName(county));
    seeker.talk.awaitText("接着陪您。");
    seeker.talk.say("说给第二位");
    second.talk.awaitWords("说给第二位");
    assertFalse(second.screen.page.content().contains("只说给第一位"));
    second.screen.page.reload();
    second.screen.page.locator(".chat-entry").first().click();
    second.talk.awaitWords("说给第二位");
    assertFalse(second.screen.page.content().contains("只说给第一位"));
    assertThat(seeker.screen.page.getByText("只说给第一位")).isVisible();
  }

  @Test
  void rule10AChildIsSpokenToAsAChildAndAskedForNobodysLeave() {
    HelpPage seeker = house.seeker(Size.PHONE);
    Page page = seeker.screen.page;
    page.getByText("我还没满 18 岁").click();
    page.getByText("我们怎样保护你说的话").click();
    assertThat(page.getByText("你说的话不会告诉老师和家人").first()).isVisible();
    seeker.screen.picture("help-child");
    page.locator(".begin").click();
    page.locator(".composer textarea").waitFor();
    assertFalse(page.locator("body").innerText().contains("您"));
  }

  @Test
  void rule11FeedbackIsAskedAfterACalmTalkAndNeverAfterDanger() throws Exception {
    String county = "360825";
    HelpPage calm = house.seeker(Size.PHONE);
    house.talk(calm, county).closeAndWrapUp("谈了睡眠");
    calm.talk.awaitText("谢谢您愿意说出来。");
    calm.screen.page.getByText("很有帮助").click();
    calm.screen.page.getByText("提交").click();
    calm.talk.awaitText("收到了,谢谢您。");
    HelpPage danger = house.seeker(Size.PHONE);
    danger.tell(county);
    danger.pressDanger();
    ConsolePage volunteer = house.volunteer(county, 1, Size.DESKTOP).ready();
    volunteer.accept(house.staff().countyName(county));
    danger.screen.page.locator("#danger-back").click();
    danger.talk.say("在");
    volunteer.talk.awaitWords("在");
    volunteer.closeAndWrapUp("安全了");
    danger.talk.awaitText("谢谢您愿意说出来。");
    assertThat(danger.screen.page.locator(".feedback")).hasCount(0);
  }

  private static void blank(Screen screen, String site) {
    screen.context.route(site + "**", html("<html><body>天气</body></html>"));
  }

  private static java.util.function.Consumer<Route> html(String body) {
    return route ->
        route.fulfill(
            new Route.FulfillOptions().setContentType("text/html; charset=utf-8").setBody(body));
  }

  private static Page.GetByTextOptions exact() {
    return new Page.GetByTextOptions().setExact(true);
  }
}
