package org.nuanxian.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.nuanxian.server.testing.Installation;
import org.nuanxian.server.testing.Node;

/** What must hold for whoever needs help, on the page they have. */
class HelpPageTest {
  private static final String NEUTRAL = "https://neutral.example/";
  private static final String HOST_SITE = "http://county.example";

  /** What somebody on a slow phone may have to load before the first word, compressed. */
  private static final int BYTES_MAX = 60 * 1024;

  @TempDir static Path temporary;

  private static Installation installation;
  private static Node node;
  private static DemoStaff staff;
  private static Browser browser;

  private final List<Screen> screens = new ArrayList<>();
  private final List<ConsolePage> consoles = new ArrayList<>();

  @RegisterExtension
  final AfterTestExecutionCallback lastLook =
      context -> {
        if (context.getExecutionException().isPresent()) {
          for (int i = 0; i < screens.size(); i++) {
            screens.get(i).lastLook(context.getRequiredTestMethod().getName() + "-" + i);
          }
        }
      };

  @BeforeAll
  static void startTheHouse() throws IOException {
    installation =
        Installation.open(temporary.resolve("house"))
            .timing("widen", "30m")
            .timing("own-county", "30m")
            .timing("grace", "2s")
            .timing("away-max", "5s")
            .http("neutral-page", NEUTRAL)
            .http("frame-ancestors", HOST_SITE);
    node = installation.node("a");
    staff = new DemoStaff(node);
    browser = new Browser();
  }

  @AfterAll
  static void endTheHouse() {
    browser.close();
    installation.close();
  }

  @AfterEach
  void nothingWentWrongOnAnyScreen() {
    consoles.forEach(ConsolePage::finish);
    for (Screen screen : screens) {
      assertEquals(List.of(), screen.mistakes());
      screen.close();
    }
  }

  // safety.md, help seekers

  @Test
  void rule1AnotherPersonWithTheSamePhoneTheNextMorningSeesNothing() {
    Screen phone = screen(Size.PHONE);
    HelpPage night = new HelpPage(phone, node.base());
    night.start("360802");
    night.talk.say("不要让妈妈看到");
    night.talk.awaitAllSent();
    phone.page.close();

    Page morning = phone.context.newPage();
    morning.navigate(node.base() + "/");

    assertThat(morning.locator(".begin")).isVisible();
    assertFalse(morning.content().contains("不要让妈妈看到"));
    assertEquals(0, ((Number) morning.evaluate("localStorage.length")).intValue());
    assertEquals("[]", morning.evaluate("JSON.stringify(Object.keys(sessionStorage))"));
    assertEquals("", morning.evaluate("document.cookie"));
    assertEquals("暖线", morning.title());
    assertEquals(node.base() + "/", morning.url());
  }

  @Test
  void rule1TwoTabsAreTwoConversationsAndAReloadGoesOn() {
    Screen phone = screen(Size.PHONE);
    HelpPage first = new HelpPage(phone, node.base());
    first.start("360803");
    first.talk.say("第一个标签页");
    first.talk.awaitAllSent();
    Page second = phone.context.newPage();
    second.navigate(node.base() + "/");
    assertThat(second.locator(".begin")).isVisible();
    second.locator(".begin").click();
    second.locator(".composer textarea").waitFor();
    assertEquals(0, second.locator(".bubble").count());
    phone.page.reload();
    first.talk.awaitWords("第一个标签页");
  }

  @Test
  void rule2LeavingIsBlankAtOnceAndTheBackButtonShowsNothing() {
    Screen phone = screen(Size.PHONE);
    blank(phone, NEUTRAL);
    phone.page.navigate(NEUTRAL + "before");
    HelpPage seeker = new HelpPage(phone, node.base());
    seeker.start("360821");
    seeker.talk.say("没有人应该看到");
    seeker.talk.awaitAllSent();
    phone.page.locator("#leave").click();
    phone.page.waitForURL(NEUTRAL);
    phone.page.goBack();
    phone.page.waitForURL(NEUTRAL + "before");
    phone.page.goForward();
    phone.page.waitForURL(NEUTRAL);
    phone.page.navigate(node.base() + "/");
    assertThat(phone.page.locator(".begin")).isVisible();
    assertFalse(phone.page.content().contains("没有人应该看到"));
  }

  @Test
  void rule2LeavingInAFrameOfAnotherSiteLeavesThatSiteToo() {
    Screen phone = screen(Size.PHONE);
    blank(phone, NEUTRAL);
    String script = "<script src='" + node.base() + "/widget.js'></script>";
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
    Screen phone = screen(Size.PHONE);
    phone.page.clock().install();
    HelpPage seeker = new HelpPage(phone, node.base());
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
  void rule4TheNumbersOfTheDirectoryStandInThePageAndInTheOutagePageWithoutAScript()
      throws Exception {
    try (Screen plain = browser.screenWithoutScripts(Size.PHONE)) {
      plain.page.navigate(node.base() + "/");
      plain.page.locator("#danger > summary").click();
      for (String number : List.of("120", "110", "12356")) {
        assertThat(plain.page.locator("#danger a.call[href='tel:" + number + "']")).isVisible();
      }
      plain.page.navigate(node.base() + "/outage.html");
      assertThat(plain.page.getByText("暂停服务").first()).isVisible();
      assertThat(plain.page.locator("a[href='tel:12356']")).isVisible();
    }
    String kept = Files.readString(node.data().resolve("outage.html"));
    assertEquals(Node.get(node.base().resolve("/outage.html")).body(), kept);
    assertFalse(kept.contains("<script"));
  }

  @Test
  void rule6EveryTrueStateOfWaitingIsSaidInItsOwnWordsAndAPlaceNeverRises() {
    Screen phone = screen(Size.PHONE);
    List<WebSocketRoute> sockets = new ArrayList<>();
    phone.page.routeWebSocket(Pattern.compile("/socket"), sockets::add);
    phone.page.clock().install();
    HelpPage seeker = new HelpPage(phone, node.base());
    seeker.start("360829");
    WebSocketRoute socket = sockets.getFirst();
    for (String[] state :
        List.of(
            new String[] {"busy", "志愿者正在陪伴其他人,您前面还有 2 位,大约 3–9 分钟。"},
            new String[] {"busy", "志愿者正在陪伴其他人,大约还要等 3–9 分钟。"},
            new String[] {"next", "下一位就是您。"},
            new String[] {"onCallOnly", "现在没有志愿者在坐席上,只有在家听班的人。"},
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
    Screen phone = screen(Size.PHONE);
    phone.page.clock().install();
    try (Cable cable = new Cable(node.base())) {
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
    HelpPage seeker = seeker(Size.PHONE);
    seeker.start("360822");
    Page page = seeker.screen.page;
    page.getByText("留个电话").click();
    page.locator("[name=callback-number]").fill("138 0000 0000");
    page.getByText("别人也可能接").click();
    page.locator("[name=callback-name]").fill("小林");
    assertThat(page.getByText("我们只会说:“您好,请问小林方便接电话吗?”")).isVisible();
    assertThat(page.getByText("不会说是从哪里打来的,不会留言")).isVisible();
    page.getByText("留下电话").click();
    assertThat(page.getByText("记下了。轮到您时,会打 138 0000 0000")).isVisible();
  }

  @Test
  void rule8WhatIsAskedOneAtATimeMayBeSkippedAndReachesTheVolunteer() throws Exception {
    String county = "360823";
    HelpPage seeker = seeker(Size.PHONE);
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
    ConsolePage volunteer = volunteer(county, 0).ready();
    volunteer.accept(staff.countyName(county));
    assertThat(volunteer.screen.page.getByText("<img src=x onerror=alert(1)>").first()).isVisible();
    seeker.talk.say("<script>alert(1)</script><b onclick=alert(1)>");
    volunteer.talk.awaitWords("<script>alert(1)</script><b onclick=alert(1)>");
  }

  @Test
  void rule9AChangeOfVolunteerIsToldAndTheEarlierWordsAreKeptFromTheNewOne() throws Exception {
    String county = "360824";
    HelpPage seeker = seeker(Size.PHONE);
    ConsolePage first = talk(seeker, county);
    seeker.talk.say("只说给第一位");
    first.talk.awaitWords("只说给第一位");
    ConsolePage second = volunteer(county, 1).ready();
    first.close();
    Page page = seeker.screen.page;
    page.getByText("不要给新志愿者看前面的").click();
    assertThat(page.getByText("好的,前面的内容不给新志愿者看。")).isVisible();
    second.accept(staff.countyName(county));
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
    HelpPage seeker = seeker(Size.PHONE);
    Page page = seeker.screen.page;
    page.getByText("我还没满 18 岁").click();
    page.getByText("我们怎样保护你说的话").click();
    assertThat(page.getByText("你说的话不会告诉老师和家人").first()).isVisible();
    page.locator(".begin").click();
    page.locator(".composer textarea").waitFor();
    assertFalse(page.locator("body").innerText().contains("您"));
  }

  @Test
  void rule11FeedbackIsAskedAfterACalmTalkAndNeverAfterDanger() throws Exception {
    String county = "360825";
    HelpPage calm = seeker(Size.PHONE);
    talk(calm, county).closeAndWrapUp("谈了睡眠");
    calm.talk.awaitText("谢谢您愿意说出来。");
    calm.screen.page.getByText("很有帮助").click();
    calm.screen.page.getByText("提交").click();
    calm.talk.awaitText("收到了,谢谢您。");
    HelpPage danger = seeker(Size.PHONE);
    danger.tell(county);
    danger.pressDanger();
    ConsolePage volunteer = volunteer(county, 1).ready();
    volunteer.accept(staff.countyName(county));
    danger.screen.page.locator("#danger-back").click();
    danger.talk.say("在");
    volunteer.talk.awaitWords("在");
    volunteer.closeAndWrapUp("安全了");
    danger.talk.awaitText("谢谢您愿意说出来。");
    assertThat(danger.screen.page.locator(".feedback")).hasCount(0);
  }

  // What everybody must be able to use

  @Test
  void everyStateIsWithoutAFindingOfAxeInBothLanguagesLightAndDark() throws Exception {
    for (boolean dark : List.of(false, true)) {
      Screen screen = screen(Size.PHONE);
      screen.page.emulateMedia(
          new Page.EmulateMediaOptions()
              .setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT)
              .setReducedMotion(ReducedMotion.REDUCE));
      HelpPage seeker = new HelpPage(screen, node.base());
      if (dark) {
        screen.page.getByText("English").click();
        seeker.talk.awaitText("Start talking");
      }
      checked(seeker, "start");
      screen.page.locator(".ask-first > summary").click();
      checked(seeker, "questions");
      screen.page.locator(".begin").click();
      screen.page.locator(".composer textarea").waitFor();
      screen.page.locator(".callback > button").click();
      screen.page.locator(".breathe > button").click();
      screen.page.locator(".tools > button").last().click();
      screen.page.locator("p.code").waitFor();
      seeker.talk.say("写在这里");
      seeker.talk.awaitAllSent();
      checked(seeker, "waiting");
      seeker.screen.page.locator("#danger > summary").click();
      checked(seeker, "danger");
      screen.page.locator("#mistake").click();
    }
    HelpPage seeker = seeker(Size.PHONE);
    ConsolePage volunteer = talk(seeker, "360826");
    checked(seeker, "talking");
    volunteer.closeAndWrapUp("结束");
    seeker.talk.awaitText("谢谢您愿意说出来。");
    checked(seeker, "end");
  }

  private static void checked(HelpPage seeker, String state) {
    assertEquals(List.of(), Accessibility.findings(seeker.screen.page), state);
    if (!state.equals("danger")) { // a picture may turn the page to another language, by a reload
      seeker.screen.picture("help-" + state);
    }
  }

  @Test
  void aScreenReaderHearsTheWaitingPageOnceAndNoChatter() {
    HelpPage seeker = seeker(Size.PHONE);
    seeker.start("360827");
    Page page = seeker.screen.page;
    List<String> live = Accessibility.live(page);
    assertEquals(1, live.size(), live.toString());
    assertTrue(live.getFirst().contains("位置"), live.toString());
    List<String> headings = Accessibility.outline(page).get("headings");
    assertEquals(live.getFirst(), headings.getFirst());
    Accessibility.listen(page);
    for (int i = 0; i < 5; i++) {
      seeker.talk.say("自己的话 " + i);
      seeker.talk.awaitAllSent();
    }
    assertEquals(List.of(), Accessibility.spoken(page));
    assertThat(page.locator("main")).matchesAriaSnapshot("- log \"对话\"");
    assertThat(page.locator("main")).matchesAriaSnapshot("- textbox \"等的时候可以先写下来…\"");
  }

  @Test
  void everythingIsReachedWithTheKeyboardAlone() {
    HelpPage seeker = seeker(Size.DESKTOP);
    Page page = seeker.screen.page;
    List<String> reached = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      page.keyboard().press("Tab");
      reached.add(
          (String)
              page.evaluate(
                  "(document.activeElement?.id || document.activeElement?.className || '') + ' '"
                      + " + document.activeElement?.textContent.trim()"));
    }
    assertTrue(reached.stream().anyMatch(r -> r.contains("离开")), reached.toString());
    assertTrue(reached.stream().anyMatch(r -> r.contains("我现在很危险")), reached.toString());
    page.locator(".begin").focus();
    page.keyboard().press("Enter");
    page.locator(".composer textarea").waitFor();
    page.locator(".composer textarea").focus();
    page.keyboard().type("只用键盘");
    page.keyboard().press("Enter");
    seeker.talk.awaitWords("只用键盘");
  }

  @Test
  void nothingIsCutOffAtThreeHundredTwentyPixelsNorWithTextTwiceAsLarge() {
    HelpPage seeker = seeker(Size.PHONE);
    Page page = seeker.screen.page;
    page.setViewportSize(320, 568);
    assertThat(page.locator(".begin")).isInViewport();
    assertThat(page.locator("#danger > summary")).isInViewport();
    assertEquals(0, seeker.screen.pixelsTooWide());
    seeker.start("360828");
    assertEquals(0, seeker.screen.pixelsTooWide());
    assertThat(page.locator("#danger > summary")).isInViewport();
    assertThat(page.locator("#leave")).isInViewport();
    page.evaluate("document.documentElement.style.fontSize = '200%'");
    assertEquals(0, seeker.screen.pixelsTooWide());
    assertThat(page.locator("#leave")).isInViewport();
    page.locator(".composer textarea").scrollIntoViewIfNeeded();
    assertThat(page.locator(".composer textarea")).isInViewport();
  }

  @Test
  void everythingUntilTheFirstWordWeighsAtMostSixtyKibibytesAndComesFromHere() {
    Screen screen = screen(Size.PHONE);
    List<Request> requests = new ArrayList<>();
    screen.page.onRequestFinished(requests::add);
    HelpPage seeker = new HelpPage(screen, node.base());
    seeker.screen.page.locator(".begin").click();
    screen.page.locator(".composer textarea").waitFor();
    int bytes = 0;
    for (Request request : requests) {
      assertTrue(request.url().startsWith(node.base().toString()), request.url());
      bytes += request.sizes().responseBodySize;
    }
    assertTrue(bytes > 0 && bytes <= BYTES_MAX, bytes + " bytes");
  }

  private static void blank(Screen screen, String site) {
    screen.context.route(site + "**", html("<html><body>天气</body></html>"));
  }

  private static java.util.function.Consumer<Route> html(String body) {
    return route ->
        route.fulfill(
            new Route.FulfillOptions().setContentType("text/html; charset=utf-8").setBody(body));
  }

  /** A seeker of the county and the county's first volunteer, who greeted each other. */
  private ConsolePage talk(HelpPage seeker, String county) throws Exception {
    seeker.start(county);
    ConsolePage volunteer = volunteer(county, 0).ready();
    volunteer.accept(staff.countyName(county));
    seeker.talk.say("您好");
    volunteer.talk.awaitWords("您好");
    volunteer.talk.say("在的");
    seeker.talk.awaitWords("在的");
    return volunteer;
  }

  private HelpPage seeker(Size size) {
    return new HelpPage(screen(size), node.base());
  }

  private ConsolePage volunteer(String county, int which) throws Exception {
    return new ConsolePage(screen(Size.DESKTOP), node.base())
        .login(staff.atDesk(county).get(which));
  }

  private Screen screen(Size size) {
    Screen screen = browser.screen(size);
    screens.add(screen);
    return screen;
  }

  private static Page.GetByTextOptions exact() {
    return new Page.GetByTextOptions().setExact(true);
  }
}
