package org.nuanxian.server.browser;

import com.microsoft.playwright.Locator;
import java.net.URI;

/** The page of a help seeker. */
final class HelpPage {
  final Screen screen;
  final TalkParts talk;
  private final URI base;

  HelpPage(Screen screen, URI base) {
    this.screen = screen;
    this.talk = new TalkParts(screen.page);
    this.base = base;
    screen.page.navigate(base + "/");
  }

  /** Starts to talk as somebody of this county. */
  void start(String county) {
    tell(county);
    screen.page.getByText("开始聊聊", exact()).click();
    screen.page.locator(".composer textarea").waitFor();
  }

  /** Chooses a county before starting. */
  void tell(String county) {
    screen.page.getByText("想先说一点吗").click();
    screen.page.getByText("不想说").click();
    screen.page.locator("button[data-code='" + county + "']").click();
  }

  void pressDanger() {
    screen.page.locator("#danger > summary").click();
    screen.page.locator("#calling").waitFor();
  }

  String returnCode() {
    screen.page.getByText("我想稍后回来").click();
    Locator code = screen.page.locator("p.code");
    code.waitFor();
    return code.textContent().trim();
  }

  void comeBack(String code) {
    screen.page.getByText("我有回来的号码").click();
    screen.page.locator("input.code").fill(code);
    screen.page.locator("form button.main").click();
    screen.page.locator(".composer textarea").waitFor();
  }

  /** Leaves by the keyboard; the neutral page stays unread. */
  void leave() {
    screen.context.route("https://www.baidu.com/**", route -> route.fulfill());
    screen.page.keyboard().press("Escape");
    screen.page.keyboard().press("Escape");
    screen.page.waitForURL("https://www.baidu.com/");
  }

  /** Opens the page anew in the same tab, as somebody else with this phone would. */
  void openAnew() {
    screen.page.navigate("about:blank");
    screen.page.navigate(base + "/");
  }

  private static com.microsoft.playwright.Page.GetByTextOptions exact() {
    return new com.microsoft.playwright.Page.GetByTextOptions().setExact(true);
  }
}
