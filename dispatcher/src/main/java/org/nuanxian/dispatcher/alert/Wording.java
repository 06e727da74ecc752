package org.nuanxian.dispatcher.alert;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.nuanxian.dispatcher.Level;
import org.nuanxian.dispatcher.ladder.AlarmKind;
import org.nuanxian.roster.City;
import org.nuanxian.runtime.alert.Message;

/**
 * What people are told outside of the console: where, what, how grave, since when, and what to do.
 * No name, no number of a person and no word that anybody said: a locked screen shows it.
 */
final class Wording {
  private static final String TITLE = "【暖线】有一件事需要您处理";
  private static final int SHORT = 4; // as consoles shorten ids

  private final String console;

  /** Where somebody says 收到; the code follows, behind the sign that browsers send to nobody. */
  private final String received;

  private final boolean demo;

  /**
   * The words of an installation.
   *
   * @param publicUrl where its pages are, without a slash at the end
   * @param demo whether everything is invented
   */
  Wording(String publicUrl, boolean demo) {
    this.console = publicUrl + "/console";
    this.received = publicUrl + "/setup#received=";
    this.demo = demo;
  }

  /**
   * One alert.
   *
   * @param top the last rung of the ladder, from 0
   */
  Message of(Due due, int top, List<City> cities, Instant now) {
    if (due.kind().equals(CallOut.KIND)) {
      return calledOut(due.id());
    }
    if (due.code().isPresent()) {
      return weekly(due.id(), due.code().get());
    }
    String place = place(due, cities);
    Duration age = Duration.between(due.opened(), now);
    String text =
        (demo ? "【演示,不是真的】" : due.test() ? "【试机,不是真的】" : "【暖线】")
            + place
            + ":"
            + what(due)
            + "。\n"
            + due.level().map(level -> level(level) + " · ").orElse("")
            + rung(due.rung(), top)
            + " · "
            + since(age)
            + " · 编号 "
            + shortened(due.alarm())
            + due.contact().map(contact -> "(对话 " + shortened(contact) + ")").orElse("")
            + "\n请现在打开值班台处理,看到了也要去做:"
            + console;
    JsonObject facts =
        new JsonObject()
            .put("event", "alarm")
            .put("test", due.test() || demo)
            .put("city", due.city().value())
            .put("county", due.county().value())
            .put("kind", due.kind())
            .put("level", due.level().map(Level::wire).orElse("none"))
            .put("rung", due.rung())
            .put("openedAt", due.opened().toString())
            .put("number", shortened(due.alarm()))
            .put("console", console);
    due.contact().ifPresent(contact -> facts.put("contact", shortened(contact)));
    due.about().ifPresent(about -> facts.put("about", about));
    return new Message(due.id(), TITLE, text, facts);
  }

  /** To somebody on call at home: a locked screen shows it. */
  private Message calledOut(UUID id) {
    String text = (demo ? "【演示,不是真的】" : "【暖线】") + "有新的等待,请打开值班台:" + console;
    JsonObject facts =
        new JsonObject().put("event", "callOut").put("test", demo).put("console", console);
    return new Message(id, "【暖线】有新的等待", text, facts);
  }

  /** Whoever gets it says 收到 with one tap, without a login. */
  private Message weekly(UUID id, String code) {
    String link = received + code;
    String text = "【暖线】每周测试,没有人需要帮助。出了急事会这样叫到您。收到请点:" + link;
    JsonObject facts =
        new JsonObject().put("event", "test").put("test", true).put("console", console);
    return new Message(id, "【暖线】每周测试", text, facts);
  }

  /** 发送测试. */
  Message test(UUID id, String channel) {
    String text = "【暖线】这是一条测试消息,没有人需要帮助。收到它,说明“" + channel + "”能在没有人打开值班台时叫到人:" + console;
    JsonObject facts =
        new JsonObject().put("event", "test").put("test", true).put("console", console);
    return new Message(id, "【暖线】测试消息", text, facts);
  }

  private static String place(Due due, List<City> cities) {
    return cities.stream()
        .filter(city -> city.code().equals(due.city()))
        .findFirst()
        .map(city ->
            city.name()
                + city.counties().stream()
                    .filter(county -> county.code().equals(due.county()))
                    .findFirst()
                    .map(county -> " " + county.name())
                    .orElse(""))
        .orElse(due.city().value());
  }

  private static String what(Due due) {
    String what = AlarmKind.of(due.kind()).map(Wording::kind).orElse("有一件事需要处理");
    return what + due.about().map(about -> ":" + about).orElse("");
  }

  private static String kind(AlarmKind kind) {
    return switch (kind) {
      case RED_WAITING -> "有一位处于危险中的求助者在等,还没有人接";
      case RED_SILENT -> "一位处于危险中的求助者离开了页面,还没有回来";
      case ONLY_RESTING -> "有一位求助者在等,现在只能请正在歇着的志愿者来接";
      case UNCLEARED -> "一位求助者需要有资格的志愿者,现在没有,由别人先接";
      case NIGHT_MISSED -> "夜里有一位求助者在等,响了铃没有人接";
      case RED_CARD -> "一位志愿者定了红卡,还没有督导看过";
      case HELP -> "一位志愿者在求援";
      case NOBODY_ON_DUTY -> "热线开着,现在全市没有人值班";
      case COVERAGE_GAP -> "两小时之内有一段时间排了班次,却没有人";
      case STANDBY -> "等的人多了或等得久了,需要听班的人";
      case NO_SHOW -> "该坐席的人没有到,需要听班的人";
      case LONG_WAIT -> "有人等得太久了";
      case RED_UNREACHED -> "有一位处于危险中的求助者电话没有打通,要有人跟进";
      case CHANNEL_FAILING -> "有一条叫人的途径发不出去";
      case STORE_TROUBLE -> "服务器的磁盘快满了";
      case NODE_LOST -> "有服务器失去了联系";
      case BACKUP_TROUBLE -> "没有按时做好备份";
    };
  }

  private static String level(Level level) {
    return switch (level) {
      case RED -> "红色";
      case YELLOW -> "黄色";
      case BLUE -> "蓝色";
      case NONE -> "未定级";
    };
  }

  private static String rung(int rung, int top) {
    return rung < top ? "第 " + (rung + 1) + " 级" : "最高一级";
  }

  private static String since(Duration age) {
    return age.toMinutes() < 1 ? "刚刚" : "已经 " + age.toMinutes() + " 分钟";
  }

  private static String shortened(UUID id) {
    return id.toString().substring(0, SHORT).toUpperCase(Locale.ROOT);
  }
}
