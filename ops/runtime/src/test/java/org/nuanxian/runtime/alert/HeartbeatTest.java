package org.nuanxian.runtime.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nuanxian.runtime.testing.Await;
import org.nuanxian.runtime.testing.FakePlatform;
import org.nuanxian.runtime.testing.FakePlatform.Manner;

class HeartbeatTest {
  private final Vertx vertx = Vertx.vertx();
  private final FakePlatform watcher = new FakePlatform(vertx);
  private final MeterRegistry metrics = new SimpleMeterRegistry();

  /** What the house says of itself. */
  private Future<Void> alive = Future.succeededFuture();

  private final Heartbeat heartbeat =
      new Heartbeat(vertx, watcher.url() + "/ping", () -> alive, metrics);

  @AfterEach
  void close() {
    watcher.close();
    Await.result(vertx.close());
  }

  private double count(String outcome) {
    return metrics.counter("nuanxian.heartbeats", "outcome", outcome).count();
  }

  @Test
  void aHouseThatLivesIsHeard() {
    Await.result(heartbeat.beat());

    assertEquals("/ping", watcher.asked().getFirst().path());
    assertEquals(1, count("heard"));
  }

  @Test
  void aHouseThatServesNobodyIsSilent() {
    alive = Future.failedFuture("redis is away");
    Await.result(heartbeat.beat());

    assertEquals(0, watcher.asked().size());
    assertEquals(1, count("withheld"));
  }

  @Test
  void aWatcherThatIsAwayOrRefusesHarmsNobody() {
    watcher.manner(Manner.FAIL);
    Await.result(heartbeat.beat());
    watcher.manner(Manner.BREAK);
    Await.result(heartbeat.beat());

    assertEquals(1, count("refused"));
    assertEquals(1, count("unheard"));
  }
}
