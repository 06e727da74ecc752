package org.nuanxian.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nuanxian.server.testing.Await;
import org.nuanxian.server.testing.Installation;
import org.nuanxian.server.testing.Node;

/** People in browsers before a real server. */
class BrowserTest {
  @TempDir static Path temporary;

  @RegisterExtension
  static final House house =
      new House(() ->
          Installation.open(temporary.resolve("house"))
              .timing("widen", "30m")
              .timing("own-county", "30m")
              .timing("away-max", "5s"));

  @ParameterizedTest
  @EnumSource
  void twoPeopleTalkFromTheFirstPressToTheRecord(Size size) throws Exception {
    String county = size == Size.PHONE ? "360802" : "360803";
    HelpPage seeker = house.seeker(size);
    seeker.screen.picture(size + "-start");
    seeker.start(county);
    seeker.screen.picture(size + "-waiting");
    seeker.talk.say("睡不着,先写在这里");
    seeker.talk.awaitAllSent();
    ConsolePage volunteer = house.volunteer(county, 0, size).ready();
    volunteer.offer(house.staff().countyName(county));
    volunteer.screen.picture(size + "-offer");
    if (size == Size.DESKTOP) {
      volunteer.acceptByKey(house.staff().countyName(county));
    } else {
      volunteer.accept(house.staff().countyName(county));
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
    ConsolePage volunteer = house.volunteer(county, 0, Size.DESKTOP).ready();
    try (Cable cable = new Cable(house.base())) {
      HelpPage seeker = new HelpPage(house.screen(Size.PHONE), cable.base());
      seeker.tell(county);
      seeker.screen.haveBothLanguages();
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

      // The report goes on over a reload, and so does the card.
      seeker.screen.page.reload();
      assertThat(seeker.screen.page.locator("#calling")).hasText("我们正在叫人,请先不要一个人待着。");
      assertThat(seeker.screen.page.locator("#progress")).hasText("消息已经送到值班系统。");
      assertThat(seeker.screen.page.locator("#mistake")).isVisible();

      String name = house.staff().countyName(county);
      Locator level = volunteer.offer(name).locator(".level");
      level.waitFor(); // an offer may ring before the danger, which comes on its own way
      assertThat(level).hasText("红");
      volunteer.accept(name);
      assertThat(volunteer.screen.page.locator(".danger-note")).isVisible();
      assertThat(seeker.screen.page.locator("#calling")).containsText("来了,您可以回到对话里说。");
      seeker.screen.picture("danger-answered");
      volunteer.screen.picture("chat-danger");
      seeker.screen.page.locator("#danger-back").click();
      seeker.talk.say("我在");
      volunteer.talk.awaitWords("我在");
      seeker.screen.page.reload();
      seeker.talk.awaitWords("我在"); // who went back to the talk stays there
      assertThat(seeker.screen.page.locator("#calling")).isHidden();
      seeker.screen.page.locator("#danger > summary").click();
      seeker.screen.page.locator("#mistake").click();
      assertThat(volunteer.screen.page.locator(".danger-note")).isHidden();
    }
  }

  @Test
  void leavingLeavesNothingBehind() throws Exception {
    String county = "360822";
    HelpPage seeker = house.seeker(Size.PHONE);
    ConsolePage volunteer = house.talk(seeker, county);
    seeker.screen.context.route(
        "https://www.baidu.com/**",
        route ->
            route.fulfill(new com.microsoft.playwright.Route.FulfillOptions().setBody("weather")));

    seeker.screen.page.keyboard().press("Escape");
    seeker.screen.page.keyboard().press("Escape");

    seeker.screen.page.waitForURL("https://www.baidu.com/");
    volunteer.talk.awaitText("对方快速离开了,请不要主动联系");
    seeker.screen.page.navigate(house.base() + "/");
    seeker.talk.awaitText("开始聊聊");
    assertEquals(0, seeker.screen.page.evaluate("sessionStorage.length + localStorage.length"));
    assertEquals("", seeker.screen.page.evaluate("document.cookie"));
  }

  @Test
  void whoeverOpensThePageAnewInTheSameTabSeesNothing() throws Exception {
    HelpPage seeker = house.seeker(Size.PHONE);
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
    HelpPage seeker = house.seeker(Size.PHONE);
    ConsolePage volunteer = house.talk(seeker, county);
    String code = seeker.returnCode();
    assertTrue(code.matches("\\d{6}"), code);

    HelpPage elsewhere = house.seeker(Size.DESKTOP);
    elsewhere.comeBack(code);

    elsewhere.talk.awaitText("显示之前的对话");
    elsewhere.screen.picture("help-folded");
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
    HelpPage seeker = house.seeker(Size.PHONE);
    ConsolePage volunteer = house.talk(seeker, county);

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
    try (Cable cable = new Cable(house.base())) {
      HelpPage seeker = new HelpPage(house.screen(Size.PHONE), cable.base());
      ConsolePage volunteer = house.talk(seeker, county);
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
    try (Cable cable = new Cable(house.base());
        Browser phone = new Browser()) {
      HelpPage seeker = new HelpPage(phone.screen(Size.PHONE), cable.base());
      ConsolePage volunteer = house.talk(seeker, county);
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
    HelpPage seeker = house.seeker(Size.PHONE);
    ConsolePage first = house.talk(seeker, county);
    List<Said> before = seeker.talk.said();
    ConsolePage second = house.volunteer(county, 1, Size.DESKTOP).ready();

    first.close();

    second.accept(house.staff().countyName(county));
    second.talk.awaitWords("在的");
    assertEquals(before, second.talk.said().subList(0, before.size()));
    second.talk.say("我是接着陪您的志愿者");
    seeker.talk.awaitWords("我是接着陪您的志愿者");
    assertGapless(seeker.talk.said());
  }

  @Test
  void aSecondLoginTakesTheDeskOverUntilTheFirstAsksForItBack() throws Exception {
    String county = "360829";
    ConsolePage first = house.volunteer(county, 0, Size.DESKTOP).ready();
    ConsolePage second = house.volunteer(county, 0, Size.PHONE);

    first.talk.awaitText("您在别处打开了工作台,这里已经停下。");
    assertThat(second.screen.page.locator(".state-word")).isVisible();
    first.button("在这里继续").click();

    second.talk.awaitText("您在别处打开了工作台,这里已经停下。");
  }

  @Test
  void aServerKilledAndStartedAgainIsOnlyAPause() throws Exception {
    String county = "360830";
    HelpPage seeker = house.seeker(Size.PHONE);
    ConsolePage volunteer = house.talk(seeker, county);

    house.node().kill();
    seeker.talk.awaitText("连接断了,正在重连,您写的都还在。");
    seeker.talk.say("服务器不在时写的");
    volunteer.talk.say("服务器不在时说的");
    house.node().start();

    seeker.talk.awaitWords("服务器不在时说的");
    volunteer.talk.awaitWords("服务器不在时写的");
    Await.until("both see the same", () -> seeker.talk.said().equals(volunteer.talk.said()));
    assertGapless(seeker.talk.said());
  }

  @Test
  void theSafetyNumbersNeedNoScript() {
    Page page = house.screenWithoutScripts(Size.PHONE).page;
    page.navigate(house.base() + "/");
    for (String number : List.of("120", "110", "12356")) {
      assertThat(page.locator(".lifeline a[href='tel:" + number + "']")).isVisible();
    }
    assertThat(page.getByText("演示系统,没有人值守。").first()).isVisible();
    page.locator("#danger > summary").click();
    assertThat(page.locator("#danger a[href='tel:120']")).isVisible();
    assertThat(page.locator("#calling")).isHidden();
  }

  @Test
  void thePageSpeaksEnglishWhenItIsAsked() {
    HelpPage seeker = house.seeker(Size.PHONE);
    seeker.screen.page.getByText("English").click();
    seeker.talk.awaitText("Start talking");
    assertThat(seeker.screen.page.locator("#danger > summary")).hasText("I am in danger now");
    seeker.screen.page.getByText("Start talking").first().click();
    seeker.talk.awaitText("No volunteer is at a desk now");
    seeker.screen.picture("english");
  }

  @Test
  void theContractCanBeReadByPeopleAndMachines() throws Exception {
    Screen screen = house.screen(Size.DESKTOP);
    screen.page.navigate(house.base() + "/api/docs");
    assertThat(screen.page.locator("#openContact")).isVisible();
    String yaml = Node.get(house.base().resolve("/api/v1/openapi.yaml")).body();
    assertTrue(yaml.startsWith("openapi: 3.1.0"), yaml.substring(0, 40));
  }

  private static void assertGapless(List<Said> said) {
    for (int i = 0; i < said.size(); i++) {
      assertEquals(i + 1, said.get(i).seq());
    }
  }
}
