package org.nuanxian.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.nuanxian.server.testing.Installation;

/** Somebody leaves a number, closes the page, and is called. */
class CallBackPageTest {
  @TempDir static Path temporary;

  @RegisterExtension
  static final House house = new House(() -> Installation.open(temporary.resolve("house")));

  private static HelpPage leavesANumber(String county) {
    HelpPage seeker = house.seeker(Size.PHONE);
    seeker.start(county);
    Page page = seeker.screen.page;
    page.getByText("留个电话").click();
    page.locator("[name=callback-number]").fill("138 0013 800");
    page.getByText("别人也可能接").click();
    page.locator("[name=callback-name]").fill("小林");
    page.getByText("留下电话").click();
    assertThat(page.locator(".callback .wrong")).containsText("手机是 11 位");
    page.locator("[name=callback-number]").fill("138 0013 8000");
    page.getByText("留下电话").click();
    assertThat(page.locator(".callback")).containsText("记下了。轮到您时,会打 138 0013 8000");
    assertThat(page.locator(".callback")).containsText("您可以把这一页关掉");
    return seeker;
  }

  @Test
  void whoeverClosesThePageIsCalledAndTalkedWith() throws Exception {
    String county = "360825";
    HelpPage seeker = leavesANumber(county);
    assertEquals(0, seeker.screen.pixelsTooWide());
    assertEquals(List.of(), Accessibility.findings(seeker.screen.page));
    seeker.screen.page.locator(".callback").scrollIntoViewIfNeeded();
    seeker.screen.picture("help-callback-left");
    seeker.screen.page.reload();
    assertThat(seeker.screen.page.locator(".callback")).containsText("您留的电话已经记下");
    seeker.screen.page.navigate("about:blank");

    ConsolePage volunteer = house.volunteer(county, 0, Size.DESKTOP).ready();
    assertThat(volunteer.offer(house.staff().countyName(county))).containsText("要回电话");
    volunteer.accept(house.staff().countyName(county));
    Page console = volunteer.screen.page;
    assertThat(console.locator(".call-panel")).not().containsText("13800138000");
    volunteer.button("看电话号码").click();
    assertThat(console.locator(".call-panel")).containsText("13800138000");
    assertThat(console.locator(".call-panel")).containsText("别人也可能接");
    assertThat(console.locator(".call-panel")).containsText("“您好,请问小林方便接电话吗?”");
    assertEquals(0, volunteer.screen.pixelsTooWide());
    assertEquals(List.of(), Accessibility.findings(console));
    volunteer.screen.picture("DESKTOP-console-call");
    volunteer.button("接通了").click();
    assertThat(console.locator(".call-panel")).containsText("电话已接通");
    volunteer.closeAndWrapUp("打过电话了");
  }

  @Test
  void whoeverCannotBeReachedIsFollowedUp() throws Exception {
    String county = "360827";
    leavesANumber(county).screen.page.navigate("about:blank");
    ConsolePage volunteer = house.volunteer(county, 0, Size.PHONE).ready();
    volunteer.accept(house.staff().countyName(county));
    volunteer.button("看电话号码").click();
    assertEquals(0, volunteer.screen.pixelsTooWide());
    volunteer.screen.picture("PHONE-console-call");
    volunteer.button("号码不对").click();
    assertThat(volunteer.screen.page.locator(".chat")).hasCount(0);

    Screen screen = house.screen(Size.PHONE);
    Page page = screen.page;
    page.navigate(house.base() + "/setup");
    page.locator(".login [name=username]").fill(house.staff().coordinator(county).username());
    page.locator(".login [name=password]").fill(house.staff().coordinator(county).password());
    page.locator(".login button.main").click();
    page.locator("nav.steps button", new Page.LocatorOptions().setHasText("跟进")).click();
    assertThat(page.locator(".follow-ups")).containsText("留的号码不对。");
    assertEquals(0, screen.pixelsTooWide());
    assertEquals(List.of(), Accessibility.findings(page));
    screen.picture("PHONE-setup-follow-ups");
    page.locator("[name=how]").selectOption(new SelectOption().setValue("unreachable"));
    page.locator("[name=note]").fill("号码是错的,页面上也没有再来");
    page.locator(".follow-ups form button.main").click();
    assertThat(page.locator(".follow-ups")).containsText("联系不上,已尽力");
    assertThat(page.locator(".follow-ups")).containsText("现在没有要跟进的人。");
    page.getByText("English", new Page.GetByTextOptions().setExact(true)).first().click();
    assertThat(page.locator(".follow-ups")).containsText("Cannot be reached; all was tried");
    assertEquals(0, screen.pixelsTooWide());
  }
}
