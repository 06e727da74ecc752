package org.nuanxian.gateway.channel.web;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.Stage;
import org.nuanxian.dispatcher.WaitRange;
import org.nuanxian.gateway.conversation.Intake;

/**
 * Whether the waits that are told come true: the first range a help seeker is shown against the
 * time until a volunteer accepts, counted by county as {@code nuanxian_wait_told_total} with {@code
 * came} = sooner, inside or later. Somebody who leaves before is not counted, nor is a trial. A
 * help seeker whose page moves to another node in between counts from what is shown there.
 */
final class ToldWaits {
  /** Some hours of a large city; the oldest is forgotten first. */
  private static final int CONTACTS_MAX = 50_000;

  private record Told(WaitRange range, Instant at) {}

  private final Map<ContactId, Told> told =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ContactId, Told> eldest) {
          return size() > CONTACTS_MAX;
        }
      };

  private final MeterRegistry metrics;

  ToldWaits(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  /** A state was shown. */
  void shown(Intake intake, Stage stage, Optional<WaitRange> range, Instant now) {
    if (stage == Stage.WAITING) {
      range
          .filter(here -> !intake.test())
          .ifPresent(here -> told.putIfAbsent(intake.contact(), new Told(here, now)));
      return;
    }
    Told before = told.remove(intake.contact());
    if (before != null && (stage == Stage.CONNECTING || stage == Stage.ACTIVE)) {
      String came = came(before.range(), Duration.between(before.at(), now).toSeconds());
      metrics
          .counter("nuanxian.wait.told", "county", intake.county().value(), "came", came)
          .increment();
    }
  }

  private static String came(WaitRange range, long seconds) {
    if (seconds < range.lowSeconds()) {
      return "sooner";
    }
    return seconds <= range.highSeconds() ? "inside" : "later";
  }
}
