package org.nuanxian.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nuanxian.server.testing.Installation;

/** A volunteer's first hour at the console, and a supervisor beside it. */
class ConsoleTest {
  /** Would run, and mark the page, wherever it is not written as plain text. */
  private static final String SCRIPT =
      "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>";

  @TempDir static Path temporary;

  @RegisterExtension
  static final House house =
      new House(() ->
          Installation.open(temporary.resolve("house"))
              .timing("widen", "30m")
              .timing("aside-after", "1s")
              .timing("own-county", "30m"));

  @ParameterizedTest
  @EnumSource
  void theFirstHourOfAVolunteer(Size size) throws Exception {
    String county = size == Size.PHONE ? "360802" : "360803";
    HelpPage first = seeker(county);
    first.talk.say("睡不着");
    ConsolePage volunteer = house.volunteer(county, 0, size).check();
    volunteer.screen.picture(size + "-check");
    volunteer.passed();
    if (size == Size.DESKTOP) {
      volunteer.acceptByKey(house.staff().countyName(county));
    } else {
      volunteer.accept(house.staff().countyName(county));
    }
    volunteer.talk.awaitWords("睡不着");
    assertNoFindings(volunteer);

    HelpPage second = seeker(county);
    second.talk.say("我也在等");
    volunteer.accept(house.staff().countyName(county));
    volunteer.talk.awaitWords("我也在等");
    volunteer.screen.page.keyboard().press("Control+k");
    volunteer.screen.picture(size + "-canned");
    volunteer.screen.page.keyboard().press("Escape");
    volunteer.screen.page.keyboard().press("Alt+/");
    volunteer.screen.picture(size + "-keys");
    volunteer.screen.page.keyboard().press("Escape");
    volunteer.canned("不着急");
    volunteer.talk.send();
    second.talk.awaitWords("不着急,您慢慢说,我在听。");

    // A draft outlives a reload, and belongs to its conversation.
    Locator field = volunteer.screen.page.locator(".composer textarea");
    field.fill("还没写完的话");
    volunteer.screen.page.reload();
    volunteer.open("我也在等");
    assertThat(field).hasValue("还没写完的话");
    volunteer.open("睡不着");
    assertThat(field).hasValue("");

    // The record is saved as it is typed, and is there after a reload.
    volunteer.tab("记录").click();
    volunteer.screen.page.locator("[name=facts]").fill("说最近睡不着");
    volunteer.screen.page.locator("[name=problem]").selectOption("emotion");
    volunteer.talk.awaitText("已保存。");
    volunteer.screen.page.reload();
    volunteer.open("睡不着");
    volunteer.tab("记录").click();
    assertThat(volunteer.screen.page.locator("[name=facts]")).hasValue("说最近睡不着");
    assertThat(volunteer.screen.page.locator("[name=problem]")).hasValue("emotion");
    assertNoFindings(volunteer);
    volunteer.screen.picture(size + "-record");
    volunteer.tab("交接和结束").click();
    assertNoFindings(volunteer);
    volunteer.screen.picture(size + "-refer");
    assertEquals(0, volunteer.screen.pixelsTooWide());

    volunteer.closeAndWrapUp("说最近睡不着,今天好一些");
    first.talk.awaitText("谢谢您愿意说出来。");
    assertThat(volunteer.screen.page.locator(".chat-entry")).hasCount(1);
  }

  @Test
  void inEnglishEachGroupOfTheBarKeepsItsLineOnALaptop() throws Exception {
    String county = "360828";
    HelpPage seeker = seeker(county);
    ConsolePage volunteer = house.volunteer(county, 0, Size.DESKTOP).ready();
    volunteer.offer(house.staff().countyName(county));
    volunteer.screen.page.locator(".bar .menu summary").click();
    volunteer.button("English").click();
    assertThat(volunteer.screen.page.locator(".queue")).containsText("longest");
    for (String group : List.of(".bar-state", ".bar-load", ".bar-acts")) {
      assertEquals(44, volunteer.screen.page.locator(group).boundingBox().height, group);
    }
    seeker.leave();
  }

  @Test
  void aSupervisorReadsAlongAndTheVolunteerSeesIt() throws Exception {
    String county = "360821";
    HelpPage seeker = seeker(county);
    seeker.talk.say("有人吗");
    ConsolePage volunteer = house.volunteer(county, 0, Size.DESKTOP).ready();
    volunteer.accept(house.staff().countyName(county));
    volunteer.button("求援").click();
    volunteer.talk.awaitText("已经求援,正在叫督导。");

    ConsolePage supervisor =
        new ConsolePage(house.screen(Size.DESKTOP), house.base())
            .login(house.staff().supervisor(county));
    supervisor.button("我知道了").click();
    supervisor.screen.picture("board");
    volunteer.talk.awaitText("督导已经知道了,正在处理。");
    supervisor.screen.page.locator(".board-row").first().waitFor();
    assertNoFindings(supervisor);
    supervisor.screen.page.locator(".alarm-card").getByText("旁听").click();
    supervisor.talk.awaitWords("有人吗");
    volunteer.talk.awaitText("督导在旁");
    volunteer.talk.say("我在");
    supervisor.talk.awaitWords("我在");
    supervisor.screen.picture("along");
    volunteer.screen.picture("beside");
    // What is written here goes to the volunteer alone.
    assertThat(supervisor.screen.page.locator(".composer:not(.whisper-box .composer)")).hasCount(0);
    supervisor.button("不再旁听").click();
    assertThat(volunteer.screen.page.getByText("督导在旁")).isHidden();
  }

  @Test
  void somebodySilentIsSetAsideAndComesBackWithTheNextWord() throws Exception {
    String county = "360825";
    HelpPage seeker = seeker(county);
    seeker.talk.say("我想一下");
    ConsolePage volunteer = house.volunteer(county, 0, Size.DESKTOP).ready();
    volunteer.accept(house.staff().countyName(county));
    volunteer.button("先放一放").click();
    volunteer.talk.awaitText("已经放下。");
    assertThat(volunteer.screen.page.locator(".chat-entry")).hasCount(0);
    seeker.talk.awaitText("您写一句,我们马上请人回来");

    seeker.talk.say("我回来了");

    volunteer.accept(house.staff().countyName(county));
    volunteer.talk.awaitWords("我回来了");
    volunteer.talk.awaitWords("我想一下");
  }

  @Test
  void whoeverKnowsThePersonSeesNothingMoreAndSomebodyElseGoesOn() throws Exception {
    String county = "360826";
    HelpPage seeker = seeker(county);
    seeker.talk.say("只说给不认识我的人");
    ConsolePage neighbour = house.volunteer(county, 0, Size.DESKTOP).ready();
    neighbour.accept(house.staff().countyName(county));
    neighbour.talk.awaitWords("只说给不认识我的人");
    ConsolePage other = house.volunteer(county, 1, Size.DESKTOP).ready();
    neighbour.more("我认识这个人");
    neighbour.talk.awaitText("已经交给别人,您这里看不到了。");
    assertFalse(neighbour.screen.page.content().contains("只说给不认识我的人"));

    other.accept(house.staff().countyName(county));
    other.talk.awaitWords("只说给不认识我的人");
    other.talk.say("我接着陪您");
    seeker.talk.awaitWords("我接着陪您");
    assertThat(neighbour.screen.page.locator(".offer")).hasCount(0);
  }

  @Test
  void aHarassmentEndsCalmlyUnlessRiskWasEverShown() throws Exception {
    String county = "360827";
    HelpPage rude = seeker(county);
    rude.talk.say("骂人的话");
    ConsolePage volunteer = house.volunteer(county, 0, Size.DESKTOP).ready();
    volunteer.accept(house.staff().countyName(county));
    volunteer.more("辱骂");
    volunteer.talk.awaitWords("这次对话先到这里。");
    volunteer.talk.awaitText("已经结束。要不要歇一会儿?");
    assertThat(rude.screen.page.locator(".composer")).hasCount(0);
    assertThat(rude.screen.page.locator(".goodbye")).containsText("这次对话先到这里。");
    rude.screen.picture("help-ended-by-the-line");
    volunteer.screen.picture("wrap-up");
    volunteer.finish();

    HelpPage inDanger = seeker(county);
    inDanger.talk.say("骂人,也说不想活了");
    volunteer.accept(house.staff().countyName(county));
    volunteer.screen.page.locator("fieldset input[value=yes]").first().check();
    volunteer.screen.picture("screening");
    volunteer.tab("记录").click();
    volunteer.talk.awaitText("已保存。");
    volunteer.more("辱骂");
    volunteer.talk.awaitText("已经转给督导和别的志愿者。");
    assertThat(volunteer.screen.page.locator(".chat-entry")).hasCount(0);
    assertFalse(inDanger.screen.page.content().contains("这次对话先到这里"));
    inDanger.leave();
  }

  @ParameterizedTest
  @EnumSource
  void afterDangerAVolunteerRestsAndIsAskedOnlyBecauseThereIsNobodyElse(Size size)
      throws Exception {
    String county = size == Size.PHONE ? "360829" : "360881";
    HelpPage inDanger = seeker(county);
    inDanger.pressDanger();
    ConsolePage volunteer = house.volunteer(county, 0, size).ready();
    volunteer.accept(house.staff().countyName(county));
    volunteer.closeAndWrapUp("好一些了");
    assertThat(volunteer.screen.page.locator(".rest")).containsText("歇到");
    volunteer.screen.picture(size + "-rest");
    HelpPage next = seeker(county);
    next.pressDanger();
    volunteer.talk.awaitText("有一位处于危险中的求助者在等,您现在可以接吗?");
    volunteer.screen.picture(size + "-rest-asked");
    assertNoFindings(volunteer);
    volunteer.button("我可以接").click();
    assertThat(volunteer.screen.page.locator(".rest")).hasCount(0);
    volunteer.accept(house.staff().countyName(county));
    volunteer.finish();
  }

  @Test
  void aLockedScreenShowsNothingInAnyTabAndStaysOnDuty() throws Exception {
    String county = "360822";
    ConsolePage volunteer = house.volunteer(county, 0, Size.DESKTOP).ready();
    HelpPage seeker = seeker(county);
    seeker.talk.say("不要让别人看到");
    volunteer.accept(house.staff().countyName(county));
    volunteer.talk.awaitWords("不要让别人看到");
    volunteer.screen.page.route("**/me/lock", Route::abort);
    volunteer.screen.page.keyboard().press("Alt+l");
    volunteer.talk.awaitText("屏幕锁着");

    // Whether or not the server has heard of it.
    volunteer.screen.page.reload();
    volunteer.talk.awaitText("屏幕锁着");
    volunteer.screen.page.unroute("**/me/lock");
    Runnable again = volunteer.screen.page::reload;
    volunteer.screen.page.waitForResponse("**/me/lock", again);
    volunteer.talk.awaitText("屏幕锁着");
    Page other = volunteer.screen.context.newPage();
    other.navigate(house.base() + "/console");
    assertThat(other.getByText("屏幕锁着")).isVisible();
    other.close();
    volunteer.screen.page.bringToFront();
    volunteer.screen.page.reload();
    volunteer.talk.awaitText("屏幕锁着");
    volunteer.screen.picture("locked");
    Locator password = volunteer.screen.page.locator("[name=unlock]");
    password.fill("不是这个密码");
    password.press("Enter");
    volunteer.talk.awaitText("密码不对。");
    password.fill(house.staff().atDesk(county).get(0).password());
    password.press("Enter");

    // The password is checked as slowly as one must be, on a machine that may be busy.
    password.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    assertThat(password).hasCount(0);
    volunteer.open("不要让别人看到");
    assertThat(volunteer.screen.page.locator(".state-word[data-status=ready]")).isVisible();
  }

  @Test
  void loggingOutLeavesNothingInTheBrowser() throws Exception {
    String county = "360823";
    HelpPage seeker = seeker(county);
    seeker.talk.say("只给您看");
    ConsolePage volunteer = house.volunteer(county, 0, Size.DESKTOP).ready();
    volunteer.accept(house.staff().countyName(county));
    volunteer.screen.page.locator(".composer textarea").fill("没有写完");
    volunteer.closeAndWrapUp("记一下");
    volunteer.screen.page.locator(".bar .menu summary").click();
    volunteer.button("退出").click();

    volunteer.screen.page.locator("[name=username]").waitFor();
    volunteer.screen.picture("login");
    String kept =
        (String)
            volunteer.screen.page.evaluate(
                "JSON.stringify([{...sessionStorage}, {...localStorage}, document.cookie])");
    assertFalse(kept.contains("desk."), kept);
    assertFalse(kept.contains("没有写完") || kept.contains("记一下"), kept);
  }

  @Test
  void whatLooksLikeAScriptIsShownAsItWasWritten() throws Exception {
    String county = "360824";
    HelpPage seeker = seeker(county);
    seeker.talk.say(SCRIPT);
    ConsolePage volunteer = house.volunteer(county, 0, Size.DESKTOP).ready();
    volunteer.accept(house.staff().countyName(county));
    volunteer.talk.awaitWords(SCRIPT);
    volunteer.talk.say("收到 " + SCRIPT);
    seeker.talk.awaitWords("收到 " + SCRIPT);
    volunteer.screen.page.locator("[name=reason]").fill(SCRIPT);
    volunteer.button("定卡").click();
    volunteer.talk.awaitText("已定为");
    volunteer.tab("记录").click();
    volunteer.screen.page.locator("[name=facts]").fill(SCRIPT);
    volunteer.talk.awaitText("已保存。");
    volunteer.screen.page.reload();
    volunteer.open("<img");
    volunteer.talk.awaitText("之前记下的");
    volunteer.tab("记录").click();
    assertThat(volunteer.screen.page.locator("[name=facts]")).hasValue(SCRIPT);
    assertFalse(volunteer.screen.page.title().contains("broken"));
    assertFalse(seeker.screen.page.title().contains("broken"));
    assertThat(volunteer.screen.page.locator("#app img")).hasCount(0);
  }

  @Test
  void aVolunteerAsksAnotherToGoOnAndThePersonIsToldBefore() throws Exception {
    String county = "360829";
    HelpPage seeker = house.seeker(Size.PHONE);
    ConsolePage first = house.talk(seeker, county);
    ConsolePage second = house.volunteer(county, 1, Size.PHONE).ready();
    first.tab("交接和结束").click();
    first.screen.page.locator("[name=note]").fill("说了考试的事,还没说到家里");
    first.screen.page.locator(".hand [role=group] button").first().waitFor();
    assertNoFindings(first);
    first.screen.picture("hand");
    first.screen.page.locator(".hand [role=group] button").first().click();
    first.talk.awaitText("正在问对方,您先继续陪着。");
    seeker.talk.awaitText("不会离开。");
    seeker.screen.picture("handing");
    assertNoFindings(first);
    first.screen.picture("handing-console");
    second.talk.awaitText("说了考试的事,还没说到家里");
    assertNoFindings(second);
    second.screen.picture("handing-offer");
    second.accept(house.staff().countyName(county));
    second.talk.awaitWords("在的");
    seeker.talk.awaitText("接着陪您。");
    first.talk.awaitText("已经有人接着陪了,谢谢您。");
    assertThat(first.screen.page.locator(".chat-entry")).hasCount(0);
    second.finish();
  }

  @Test
  void aSupervisorActsFromTheBoardInOnePress() throws Exception {
    String county = "360830";
    HelpPage seeker = house.seeker(Size.PHONE);
    ConsolePage volunteer = house.talk(seeker, county);
    ConsolePage resting = house.volunteer(county, 1, Size.DESKTOP).ready();
    resting.button("小休").click();
    HelpPage waiting = seeker(county);
    ConsolePage supervisor =
        new ConsolePage(house.screen(Size.DESKTOP), house.base())
            .login(house.staff().supervisor(county));
    supervisor.screen.page.locator(".board-row").nth(1).waitFor();
    supervisor.button("问问能不能接").click();
    resting.talk.awaitText("现在能接吗?");
    resting.screen.picture("called-in");
    resting.button("现在不行").click();
    assertNoFindings(supervisor);
    supervisor.screen.picture("board-acts");
    assertEquals(0, supervisor.screen.pixelsTooWide());
    supervisor.button("放宽到全市").click();
    assertThat(supervisor.screen.page.getByText("放宽到全市")).isHidden();

    Locator talking =
        supervisor.screen.page.locator(".board-row", new Page.LocatorOptions().setHasText("在陪"));
    talking.getByText("我来接手").click();
    supervisor.talk.awaitWords("您好");
    volunteer.talk.awaitText("这个对话已经不在您这里了。");
    seeker.talk.awaitText("接着陪您。");
    supervisor.talk.say("我来接着陪您");
    seeker.talk.awaitWords("我来接着陪您");
    // Who was relieved is free for whoever still waits.
    volunteer.accept(house.staff().countyName(county));
    waiting.talk.awaitText("正在和您聊");
    supervisor.finish();
  }

  private static void assertNoFindings(ConsolePage console) {
    assertEquals(List.of(), Accessibility.findings(console.screen.page));
  }

  private static HelpPage seeker(String county) {
    HelpPage seeker = house.seeker(Size.PHONE);
    seeker.start(county);
    return seeker;
  }
}
