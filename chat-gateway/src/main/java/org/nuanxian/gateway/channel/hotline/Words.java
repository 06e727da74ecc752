package org.nuanxian.gateway.channel.hotline;

import java.util.ArrayList;
import java.util.List;
import org.nuanxian.dispatcher.Place;
import org.nuanxian.dispatcher.Staffing;

/** Which prompts are played to a caller; each is a file that an operator may replace. */
final class Words {
  /** Where prompts lie among the sounds of a PBX. */
  private static final String FOLDER = "sound:nuanxian/";

  /** Numbers that there are prompts for; beyond it only "busy" is said. */
  private static final int NUMBER_MAX = 99;

  private static final int SECONDS_A_MINUTE = 60;

  private Words() {}

  /** At the very beginning. */
  static List<String> greeting() {
    return List.of("greeting", "recording", "danger");
  }

  /** They pressed the key for danger. */
  static List<String> red() {
    return List.of("red");
  }

  /** Their volunteer's line broke. */
  static List<String> lost() {
    return List.of("lost");
  }

  /** Another number to call, and that this line goes on. */
  static List<String> referral(String number) {
    List<String> all = new ArrayList<>();
    all.add("referral");
    number
        .chars()
        .filter(digit -> digit >= '0' && digit <= '9')
        .forEach(digit -> all.add("d" + (char) digit));
    return all;
  }

  /**
   * How it stands with their wait: what is true now, in the order a person wants to know it.
   *
   * @param lowest the place that was said last, which never rises; 0 before the first time
   */
  static List<String> waiting(Place place, int lowest) {
    if (place.danger()) {
      return red();
    }
    List<String> all = new ArrayList<>();
    if (place.staffing() == Staffing.ON_CALL_ONLY) {
      all.add("on-call");
    } else if (place.staffing() == Staffing.NOBODY) {
      all.add("nobody");
    } else if (place.position().isPresent()) {
      all.addAll(position(place.position().getAsInt(), lowest));
    } else {
      all.add("busy");
    }
    place
        .waitRange()
        .filter(range -> place.staffing() == Staffing.BUSY)
        .ifPresent(range -> all.addAll(range(range.lowSeconds(), range.highSeconds())));
    return all;
  }

  private static List<String> position(int position, int lowest) {
    if (position == 1) {
      return List.of("next");
    }
    int before = position - 1;
    boolean risen = lowest > 0 && position > lowest;
    return risen || before > NUMBER_MAX
        ? List.of("busy")
        : List.of("busy", "place-before", "n" + before, "place-after");
  }

  private static List<String> range(long lowSeconds, long highSeconds) {
    long low = lowSeconds / SECONDS_A_MINUTE;
    long high = Math.ceilDiv(highSeconds, SECONDS_A_MINUTE);
    return high > NUMBER_MAX || high <= low
        ? List.of()
        : List.of("wait-before", "n" + low, "wait-to", "n" + high, "wait-after");
  }

  /** As the PBX names them. */
  static List<String> media(List<String> prompts) {
    return prompts.stream().map(prompt -> FOLDER + prompt).toList();
  }
}
