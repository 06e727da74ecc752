package org.nuanxian.gateway.channel.hotline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.nuanxian.dispatcher.Place;

/** What one caller is told of their wait, from time to time. */
final class WaitWords {
  /** Each so many times something to breathe by is said as well. */
  private static final int BREATHE_EACH = 3;

  /** The place that was said last; 0 before the first time. */
  private int lowest;

  private int rounds;

  /** How it stands, and that they can be called back. */
  List<String> first(Optional<Place> at) {
    List<String> words = new ArrayList<>(now(at));
    words.add("callback-offer");
    return words;
  }

  /**
   * How it stands by now.
   *
   * @param otherLine a number for whoever waits too long
   */
  List<String> again(Optional<Place> at, Supplier<Optional<String>> otherLine) {
    List<String> words = new ArrayList<>(now(at));
    rounds++;
    if (rounds % BREATHE_EACH == 0) {
      words.add("breathe");
    }
    at.filter(Place::referral)
        .flatMap(late -> otherLine.get())
        .ifPresent(number -> words.addAll(Words.referral(number)));
    return words;
  }

  private List<String> now(Optional<Place> at) {
    List<String> words =
        at.map(place -> Words.waiting(place, lowest)).orElseGet(() -> List.of("busy"));
    at.flatMap(place -> place.position().stream().boxed().findFirst())
        .filter(position -> lowest == 0 || position < lowest)
        .ifPresent(position -> lowest = position);
    return words;
  }
}
