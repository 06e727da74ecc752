package org.nuanxian.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nuanxian.runtime.config.PostgresConfig;
import org.nuanxian.runtime.testing.FakePlatform;
import org.nuanxian.runtime.testing.FakePlatform.Asked;
import org.nuanxian.runtime.testing.FakePlatform.Manner;
import org.nuanxian.server.testing.Await;
import org.nuanxian.server.testing.Http;
import org.nuanxian.server.testing.Installation;
import org.nuanxian.server.testing.Node;
import org.nuanxian.server.testing.Staffer;

/** Who is called when no console is open: as staff see it, and as it reaches people. */
class AlertsPageTest {
  private static final String KEY = "a-key-nobody-sees";
  private static final String NUMBER = "13800138000";
  private static final int TESTS_A_MINUTE = 6;
  private static final Vertx VERTX = Vertx.vertx();
  private static final FakePlatform WECOM = new FakePlatform(VERTX);
  private static final FakePlatform SMS = new FakePlatform(VERTX);
  private static final FakePlatform WATCH = new FakePlatform(VERTX);

  @TempDir static Path temporary;

  @RegisterExtension
  static final House house =
      new House(() -> {
        Installation installation = Installation.open(temporary.resolve("house"));
        return installation.alerts(section(temporary.resolve("key")));
      });

  private static String section(Path key) {
    try {
      Files.writeString(key, KEY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return """
    alerts:
      - {name: 督导群, type: wecom, url: "%s/send", key-file: "%s"}
      - name: 值班手机
        type: sms
        url: "%s/sms?to={to}&text={text}"
        method: GET
        success: '"errcode":0'
        recipients: ["%s", "13800138001"]
        from-rung: 2
        kinds: [red-waiting, help]
      - {name: 别的县, type: wecom, url: "%s/send", key-file: "%s", counties: ["110101"]}
    heartbeat: {url: "%s/ping"}
    backup: {directory: "%s"}
    """
        .formatted(
            WECOM.url(), key, SMS.url(), NUMBER, WECOM.url(), key, WATCH.url(), key + ".none");
  }

  @AfterAll
  static void close() {
    WECOM.close();
    SMS.close();
    WATCH.close();
    VERTX.close();
  }

  @BeforeEach
  void everythingIsTaken() {
    WECOM.manner(Manner.ACCEPT);
    SMS.manner(Manner.ACCEPT);
  }

  @ParameterizedTest
  @EnumSource(Size.class)
  void whoeverPreparesTheLineTriesEachWayAndSeesHowItDoes(Size size) {
    Screen screen = house.screen(size);
    DemoStaff.Account who =
        size == Size.PHONE ? house.staff().administrator() : house.staff().lead();
    Page page = alerts(screen, who);
    assertThat(card(page, "督导群")).containsText("企业微信群机器人");
    assertThat(card(page, "值班手机")).containsText("2 个收件人 · 第 3 级起 · 危险中没有人接、求援");
    assertThat(page.locator("main")).containsText("每分钟向外面的看守报一次平安");
    assertThat(page.locator("main")).containsText("放备份的目录读不到");
    assertFalse(page.content().contains(NUMBER) || page.content().contains(KEY));

    press(page, "督导群");
    assertThat(card(page, "督导群")).containsText("测试已经发出");
    assertThat(card(page, "督导群")).containsText("上次成功:刚刚");
    assertTrue(told("这是一条测试消息,没有人需要帮助").isPresent());

    WECOM.manner(Manner.REFUSE);
    press(page, "督导群");
    assertThat(card(page, "督导群")).containsText("测试没有发出去:对方不收(代码 93000)");
    assertThat(card(page, "督导群").locator("b")).hasText("上次没有发出去");
    SMS.manner(Manner.FAIL);
    press(page, "值班手机");
    assertThat(card(page, "值班手机")).containsText("测试没有发出去:对方回答 500");
    screen.picture(size + "-setup-alerts");
    assertEquals(List.of(), Accessibility.findings(page));
    assertEquals(0, screen.pixelsTooWide());

    page.getByText("English", new Page.GetByTextOptions().setExact(true)).first().click();
    assertThat(card(page, "督导群")).containsText("Last failure: just now");
    assertEquals(0, screen.pixelsTooWide());
  }

  @Test
  void somebodyInDangerWhomNobodyTakesIsToldOutsideOfTheConsole() throws IOException {
    HelpPage seeker = house.seeker(Size.PHONE);
    seeker.start("360829");
    seeker.talk.say("我叫小明,电话 13912345678");
    seeker.screen.page.locator("#danger > summary").click();
    Await.until("the group is told", () -> told("危险中").isPresent());

    Asked told = told("危险中").orElseThrow();
    assertTrue(told.path().endsWith("?key=" + KEY));
    String county = house.staff().countyName("360829");
    String expected =
        "【演示,不是真的】吉安市 "
            + county
            + ":有一位处于危险中的求助者在等,还没有人接。\n"
            + "红色 · 第 1 级 · 刚刚 · 编号 [0-9A-F]{4}\\(对话 [0-9A-F]{4}\\)\n"
            + "请现在打开值班台处理,看到了也要去做:"
            + house.base()
            + "/console";
    assertTrue(text(told).matches(expected), text(told));
    assertTrue(SMS.asked().stream().noneMatch(asked -> asked.path().contains("%E5%8D%B1")));
    String log = Files.readString(house.node().log());
    for (String secret : List.of(KEY, NUMBER, "小明", "13912345678")) {
      assertFalse(log.contains(secret), secret);
    }
  }

  @ParameterizedTest
  @EnumSource(Size.class)
  void aLadderIsWrittenAsASentenceTriedAgainstTonightAndNeverEndsInSilence(Size size) {
    Screen screen = house.screen(size);
    Page page = alerts(screen, house.staff().lead());
    Locator ladder = page.locator("li.ladder", new Page.LocatorOptions().setHasText("志愿者求援"));
    assertThat(ladder).containsText("先叫");
    ladder.locator("button").click();
    press(ladder, "一个县加听班");
    press(ladder, "今晚预览");
    assertThat(ladder.locator(".preview > li")).hasCount(4);
    assertThat(ladder.locator(".preview > li").last()).containsText("值班台");
    screen.picture(size + "-setup-ladder");
    assertEquals(List.of(), Accessibility.findings(page));
    assertEquals(0, screen.pixelsTooWide());

    ladder.locator("[name=who]").last().selectOption("supervisorOnDuty");
    press(ladder, "保存");
    assertThat(ladder.locator(".wrong")).containsText("最后一级可能叫不到人,所以没有保存");
    ladder.locator("[name=who]").last().selectOption("cityLead");
    ladder.locator("[name=minutes]").first().fill(size == Size.PHONE ? "3" : "4");
    press(ladder, "保存");
    assertThat(ladder).containsText((size == Size.PHONE ? "3" : "4") + " 分钟没人处理,再叫 听班专家");
    assertThat(ladder).containsText(" 改过。");

    page.locator("nav.steps button", new Page.LocatorOptions().setHasText("联系方式")).click();
    page.locator(".ways-form [name=sms]").fill(NUMBER);
    page.locator(".ways-form button.main").click();
    assertThat(page.locator(".ways-form")).containsText("存好了");
    screen.picture(size + "-setup-ways");
    page.locator("nav.steps button", new Page.LocatorOptions().setHasText("叫人")).click();
    ladder.locator("button").click();
    press(ladder, "今晚预览");
    assertThat(ladder.locator(".preview > li").last()).containsText("本人手机短信");
  }

  @ParameterizedTest
  @EnumSource(Size.class)
  void anExpertGetsTurnsOfTheWeekAndIsSeenInTheNightOfALadder(Size size) {
    Screen screen = house.screen(size);
    Page page = alerts(screen, house.staff().lead());
    Locator experts = page.locator(".experts");
    press(experts, "听班专家"); // 修改
    Locator rows = experts.locator(".turn");
    rows.first().waitFor();
    while (rows.count() > 0) {
      rows.first().locator("button").click();
    }
    press(experts, "再加一段");
    rows.locator("[name=person]").selectOption(new SelectOption().setIndex(9));
    String name =
        rows.locator("[name=person] option:checked").textContent().replaceAll(" · .*", "");
    rows.locator("[name=from]").fill("21:30");
    rows.locator("[name=until]").fill("06:00");
    assertThat(rows).containsText("次日");
    for (int day = 2; day <= 7; day++) {
      press(experts, "再加一段"); // the same a day later
    }
    rows.nth(6).locator("[name=day]").selectOption("1");
    press(experts, "保存");
    assertThat(rows.nth(6)).containsText("这一段和这个人的另一段重叠了");
    screen.picture(size + "-setup-experts-wrong");
    assertEquals(List.of(), Accessibility.findings(page));
    assertEquals(0, screen.pixelsTooWide());

    rows.nth(6).locator("[name=day]").selectOption("7");
    press(experts, "保存");
    assertThat(experts.locator("dd", new Locator.LocatorOptions().setHasText(name))).hasCount(7);
    assertThat(experts).containsText("没有人轮到的时候:星期一 06:00–21:30、");
    assertThat(experts).containsText(Pattern.compile("现在(轮到:|没有人轮到)"));
    screen.picture(size + "-setup-experts");
    assertEquals(List.of(), Accessibility.findings(page));
    assertEquals(0, screen.pixelsTooWide());

    Locator ladder = page.locator("li.ladder", new Page.LocatorOptions().setHasText("志愿者定了红卡"));
    ladder.locator("button").click();
    press(ladder, "一个县加听班");
    press(ladder, "今晚预览");
    assertThat(ladder.locator(".preview > li").nth(1)).containsText(name + " 21:30–06:00");
    page.getByText("English", new Page.GetByTextOptions().setExact(true)).first().click();
    assertThat(experts).containsText("Nobody’s: Monday 06:00–21:30, ");
    assertEquals(0, screen.pixelsTooWide());
  }

  @Test
  void theListOfExpertsIsDecidedAsAWholeAndEachMistakeIsNamed() {
    SetUpApi lead = new SetUpApi(house, house.staff().lead());
    JsonObject list = lead.get("experts");
    int version = list.getInteger("version");
    String person =
        list.getJsonArray("people").stream()
            .map(JsonObject.class::cast)
            .filter(one -> one.getBoolean("reachable"))
            .findFirst()
            .orElseThrow()
            .getString("id");
    JsonArray wrong =
        JsonArray.of(
            SetUpApi.turn(person, 7, "22:00", "06:00"),
            SetUpApi.turn(person, 1, "05:59", "07:00"),
            SetUpApi.turn(person, 3, "09:00", "09:00"),
            SetUpApi.turn(UUID.randomUUID().toString(), 8, "9:00", "25:00"));
    Http.Answer refused = lead.post("experts", SetUpApi.experts(version, wrong));
    assertEquals(422, refused.status());
    assertEquals(
        List.of(
            "turns.1.from overlap",
            "turns.2.until empty",
            "turns.3.day range",
            "turns.3.from length",
            "turns.3.person unknown-value",
            "turns.3.until format"),
        refused.body().getJsonArray("errors").stream()
            .map(JsonObject.class::cast)
            .map(error -> error.getString("field") + " " + error.getString("code"))
            .sorted()
            .toList());
    JsonArray none = new JsonArray();
    assertEquals(409, lead.post("experts", SetUpApi.experts(version + 1, none)).status());
    SetUpApi coordinator = new SetUpApi(house, house.staff().coordinator("360828"));
    assertEquals(version, coordinator.get("experts").getInteger("version"));
    assertEquals(403, coordinator.post("experts", SetUpApi.experts(version, none)).status());
    SetUpApi supervisor = new SetUpApi(house, house.staff().supervisor("360828"));
    assertEquals(403, supervisor.post("experts", SetUpApi.experts(version, none)).status());

    JsonArray always = new JsonArray();
    for (int day = 1; day <= 7; day++) {
      always
          .add(SetUpApi.turn(person, day, "08:00", "20:00"))
          .add(SetUpApi.turn(person, day, "20:00", "08:00"));
    }
    Http.Answer saved = lead.post("experts", SetUpApi.experts(version, always));
    assertEquals(201, saved.status());
    assertEquals(none, saved.body().getJsonArray("gaps"));
    assertEquals(person, saved.body().getJsonArray("now").getJsonObject(0).getString("person"));
    assertEquals(
        201, lead.post("ladders/standby", lead.ladder("standby", "expertOnCall")).status());
    always.remove(3);
    Http.Answer silent = lead.post("experts", SetUpApi.experts(version + 1, always));
    assertEquals("ladder-ends-here", silent.body().getString("code"));
    assertEquals(201, lead.post("ladders/standby", lead.ladder("standby", "cityLead")).status());
    assertEquals(201, lead.post("experts", SetUpApi.experts(version + 1, always)).status());
    Http.Answer again = lead.post("ladders/standby", lead.ladder("standby", "expertOnCall"));
    assertEquals("last-rung-nobody", again.body().getString("code"));
  }

  @Test
  void aBackupThatDoesNotComeIsTold() {
    Await.until("the group is told", () -> told("没有按时做好备份").isPresent());
  }

  @Test
  void theWatcherOutsideHearsThatTheHouseLives() {
    Await.until("it was called", () -> !WATCH.asked().isEmpty());
    WATCH.asked().forEach(a -> assertEquals("GET /ping", a.method() + " " + a.path()));
  }

  @Test
  void aTestIsForThoseWhoPrepareTheLineAndNotToBePressedWithoutEnd()
      throws IOException, SQLException {
    DemoStaff.Account supervisor = house.staff().supervisor("360828");
    DemoStaff.Account coordinator = house.staff().coordinator("360828");
    assertEquals(403, test(signIn(supervisor), "督导群"));
    Staffer keeper = signIn(coordinator);
    assertEquals(404, test(keeper, "别的县"));
    for (int i = 1; i < TESTS_A_MINUTE; i++) {
      assertEquals(200, test(keeper, "督导群"));
    }
    assertEquals(429, test(keeper, "督导群"));
    assertTrue(
        audited() >= TESTS_A_MINUTE - 1, "each is on record, the ones refused by the limit not");
    String figures = Node.get(house.node().admin().resolve("/metrics")).body();
    assertTrue(figures.contains("nuanxian_alerts_success_age_seconds{channel=\"督导群\"}"), figures);
    assertFalse(figures.contains(NUMBER));
  }

  private static int audited() throws SQLException {
    PostgresConfig config = house.installation().postgres().config();
    try (Connection connection =
            DriverManager.getConnection(
                config.jdbcUrl(), config.user(), config.password().orElseThrow().value());
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM audit.entry"
                    + " WHERE action = 'alert.test' AND subject = 'alert:督导群'")) {
      assertTrue(row.next());
      return row.getInt(1);
    }
  }

  private static Staffer signIn(DemoStaff.Account who) {
    return Staffer.signIn(house.node(), who.username(), who.password());
  }

  private static int test(Staffer who, String name) {
    String path = "alerts/" + URLEncoder.encode(name, StandardCharsets.UTF_8) + "/test";
    return new SetUpApi(house, who).post(path, new JsonObject()).status();
  }

  private static Page alerts(Screen screen, DemoStaff.Account who) {
    Page page = screen.page;
    page.navigate(house.base() + "/setup");
    page.locator(".login [name=username]").fill(who.username());
    page.locator(".login [name=password]").fill(who.password());
    page.locator(".login button.main").click();
    page.locator("nav.steps button", new Page.LocatorOptions().setHasText("叫人")).click();
    card(page, "督导群").waitFor();
    return page;
  }

  private static Locator card(Page page, String name) {
    return page.locator("li.channel", new Page.LocatorOptions().setHasText(name));
  }

  private static void press(Page page, String name) {
    card(page, name).locator("button").click();
  }

  private static void press(Locator within, String button) {
    within
        .locator("button", new Locator.LocatorOptions().setHasText(Pattern.compile(button + "$")))
        .first()
        .click();
  }

  private static Optional<Asked> told(String words) {
    return WECOM.asked().stream().filter(asked -> text(asked).contains(words)).findFirst();
  }

  private static String text(Asked asked) {
    return asked.body().isEmpty()
        ? ""
        : new JsonObject(asked.body()).getJsonObject("text").getString("content");
  }
}
