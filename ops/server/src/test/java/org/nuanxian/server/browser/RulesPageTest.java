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

/** 派单规则 as whoever answers for a city writes them, and as a coordinator reads them. */
class RulesPageTest {
  @TempDir static Path temporary;

  @RegisterExtension
  static final House house = new House(() -> Installation.open(temporary.resolve("house")));

  private static Page rules(Screen screen, DemoStaff.Account who) {
    Page page = screen.page;
    page.navigate(house.base() + "/setup");
    page.locator(".login [name=username]").fill(who.username());
    page.locator(".login [name=password]").fill(who.password());
    page.locator(".login button.main").click();
    page.locator("nav.steps button", new Page.LocatorOptions().setHasText("派单规则")).click();
    page.locator("[name='order.yellow']").waitFor();
    return page;
  }

  @Test
  void theRulesAreWrittenInSentencesAndMistakesAreShownTogether() {
    Screen screen = house.screen(Size.PHONE);
    Page page = rules(screen, house.staff().lead());
    assertThat(page.locator("main")).containsText("还没有人改过");
    assertThat(page.locator("main")).containsText("最多被晚来 2 分钟的人超过,跨县最多 7 分钟");
    screen.picture("PHONE-setup-rules");
    page.locator("[name='order.yellow']").fill("2000");
    page.locator("[name='offers.red']").fill("");
    page.locator("form button.main").click();
    assertThat(page.locator(".wrong[role=alert] li"))
        .hasText(List.of("黄色早来:超出范围", "危险中的人:格式不对").toArray(String[]::new));
    assertThat(page.locator("[name='order.yellow']")).hasAttribute("aria-invalid", "true");
    screen.picture("PHONE-setup-rules-wrong");

    page.locator("[name='order.yellow']").fill("300");
    page.locator("[name='offers.red']").fill("8");
    page.getByText("加一组").click();
    page.locator("[name='joined-360827']").selectOption(new SelectOption().setValue("360826"));
    page.locator("form button.main").click();
    assertThat(page.locator("[role=status]")).containsText("已保存");
    assertThat(page.locator("main")).containsText("最多被晚来 5 分钟的人超过,跨县最多 10 分钟");
    assertEquals(List.of(), Accessibility.findings(page));
    assertEquals(0, screen.pixelsTooWide());
    page.getByText("English", new Page.GetByTextOptions().setExact(true)).first().click();
    assertThat(page.locator("main")).containsText("came 5 min later, across counties 10 min");
    assertEquals(0, screen.pixelsTooWide());

    Screen wide = house.screen(Size.DESKTOP);
    Page read = rules(wide, house.staff().coordinator("360828"));
    assertThat(read.locator("main")).containsText("第 2 版");
    assertThat(read.locator("main")).containsText("由市级负责人或系统管理员修改");
    assertThat(read.locator("[name='order.yellow']")).isDisabled();
    assertThat(read.locator("[name='joined-360827']")).hasValue("360826");
    wide.picture("DESKTOP-setup-rules");
    assertEquals(List.of(), Accessibility.findings(read));
    assertEquals(0, wide.pixelsTooWide());
  }
}
