package org.nuanxian.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.nuanxian.server.TimedNode;
import org.nuanxian.server.testing.Await;
import org.nuanxian.server.testing.Installation;

/**
 * The worst night: at two a girl on her mother's phone presses 我现在很危险, both volunteers of her
 * county sleep beside their browsers, a supervisor acknowledges half asleep, her screen locks, and
 * at seven her mother opens the page. The time of the house and of the pages is the test's.
 */
class WorstNightTest {
  private static final Instant TWO = ZonedDateTime.parse("2026-03-04T02:00:00+08:00").toInstant();
  private static final Instant SEVEN = TWO.plus(Duration.ofHours(5));
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** Fine enough for hours in which everything takes a minute at least. */
  private static final Duration HALF_MINUTE = Duration.ofSeconds(30);

  private static final String CITY = "360800";
  private static final String COUNTY = "360802"; // the city's first: she told nothing
  private static final String ELSEWHERE = "360881";
  private static final String CALLING = "我们正在叫人,请先不要一个人待着。";
  private static final String WORDS = "药在我手边,不要让妈妈知道";

  @TempDir Path temporary;

  @RegisterExtension static final Screens screens = new Screens();

  private final List<ConsolePage> consoles = new ArrayList<>();

  private Installation installation;
  private TimedNode node;
  private DemoStaff staff;
  private String county;

  /** A browser of its own, which alone sleeps when the screen is locked. */
  private Browser pocket;

  /** The phone's network. */
  private Cable cable;

  private Screen phone;

  /** Those who sit at a desk of the county, and sleep. */
  private ConsolePage near;

  private ConsolePage far;

  /** Who is on call at home. */
  private ConsolePage home;

  private ConsolePage supervisor;

  /** The supervisor of another county. */
  private ConsolePage neighbour;

  private ConsolePage lead;

  @BeforeEach
  void beforeTwo() throws Exception {
    installation = Installation.open(temporary.resolve("house"));
    node = TimedNode.start(installation, temporary.resolve("node"), CITY, TWO);
    staff = new DemoStaff(node.data(), node.base());
    county = staff.countyName(COUNTY);
    near = console(staff.on(COUNTY, "atDesk", TWO).get(0)).awake().ready();
    far = console(staff.on(COUNTY, "atDesk", TWO).get(1)).awake().ready();
    home = console(staff.on(COUNTY, "onCall", TWO).get(0)).ready();
    supervisor = console(staff.supervisor(COUNTY));
    neighbour = console(staff.supervisor(ELSEWHERE));
    lead = console(staff.lead());
    pocket = new Browser();
    cable = new Cable(node.base());
    phone = pocket.screen(Size.PHONE);
    phone.page.clock().install(new Clock.InstallOptions().setTime(TWO.toEpochMilli()));
    phone.page.clock().pauseAt(TWO.plus(SECOND).toEpochMilli()); // nothing passes by itself
  }

  @AfterEach
  void theMorningAfter() throws IOException {
    cable.close();
    pocket.close();
    node.close();
    installation.close();
  }

  @Test
  void nobodyIsLostBetweenTwoAndSeven() throws Exception {
    HelpPage girl = new HelpPage(phone, cable.base());
    atTwoThePageSaysWhatIsTrueAndBothDesksRing(girl);
    afterTenSecondsTheSupervisorAndWhoIsAtHomeAreCalled();
    sheWritesAndWhoMissedItIsAskedAgain(girl);
    anAcknowledgementIsNoHelpAndThePageSendsHerToTheTelephone();
    herScreenLocksAndSilenceInDangerIsToldAfterTwoMinutes();
    whatNobodyActedUponClimbsToTheWholeCity();
    atSevenSheIsStillInHerPlaceAndTheLadderRuns();
    herMotherSeesNothing();
    whoeverComesFirstInTheMorningReadsHerWords();
    assertEquals(List.of(), phone.mistakes());
  }

  private void atTwoThePageSaysWhatIsTrueAndBothDesksRing(HelpPage girl) {
    girl.pressDanger();
    for (String number : List.of("120", "110", "12356")) {
      assertThat(phone.page.locator("#danger a.call[href='tel:" + number + "']")).isVisible();
    }
    assertThat(phone.page.locator("#calling")).hasText(CALLING);
    assertThat(phone.page.locator("#progress")).hasText("消息已经送到值班系统。");
    assertThat(near.offer(county).locator(".level")).hasText("红");
    assertThat(far.offer(county).locator(".level")).hasText("红");
    assertThat(near.offer(county).locator(".because")).hasText("因为:按了“我现在很危险”、自己说有危险");
    assertThat(offers(home)).hasCount(0);
    assertThat(alarms(supervisor)).hasCount(0);
    phone.picture("night-0200-phone");
  }

  private void afterTenSecondsTheSupervisorAndWhoIsAtHomeAreCalled() {
    pass(Duration.ofSeconds(10));
    assertThat(offers(near)).hasCount(0);
    assertThat(offers(far)).hasCount(0);
    home.offer(county);
    assertThat(alarms(supervisor)).hasCount(1);
    assertThat(alarms(supervisor)).containsText("有一件事需要您处理 · 编号");
    assertThat(alarms(supervisor)).containsText("第 1 级");
    assertThat(alarms(neighbour)).hasCount(0);
    supervisor.screen.picture("night-0200-supervisor");
  }

  private void sheWritesAndWhoMissedItIsAskedAgain(HelpPage girl) {
    pass(Duration.ofSeconds(10));
    phone.page.locator("#danger-back").click();
    girl.talk.say(WORDS);
    girl.talk.awaitAllSent();
    phone.page.locator("#danger > summary").click();

    pass(Duration.ofSeconds(10));
    Await.until("one of them", () -> offers(near).count() + offers(far).count() == 1);
    home.offer(county);
    for (ConsolePage sleeper : List.of(near, far)) { // nobody was put on a break
      assertThat(sleeper.screen.page.locator(".state-word[data-status=ready]")).isVisible();
    }
  }

  private void anAcknowledgementIsNoHelpAndThePageSendsHerToTheTelephone() {
    pass(Duration.ofSeconds(20));
    supervisor.button("我知道了").click();
    assertThat(alarms(supervisor)).containsText("已有人知道,等待处理");
    assertThat(phone.page.locator("#calling")).hasText(CALLING);
    assertThat(phone.page.locator("#still")).isHidden();

    pass(Duration.ofSeconds(10));
    assertThat(phone.page.locator("#still")).containsText("还在联系值班人员。");
    assertThat(phone.page.locator("#still")).containsText("请现在就拨打 120 或 110");
    assertThat(phone.page.locator("#progress")).hasText("消息已经送到值班系统。");
    phone.picture("night-0201-phone");
  }

  private void herScreenLocksAndSilenceInDangerIsToldAfterTwoMinutes() throws IOException {
    pass(HALF_MINUTE);
    // On a slow machine its seconds may have cost the page its connection: it is there again first,
    // which takes it some of its own time.
    Await.until(
        "the phone is connected",
        () -> {
          phone.page.clock().runFor(SECOND.toMillis());
          return phone.page.locator(".broken").count() == 0;
        });
    assertThat(waiting(supervisor)).not().containsText("暂时离开");
    pocket.freeze();
    cable.cut();
    assertThat(waiting(supervisor)).containsText("暂时离开");

    housePasses(Duration.ofSeconds(119), SECOND);
    assertThat(alarms(supervisor)).hasCount(1);
    assertThat(alarms(supervisor)).containsText("已有人知道");
    housePasses(SECOND, SECOND);
    assertThat(alarms(supervisor)).hasCount(2);
    assertThat(waiting(supervisor).locator(".level")).hasText("红");
  }

  private void whatNobodyActedUponClimbsToTheWholeCity() {
    housePasses(Duration.ofSeconds(20), SECOND); // three minutes after the acknowledgement
    assertThat(alarms(supervisor).filter(words("第 2 级"))).hasCount(1);
    assertThat(alarms(supervisor).filter(words("已有人知道"))).hasCount(0);
    assertThat(alarms(neighbour)).hasCount(1);
    assertThat(alarms(lead)).hasCount(0);

    housePasses(Duration.ofSeconds(60), SECOND);
    assertThat(alarms(lead)).hasCount(1);
    lead.screen.picture("night-0204-lead");
  }

  private void atSevenSheIsStillInHerPlaceAndTheLadderRuns() throws Exception {
    for (int minute = 5; minute < 8; minute++) {
      assertTrue(ringsWithinAMinute(), "02:%02d".formatted(minute));
      assertThat(alarms(lead)).not().hasCount(0);
    }
    housePasses(Duration.between(node.now(), SEVEN), HALF_MINUTE);
    for (ConsolePage locked : List.of(supervisor, lead)) { // it calls all the same
      locked.talk.awaitText("有新的等待");
    }
    unlock(supervisor, staff.supervisor(COUNTY));
    unlock(lead, staff.lead());
    unlock(near, staff.on(COUNTY, "atDesk", TWO).get(0));
    assertThat(near.screen.page.locator(".state-word")).containsText("本班已结束,不再响铃");
    assertThat(waiting(supervisor)).hasCount(1); // and nobody serves: all shifts are over
    assertThat(waiting(supervisor)).containsText("等了 300:");
    assertThat(supervisor.screen.page.getByText("在岗的 0")).isVisible();
    assertThat(alarms(supervisor)).hasCount(2);
    assertThat(alarms(lead)).hasCount(2);
    supervisor.screen.picture("night-0700-supervisor");
  }

  /** Nobody touched it for hours. */
  private static void unlock(ConsolePage console, DemoStaff.Account account) {
    console.talk.awaitText("屏幕锁着");
    console.screen.page.locator("[name=unlock]").fill(account.password());
    console.screen.page.locator("[name=unlock]").press("Enter");
  }

  /** In the tab as it was left, in the same opened anew, and in another. */
  private void herMotherSeesNothing() {
    cable.mend();
    pocket.wake();
    phone.page.clock().fastForward(Duration.between(TWO, SEVEN).toMillis());
    assertThat(phone.page.getByText("接着之前的")).isVisible();
    assertThat(phone.page.locator("#danger[open]")).hasCount(0);
    assertFalse(phone.page.content().contains(WORDS));
    phone.picture("night-0700-phone-left-open");
    for (Page page : List.of(phone.page, phone.context.newPage())) {
      page.navigate("about:blank");
      page.navigate(cable.base() + "/");
      assertThat(page.locator(".begin")).isVisible();
      assertFalse(page.content().contains(WORDS));
      assertThat(page.locator("#danger[open]")).hasCount(0);
      assertEquals(0, page.evaluate("sessionStorage.length + localStorage.length"));
      assertEquals("", page.evaluate("document.cookie"));
      assertEquals("暖线", page.title());
    }
    phone.picture("night-0700-phone");
  }

  private void whoeverComesFirstInTheMorningReadsHerWords() throws Exception {
    ConsolePage day = console(staff.on(COUNTY, "atDesk", node.now()).get(0)).awake().ready();
    day.accept(county);
    day.talk.awaitWords(WORDS);
    assertThat(day.screen.page.locator(".danger-note")).isVisible();
    day.talk.awaitText("对方的页面没有打开。");
    day.screen.picture("night-0700-volunteer");
    housePasses(Duration.ofMinutes(2), SECOND); // her page is closed, and she is not done with
    assertThat(alarms(supervisor)).hasCount(1);
  }

  /** Time passes by seconds, for the house and for everybody. */
  private void pass(Duration time) {
    for (Duration left = time; left.isPositive(); left = left.minus(SECOND)) {
      housePasses(SECOND, SECOND);
      phone.page.clock().runFor(SECOND.toMillis());
    }
  }

  /** The phone sleeps. */
  private void housePasses(Duration time, Duration step) {
    node.pass(time, step);
    consoles.forEach(console -> tellTheTime(console.screen));
  }

  private void tellTheTime(Screen screen) {
    screen.page.clock().setSystemTime(node.now().toEpochMilli());
  }

  private ConsolePage console(DemoStaff.Account account) {
    Screen screen = screens.open(Size.DESKTOP);
    tellTheTime(screen);
    ConsolePage console = new ConsolePage(screen, node.base()).login(account);
    consoles.add(console);
    return console;
  }

  /** Between two rings all may rest for some seconds; the ladder does not. */
  private boolean ringsWithinAMinute() {
    boolean rang = false;
    for (int look = 0; look < 6; look++) {
      housePasses(Duration.ofSeconds(10), SECOND);
      rang |= consoles.stream().anyMatch(console -> offers(console).count() > 0);
    }
    return rang;
  }

  private static Locator offers(ConsolePage console) {
    return console.screen.page.locator(".offer");
  }

  /** Those of people: that nobody is on duty any more calls as well, when somebody looks. */
  private static Locator alarms(ConsolePage console) {
    return console.screen.page.locator(".alarm-card:not(:has(.cause))");
  }

  private static Locator waiting(ConsolePage console) {
    return console.screen.page.locator(".board section").first().locator(".board-row");
  }

  private static Locator.FilterOptions words(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
