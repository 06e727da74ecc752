package org.nuanxian.runtime.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What an alert channel needs, takes and may not have. */
final class AlertRules {
  /** An alarm that reaches more people than this reaches nobody in particular. */
  private static final int RECIPIENTS_MAX = 20;

  private static final List<String> KINDS =
      List.of(
          "red-waiting",
          "red-silent",
          "only-resting",
          "uncleared",
          "night-missed",
          "red-card",
          "help",
          "nobody-on-duty",
          "coverage-gap",
          "standby",
          "no-show",
          "long-wait",
          "red-unreached",
          "channel",
          "store",
          "node",
          "backup");
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} _-]{0,31}");
  private static final Pattern CODE = Pattern.compile("[0-9]{6}");
  private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{5,15}");
  private static final Pattern MAIL = Pattern.compile("[^@\\s,;<>]+@[^@\\s,;<>]+");
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]+: ?[^\\r\\n]+");

  /** The keys that only some kinds know; what every kind has is not named. */
  private static final Map<AlertConfig.Type, Set<String>> KNOWN =
      new EnumMap<>(
          Map.of(
              AlertConfig.Type.WECOM, Set.of("url", "key"),
              AlertConfig.Type.DINGTALK, Set.of("url", "token", "secret"),
              AlertConfig.Type.WEBHOOK, Set.of("url", "secret"),
              AlertConfig.Type.SMS,
                  Set.of("url", "secret", "headers", "body", "success", "recipients"),
              AlertConfig.Type.EMAIL, Set.of("host", "user", "password", "from", "recipients"),
              AlertConfig.Type.TELEPHONE, Set.of("pbx", "recipients")));

  private static final Map<AlertConfig.Type, Set<String>> NEEDED =
      new EnumMap<>(
          Map.of(
              AlertConfig.Type.WECOM, Set.of("key"),
              AlertConfig.Type.DINGTALK, Set.of("token", "secret"),
              AlertConfig.Type.WEBHOOK, Set.of("url", "secret"),
              AlertConfig.Type.SMS, Set.of("url"),
              AlertConfig.Type.EMAIL, Set.of("host", "from"),
              AlertConfig.Type.TELEPHONE, Set.of("pbx")));

  private AlertRules() {}

  /**
   * Adds what is wrong.
   *
   * @param pbxs the ids of all PBXs
   */
  static void check(List<AlertConfig> alerts, Set<String> pbxs, Mistakes mistakes) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < alerts.size(); i++) {
      AlertConfig one = alerts.get(i);
      String at = AlertConfig.SECTION + "." + i + ".";
      boolean named = !one.name().isEmpty(); // else it was told as missing before
      if (named && !NAME.matcher(one.name()).matches()) {
        mistakes.add(at + "name", "must be letters, digits, spaces, _ and -, at most 32");
      } else if (named && !names.add(one.name())) {
        mistakes.add(at + "name", "is another channel's name as well");
      }
      checkKeys(one, at, mistakes);
      checkValues(one, at, mistakes);
      one.pbx()
          .filter(id -> !pbxs.contains(id))
          .ifPresent(id -> mistakes.add(at + "pbx", "must be the id of one of hotline.pbx"));
    }
  }

  static boolean isAddress(String url) {
    try {
      URI uri = new URI(url.replaceAll("\\{(to|text|id|secret)}", "x"));
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      return Set.of("http", "https").contains(scheme) && uri.getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static void checkKeys(AlertConfig one, String at, Mistakes mistakes) {
    Set<String> present = present(one);
    for (String key : NEEDED.get(one.type())) {
      if (!present.contains(key)) {
        mistakes.add(at + key, "is missing");
      }
    }
    for (String key : present) {
      if (!KNOWN.get(one.type()).contains(key)) {
        String type = one.type().name().toLowerCase(Locale.ROOT);
        mistakes.add(at + key, "means nothing for " + type);
      }
    }
  }

  private static Set<String> present(AlertConfig one) {
    Set<String> present = new HashSet<>();
    note(present, "url", one.url().isPresent());
    note(present, "key", one.key().isPresent());
    note(present, "token", one.token().isPresent());
    note(present, "secret", one.secret().isPresent());
    note(present, "headers", !one.headers().isEmpty());
    note(present, "body", one.body().isPresent());
    note(present, "success", one.success().isPresent());
    note(present, "host", one.host().isPresent());
    note(present, "user", one.user().isPresent());
    note(present, "password", one.password().isPresent());
    note(present, "from", one.from().isPresent());
    note(present, "pbx", one.pbx().isPresent());
    note(present, "recipients", !one.recipients().isEmpty());
    return present;
  }

  private static void note(Set<String> present, String key, boolean given) {
    if (given) {
      present.add(key);
    }
  }

  private static void checkValues(AlertConfig one, String at, Mistakes mistakes) {
    one.url()
        .filter(url -> !isAddress(url))
        .ifPresent(url -> mistakes.add(at + "url", "must be an http:// or https:// address"));
    one.from()
        .filter(from -> !MAIL.matcher(from).matches())
        .ifPresent(from -> mistakes.add(at + "from", "must be a mail address"));
    if (!Set.of("GET", "POST", "PUT").contains(one.method())) {
      mistakes.add(at + "method", "must be one of GET, POST, PUT");
    }
    if (one.user().isPresent() != one.password().isPresent()) {
      mistakes.add(at + (one.user().isPresent() ? "password" : "user"), "is missing");
    }
    if (one.recipients().size() > RECIPIENTS_MAX) {
      mistakes.add(at + "recipients", "must be at most " + RECIPIENTS_MAX);
    }
    boolean mail = one.type() == AlertConfig.Type.EMAIL;
    every(one.headers(), HEADER, at + "headers", "must look like Name: value", mistakes);
    every(one.cities(), CODE, at + "cities", "must be codes of six digits", mistakes);
    every(one.counties(), CODE, at + "counties", "must be codes of six digits", mistakes);
    if (KNOWN.get(one.type()).contains("recipients")) {
      every(
          one.recipients(),
          mail ? MAIL : NUMBER,
          at + "recipients",
          mail ? "must be mail addresses" : "must be numbers",
          mistakes);
    }
    if (!KINDS.containsAll(one.kinds())) {
      mistakes.add(at + "kinds", "must be some of " + String.join(", ", KINDS));
    }
  }

  /** The values themselves are not repeated: a number is somebody's. */
  private static void every(
      List<String> values, Pattern form, String key, String what, Mistakes mistakes) {
    if (!values.stream().allMatch(value -> form.matcher(value).matches())) {
      mistakes.add(key, what);
    }
  }
}
