package org.nuanxian.gateway.channel.hotline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One node speaks to a PBX, and one that was frozen says nothing more. */
@ExtendWith(VertxExtension.class)
class OwnershipTest {
  private final List<String> told = new ArrayList<>();
  private final List<Promise<Boolean>> asked = new ArrayList<>();
  private long nanos = Long.MAX_VALUE - 1; // a clock of a machine begins anywhere
  private Ownership ownership;

  @BeforeEach
  void ask(Vertx vertx) {
    ownership =
        new Ownership(
            vertx,
            () -> {
              Promise<Boolean> answer = Promise.promise();
              asked.add(answer);
              return answer.future();
            },
            () -> nanos,
            () -> told.add("gained"),
            () -> told.add("lost"));
  }

  @AfterEach
  void stop() {
    ownership.stop();
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  @Test
  void nobodySpeaksBeforeTheLeaseIsTheirs() {
    ownership.turn();
    assertFalse(ownership.holds());
    asked.getFirst().complete(true);
    assertTrue(ownership.holds());
    assertEquals(List.of("gained"), told);
  }

  @Test
  void itCountsFromWhenItWasAskedNotFromTheAnswer() {
    ownership.turn();
    pass(Duration.ofSeconds(7));
    asked.getFirst().complete(true);
    assertFalse(ownership.holds());
    assertEquals(List.of(), told);
  }

  @Test
  void whoeverWakesTooLateSaysNothingMore() {
    ownership.turn();
    asked.getFirst().complete(true);
    pass(Duration.ofSeconds(10));
    assertFalse(ownership.holds());
    ownership.turn();
    assertEquals(List.of("gained", "lost"), told);
  }

  @Test
  void anotherNodeHasIt() {
    ownership.turn();
    asked.getFirst().complete(true);
    ownership.turn();
    asked.getLast().complete(false);
    assertFalse(ownership.holds());
    assertEquals(List.of("gained", "lost"), told);
  }

  @Test
  void aRedisThatIsAwayForLessThanTheLeaseIsBorne() {
    ownership.turn();
    asked.getFirst().complete(true);
    pass(Duration.ofSeconds(3));
    ownership.turn();
    asked.getLast().fail("away");
    assertTrue(ownership.holds());
    pass(Duration.ofSeconds(3));
    ownership.turn();
    assertEquals(List.of("gained", "lost"), told);
  }

  @Test
  void aRepeatedGrantIsToldOnce() {
    for (int i = 0; i < 3; i++) {
      ownership.turn();
      asked.getLast().complete(true);
      pass(Ownership.RENEW);
    }
    assertEquals(List.of("gained"), told);
  }

  @Test
  void whoStopsHoldsNothing() {
    ownership.turn();
    asked.getFirst().complete(true);
    ownership.stop();
    assertFalse(ownership.holds());
    assertEquals(List.of("gained", "lost"), told);
  }
}
