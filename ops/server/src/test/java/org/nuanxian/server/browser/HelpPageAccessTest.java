package org.nuanxian.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.nuanxian.server.testing.Installation;

/** Everybody can use the help page: by ear, by keyboard, on a small screen and on a slow line. */
class HelpPageAccessTest {
  /** What somebody on a slow phone may have to load before the first word, compressed. */
  private static final int BYTES_MAX = 60 * 1024;

  /** What lies over something else of the page of a talk. */
  private static final String OVERLAPS =
      """
      () => {
        const parts = ['.brand', '#danger > summary', '#leave', '.lifeline', '.with', '.state button',
          '.log', '.composer textarea', '.composer button'];
        const boxes = parts.map(part => document.querySelector(part).getBoundingClientRect());
        return boxes.flatMap((a, i) => boxes.slice(i + 1).flatMap((b, j) =>
          a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1
            ? [parts[i] + ' ' + parts[i + 1 + j]] : []));
      }\
      """;

  /** Whether the name of the line is to be seen, and how much of it. */
  private static final String NAME_OF_THE_LINE =
      """
      () => {
        const [box, name] = ['.brand', '.brand b']
          .map(part => document.querySelector(part).getBoundingClientRect());
        if (name.top >= box.bottom) return 'hidden';
        return name.right <= box.right && name.bottom <= box.bottom ? 'whole' : 'cut';
      }\
      """;

  @TempDir static Path temporary;

  @RegisterExtension
  static final House house =
      new House(() ->
          Installation.open(temporary.resolve("house"))
              .timing("widen", "30m")
              .timing("own-county", "30m"));

  @Test
  void everyStateIsWithoutAFindingOfAxeInBothLanguagesLightAndDark() throws Exception {
    for (boolean dark : List.of(false, true)) {
      Screen screen = house.screen(Size.PHONE);
      screen.page.emulateMedia(
          new Page.EmulateMediaOptions()
              .setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT)
              .setReducedMotion(ReducedMotion.REDUCE));
      HelpPage seeker = new HelpPage(screen, house.base());
      if (dark) {
        screen.page.getByText("English").click();
        seeker.talk.awaitText("Start talking");
      }
      checked(seeker, "start");
      screen.page.locator(".ask-first > summary").click();
      checked(seeker, "questions");
      screen.page.locator(".begin").click();
      screen.page.locator(".composer textarea").waitFor();
      screen.page.locator(".callback > button").click();
      screen.page.locator(".breathe > button").click();
      screen.page.locator(".tools > button").last().click();
      screen.page.locator("p.code").waitFor();
      seeker.talk.say("写在这里");
      seeker.talk.awaitAllSent();
      checked(seeker, "waiting");
      seeker.screen.page.locator("#danger > summary").click();
      checked(seeker, "danger");
      screen.page.locator("#mistake").click();
    }
    HelpPage seeker = house.seeker(Size.PHONE);
    ConsolePage volunteer = house.talk(seeker, "360826");
    checked(seeker, "talking");
    volunteer.closeAndWrapUp("结束");
    seeker.talk.awaitText("谢谢您愿意说出来。");
    checked(seeker, "end");
    seeker.screen.page.getByText("English").click();
    assertThat(seeker.screen.page.locator(".lines")).containsText("120 Ambulance");
  }

  @Test
  void theWordsAreInTheLanguageOfThePageBeforeTheLineHasAnsweredInIt() {
    Screen screen = house.screen(Size.PHONE);
    HelpPage seeker = new HelpPage(screen, house.base());
    screen.page.waitForResponse(
        answer -> "en".equals(answer.request().headers().get("accept-language")),
        screen.page.getByText("English")::click);
    seeker.talk.awaitText("Start talking");
    screen.page.route("**/api/v1/line*", stuck -> {});
    screen.page.getByText("中文").click();
    assertThat(screen.page.locator(".begin")).hasText("开始聊聊");
    assertThat(screen.page.locator("h1").last()).hasText("您愿意说的,我们都愿意听。");
  }

  private static void checked(HelpPage seeker, String state) {
    assertEquals(List.of(), Accessibility.findings(seeker.screen.page), state);
    if (!state.equals("danger")) { // a picture may turn the page to another language, by a reload
      seeker.screen.picture("help-" + state);
    }
  }

  @Test
  void aScreenReaderHearsTheWaitingPageOnceAndNoChatter() {
    HelpPage seeker = house.seeker(Size.PHONE);
    seeker.start("360827");
    Page page = seeker.screen.page;
    List<String> live = Accessibility.live(page);
    assertEquals(1, live.size(), live.toString());
    assertTrue(live.getFirst().contains("位置"), live.toString());
    List<String> headings = Accessibility.outline(page).get("headings");
    assertEquals(live.getFirst(), headings.getFirst());
    Accessibility.listen(page);
    for (int i = 0; i < 5; i++) {
      seeker.talk.say("自己的话 " + i);
      seeker.talk.awaitAllSent();
    }
    assertEquals(List.of(), Accessibility.spoken(page));
    assertThat(page.locator("main")).matchesAriaSnapshot("- log \"对话\"");
    assertThat(page.locator("main")).matchesAriaSnapshot("- textbox \"等的时候可以先写下来…\"");
  }

  @Test
  void everythingIsReachedWithTheKeyboardAlone() {
    HelpPage seeker = house.seeker(Size.DESKTOP);
    Page page = seeker.screen.page;
    List<String> reached = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      page.keyboard().press("Tab");
      reached.add(
          (String)
              page.evaluate(
                  "(document.activeElement?.id || document.activeElement?.className || '') + ' '"
                      + " + document.activeElement?.textContent.trim()"));
    }
    assertTrue(reached.stream().anyMatch(r -> r.contains("离开")), reached.toString());
    assertTrue(reached.stream().anyMatch(r -> r.contains("我现在很危险")), reached.toString());
    page.locator(".begin").focus();
    page.keyboard().press("Enter");
    page.locator(".composer textarea").waitFor();
    page.locator(".composer textarea").focus();
    page.keyboard().type("只用键盘");
    page.keyboard().press("Enter");
    seeker.talk.awaitWords("只用键盘");
  }

  @Test
  void nothingIsCutOffAtThreeHundredTwentyPixelsNorWithTextTwiceAsLarge() {
    HelpPage seeker = house.seeker(Size.PHONE);
    Page page = seeker.screen.page;
    page.setViewportSize(320, 568);
    assertThat(page.locator(".begin")).isInViewport();
    assertThat(page.locator("#danger > summary")).isInViewport();
    assertEquals(0, seeker.screen.pixelsTooWide());
    seeker.start("360828");
    assertEquals(0, seeker.screen.pixelsTooWide());
    assertThat(page.locator("#danger > summary")).isInViewport();
    assertThat(page.locator("#leave")).isInViewport();
    page.evaluate("document.documentElement.style.fontSize = '200%'");
    assertEquals(0, seeker.screen.pixelsTooWide());
    assertThat(page.locator("#leave")).isInViewport();
    page.locator(".composer textarea").scrollIntoViewIfNeeded();
    assertThat(page.locator(".composer textarea")).isInViewport();
  }

  @Test
  void whileTalkingNothingLiesOverAnythingElseAndTheNameOfTheLineIsNotCut() throws Exception {
    HelpPage seeker = house.seeker(Size.PHONE);
    seeker.start("360830");
    Page page = seeker.screen.page;
    page.getByText("English").click();
    house.volunteer("360830", 0, Size.DESKTOP).ready().accept(house.staff().countyName("360830"));
    seeker.talk.say("a".repeat(200));
    seeker.talk.awaitAllSent();
    for (int[] size : new int[][] {{320, 568}, {375, 812}, {768, 1024}}) {
      page.setViewportSize(size[0], size[1]);
      for (String text : List.of("100%", "200%")) {
        page.evaluate("text => document.documentElement.style.fontSize = text", text);
        String seen = size[0] + " " + text;
        assertEquals(0, seeker.screen.pixelsTooWide(), seen);
        assertEquals(List.of(), page.evaluate(OVERLAPS), seen);
        boolean wide = size[0] == 768 && text.equals("100%");
        assertEquals(wide ? "whole" : "hidden", page.evaluate(NAME_OF_THE_LINE), seen);
      }
    }
  }

  @Test
  void everythingUntilTheFirstWordWeighsAtMostSixtyKibibytesAndComesFromHere() {
    Screen screen = house.screen(Size.PHONE);
    List<Request> requests = new ArrayList<>();
    screen.page.onRequestFinished(requests::add);
    HelpPage seeker = new HelpPage(screen, house.base());
    seeker.screen.page.locator(".begin").click();
    screen.page.locator(".composer textarea").waitFor();
    int bytes = 0;
    for (Request request : requests) {
      assertTrue(request.url().startsWith(house.base().toString()), request.url());
      bytes += request.sizes().responseBodySize;
    }
    assertTrue(bytes > 0 && bytes <= BYTES_MAX, bytes + " bytes");
  }
}
