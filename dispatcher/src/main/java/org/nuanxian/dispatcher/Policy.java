package org.nuanxian.dispatcher;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nuanxian.runtime.config.TimingConfig;

/** The deadlines every script is called with. */
public final class Policy {
  private final TimingConfig timing;
  private final String text;

  /** The deadlines of this configuration. */
  public Policy(TimingConfig timing) {
    this.timing = timing;
    // The order of the names in prelude.lua.
    this.text =
        Stream.of(
                timing.grace(),
                timing.offerChat(),
                timing.offerRed(),
                timing.widen(),
                timing.wantYield(),
                timing.awayMax(),
                timing.declineRest(),
                timing.expireRest(),
                timing.rung(),
                timing.acknowledged(),
                timing.wrapUp(),
                timing.redAway(),
                timing.nodeLease(),
                timing.tickGap(),
                timing.ownCounty())
            .map(Duration::toMillis)
            .map(String::valueOf)
            .collect(Collectors.joining(" "));
  }

  /** The durations themselves. */
  public TimingConfig timing() {
    return timing;
  }

  /** Milliseconds split by blanks, as prelude.lua reads them. */
  public String text() {
    return text;
  }
}
