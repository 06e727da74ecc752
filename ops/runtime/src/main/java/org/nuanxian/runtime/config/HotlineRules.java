package org.nuanxian.runtime.config;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a PBX needs and may not have. */
final class HotlineRules {
  /** A prefecture has about a dozen counties, each with a few numbers. */
  private static final int NUMBERS_MAX = 256;

  /** Also the name of a file and of a key. */
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

  /** A name in Asterisk's files and in paths of its interface. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

  private static final Pattern NUMBER = Pattern.compile("(\\+?[0-9]{2,20})=[0-9]{6}");
  private static final String HOST = "([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:]+])";
  private static final Pattern ARI = Pattern.compile("https?://" + HOST + "(:[0-9]{1,5})?");
  private static final Pattern SOCKET =
      Pattern.compile("wss?://" + HOST + "(:[0-9]{1,5})?/[A-Za-z0-9/._-]*");
  private static final Pattern MEDIA = Pattern.compile("[A-Za-z0-9.:-]+");

  private HotlineRules() {}

  static void check(HotlineConfig hotline, Mistakes mistakes) {
    checkNumbers(hotline.numbers(), HotlineConfig.SECTION + ".numbers", mistakes);
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < hotline.pbx().size(); i++) {
      PbxConfig one = hotline.pbx().get(i);
      String at = HotlineConfig.LIST + "." + i + ".";
      matches(ID, one.id(), at + "id", "must be a-z, 0-9 and -, at most 32", mistakes);
      if (!one.id().isEmpty() && !ids.add(one.id())) {
        mistakes.add(at + "id", "is another PBX's id as well");
      }
      matches(ARI, one.ariUrl(), at + "ari-url", "must look like http://10.0.0.7:8088", mistakes);
      matches(NAME, one.user(), at + "user", "must be letters, digits, _ and -", mistakes);
      if (one.password().isEmpty()) {
        mistakes.add(at + "password", "is missing");
      }
      matches(NAME, one.trunk(), at + "trunk", "must be letters, digits, _ and -", mistakes);
      checkNumbers(one.numbers(), at + "numbers", mistakes);
      matches(
          SOCKET,
          one.socketUrl(),
          at + "socket-url",
          "must look like wss://pbx.example:8089/ws",
          mistakes);
      one.mediaHost()
          .ifPresent(host ->
              matches(MEDIA, host, at + "media-host", "must be a name or an address", mistakes));
    }
  }

  /** Whatever is missing was told before. */
  private static void matches(
      Pattern form, String value, String key, String what, Mistakes mistakes) {
    if (!value.isEmpty() && !form.matcher(value).matches()) {
      mistakes.add(key, what);
    }
  }

  private static void checkNumbers(List<String> numbers, String key, Mistakes mistakes) {
    if (numbers.size() > NUMBERS_MAX) {
      mistakes.add(key, "must be at most " + NUMBERS_MAX);
    }
    Set<String> called = new HashSet<>();
    for (String line : numbers) {
      if (!NUMBER.matcher(line).matches()) {
        mistakes.add(key, "must look like 12356=360802: what was called, and a county");
        return;
      }
      if (!called.add(line.substring(0, line.indexOf('=')))) {
        mistakes.add(key, "has the number " + line.substring(0, line.indexOf('=')) + " twice");
      }
    }
  }
}
