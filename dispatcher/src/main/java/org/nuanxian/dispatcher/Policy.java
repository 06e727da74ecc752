package org.nuanxian.dispatcher;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nuanxian.runtime.config.TimingConfig;

/** The deadlines of a city, as numbers in its scripts. */
public final class Policy {
  private static final Pattern NAME = Pattern.compile("\\bpolicy\\.([a-zA-Z]+)");

  private final TimingConfig timing;
  private final Map<String, Duration> byName;

  /** The deadlines of this configuration. */
  public Policy(TimingConfig timing) {
    this.timing = timing;
    this.byName =
        Map.ofEntries(
            Map.entry("grace", timing.grace()),
            Map.entry("offerChat", timing.offerChat()),
            Map.entry("offerRed", timing.offerRed()),
            Map.entry("offerCall", timing.offerCall()),
            Map.entry("widen", timing.widen()),
            Map.entry("yield", timing.wantYield()),
            Map.entry("awayMax", timing.awayMax()),
            Map.entry("declineRest", timing.declineRest()),
            Map.entry("expireRest", timing.expireRest()),
            Map.entry("rung", timing.rung()),
            Map.entry("acknowledged", timing.acknowledged()),
            Map.entry("wrapUp", timing.wrapUp()),
            Map.entry("redAway", timing.redAway()),
            Map.entry("lease", timing.nodeLease()),
            Map.entry("tickGap", timing.tickGap()),
            Map.entry("ownCounty", timing.ownCounty()));
  }

  /** The durations themselves. */
  public TimingConfig timing() {
    return timing;
  }

  /**
   * A script in which each {@code policy.NAME} is a number of milliseconds: nothing is parsed when
   * it runs.
   *
   * @throws IllegalStateException for a name that no deadline has
   */
  public String applied(String script) {
    return NAME.matcher(script).replaceAll(found -> Matcher.quoteReplacement(ms(found.group(1))));
  }

  private String ms(String name) {
    Duration duration = byName.get(name);
    if (duration == null) {
      throw new IllegalStateException("no deadline is called " + name);
    }
    return Long.toString(duration.toMillis());
  }
}
