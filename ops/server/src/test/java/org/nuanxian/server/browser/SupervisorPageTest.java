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

/** What a supervisor whispers in a talk, and reviews after it. */
class SupervisorPageTest {
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

  @Test
  void aHarassmentIsEndedWithAReasonAndReviewed() throws Exception {
    String county = "360826";
    HelpPage rude = house.seeker(Size.PHONE);
    rude.start(county);
    rude.talk.say("骂人的话");
    ConsolePage volunteer = house.volunteer(county, 0, Size.DESKTOP).ready();
    volunteer.accept(house.staff().countyName(county));
    volunteer.screen.page.locator(".chat-head .menu summary").click();
    volunteer.screen.page.locator(".nuisance-end input").fill("一直骂人");
    volunteer.button("辱骂").click();
    volunteer.talk.awaitText("已经结束。要不要歇一会儿?");

    Screen screen = house.screen(Size.PHONE);
    screen.page.navigate(house.base() + "/setup");
    DemoStaff.Account account = house.staff().supervisor(county);
    screen.page.locator(".login [name=username]").fill(account.username());
    screen.page.locator(".login [name=password]").fill(account.password());
    screen.page.locator(".login button.main").click();
    screen.page.locator("nav.steps").getByText("骚扰待复核").click();
    screen.page.getByText("看谈话内容").click();
    assertThat(screen.page.locator(".nuisance")).containsText("骂人的话");
    assertThat(screen.page.locator(".nuisance")).containsText("一直骂人");
    screen.picture("nuisance-review");
    assertEquals(List.of(), Accessibility.findings(screen.page));
    assertEquals(0, screen.pixelsTooWide());
    screen.page.locator(".nuisance button.main").click();
    assertThat(screen.page.locator(".nuisance")).containsText("已确认");
    screen.picture("nuisance-confirmed");
  }
}
