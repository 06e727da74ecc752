package org.nuanxian.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nuanxian.runtime.config.PostgresConfig;
import org.nuanxian.server.testing.Installation;

/** The week of a county, read in a browser. */
class RosterPageTest {
  private static final String COUNTY = "360802";
  private static final String OTHER_COUNTY = "360803";

  /** A4 across with margins of 1 cm, in pixels of CSS. */
  private static final int A4_WIDE = 1046;

  private static final int A4_HIGH = 718;

  @TempDir static Path temporary;

  @RegisterExtension
  static final House house = new House(() -> Installation.open(temporary.resolve("house")));

  @BeforeAll
  static void leaveGaps() throws SQLException {
    // Shifts of four hours begin every two: without those from 12:00 to 20:00 on Wednesday nobody
    // is left from 14:00 to 22:00, and too few for two hours before and after.
    change(
        """
        DELETE FROM roster.assignment a USING roster.shift s
        WHERE a.shift = s.id AND s.county = ?
          AND s.starts_at >= date_trunc('week', now(), 'Asia/Shanghai') + interval '2 days 12 hours'
          AND s.starts_at < date_trunc('week', now(), 'Asia/Shanghai') + interval '2 days 21 hours'
        """,
        COUNTY);
    change("UPDATE roster.volunteer SET active = false WHERE county = ?", OTHER_COUNTY);
  }

  @ParameterizedTest
  @EnumSource
  void aGapIsTheLoudestThingOfTheWeekByPersonAndByHour(Size size) throws IOException {
    Screen screen = coordinator(size, COUNTY);
    Page page = screen.page;
    assertThat(page.locator(".gaps.loud li[data-cover=empty] strong")).containsText("周三");
    assertThat(page.locator(".gaps li[data-cover=short]")).hasCount(2);
    assertThat(page.locator(".gap-row .gap[data-cover=empty]")).hasCount(1);
    assertThat(page.locator(".people tbody tr").nth(1)).containsText("坐席");
    assertThat(page.locator("th.today")).hasCount(1);
    assertThat(page.locator(".serving")).containsText("现在");
    assertThat(page.locator(".declines")).containsText("最近八周没有人说不方便。");
    screen.picture(size + "-roster-person");
    assertEquals(0, screen.pixelsTooWide());

    page.getByText("按小时看").click();
    assertThat(page.locator(".hours td[data-cover=empty]")).hasCount(8);
    assertThat(page.locator(".hours td[data-cover=empty]").first()).containsText("没有人");
    assertThat(page.locator(".hours td.now")).hasCount(1);
    screen.picture(size + "-roster-hour");
    assertEquals(0, screen.pixelsTooWide());

    page.reload();
    assertThat(page.locator(".hours")).isVisible();
    page.getByText("English").click();
    assertThat(page.locator(".gaps li[data-cover=empty]")).containsText("Nobody");
  }

  @Test
  void aWeekThatNobodyPlannedIsOneLongGap() throws IOException {
    Screen screen = coordinator(Size.DESKTOP, COUNTY);
    for (int week = 0; week < 3; week++) {
      screen.page.getByText("下一周").click();
    }
    assertThat(screen.page.getByText("这一周还没有排班。")).isVisible();
    assertThat(screen.page.locator(".gaps li[data-cover=empty]")).hasCount(1);
    screen.page.getByText("本周").click();
    assertThat(screen.page.locator("th.today")).hasCount(1);
  }

  @Test
  void aTeamBelowTwentySaysHowManyAreMissing() throws IOException {
    Screen screen = coordinator(Size.DESKTOP, OTHER_COUNTY);
    assertThat(screen.page.locator(".too-small")).containsText("还差 20 人");
  }

  @Test
  void theWeekCanBeTakenAwayAsATable() throws IOException {
    Screen screen = coordinator(Size.DESKTOP, COUNTY);
    Download download =
        screen.page.waitForDownload(() -> screen.page.getByText("下载表格(CSV)").click());
    String text = Files.readString(download.path());
    assertTrue(text.startsWith("\uFEFF\"志愿者\""), text);
    assertTrue(text.lines().count() > 20, text);
  }

  @Test
  void theWeekCanBePastedIntoAGroupAndPrinted() throws IOException {
    Screen screen = coordinator(Size.DESKTOP, COUNTY);
    Page page = screen.page;
    page.getByText("复制到微信群").click();
    String text = page.locator(".take-away textarea").inputValue();
    assertTrue(text.startsWith(house.staff().countyName(COUNTY) + "心理援助热线值班"), text);
    assertTrue(text.contains("坐席:"), text);
    for (String name : page.locator(".who .soft.small").allInnerTexts()) {
      assertFalse(text.contains(name), "a name of " + text);
    }
    assertThat(page.locator(".take-away [role=status]")).containsText("只有代称");

    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    page.setViewportSize(A4_WIDE, A4_HIGH);
    assertEquals(0, screen.pixelsTooWide());
    assertThat(page.locator(".roster-bar nav")).isHidden();
    assertThat(page.locator(".take-away")).isHidden();
    assertThat(page.locator(".people .turn").first()).isVisible();
  }

  @Test
  void aCountyOutsideTheScopeIsNotShown() throws IOException {
    Screen screen = coordinator(Size.DESKTOP, COUNTY);
    screen.page.navigate(house.base() + "/roster?county=" + OTHER_COUNTY + "&week=garbage");
    assertThat(screen.page.locator(".bar strong")).hasText(house.staff().countyName(COUNTY));
    assertThat(screen.page.locator("th.today")).hasCount(1);
  }

  @Test
  void aVolunteerPutsOwnShiftsIntoATelephone() throws Exception {
    DemoStaff.Account volunteer = house.staff().atDesk(COUNTY).getFirst();
    Screen screen = signedIn(Size.PHONE, volunteer);
    Page page = screen.page;
    assertThat(page.locator(".own-shifts li").first()).containsText("坐席");
    page.getByText("放进手机日历").click();
    page.getByText("生成我的日历链接").click();
    String link = page.locator(".own-shifts input").inputValue();
    String webcal =
        page.getByText("添加到日历", new Page.GetByTextOptions().setExact(true)).getAttribute("href");
    assertEquals(link.replace("http:", "webcal:"), webcal);
    APIResponse file = page.request().get(link);
    assertTrue(file.text().contains("SUMMARY:暖线 " + house.staff().countyName(COUNTY)), file.text());
    screen.picture("roster-own-shifts");
    assertEquals(0, screen.pixelsTooWide());
    assertEquals(List.of(), Accessibility.findings(page));
    page.getByText("停用链接").click();
    assertThat(page.locator(".own-shifts")).containsText("链接已停用");
    assertEquals(404, page.request().get(link).status());
  }

  private Screen coordinator(Size size, String county) throws IOException {
    return signedIn(size, house.staff().coordinator(county));
  }

  private Screen signedIn(Size size, DemoStaff.Account account) {
    Screen screen = house.screen(size);
    screen.page.navigate(house.base() + "/roster");
    screen.page.locator("[name=username]").fill(account.username());
    screen.page.locator("[name=password]").fill(account.password());
    screen.page.locator("form button.main").click();
    screen.page.locator(".gaps").waitFor();
    return screen;
  }

  private static void change(String sql, String county) throws SQLException {
    PostgresConfig config = house.installation().postgres().config();
    String password = config.password().orElseThrow().value();
    try (Connection connection =
            DriverManager.getConnection(config.jdbcUrl(), config.user(), password);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, county);
      if (statement.executeUpdate() == 0) {
        throw new AssertionError("changed nothing: " + sql);
      }
    }
  }
}
