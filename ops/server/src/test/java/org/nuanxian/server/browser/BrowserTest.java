package org.nuanxian.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nuanxian.server.testing.Await;
import org.nuanxian.server.testing.Installation;
import org.nuanxian.server.testing.Node;

/**
 * People in browsers before a real server. Each test has a county of its own, whose contacts stay
 * in it, and ends its talks, so that no test meets another's people.
 */
class BrowserTest {
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
            .timing("away-max", "5s");
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

  @ParameterizedTest
  @EnumSource
  void twoPeopleTalkFromTheFirstPressToTheRecord(Size size) throws Exception {
    String county = size == Size.PHONE ? "360802" : "360803";
    HelpPage seeker = seeker(size);
    seeker.screen.picture(size + "-start");
    seeker.start(county);
    seeker.screen.picture(size + "-waiting");
    seeker.talk.say("睡不着,先写在这里");
    seeker.talk.awaitAllSent();
    ConsolePage volunteer = volunteer(county, 0, size).ready();
    volunteer.offer(staff.countyName(county));
    volunteer.screen.picture(size + "-offer");
    if (size == Size.DESKTOP) {
      volunteer.acceptByKey();
    } else {
      volunteer.accept(staff.countyName(county));
    }
    volunteer.talk.awaitWords("睡不着,先写在这里");
    for (int i = 0; i < 5; i++) {
      volunteer.talk.say("志愿者的话 " + i);
      seeker.talk.awaitWords("志愿者的话 " + i);
      seeker.talk.say("求助者的话 " + i);
      volunteer.talk.awaitWords("求助者的话 " + i);
    }
    seeker.talk.awaitText("已读");
    seeker.screen.picture(size + "-talking");
    volunteer.screen.picture(size + "-chat");

    assertEquals(seeker.talk.said(), volunteer.talk.said());
    assertGapless(seeker.talk.said());
    assertEquals(0, seeker.screen.pixelsTooWide());
    assertEquals(0, volunteer.screen.pixelsTooWide());
    assertEquals("暖线", seeker.screen.page.title());
    assertTrue(seeker.screen.page.url().endsWith("/"));

    volunteer.closeAndWrapUp("谈了睡眠");
    seeker.talk.awaitText("谢谢您愿意说出来。");
    seeker.screen.picture(size + "-end");
  }

  @Test
  void dangerWorksAtOnceAndWithoutANetworkAndIsSentWhenThereIsOne() throws Exception {
    String county = "360821";
    ConsolePage volunteer = volunteer(county, 0, Size.DESKTOP).ready();
    try (Cable cable = new Cable(node.base())) {
      HelpPage seeker = new HelpPage(screen(Size.PHONE), cable.base());
      seeker.tell(county);
      cable.cut();
      seeker.screen.page.getByText("开始聊聊").first().click();
      seeker.pressDanger();

      for (String number : List.of("120", "110", "12356")) {
        assertThat(seeker.screen.page.locator("#danger a[href='tel:" + number + "']")).isVisible();
      }
      assertThat(seeker.screen.page.locator("#calling")).hasText("我们正在叫人,请先不要一个人待着。");
      seeker.screen.picture("danger-offline");
      cable.mend();
      assertThat(seeker.screen.page.locator("#progress")).hasText("消息已经送到值班系统。");

      String name = staff.countyName(county);
      assertThat(volunteer.offer(name).locator(".level")).hasText("红");
      volunteer.accept(staff.countyName(county));
      assertThat(volunteer.screen.page.locator(".danger-note")).isVisible();
      seeker.screen.page.locator("#mistake").click();
      assertThat(volunteer.screen.page.locator(".danger-note")).isHidden();
    }
  }

  @Test
  void leavingLeavesNothingBehind() throws Exception {
    String county = "360822";
    HelpPage seeker = seeker(Size.PHONE);
    ConsolePage volunteer = talk(seeker, county);
    seeker.screen.context.route(
        "https://www.baidu.com/**",
        route ->
            route.fulfill(new com.microsoft.playwright.Route.FulfillOptions().setBody("weather")));

    seeker.screen.page.keyboard().press("Escape");
    seeker.screen.page.keyboard().press("Escape");

    seeker.screen.page.waitForURL("https://www.baidu.com/");
    volunteer.talk.awaitText("对方快速离开了,请不要主动联系");
    seeker.screen.page.navigate(node.base() + "/");
    seeker.talk.awaitText("开始聊聊");
    assertEquals(0, seeker.screen.page.evaluate("sessionStorage.length + localStorage.length"));
    assertEquals("", seeker.screen.page.evaluate("document.cookie"));
  }

  @Test
  void whoeverOpensThePageAnewInTheSameTabSeesNothing() throws Exception {
    HelpPage seeker = seeker(Size.PHONE);
    seeker.start("360823");
    seeker.talk.say("不要让别人看到");
    seeker.talk.awaitAllSent();

    seeker.openAnew();

    assertThat(seeker.screen.page.getByText("开始聊聊").first()).isVisible();
    assertFalse(seeker.screen.page.content().contains("不要让别人看到"));
  }

  @Test
  void aCodeBringsBackTheConversationWithTheEarlierWordsFolded() throws Exception {
    String county = "360824";
    HelpPage seeker = seeker(Size.PHONE);
    ConsolePage volunteer = talk(seeker, county);
    String code = seeker.returnCode();
    assertTrue(code.matches("\\d{6}"), code);

    HelpPage elsewhere = seeker(Size.DESKTOP);
    elsewhere.comeBack(code);

    elsewhere.talk.awaitText("显示之前的对话");
    assertThat(elsewhere.screen.page.locator(".bubble")).hasCount(0);
    elsewhere.talk.say("我回来了");
    volunteer.talk.awaitWords("我回来了");
    elsewhere.screen.page.getByText("显示之前的对话").click();
    elsewhere.talk.awaitWords("在的");
    assertEquals(volunteer.talk.said(), elsewhere.talk.said());
  }

  @Test
  void aReloadOnEitherSideLosesNothing() throws Exception {
    String county = "360825";
    HelpPage seeker = seeker(Size.PHONE);
    ConsolePage volunteer = talk(seeker, county);

    seeker.talk.say("就在重新打开之前");
    seeker.screen.page.reload();
    seeker.talk.awaitWords("就在重新打开之前");
    volunteer.talk.say("我也重新打开");
    volunteer.screen.page.reload();
    volunteer.screen.page.locator(".chat-entry").first().click();
    volunteer.talk.awaitWords("我也重新打开");
    seeker.talk.awaitWords("我也重新打开");

    assertEquals(seeker.talk.said(), volunteer.talk.said());
    assertGapless(seeker.talk.said());
  }

  @Test
  void wordsTypedWhileTheLineIsCutArriveOnceAndInOrder() throws Exception {
    String county = "360826";
    try (Cable cable = new Cable(node.base())) {
      HelpPage seeker = new HelpPage(screen(Size.PHONE), cable.base());
      ConsolePage volunteer = talk(seeker, county);
      cable.cut();
      seeker.talk.awaitText("连接断了,正在重连,您写的都还在。");
      volunteer.talk.awaitText("暂时离开");
      for (int i = 0; i < 5; i++) {
        seeker.talk.say("断线时写的 " + i);
        volunteer.talk.say("断线时说的 " + i);
      }
      seeker.screen.picture("cut");
      volunteer.talk.awaitAllSent();
      cable.mend();
      seeker.talk.awaitAllSent();
      seeker.talk.awaitWords("断线时说的 4");
      volunteer.talk.awaitWords("断线时写的 4");

      assertEquals(seeker.talk.said(), volunteer.talk.said());
      assertGapless(seeker.talk.said());
      List<String> written =
          seeker.talk.said().stream().map(Said::text).filter(t -> t.startsWith("断线时写")).toList();
      assertEquals(List.of("断线时写的 0", "断线时写的 1", "断线时写的 2", "断线时写的 3", "断线时写的 4"), written);
    }
  }

  @Test
  void aPhoneThatSleptAndLostItsNetworkWakesToEverythingThatWasSaid() throws Exception {
    String county = "360827";
    try (Cable cable = new Cable(node.base());
        Browser phone = new Browser()) {
      HelpPage seeker = new HelpPage(phone.screen(Size.PHONE), cable.base());
      ConsolePage volunteer = talk(seeker, county);
      phone.freeze();
      cable.strand();
      for (int i = 0; i < 3; i++) {
        volunteer.talk.say("您还在吗 " + i);
      }
      volunteer.talk.awaitAllSent();

      phone.wake();

      seeker.talk.awaitWords("您还在吗 2");
      assertEquals(volunteer.talk.said(), seeker.talk.said());
      assertEquals(List.of(), seeker.screen.mistakes());
    }
  }

  @Test
  void whenAVolunteersBrowserDiesThePersonIsToldAndTheNextVolunteerSeesEverything()
      throws Exception {
    String county = "360828";
    HelpPage seeker = seeker(Size.PHONE);
    ConsolePage first = talk(seeker, county);
    List<Said> before = seeker.talk.said();
    ConsolePage second = volunteer(county, 1, Size.DESKTOP).ready();

    first.close();

    second.accept(staff.countyName(county));
    second.talk.awaitWords("在的");
    assertEquals(before, second.talk.said().subList(0, before.size()));
    second.talk.say("我是接着陪您的志愿者");
    seeker.talk.awaitWords("我是接着陪您的志愿者");
    assertGapless(seeker.talk.said());
  }

  @Test
  void aSecondLoginTakesTheDeskOverUntilTheFirstAsksForItBack() throws Exception {
    String county = "360829";
    ConsolePage first = volunteer(county, 0, Size.DESKTOP).ready();
    ConsolePage second = volunteer(county, 0, Size.PHONE);

    first.talk.awaitText("您在别处打开了工作台,这里已经停下。");
    assertThat(second.screen.page.locator(".state-word")).isVisible();
    first.button("在这里继续").click();

    second.talk.awaitText("您在别处打开了工作台,这里已经停下。");
  }

  @Test
  void aServerKilledAndStartedAgainIsOnlyAPause() throws Exception {
    String county = "360830";
    HelpPage seeker = seeker(Size.PHONE);
    ConsolePage volunteer = talk(seeker, county);

    node.kill();
    seeker.talk.awaitText("连接断了,正在重连,您写的都还在。");
    seeker.talk.say("服务器不在时写的");
    volunteer.talk.say("服务器不在时说的");
    node.start();

    seeker.talk.awaitWords("服务器不在时说的");
    volunteer.talk.awaitWords("服务器不在时写的");
    Await.until("both see the same", () -> seeker.talk.said().equals(volunteer.talk.said()));
    assertGapless(seeker.talk.said());
  }

  @Test
  void theSafetyNumbersNeedNoScript() {
    try (Screen screen = browser.screenWithoutScripts(Size.PHONE)) {
      screen.page.navigate(node.base() + "/");
      for (String number : List.of("120", "110", "12356")) {
        assertThat(screen.page.locator(".lifeline a[href='tel:" + number + "']")).isVisible();
      }
      assertThat(screen.page.getByText("演示系统,没有人值守。").first()).isVisible();
      screen.page.locator("#danger > summary").click();
      assertThat(screen.page.locator("#danger a[href='tel:120']")).isVisible();
      assertThat(screen.page.locator("#calling")).isHidden();
    }
  }

  @Test
  void thePageSpeaksEnglishWhenItIsAsked() {
    HelpPage seeker = seeker(Size.PHONE);
    seeker.screen.page.getByText("English").click();
    seeker.talk.awaitText("Start talking");
    assertThat(seeker.screen.page.locator("#danger > summary")).hasText("I am in danger now");
    seeker.screen.page.getByText("Start talking").first().click();
    seeker.talk.awaitText("No volunteer is at a desk now");
    seeker.screen.picture("english");
  }

  @Test
  void theContractCanBeReadByPeopleAndMachines() throws Exception {
    Screen screen = screen(Size.DESKTOP);
    screen.page.navigate(node.base() + "/api/docs");
    assertThat(screen.page.locator("#openContact")).isVisible();
    String yaml = Node.get(node.base().resolve("/api/v1/openapi.yaml")).body();
    assertTrue(yaml.startsWith("openapi: 3.1.0"), yaml.substring(0, 40));
  }

  /** A seeker of the county and the county's first volunteer, who greeted each other. */
  private ConsolePage talk(HelpPage seeker, String county) throws Exception {
    seeker.start(county);
    ConsolePage volunteer = volunteer(county, 0, Size.DESKTOP).ready();
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

  private ConsolePage volunteer(String county, int which, Size size) throws Exception {
    return new ConsolePage(screen(size), node.base()).login(staff.atDesk(county).get(which));
  }

  private Screen screen(Size size) {
    Screen screen = browser.screen(size);
    screens.add(screen);
    return screen;
  }

  private static void assertGapless(List<Said> said) {
    for (int i = 0; i < said.size(); i++) {
      assertEquals(i + 1, said.get(i).seq());
    }
  }
}
