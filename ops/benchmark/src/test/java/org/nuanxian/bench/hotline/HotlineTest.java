package org.nuanxian.bench.hotline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nuanxian.bench.Ground;

/** The bench of the hotline measures: all three sides bring callers to agents who are heard. */
class HotlineTest {
  private static final int AGENTS = 2;
  private static final Duration PATIENCE = Duration.ofMinutes(1); // a slow, shared machine
  private static final double NEVER_MILLIS = 60_000;

  private static Ground ground;
  private static Sides sides;

  @BeforeAll
  static void open() {
    ground = Ground.open(Path.of("../..").toAbsolutePath().normalize());
    sides = Sides.open(ground, List.of(AGENTS));
  }

  @AfterAll
  static void close() {
    sides.close();
    ground.close();
  }

  @Test
  void everyCallerOfEachSideHearsAnAgent() {
    try (Sides.Trio trio = sides.of(AGENTS)) {
      for (Side side : trio.all()) {
        heard(new Turn(sides.telephones(), side, PATIENCE).free(AGENTS, AGENTS), AGENTS);
        heard(new Turn(sides.telephones(), side, PATIENCE).busy(AGENTS, AGENTS, AGENTS), AGENTS);
      }
    }
  }

  private static void heard(Measured measured, int asked) {
    assertEquals(asked, measured.asked());
    assertEquals(asked, measured.heard());
    assertTrue(measured.millis() > 0 && measured.millis() < NEVER_MILLIS, "" + measured);
  }

  @Test
  void anAgentWhoIsNotHeardIsSlowAndNotFast() {
    sides.telephones().agentsSpeak(false);
    try (Sides.Trio trio = sides.of(AGENTS)) {
      for (Side side : trio.all()) {
        Measured mute =
            new Turn(sides.telephones(), side, Duration.ofSeconds(1)).free(AGENTS, AGENTS);
        assertEquals(new Measured(AGENTS, 0, NEVER_MILLIS), mute);
      }
    } finally {
      sides.telephones().agentsSpeak(true);
    }
  }
}
