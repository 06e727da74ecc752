package org.nuanxian.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.nuanxian.server.testing.Installation;

/**
 * Odd and hostile words in every field of the set-up, and where they show afterwards: as they were
 * written, or refused in words. {@link Screen#mistakes} tells what ran or broke.
 */
class OddSettingsTest {
  private static final String NUMBER = "0796-8220000";

  @TempDir static Path temporary;

  @RegisterExtension
  static final House house = new House(() -> Installation.open(temporary.resolve("house")));

  @Test
  void aTextOfTheOperatorIsShownToEverybodyAsItWasWritten() {
    Page lead = setUp(house.staff().lead(), "文案");
    Page other = setUp(house.staff().administrator(), "文案");
    Page help = house.screen(Size.PHONE).page;
    for (String odd : Odd.SHOWN) {
      Locator card = lead.locator("ol li.card").first();
      card.getByText("提出修改").click();
      card.locator("textarea[name=zh]").fill(odd);
      card.locator("textarea[name=en]").fill(odd);
      card.locator("form button.main").click();
      if (odd.contains("{n}")) { // a place that nobody fills
        assertThat(card.locator(".wrong")).containsText("有几处需要改一改");
        card.getByText("不改了").click();
        continue;
      }
      card.getByText("要由另一个人同意").waitFor();
      other.reload();
      part(other, "文案");
      other.locator("ol li.card").first().getByText("同意这样改").click();
      assertThat(other.locator("ol li.card p[lang=zh-CN]").first()).hasText(odd);
      help.navigate(house.base() + "/");
      assertThat(help.locator("#app h1")).hasText(odd);
      assertEquals(odd.strip(), help.locator("#app h1").textContent().strip());
      lead.reload();
      part(lead, "文案");
    }
  }

  @Test
  void aNumbersNameStandsInThePageAndInTheOutagePageAsItWasWritten() {
    Page lead = setUp(house.staff().lead(), "电话");
    Screen phone = house.screen(Size.PHONE);
    button(lead, "加一个号码").click();
    for (String odd : Odd.SHOWN) {
      lead.locator("form input[name=number]").fill(odd);
      lead.locator("form input[name=zh]").fill("x");
      lead.locator("form input[name=en]").fill("x");
      lead.locator("form button.main").click();
      assertThat(lead.locator(".wrong").first()).containsText("有几处需要改一改");
    }
    lead.locator("form select[name=kind]").selectOption("safety");
    for (String odd : Odd.SHOWN) {
      lead.locator("form input[name=number]").fill(NUMBER);
      for (String name : List.of("zh", "en", "audience", "hours")) {
        lead.locator("form input[name=" + name + "]").fill(odd);
      }
      lead.locator("form button.main").click();
      Locator card = lead.locator("li.card", new Page.LocatorOptions().setHasText(NUMBER));
      card.getByText("我拨过,没有错").click();
      card.getByText("拨打确认").waitFor();
      phone.page.navigate(house.base() + "/");
      phone.page.locator("#danger > summary").click();
      Locator call = phone.page.locator("#danger a.call[href='tel:" + NUMBER + "'] span");
      assertThat(call).hasText(odd);
      assertEquals(0, phone.pixelsTooWide());
      phone.page.locator("#mistake").click();
      phone.page.navigate(house.base() + "/outage.html");
      assertThat(phone.page.locator("body")).containsText(odd);
      assertEquals(0, phone.pixelsTooWide());
      button(card, "修改").click();
    }
  }

  @Test
  void peopleWithOddNamesAreInvitedAndOddUserNamesAreRefusedInWords() {
    Page lead = setUp(house.staff().lead(), "人员");
    int person = 0;
    for (String odd : Odd.SHOWN) {
      lead.locator("fieldset input[name=name]").fill(odd);
      lead.locator("fieldset input[name=username]").fill(odd);
      lead.locator("fieldset input[name=alias]").fill(odd);
      boolean fits = odd.matches("[A-Za-z]+");
      lead.locator("form button.main").click();
      if (!fits) {
        lead.locator("form .wrong").waitFor();
        lead.locator("fieldset input[name=username]").fill("odd-" + person++);
        lead.locator("form button.main").click();
      }
      lead.locator("svg.qr").first().waitFor();
      assertThat(lead.locator(".person strong", new Page.LocatorOptions().setHasText(odd)))
          .hasCount(1);
      button(lead, "都交出去了,收起来").click();
      lead.locator("input[type=search]").fill(odd);
      assertThat(lead.locator(".person").first()).containsText(odd);
      lead.locator("input[type=search]").fill("");
    }
  }

  @Test
  void anItemOfAListWithAnOddNameIsOfferedAsItWasWritten() {
    Page lead = setUp(house.staff().lead(), "选项");
    Page help = house.screen(Size.PHONE).page;
    int item = 0;
    for (String odd : Odd.SHOWN) {
      lead.locator(".codes").waitFor();
      button(lead, "加一项").click();
      lead.locator("form input[name=code]").fill(odd);
      lead.locator("form input[name=zh]").fill(odd);
      lead.locator("form input[name=en]").fill(odd);
      lead.locator("form button.main").click();
      if (lead.locator("form").count() > 0) {
        lead.locator("form input[name=code]").fill("odd" + item++);
        lead.locator("form button.main").click();
      }
      assertThat(lead.locator(".codes li", new Page.LocatorOptions().setHasText(odd))).hasCount(1);
    }
    help.navigate(house.base() + "/");
    help.getByText("想先说一点吗").click();
    for (int question = 0; question < 3; question++) {
      help.getByText("不想说", new Page.GetByTextOptions().setExact(true)).click();
    }
    List<String> offered =
        help.locator(".choices button").allTextContents().stream().map(String::strip).toList();
    for (String odd : Odd.SHOWN) {
      assertEquals(1, offered.stream().filter(odd.strip()::equals).count(), odd);
    }
  }

  @Test
  void anOddNumberOfAContactOrAnOddPasswordIsRefusedInWords() {
    Page lead = setUp(house.staff().lead(), "来源地址");
    for (String odd : Odd.SHOWN) {
      Odd.force(lead.locator("[name=contact]"), odd);
      lead.locator("form:not(.ways-form) button.main").click();
      assertThat(lead.locator(".wrong").first()).not().isEmpty();
    }
    part(lead, "我的密码");
    for (String odd : Odd.SHOWN.subList(0, 3)) {
      List<Locator> fields = lead.locator("input[type=password]").all();
      for (Locator field : fields) {
        field.fill(odd);
      }
      lead.locator("form:not(.ways-form) button.main").click();
      assertThat(lead.locator(".wrong").first()).containsText("现在的密码不对");
    }
  }

  private static Page setUp(DemoStaff.Account account, String part) {
    Page page = house.screen(Size.DESKTOP).page;
    page.navigate(house.base() + "/setup");
    page.locator(".login [name=username]").fill(account.username());
    page.locator(".login [name=password]").fill(account.password());
    page.locator(".login button.main").click();
    part(page, part);
    return page;
  }

  private static void part(Page page, String name) {
    page.locator("nav.steps button", new Page.LocatorOptions().setHasText(name)).first().click();
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator button(Locator card, String name) {
    return card.getByRole(
        AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }
}
