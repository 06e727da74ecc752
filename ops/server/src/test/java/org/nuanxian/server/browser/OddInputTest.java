package org.nuanxian.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.nuanxian.server.testing.Installation;

/**
 * Odd and hostile words in every field of the help page and the console: shown as they were
 * written, or refused in words. That nothing of it runs, and that no answer is a defect, is checked
 * on every screen ({@link Screen#mistakes}).
 */
class OddInputTest {
  private static final List<String> WRITTEN =
      List.of("facts", "judgement", "discussed", "agreed", "done", "planned", "failed");

  @TempDir static Path temporary;

  @RegisterExtension
  static final House house =
      new House(() ->
          Installation.open(temporary.resolve("house"))
              .timing("widen", "30m")
              .timing("own-county", "30m"));

  @Test
  void whatIsSaidStandsOnBothSidesAsItWasWritten() throws Exception {
    HelpPage seeker = house.seeker(Size.PHONE);
    ConsolePage volunteer = house.talk(seeker, "360802");
    List<String> expected = new ArrayList<>(texts(seeker));
    for (String odd : Odd.SHOWN) {
      say(seeker.talk, seeker.screen.page, odd);
      seeker.talk.awaitAllSent();
      say(volunteer.talk, volunteer.screen.page, odd);
      volunteer.talk.awaitAllSent();
      expected.addAll(List.of(odd, odd));
    }
    say(seeker.talk, seeker.screen.page, Odd.BROKEN);
    expected.add(Odd.BROKEN_SHOWN);
    volunteer.talk.awaitWords(Odd.BROKEN_SHOWN);
    assertEquals(expected, texts(volunteer));
    volunteer.screen.page.reload();
    volunteer.open("您好");
    seeker.screen.page.reload();
    seeker.talk.awaitWords(Odd.BROKEN_SHOWN);
    assertEquals(expected, texts(seeker));
    assertEquals(expected, texts(volunteer));
    assertEquals(0, seeker.screen.pixelsTooWide());
    assertEquals(0, volunteer.screen.pixelsTooWide());
  }

  @Test
  void whatIsNoMessageIsNotSentOrRefusedInWords() throws Exception {
    HelpPage seeker = house.seeker(Size.PHONE);
    ConsolePage volunteer = house.talk(seeker, "360803");
    for (Page page : List.of(seeker.screen.page, volunteer.screen.page)) {
      Locator field = page.locator(".composer textarea");
      Odd.force(field, " \n\t\u3000 ");
      field.press("Enter");
      assertThat(page.locator(".bubble")).hasCount(2);
      Odd.force(field, Odd.TOO_LONG);
      page.locator(".composer button[type=submit]").click();
      assertThat(page.locator(".bubble .wrong")).containsText("没有送出");
      page.getByText("删掉").click();
      assertThat(page.locator(".bubble")).hasCount(2);
    }
  }

  @Test
  void whatIsToldOfOneselfReachesTheVolunteerAsItWasWritten() throws Exception {
    String county = "360821";
    ConsolePage volunteer = house.volunteer(county, 0, Size.DESKTOP).ready();
    for (int i = 0; i < Odd.SHOWN.size(); i++) {
      HelpPage seeker = house.seeker(Size.PHONE);
      Page page = seeker.screen.page;
      page.getByText("想先说一点吗").click();
      page.locator(".questions form input").fill(Odd.at(i));
      page.locator(".questions form button").click();
      page.locator("button[data-code='" + county + "']").click();
      for (int question = 0; question < 4; question++) {
        page.getByText("不想说", new Page.GetByTextOptions().setExact(true)).click();
      }
      List<Locator> wants = page.locator(".questions label:not(.tick) input").all();
      assertEquals(3, wants.size());
      for (int want = 0; want < wants.size(); want++) {
        wants.get(want).fill(Odd.at(i + want + 1));
      }
      page.locator(".questions form button").click();
      page.locator(".begin").click();
      page.locator(".composer textarea").waitFor();
      callBack(page, Odd.at(i + 4));
      volunteer.accept(house.staff().countyName(county));
      assertThat(volunteer.screen.page.locator(".chat-head")).containsText(Odd.at(i));
      assertEquals(0, volunteer.screen.pixelsTooWide());
      volunteer.closeAndWrapUp("test");
      feedBack(page, Odd.at(i + 6));
    }
  }

  private static void callBack(Page page, String name) {
    page.getByText("留个电话").click();
    page.locator("[name=callback-number]").fill("1３8" + "<b>");
    page.getByText("别人也可能接").click();
    page.locator("[name=callback-name]").fill(name);
    assertThat(page.getByText("我们只会说:“您好,请问" + name.strip() + "方便接电话吗?”")).isVisible();
    page.getByText("留下电话").click();
    assertThat(page.locator(".callback .wrong")).containsText("这个号码看起来不对");
    page.locator("[name=callback-number]").fill("138 ０000 0000");
    page.getByText("留下电话").click();
    assertThat(page.locator(".callback")).containsText(name.strip());
    assertEquals(0, wide(page));
  }

  private static void feedBack(Page page, String words) {
    page.getByText("很有帮助").click();
    page.locator(".feedback textarea").fill(words);
    page.getByText("提交").click();
    assertThat(page.getByText("收到了,谢谢您。")).isVisible();
  }

  @Test
  void aCodeThatIsNoneIsRefusedInWordsAndOneInWideDigitsIsTaken() {
    HelpPage seeker = house.seeker(Size.PHONE);
    seeker.start("360822");
    String code = seeker.returnCode();
    HelpPage back = house.seeker(Size.DESKTOP);
    Page page = back.screen.page;
    page.getByText("我有回来的号码").click();
    for (String odd : Odd.SHOWN) {
      Odd.force(page.locator("input.code"), odd);
      assertThat(page.locator("form button.main")).isDisabled();
    }
    Odd.force(page.locator("input.code"), "00<b>0000");
    page.locator("form button.main").click();
    assertThat(page.locator("form .wrong")).hasText("这个号码不对,或已经过期。");
    StringBuilder wide = new StringBuilder();
    code.chars().forEach(digit -> wide.append((char) (digit - '0' + '0')));
    page.locator("input.code").fill(wide.toString());
    page.locator("form button.main").click();
    page.locator(".composer textarea").waitFor();
  }

  @Test
  void whatAVolunteerNotesStandsThereAsItWasWritten() throws Exception {
    HelpPage seeker = house.seeker(Size.PHONE);
    ConsolePage volunteer = house.talk(seeker, "360823");
    Page page = volunteer.screen.page;
    for (int round = 0; round < 2; round++) {
      for (String odd : Odd.SHOWN) {
        if (round == 0) {
          page.locator("[name=reason]").fill(odd);
          volunteer.button("定卡").click();
          volunteer.talk.awaitText("已定为");
          page.locator(".composer textarea").press("Control+k");
          page.locator("dialog.canned input").fill(odd);
          page.locator("dialog.canned").getByText("关闭").click();
        } else {
          assertThat(page.locator(".remark").filter(words(odd))).hasCount(1);
        }
      }
      volunteer.tab("记录").click();
      for (int i = 0; i < WRITTEN.size(); i++) {
        Locator field = page.locator("[name=" + WRITTEN.get(i) + "]");
        if (round == 0) {
          Odd.force(field, i == 0 ? Odd.BROKEN : Odd.at(i));
        } else {
          assertThat(field).hasValue(i == 0 ? Odd.BROKEN_SHOWN : Odd.at(i));
        }
      }
      volunteer.talk.awaitText("已保存。");
      page.reload();
      volunteer.open("您好");
      volunteer.talk.awaitText("之前记下的");
    }
    assertEquals(0, volunteer.screen.pixelsTooWide());
  }

  @Test
  void aNameOrAPasswordThatIsNoneOpensNothingAndSaysSo() {
    Screen screen = house.screen(Size.DESKTOP);
    screen.page.navigate(house.base() + "/console");
    List<String> all = new ArrayList<>(Odd.SHOWN);
    all.add(Odd.BROKEN);
    for (String odd : all.subList(0, 4)) {
      Odd.force(screen.page.locator("[name=username]"), odd);
      Odd.force(screen.page.locator("[name=password]"), odd);
      screen.page.locator("form button.main").click();
      assertThat(screen.page.locator(".login .wrong")).containsText("不对");
      assertThat(screen.page.locator("form button.main")).isEnabled();
    }
    for (String odd : all.subList(4, all.size())) {
      Odd.force(screen.page.locator("[name=username]"), odd);
      Odd.force(screen.page.locator("[name=password]"), odd);
      screen.page.locator("form button.main").click();
      screen.page.locator(".login .wrong").waitFor();
      assertTrue(screen.page.locator(".login .wrong").textContent().length() > 5);
    }
  }

  private static void say(TalkParts talk, Page page, String text) {
    Odd.force(page.locator(".composer textarea"), text);
    talk.send();
  }

  private static List<String> texts(HelpPage seeker) {
    return seeker.talk.said().stream().map(Said::text).toList();
  }

  private static List<String> texts(ConsolePage volunteer) {
    return volunteer.talk.said().stream().map(Said::text).toList();
  }

  private static int wide(Page page) {
    return ((Number)
            page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
        .intValue();
  }

  private static Locator.FilterOptions words(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
