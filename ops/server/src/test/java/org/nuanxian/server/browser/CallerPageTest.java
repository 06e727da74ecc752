package org.nuanxian.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.nuanxian.runtime.testing.phone.Call;
import org.nuanxian.runtime.testing.phone.Pbx;
import org.nuanxian.runtime.testing.phone.Phone;
import org.nuanxian.server.testing.Await;
import org.nuanxian.server.testing.Installation;

/** Somebody calls the hotline, and a volunteer answers in the browser: both hear each other. */
class CallerPageTest {
  private static final int CALLER = 440;
  private static final int VOLUNTEER = 700;

  @TempDir static Path temporary;

  /** Of the whole class; set before the first test. */
  private static Pbx pbx;

  @RegisterExtension
  static final House house =
      new House(
          CallerPageTest::open,
          new Screens(() -> Browser.hearing(Tone.write(temporary.resolve("tone.wav"), VOLUNTEER))));

  private static Installation open() {
    pbx = Pbx.start(temporary.resolve("pbx"));
    return Installation.open(temporary.resolve("house"))
        .hotline(
            pbx.config(
                "1201=360802",
                "1202=360825",
                "1203=360826",
                "1204=360828",
                "1205=360829",
                "1206=360827"));
  }

  @AfterAll
  static void end() {
    pbx.close();
  }

  private static Call call(Phone phone, String number) {
    Call call = phone.call(pbx.sip(), "13800000001", number).awaitAnswer();
    call.sound().say(CALLER);
    return call;
  }

  private static String name(String county) throws Exception {
    return house.staff().countyName(county);
  }

  private static void assertTheyTalk(Call call, PhonePage volunteer) {
    Await.until("the caller hears the volunteer", () -> call.sound().hears(VOLUNTEER));
    Await.until("the volunteer hears the caller", () -> volunteer.hears(CALLER));
  }

  @Test
  void aCallerAndAVolunteerHearEachOtherUntilTheVolunteerEnds() throws Exception {
    String county = "360802";
    PhonePage volunteer = PhonePage.atDesk(house.volunteer(county, 0, Size.DESKTOP));
    try (Phone phone = Phone.anywhere()) {
      Call call = call(phone, "1201");
      volunteer.rings(name(county));
      assertEquals(List.of(), Accessibility.findings(volunteer.page));
      volunteer.console.screen.picture("console-caller");
      volunteer.answer(name(county), "接听");
      assertTheyTalk(call, volunteer);

      assertThat(volunteer.page.locator("[data-quality]")).containsText("声音");
      assertEquals(0, volunteer.console.screen.pixelsTooWide());
      assertEquals(List.of(), Accessibility.findings(volunteer.page));
      volunteer.console.screen.picture("console-call-on");
      volunteer.page.keyboard().press("Alt+m");
      assertThat(volunteer.page.locator(".phone-state")).containsText("静音中");
      Await.until("a muted one is not heard", () -> !call.sound().hearsAnything());
      volunteer.page.keyboard().press("Alt+m");
      Await.until("heard again", () -> call.sound().hears(VOLUNTEER));
      volunteer.page.keyboard().press("Alt+h");
      assertThat(volunteer.page.locator(".phone-state")).containsText("保持中");
      Await.until(
          "music on hold", () -> call.sound().hearsAnything() && !call.sound().hears(VOLUNTEER));
      volunteer.page.keyboard().press("Alt+h");
      assertTheyTalk(call, volunteer);

      volunteer.console.closeAndWrapUp("说了说睡不着");
      call.awaitEnd();
    }
  }

  @Test
  void aReloadInMidCallBringsTheCallBackToTheSameVolunteer() throws Exception {
    String county = "360825";
    PhonePage volunteer = PhonePage.atDesk(house.volunteer(county, 0, Size.DESKTOP));
    try (Phone phone = Phone.anywhere()) {
      Call call = call(phone, "1202");
      volunteer.answer(name(county), "接听");
      assertTheyTalk(call, volunteer);

      volunteer.page.reload();

      Await.until(
          "music meanwhile", () -> call.sound().hearsAnything() && !call.sound().hears(VOLUNTEER));
      assertThat(volunteer.rings(name(county))).containsText("刚才的电话断了");
      volunteer.answer(name(county), "接回电话");
      assertTheyTalk(call, volunteer);
      call.hangUp();
      assertThat(volunteer.page.locator(".phone")).hasCount(0);
    }
  }

  @Test
  void aBrowserThatIsKilledInACallLeavesTheCallerToTheNextVolunteer() throws Exception {
    String county = "360826";
    PhonePage second = PhonePage.atDesk(house.volunteer(county, 1, Size.DESKTOP));
    second.console.button("小休").click();
    try (Browser browser = Browser.hearing(temporary.resolve("tone.wav"));
        Phone phone = Phone.anywhere()) {
      ConsolePage desk = new ConsolePage(browser.screen(Size.DESKTOP), house.base());
      PhonePage first = PhonePage.atDesk(desk.login(house.staff().atDesk(county).getFirst()));
      Call call = call(phone, "1203");
      first.answer(name(county), "接听");
      assertTheyTalk(call, first);
      second.console.ready();

      browser.kill();

      Await.until(
          "music meanwhile", () -> call.sound().hearsAnything() && !call.sound().hears(VOLUNTEER));
      second.answer(name(county), "接听");
      assertTheyTalk(call, second);
      call.hangUp();
      assertThat(second.page.locator(".phone")).hasCount(0);
    }
  }

  @Test
  void aBrowserThatIsKilledWhileRingingLeavesTheCallerToTheNextVolunteer() throws Exception {
    String county = "360828";
    try (Browser browser = Browser.hearing(temporary.resolve("tone.wav"));
        Phone phone = Phone.anywhere()) {
      ConsolePage desk = new ConsolePage(browser.screen(Size.DESKTOP), house.base());
      PhonePage first = PhonePage.atDesk(desk.login(house.staff().atDesk(county).getFirst()));
      Call call = call(phone, "1204");
      first.rings(name(county));
      PhonePage second = PhonePage.atDesk(house.volunteer(county, 1, Size.DESKTOP));

      browser.kill();

      second.answer(name(county), "接听");
      assertTheyTalk(call, second);
      second.console.closeAndWrapUp("说了一会儿");
    }
  }

  @Test
  void whoTakesForThemselvesIsConnectedByOnePressAndHandsTheCallerOn() throws Exception {
    String county = "360829";
    PhonePage first = PhonePage.atDesk(house.volunteer(county, 0, Size.DESKTOP));
    first.console.button("自己取").click();
    first.console.talk.awaitText("现在没有要取的人,可以歇口气。");
    try (Phone phone = Phone.anywhere()) {
      Call call = call(phone, "1205");
      first.console.talk.awaitText("有 1 位在等,您可以取。");
      first.console.button("取下一位").click();
      assertThat(first.page.locator(".phone-state")).containsText("通话中");
      assertTheyTalk(call, first);

      PhonePage second = PhonePage.atDesk(house.volunteer(county, 1, Size.DESKTOP));
      first.console.tab("交接和结束").click();
      first.page.locator(".hand [role=group] button").first().click();
      second.answer(name(county), "接听");
      assertThat(first.page.locator(".phone")).hasCount(0);
      first.console.talk.awaitText("已经有人接着陪了,谢谢您。");
      assertTheyTalk(call, second);

      second.console.closeAndWrapUp("换人以后接着说");
      call.awaitEnd();
    }
  }

  @Test
  void aPbxThatBeganAnewRingsTheSamePageAgain() throws Exception {
    String county = "360827";
    PhonePage volunteer = PhonePage.atDesk(house.volunteer(county, 0, Size.DESKTOP));

    pbx.kill();
    assertThat(volunteer.page.locator(".phone-line")).containsText("没有连上");
    pbx.restart();

    volunteer.awaitLine();
    try (Phone phone = Phone.anywhere()) {
      Call call = call(phone, "1206");
      volunteer.answer(name(county), "接听");
      assertTheyTalk(call, volunteer);
      volunteer.console.closeAndWrapUp("电话恢复了");
    }
  }

  @Test
  void whoeverRefusesTheMicrophoneIsToldAndCountsAsOnCall() throws Exception {
    ConsolePage volunteer = house.volunteer("360830", 0, Size.PHONE).awake();
    assertThat(volunteer.screen.page.locator(".phone-line")).isVisible();
    volunteer.ready();

    assertThat(volunteer.screen.page.locator(".oncall")).containsText("浏览器没有让这个网页用麦克风");
    assertThat(volunteer.screen.page.locator(".state-word[data-seat=onCall]")).isVisible();
    assertThat(volunteer.screen.page.locator(".phone-line")).containsText("打您自己的");
    volunteer.screen.context.grantPermissions(List.of("microphone"));
    volunteer.button("再检查一次").click();
    volunteer.button("听到了").click();
    assertThat(volunteer.screen.page.locator(".phone-line")).containsText("●");
    assertThat(volunteer.screen.page.locator(".state-word[data-seat=atDesk]")).isVisible();
    assertEquals(0, volunteer.screen.pixelsTooWide());
    volunteer.screen.picture("PHONE-console-no-microphone");
  }

  @Test
  void whoLeftANumberIsCalledFromThePageWhichDoesNotShowIt() throws Exception {
    String county = "360803";
    HelpPage seeker = house.seeker(Size.PHONE);
    seeker.start(county);
    seeker.screen.page.getByText("留个电话").click();
    seeker.screen.page.locator("[name=callback-number]").fill("13800138000");
    seeker.screen.page.getByText("别人也可能接").click();
    seeker.screen.page.locator("[name=callback-name]").fill("小林");
    seeker.screen.page.getByText("留下电话").click();
    assertThat(seeker.screen.page.locator(".callback")).containsText("记下了");
    seeker.screen.page.navigate("about:blank");

    PhonePage volunteer = PhonePage.atDesk(house.volunteer(county, 0, Size.DESKTOP));
    volunteer.console.accept(name(county));
    try (Phone outside = pbx.outside()) {
      volunteer.console.button("打给对方").click();
      Call call = outside.awaitCall();
      assertThat(volunteer.page.locator(".call-panel")).containsText("电话已打出");
      assertThat(volunteer.page.locator(".call-panel")).containsText("方便接电话吗?”");
      assertThat(volunteer.page.locator(".call-panel")).not().containsText("13800138000");
      assertEquals(0, volunteer.console.screen.pixelsTooWide());
      assertEquals(List.of(), Accessibility.findings(volunteer.page));
      volunteer.console.screen.picture("DESKTOP-console-dial");
      call.answer().sound().say(CALLER);
      assertTheyTalk(call, volunteer);
      volunteer.console.button("接通了").click();
      assertThat(volunteer.page.locator(".call-panel")).containsText("电话已接通");
      volunteer.console.button("挂断").click();
      call.awaitEnd();
    }
    volunteer.console.closeAndWrapUp("打过电话了");
  }
}
