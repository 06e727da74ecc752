package org.nuanxian.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nuanxian.server.testing.Installation;

/** 自己取: a volunteer who is not rung and takes the next. */
class PullPageTest {
  @TempDir static Path temporary;

  @RegisterExtension
  static final House house =
      new House(() -> Installation.open(temporary.resolve("house")).timing("pull-wait", "30m"));

  @ParameterizedTest
  @EnumSource
  void whoeverTakesForThemselvesIsRungForDangerAloneAndTakesTheNext(Size size) throws Exception {
    String county = size == Size.PHONE ? "360802" : "360803";
    ConsolePage volunteer = house.volunteer(county, 0, size).ready();
    volunteer.button("自己取").click();
    volunteer.talk.awaitText("现在没有要取的人,可以歇口气。");
    HelpPage seeker = house.seeker(size);
    seeker.start(county);
    seeker.talk.say("不着急");
    volunteer.talk.awaitText("有 1 位在等,您可以取。");
    assertThat(volunteer.screen.page.locator(".offer")).hasCount(0);
    volunteer.screen.page.reload();
    volunteer.talk.awaitText("有 1 位在等,您可以取。");
    volunteer.screen.picture(size + "-pull");
    assertEquals(List.of(), Accessibility.findings(volunteer.screen.page));
    assertEquals(0, volunteer.screen.pixelsTooWide());

    if (size == Size.DESKTOP) {
      volunteer.screen.page.keyboard().press("Alt+g");
    } else {
      volunteer.button("取下一位").click();
    }
    volunteer.talk.awaitWords("不着急");
    volunteer.talk.say("我在听");
    seeker.talk.awaitWords("我在听");
    volunteer.finish();

    HelpPage inDanger = house.seeker(size);
    inDanger.start(county);
    inDanger.pressDanger();
    volunteer.accept(house.staff().countyName(county));
    volunteer.finish();
  }
}
