package org.nuanxian.dispatcher.call;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.nuanxian.roster.Medium;

/** A set of media as one text: the names split by a blank. */
public final class Media {
  private Media() {}

  static String text(Set<Medium> media) {
    StringBuilder text = new StringBuilder();
    for (Medium medium : Medium.values()) {
      if (media.contains(medium)) {
        text.append(text.isEmpty() ? "" : " ").append(medium.name().toLowerCase(Locale.ROOT));
      }
    }
    return text.toString();
  }

  /** Reads what {@code text} wrote. */
  public static Set<Medium> parse(String text) {
    Set<Medium> media = EnumSet.noneOf(Medium.class);
    for (Medium medium : Medium.values()) {
      if (text.contains(medium.name().toLowerCase(Locale.ROOT))) {
        media.add(medium);
      }
    }
    return media;
  }
}
