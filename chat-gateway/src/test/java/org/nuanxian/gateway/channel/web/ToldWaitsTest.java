package org.nuanxian.gateway.channel.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.Stage;
import org.nuanxian.dispatcher.WaitRange;
import org.nuanxian.gateway.conversation.Intake;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.vault.PersonId;

/** What was promised, against what came. */
class ToldWaitsTest {
  private static final Instant NOW = Instant.parse("2026-03-03T18:00:00Z");
  private static final Optional<WaitRange> RANGE = Optional.of(new WaitRange(60, 300));
  private static final Optional<WaitRange> LESS = Optional.of(new WaitRange(10, 20));

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final ToldWaits waits = new ToldWaits(metrics);

  private static Intake intake(boolean test) {
    return new Intake(
        new ContactId(UUID.randomUUID()),
        new PersonId(UUID.randomUUID()),
        new CityCode("360800"),
        new CountyCode("360802"),
        test,
        NOW,
        "zh",
        Optional.empty(),
        OptionalInt.empty(),
        new Intake.TokenState(1, true),
        true,
        Optional.empty(),
        Optional.empty(),
        0,
        0);
  }

  private void waited(long seconds, Stage end, boolean test) {
    Intake intake = intake(test);
    waits.shown(intake, Stage.WAITING, Optional.empty(), NOW.minusSeconds(100));
    waits.shown(intake, Stage.WAITING, RANGE, NOW);
    waits.shown(intake, Stage.WAITING, LESS, NOW.plusSeconds(seconds / 2));
    waits.shown(intake, end, Optional.empty(), NOW.plusSeconds(seconds));
    waits.shown(intake, end, Optional.empty(), NOW.plusSeconds(seconds + 1)); // another tab
  }

  private double count(String came) {
    return metrics
        .find("nuanxian.wait.told")
        .tags("county", "360802", "came", came)
        .counters()
        .stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  @Test
  void theFirstRangeCountsOnceAndItsEndsAreInside() {
    waited(59, Stage.ACTIVE, false);
    waited(60, Stage.ACTIVE, false);
    waited(300, Stage.CONNECTING, false);
    waited(301, Stage.ACTIVE, false);
    assertEquals(1, count("sooner"));
    assertEquals(2, count("inside"));
    assertEquals(1, count("later"));
  }

  @Test
  void whoeverLeavesAndWhoeverTriesASeatIsNotCounted() {
    waited(100, Stage.CLOSED, false);
    waited(100, Stage.ACTIVE, true);
    assertEquals(0, count("sooner") + count("inside") + count("later"));
  }

  @Test
  void whoeverWaitsAgainIsToldAgain() {
    Intake intake = intake(false);
    waits.shown(intake, Stage.WAITING, RANGE, NOW);
    waits.shown(intake, Stage.ACTIVE, Optional.empty(), NOW.plusSeconds(100));
    waits.shown(intake, Stage.WAITING, LESS, NOW.plusSeconds(200));
    waits.shown(intake, Stage.ACTIVE, Optional.empty(), NOW.plusSeconds(300));
    assertEquals(1, count("inside"));
    assertEquals(1, count("later"));
  }
}
