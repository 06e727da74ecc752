package org.nuanxian.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.nuanxian.server.testing.Installation;

/** 督导悄悄说, as both consoles show it and the help seeker's page does not. */
class WhisperPageTest {
  private static final String COUNTY = "360821";
  private static final String WORDS = "先问有没有伤到自己";

  @TempDir static Path temporary;

  @RegisterExtension
  static final House house =
      new House(() ->
          Installation.open(temporary.resolve("house"))
              .timing("widen", "30m")
              .timing("own-county", "30m"));

  @Test
  void aWhisperIsMarkedOnBothConsolesAndNowhereElse() throws Exception {
    HelpPage seeker = house.seeker(Size.PHONE);
    seeker.start(COUNTY);
    seeker.talk.say("有人吗");
    ConsolePage volunteer = house.volunteer(COUNTY, 0, Size.DESKTOP).ready();
    volunteer.accept(house.staff().countyName(COUNTY));
    volunteer.talk.awaitWords("有人吗");
    ConsolePage supervisor =
        new ConsolePage(house.screen(Size.DESKTOP), house.base())
            .login(house.staff().supervisor(COUNTY));
    supervisor.screen.page.locator(".board-row").getByText("旁听").first().click();
    supervisor.talk.awaitText("悄悄告诉志愿者,求助者看不到。");
    supervisor.talk.say(WORDS);
    for (ConsolePage side : List.of(volunteer, supervisor)) {
      assertThat(side.screen.page.locator(".whisper .whisper-words")).hasText(WORDS);
      assertThat(side.screen.page.locator(".whisper")).containsText("督导悄悄说");
      assertEquals(List.of(), Accessibility.findings(side.screen.page));
      side.screen.picture("whisper");
    }
    volunteer.screen.page.setViewportSize(375, 812);
    assertThat(volunteer.screen.page.locator(".whisper")).isVisible();
    volunteer.screen.picture("whisper-phone");
    supervisor.screen.page.setViewportSize(375, 812);
    assertThat(supervisor.screen.page.locator(".whisper-box textarea")).isVisible();
    supervisor.screen.picture("whispering-phone");
    assertFalse(seeker.screen.page.content().contains(WORDS));
  }
}
