package org.nuanxian.runtime.config;

import java.util.Arrays;
import java.util.List;

/**
 * One value as the operator gave it.
 *
 * @param parts the text, or the elements of a list
 * @param list whether it was written as a list
 * @param origin where it stands, for the message when it is wrong
 * @param inFile whether it stands in the configuration file, where no secret may be
 */
record Given(List<String> parts, boolean list, String origin, boolean inFile) {

  static Given text(String value, String origin) {
    return new Given(List.of(value), false, origin, false);
  }

  /** The value as one text. */
  String text() {
    return String.join(",", parts);
  }

  /** The value as a list; a single text is split at commas. */
  List<String> elements() {
    if (list) {
      return parts;
    }
    return Arrays.stream(text().split(",", -1))
        .map(String::strip)
        .filter(s -> !s.isEmpty())
        .toList();
  }
}
