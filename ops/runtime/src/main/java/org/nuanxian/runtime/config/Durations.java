package org.nuanxian.runtime.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as an operator writes them: a whole number and a unit. */
final class Durations {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  private static final Duration LONGEST = Duration.ofDays(3650); // keeps arithmetic in range

  private Durations() {}

  /** Reads {@code 500ms}, {@code 6s}, {@code 3m}, {@code 72h}, {@code 7d}. */
  static Duration parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "must be a time like 500ms, 6s, 3m, 72h or 7d, not \"" + text + "\"");
    }
    long amount = Long.parseLong(matcher.group(1));
    Duration value =
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          case "h" -> Duration.ofHours(amount);
          default -> Duration.ofDays(amount);
        };
    if (value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("is too long");
    }
    return value;
  }

  /** Reads a time and holds it against the bounds of its key; one millisecond is the least. */
  static Duration within(String text, Setting setting) {
    Duration value = parse(text);
    String min = setting.min().isEmpty() ? "1ms" : setting.min();
    if (value.compareTo(parse(min)) < 0) {
      throw new IllegalArgumentException("must be at least " + min);
    }
    if (!setting.max().isEmpty() && value.compareTo(parse(setting.max())) > 0) {
      throw new IllegalArgumentException("must be at most " + setting.max());
    }
    return value;
  }
}
