package org.nuanxian.dispatcher;

import java.util.Locale;
import java.util.Map;

/** Whose volunteers may be rung for a contact that waits; see {@link policy.Reach}. */
public enum Step {
  /** Its own county's, and those of counties that share that line. */
  OWN,
  /** Those of counties that stand in for it at this hour as well. */
  LINKED,
  /** Everybody's. */
  CITY,
  /** Everybody's but the own county's, as the person wished. */
  OTHERS;

  private static final Map<String, Step> WORDS =
      Map.of("own", OWN, "linked", LINKED, "city", CITY, "others", OTHERS);

  /** The word in Redis and on the wire. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The step of that word.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Step of(String word) {
    Step step = WORDS.get(word);
    if (step == null) {
      throw new IllegalArgumentException("no step is called " + word);
    }
    return step;
  }
}
