package org.nuanxian.bench.year;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.nuanxian.dispatcher.Level;

/** The report: one page with pictures that needs no network. */
final class YearPage {
  private static final int HOURS = 24;
  private static final int SOON = 20; // seconds
  private static final int MINUTE = 60;
  private static final double MOST = 0.9;
  private static final double HOUR_MS = 3_600_000;
  private static final double WEEK_DAYS = 7;

  private static final Map<Level, String> LEVELS =
      Map.of(
          Level.RED, "红 red",
          Level.YELLOW, "黄 yellow",
          Level.BLUE, "蓝 blue",
          Level.NONE, "无 none");

  private static final String STYLE =
      """
      body{font:16px/1.6 system-ui,"Noto Sans CJK SC",sans-serif;max-width:800px;margin:0 auto;
      padding:16px;color:#2a2521;background:#faf7f2}h1,h2{line-height:1.3}
      table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #d8cfc4;padding:4px 8px;
      text-align:right}td:first-child,th:first-child{text-align:left}svg{width:100%;height:auto}
      svg text{font-size:12px;fill:#2a2521}.grid{stroke:#d8cfc4}.bar{fill:#8a4f12}.behind{fill:#e3c9a8}
      .tiles{display:flex;flex-wrap:wrap;gap:12px}.tiles div{flex:1 1 150px;background:#fff;
      border:1px solid #d8cfc4;border-radius:12px;padding:12px}.tiles b{display:block;font-size:24px}
      """;

  private final Outcomes outcomes;
  private final int days;
  private final String city;
  private final StringBuilder html = new StringBuilder();

  YearPage(Outcomes outcomes, int days, String city) {
    this.outcomes = outcomes;
    this.days = days;
    this.city = city;
  }

  /** The whole page. */
  String html() {
    html.append("<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>模拟的一年</title>");
    html.append("<meta name=\"viewport\" content=\"width=device-width\"><style>").append(STYLE);
    html.append("</style><h1>模拟的一年:").append(city).append("</h1><p>");
    html.append(days).append(" 天,真实的派单脚本在虚拟时间里运行。").append(days);
    html.append(" days lived by the real scripts in virtual time.</p>");
    tiles();
    byLevel();
    byHour();
    byCounty();
    volunteers();
    assumptions();
    return html.append("</html>\n").toString();
  }

  private void tiles() {
    Outcomes.Group all = outcomes.where(one -> true);
    Outcomes.Group red = outcomes.where(one -> one.level() == Level.RED);
    html.append("<div class=\"tiles\">");
    tile(Integer.toString(all.size()), "来过的人 came");
    tile(percent(all.within(SOON)), "20 秒内接起 answered within 20 s");
    tile(percent(all.within(MINUTE)), "60 秒内接起 within 60 s");
    tile(percent((double) all.unanswered() / Math.max(1, all.size())), "等不及离开 gave up");
    tile(Integer.toString(red.unanswered()), "红色无人接 red unanswered");
    tile(seconds(red.longest()), "红色最长等待 longest wait in danger");
    html.append("</div>");
  }

  private void tile(String value, String name) {
    html.append("<div><b>").append(value).append("</b>").append(name).append("</div>");
  }

  private void byLevel() {
    head("按级别", "By level");
    rowsBegin("级别 level");
    for (Level level : List.of(Level.RED, Level.YELLOW, Level.BLUE, Level.NONE)) {
      row(LEVELS.get(level), outcomes.where(one -> one.level() == level));
    }
    html.append("</table>");
  }

  private void byHour() {
    head("按钟点", "By hour of the day");
    List<Chart.Bar> load = new ArrayList<>();
    List<Chart.Bar> waits = new ArrayList<>();
    List<Chart.Bar> soon = new ArrayList<>();
    for (int hour = 0; hour < HOURS; hour++) {
      int now = hour;
      Outcomes.Group group = outcomes.where(one -> one.hour() == now);
      String name = Integer.toString(hour);
      load.add(new Chart.Bar(name, (double) group.size() / days, 0));
      waits.add(new Chart.Bar(name, group.quantile(0.5), group.quantile(MOST)));
      soon.add(new Chart.Bar(name, group.within(SOON), group.within(MINUTE)));
    }
    picture("每小时来的人 people an hour", load, YearPage::number);
    picture("等待的中位数,浅色为九成 median wait, pale: nine of ten", waits, YearPage::seconds);
    picture("20 秒内接起,浅色为 60 秒内 answered within 20 s, pale: 60 s", soon, YearPage::percent);
  }

  private void byCounty() {
    head("按县", "By county");
    Set<String> counties = new LinkedHashSet<>();
    outcomes.came().stream().map(Outcomes.Came::county).sorted().forEach(counties::add);
    List<Chart.Bar> waits = new ArrayList<>();
    rowsBegin("县 county");
    for (String county : counties) {
      Outcomes.Group group = outcomes.where(one -> one.county().equals(county));
      row(county, group);
      waits.add(new Chart.Bar(county, group.quantile(0.5), group.quantile(MOST)));
    }
    html.append("</table>");
    picture("等待的中位数,浅色为九成 median wait, pale: nine of ten", waits, YearPage::seconds);
  }

  private void volunteers() {
    head("每位志愿者", "Load per volunteer");
    List<Outcomes.Work> works = outcomes.works();
    double weeks = days / WEEK_DAYS;
    html.append("<table><tr><th></th><th>中位数 median</th><th>最多 most</th></tr>");
    load(
        "每周在岗小时 hours a week at desk",
        works.stream().mapToDouble(w -> w.deskMs / HOUR_MS / weeks).toArray());
    load(
        "每周听班小时 hours a week on call",
        works.stream().mapToDouble(w -> w.callMs / HOUR_MS / weeks).toArray());
    load("每周接谈次数 talks a week", works.stream().mapToDouble(w -> w.talks / weeks).toArray());
    load(
        "接谈占在岗时间 % of the desk time in talk",
        works.stream().mapToDouble(w -> w.deskMs == 0 ? 0 : 100.0 * w.talkMs / w.deskMs).toArray());
    html.append("</table>");
    double[] talks = works.stream().mapToDouble(w -> w.talks / weeks).sorted().toArray();
    List<Chart.Bar> bars = new ArrayList<>();
    for (int i = 0; i <= 20; i++) {
      int at = Math.min(talks.length - 1, i * talks.length / 20);
      bars.add(new Chart.Bar(i * 5 + "%", talks.length == 0 ? 0 : talks[at], 0));
    }
    picture("每周接谈次数,从少到多 talks a week, from few to many", bars, YearPage::number);
  }

  private void load(String name, double[] values) {
    Arrays.sort(values);
    html.append("<tr><td>").append(name).append("</td><td>");
    html.append(number(values.length == 0 ? 0 : values[values.length / 2])).append("</td><td>");
    html.append(number(values.length == 0 ? 0 : values[values.length - 1])).append("</td></tr>");
  }

  private void assumptions() {
    head("假设", "Assumptions");
    html.append("<p>每天平均 ").append(Load.A_DAY).append(" 人,66% 在 18–6 点,34% 在 18–22 点;红 ");
    html.append(Load.RED_PERCENT).append("%,黄 ").append(Load.YELLOW_PERCENT);
    html.append("%;谈话平均 18 分钟,记录 3 分钟;不在危险中的人平均等 15 分钟后离开。");
    html.append("白天每县一人在岗、一人听班,18–22 点两人在岗;22–6 点全市合用 6、3 个席位和 4 人听班。");
    html.append("响铃后在岗的人中位 7 秒接起,听班 25 秒;漏接 4%,凌晨 10%,听班 20%。</p>");
    html.append("<p>")
        .append(Load.A_DAY)
        .append(" people a day on average, 66 % between 18 and 6 o'clock, 34 % ");
    html.append("between 18 and 22; ").append(Load.RED_PERCENT).append(" % red, ");
    html.append(Load.YELLOW_PERCENT)
        .append(" % yellow; talks of 18 min, records of 3 min on average; whoever is in no ");
    html.append(
        "danger gives up after 15 min on average. By day one at desk and one on call in each county, two at ");
    html.append(
        "desk from 18 to 22; from 22 to 6 seats are pooled: 6, then 3, and 4 on call. At a desk a ring is ");
    html.append(
        "answered after 7 s (median), on call after 25 s; missed are 4 %, 10 % from 0 to 6, 20 % on call. ");
    html.append("Rungs climbed while somebody in danger waited: ")
        .append(outcomes.climbed)
        .append(".</p>");
  }

  private void head(String chinese, String english) {
    html.append("<h2>").append(chinese).append(" · ").append(english).append("</h2>");
  }

  private void picture(
      String title, List<Chart.Bar> bars, java.util.function.DoubleFunction<String> told) {
    html.append("<h3>").append(title).append("</h3>").append(Chart.bars(title, bars, told));
  }

  private void rowsBegin(String first) {
    html.append("<table><tr><th>").append(first).append("</th><th>人 came</th><th>中位 median</th>");
    html.append("<th>九成 9 of 10</th><th>最长 longest</th><th>≤20 s</th><th>≤60 s</th>");
    html.append("<th>未接 unanswered</th><th>本县接 own county</th></tr>");
  }

  private void row(String name, Outcomes.Group group) {
    html.append("<tr><td>").append(name);
    for (String cell :
        List.of(
            Integer.toString(group.size()),
            seconds(group.quantile(0.5)),
            seconds(group.quantile(MOST)),
            seconds(group.longest()),
            percent(group.within(SOON)),
            percent(group.within(MINUTE)),
            Integer.toString(group.unanswered()),
            percent(group.own()))) {
      html.append("</td><td>").append(cell);
    }
    html.append("</td></tr>");
  }

  private static String seconds(double value) {
    return String.format(Locale.ROOT, "%.0f s", value);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", share * 100);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
