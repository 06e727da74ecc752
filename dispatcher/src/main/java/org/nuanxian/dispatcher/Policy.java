package org.nuanxian.dispatcher;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nuanxian.dispatcher.policy.CityPolicy;
import org.nuanxian.runtime.config.TimingConfig;

/** The deadlines of an installation and what its city decides, as text in the city's scripts. */
public final class Policy {
  private static final Pattern NAME = Pattern.compile("\\bpolicy\\.([a-zA-Z]+)");

  private final TimingConfig timing;
  private final CityPolicy city;
  private final Map<String, String> byName;

  /** The deadlines of this configuration, where a city has decided nothing. */
  public Policy(TimingConfig timing) {
    this(timing, CityPolicy.of(timing));
  }

  /** The deadlines of this configuration, and what the city decides. */
  public Policy(TimingConfig timing, CityPolicy city) {
    this.timing = timing;
    this.city = city;
    this.byName = new HashMap<>(city.literals());
    deadlines(timing).forEach((name, time) -> byName.put(name, Long.toString(time.toMillis())));
  }

  private static Map<String, Duration> deadlines(TimingConfig timing) {
    return Map.ofEntries(
        Map.entry("grace", timing.grace()),
        Map.entry("yield", timing.wantYield()),
        Map.entry("awayMax", timing.awayMax()),
        Map.entry("declineRest", timing.declineRest()),
        Map.entry("expireRest", timing.expireRest()),
        Map.entry("rung", timing.rung()),
        Map.entry("acknowledged", timing.acknowledged()),
        Map.entry("wrapUp", timing.wrapUp()),
        Map.entry("redAway", timing.redAway()),
        Map.entry("nodeLost", timing.nodeLost()),
        Map.entry("lease", timing.nodeLease()),
        Map.entry("tickGap", timing.tickGap()));
  }

  /** The durations themselves. */
  public TimingConfig timing() {
    return timing;
  }

  /** What the city decides. */
  public CityPolicy city() {
    return city;
  }

  /** The same installation under another decision of the city. */
  public Policy with(CityPolicy decided) {
    return new Policy(timing, decided);
  }

  /**
   * A script in which each {@code policy.NAME} is a number of milliseconds, or a table: nothing is
   * read or parsed when it runs.
   *
   * @throws IllegalStateException for a name that nothing has
   */
  public String applied(String script) {
    return NAME.matcher(script)
        .replaceAll(found -> Matcher.quoteReplacement(literal(found.group(1))));
  }

  private String literal(String name) {
    String text = byName.get(name);
    if (text == null) {
      throw new IllegalStateException("nothing is called policy." + name);
    }
    return text;
  }
}
