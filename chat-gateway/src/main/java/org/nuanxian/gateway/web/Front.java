package org.nuanxian.gateway.web;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.nuanxian.runtime.settings.DirectoryEntry;
import org.nuanxian.runtime.settings.Texts;

/**
 * What stands in a page before any script: whether the line is open, and whom to call.
 *
 * @param open false: only the safety card shows
 * @param numbers the safety numbers of the directory, in order
 * @param neutralPage where 离开 leads
 * @param notOpen what is said instead of the way in, in Chinese
 * @param outage what is said while out of service, in Chinese and English
 */
public record Front(
    boolean open,
    List<DirectoryEntry> numbers,
    String neutralPage,
    String notOpen,
    List<String> outage) {
  /** Longer numbers are lines one can wait for; these come at once. */
  private static final int EMERGENCY_DIGITS_MAX = 3;

  private static final Pattern HEAD = part("head");
  private static final Pattern EMERGENCY = part("emergency");
  private static final Pattern SUPPORT = part("support");
  private static final Pattern CALLS = part("calls");
  private static final Pattern OUTAGE = part("outage");

  private static Pattern part(String name) {
    return Pattern.compile("<!-- " + name + " -->.*?<!-- /" + name + " -->", Pattern.DOTALL);
  }

  /** Fills a page in. */
  String into(String html) {
    String filled = fill(html, CALLS, join(numbers, "\n", Front::call));
    filled =
        fill(
            filled,
            EMERGENCY,
            join(some(true), "<span aria-hidden=\"true\">/</span>", Front::link));
    filled = fill(filled, SUPPORT, join(some(false), " ", Front::link));
    filled =
        fill(
            filled,
            OUTAGE,
            outage.stream()
                .map(t -> "<p>" + Html.escaped(t) + "</p>")
                .collect(Collectors.joining()));
    filled = filled.replace("https://www.baidu.com/", Html.escaped(neutralPage));
    return open
        ? filled
        : fill(filled, HEAD, "<h1>" + Html.escaped(notOpen) + "</h1>")
            .replace("data-open=\"yes\"", "data-open=\"no\"");
  }

  private List<DirectoryEntry> some(boolean emergency) {
    return numbers.stream()
        .filter(entry -> (entry.number().length() <= EMERGENCY_DIGITS_MAX) == emergency)
        .toList();
  }

  private static String join(
      List<DirectoryEntry> entries, String between, Function<DirectoryEntry, String> how) {
    return entries.stream().map(how).collect(Collectors.joining(between));
  }

  private static String link(DirectoryEntry entry) {
    String number = Html.escaped(entry.number());
    return "<a href=\"tel:" + number + "\">" + number + "</a>";
  }

  private static String call(DirectoryEntry entry) {
    String number = Html.escaped(entry.number());
    String name = Html.escaped(entry.name(Texts.CHINESE));
    return "<a class=\"call\" href=\"tel:"
        + number
        + "\"><b>"
        + number
        + "</b> <span>"
        + name
        + "</span></a>";
  }

  private static String fill(String html, Pattern part, String with) {
    return part.matcher(html).replaceAll(Matcher.quoteReplacement(with));
  }
}
