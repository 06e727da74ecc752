package org.nuanxian.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nuanxian.server.testing.Await;
import org.nuanxian.server.testing.Installation;
import org.nuanxian.server.testing.Node;

/** An administrator's first hour on empty data: from the printed link to the open line. */
class OpeningTest {
  private static final Pattern LINK = Pattern.compile("http://\\S+/setup#first=\\S+");
  private static final String PASSWORD = "一句只有我自己知道的话";

  /** Would run if a name were ever taken for markup. */
  private static final String NASTY = "<img src=x onerror=alert(1)>";

  @TempDir Path temporary;

  /**
   * Parts of the set-up that stand beside the way to the open line, and the names of their
   * pictures.
   */
  private static final Map<String, String> PARTS =
      Map.of("叫人", "alerts", "选项", "lists", "来源地址", "sources", "我的密码", "password");

  @RegisterExtension static final Screens screens = new Screens();

  @ParameterizedTest
  @EnumSource(Size.class)
  void theFirstHourLeadsFromThePrintedLinkToTheOpenLine(Size size) {
    try (Installation installation = Installation.open(temporary.resolve("house"))) {
      Node node = installation.liveNode("a");
      String link = printed(node);
      Screen start = screen(size, node.base() + "/");
      Page help = start.page;
      start.picture(size + "-not-open");
      assertTrue(help.locator("body").textContent().contains("12356"));
      assertEquals(0, help.getByText("开始聊聊").count());

      Screen desk = screen(size, link);
      Page admin = desk.page;
      admin.locator("select[name=province]").waitFor();
      desk.picture(size + "-first-start");
      begin(admin);
      assertFalse(admin.url().contains("first="));
      Screen again = screen(size, link);
      again.page.getByRole(AriaRole.ALERT).waitFor();
      assertEquals(0, again.page.locator("select").count());

      desk.picture(size + "-setup-texts");
      readTheTexts(admin);
      aSecondPersonIsNeeded(admin);
      ringTheNumbers(admin);
      desk.picture(size + "-setup-numbers");
      String invitation = invite(admin, "li", "volunteer");
      desk.picture(size + "-setup-people");
      Screen invited = screen(Size.DESKTOP, invitation);
      invited.page.locator("input[name=password]").waitFor();
      invited.picture("invitation");
      aWeakPasswordIsRefusedInTheWordsOfTheReader(invited.page);
      join(invited.page, "li");
      tryTheSeat(admin, new ConsolePage(invited, node.base()));

      desk.picture(size + "-setup-trial");
      part(admin, "开通");
      desk.picture(size + "-setup-open");
      part(admin, "叫人");
      assertThat(admin.locator("main")).containsText("值班台都没有打开时,不会有人被叫到。");
      assertThat(admin.locator("main")).containsText("整台服务器停了,不会有人知道。");
      for (String other : List.of("叫人", "选项", "来源地址", "我的密码")) {
        part(admin, other);
        desk.picture(size + "-setup-" + PARTS.get(other));
      }
      part(admin, "开通");
      button(admin, "开通热线").click();
      admin.getByText("热线已经开通。").waitFor();
      help.reload();
      help.getByText("开始聊聊").first().waitFor();
      for (Screen one : List.of(start, desk, again, invited)) {
        assertEquals(0, one.pixelsTooWide());
      }
    }
  }

  private static Screen screen(Size size, String address) {
    Screen screen = screens.open(size);
    screen.page.navigate(address);
    return screen;
  }

  private static String printed(Node node) {
    Await.until("the first start prints the link", () -> LINK.matcher(log(node)).find());
    Matcher link = LINK.matcher(log(node));
    assertTrue(link.find());
    String found = link.group();
    assertFalse(link.find(), "it is printed once");
    return found;
  }

  private static String log(Node node) {
    try {
      return Files.readString(node.log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void begin(Page page) {
    page.locator("select[name=province]").selectOption(new SelectOption().setLabel("江西省"));
    page.locator("select[name=city]").selectOption(new SelectOption().setLabel("吉安市"));
    page.locator("input[name=name]").fill("王" + NASTY);
    page.locator("input[name=username]").fill("wang");
    page.locator("input[name=again]").fill(PASSWORD);
    page.locator("input[name=password]").fill(PASSWORD);
    page.locator("input[name=cityLead]").check();
    page.locator("form button.main").click();
    login(page, "wang");
    page.locator("nav.steps").waitFor();
  }

  private static void login(Page page, String username) {
    page.locator(".login [name=username]").fill(username);
    page.locator(".login [name=password]").fill(PASSWORD);
    page.locator(".login button.main").click();
  }

  private static void readTheTexts(Page page) {
    page.locator("ol li.card").first().waitFor();
    for (Locator tick : page.locator("ol li.card input[type=checkbox]").all()) {
      tick.check();
    }
    page.locator(".sticky button.main").click();
    step(page, "文案").locator("[data-done=true]").waitFor();
  }

  private static void aSecondPersonIsNeeded(Page page) {
    Locator card = page.locator("ol li.card").first();
    card.getByText("提出修改").click();
    card.locator("textarea[name=zh]").fill("您想说的," + NASTY);
    card.locator("form button.main").click();
    card.getByText("要由另一个人同意").waitFor();
    assertEquals(0, card.getByText("同意这样改").count());
    card.getByText("不采用").click();
    card.getByText("提出修改").waitFor();
  }

  private static void ringTheNumbers(Page page) {
    part(page, "电话");
    page.locator(".number").first().waitFor();
    button(page, "加一个号码").click();
    page.locator("form input[name=number]").fill("0796-8220000");
    page.locator("form input[name=zh]").fill(NASTY);
    page.locator("form input[name=en]").fill("County hospital");
    page.locator("form button.main").click();
    page.locator("li.card .number b").getByText("0796-8220000").waitFor();
    for (String number : page.locator(".number b").allTextContents()) {
      Locator card =
          page.locator("li.card")
              .filter(new Locator.FilterOptions().setHas(page.getByText(number, exactly())));
      card.getByText("我拨过,没有错").click();
      card.getByText("拨打确认").waitFor();
    }
    step(page, "电话").locator("[data-done=true]").waitFor();
  }

  private static String invite(Page page, String username, String role) {
    part(page, "人员");
    page.locator("form select[name=role]").selectOption(role);
    page.locator("fieldset input[name=name]").fill("李志愿");
    page.locator("fieldset input[name=username]").fill(username);
    page.locator("fieldset input[name=alias]").fill("暖阳");
    page.locator("form button.main").click();
    page.locator("svg.qr").waitFor();
    return page.locator(".link-card input").inputValue();
  }

  private static void join(Page page, String username) {
    for (Locator field : page.locator("input[type=password]").all()) {
      field.fill(PASSWORD);
    }
    page.locator("button.main").click();
    login(page, username);
    page.locator("header.bar").waitFor();
  }

  private static void aWeakPasswordIsRefusedInTheWordsOfTheReader(Page page) {
    for (Locator field : page.locator("input[type=password]").all()) {
      field.fill("1234567890");
    }
    page.locator("button.main").click();
    Locator wrong = page.getByRole(AriaRole.ALERT);
    assertThat(wrong).hasText("这个密码不能用:太常见了,换一个");
    button(page, "English").click();
    assertThat(page.locator("h1")).hasText("Set your password");
    assertThat(wrong).hasText("This password cannot be used: too common, choose another");
    button(page, "中文").click();
    assertThat(page.locator("h1")).hasText("设置您的密码");
  }

  private static void tryTheSeat(Page admin, ConsolePage volunteer) {
    part(admin, "试机");
    String county = admin.locator("select[name=county] option:checked").textContent().strip();
    button(admin, "安排上岗").click();
    admin.getByText("现在可以上岗了").waitFor();
    volunteer.screen.page.reload();
    volunteer.ready();
    button(admin, "开始试机").click();
    admin.locator(".trial input").fill("你好,试机");
    button(admin, "发送").click();
    assertThat(volunteer.offer(county)).containsText("这是一次测试");
    volunteer.accept(county);
    volunteer.talk.awaitWords("你好,试机");
    assertThat(volunteer.screen.page.locator(".chat .test-note")).isVisible();
    volunteer.screen.picture("chat-test");
    volunteer.talk.say("您好,我在");
    admin.locator(".trial").getByText("您好,我在").waitFor();
    volunteer.closeAndWrapUp("试机");
    admin.getByText("已经有坐席试通了。").waitFor();
  }

  private static void part(Page page, String name) {
    step(page, name).click();
  }

  private static Locator step(Page page, String name) {
    return page.locator("nav.steps button", new Page.LocatorOptions().setHasText(name)).first();
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Page.GetByTextOptions exactly() {
    return new Page.GetByTextOptions().setExact(true);
  }
}
