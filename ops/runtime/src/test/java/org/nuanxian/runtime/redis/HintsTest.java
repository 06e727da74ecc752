package org.nuanxian.runtime.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.runtime.metrics.Names;
import org.nuanxian.runtime.testing.Await;
import org.nuanxian.runtime.testing.PrivateRedis;
import org.nuanxian.runtime.testing.Stores;

/** Hints between two links, with servers that are frozen and killed. */
class HintsTest {

  @RegisterExtension static final Stores STORES = Stores.with();

  /** How many receive a message; the server's own answer to PUBLISH. */
  private static int receivers(RedisLink link, String channel, String payload) {
    Response answer =
        Await.result(link.send(Request.cmd(Command.PUBLISH).arg(channel).arg(payload)));
    return answer.toInteger();
  }

  @Test
  void aHintPublishedRightAfterSubscribingArrives() {
    RedisLink link = STORES.redisLink();
    Hints hints = STORES.hints(link);
    for (int i = 0; i < 200; i++) {
      String channel = "{" + STORES.city() + "}:" + i;
      List<String> heard = new CopyOnWriteArrayList<>();
      Await.result(hints.subscribe(channel, heard::add));
      assertEquals(1, receivers(link, channel, "now"));
      Await.until("the hint arrives", () -> heard.equals(List.of("now")));
    }
  }

  @Test
  void everyListenerOfAChannelHearsAndOneThatThrowsStopsNobody() {
    RedisLink link = STORES.redisLink();
    Hints hints = STORES.hints(link);
    String channel = "{" + STORES.city() + "}:c";
    List<String> heard = new CopyOnWriteArrayList<>();
    Await.result(
        hints.subscribe(
            channel,
            payload -> {
              throw new IllegalStateException("a listener of this test");
            }));
    Await.result(hints.subscribe(channel, heard::add));

    hints.publish(channel, "1");

    Await.until("the second listener hears", () -> heard.equals(List.of("1")));
  }

  @Test
  void whoUnsubscribedHearsNothingAndTheServerIsTold() {
    RedisLink link = STORES.redisLink();
    Hints hints = STORES.hints(link);
    String channel = "{" + STORES.city() + "}:c";
    List<String> heard = new CopyOnWriteArrayList<>();
    Consumer<String> listener = heard::add;

    Await.result(hints.subscribe(channel, listener));
    hints.unsubscribe(channel, listener);
    Await.until("nobody listens", () -> receivers(link, channel, "x") == 0);
    heard.clear();
    Await.result(hints.subscribe(channel, listener));
    assertEquals(1, receivers(link, channel, "y"));

    Await.until("the second subscription hears", () -> heard.equals(List.of("y")));
  }

  @Test
  void subscribingAndUnsubscribingInOneTurnEndsAsTheLastCallSays() {
    RedisLink link = STORES.redisLink();
    Hints hints = STORES.hints(link);
    String kept = "{" + STORES.city() + "}:kept";
    String left = "{" + STORES.city() + "}:left";
    Consumer<String> listener = payload -> {};

    STORES.onLoop(() -> {
      hints.subscribe(left, listener);
      hints.unsubscribe(left, listener);
      hints.subscribe(kept, listener);
      hints.unsubscribe(kept, listener);
      return hints.subscribe(kept, listener);
    });

    assertEquals(1, receivers(link, kept, "x"));
    Await.until("nobody listens any more", () -> receivers(link, left, "x") == 0);
  }

  @Test
  void afterAKilledServerAllChannelsAreSubscribedAgainBeforeTheGapIsTold() {
    PrivateRedis server = STORES.privateRedis();
    RedisLink link = STORES.redisLink(server.config());
    Hints hints = STORES.hints(server.config(), link);
    AtomicInteger gaps = new AtomicInteger();
    AtomicInteger heard = new AtomicInteger();
    List<Future<Void>> all = new ArrayList<>();
    for (int i = 0; i < 1_200; i++) {
      all.add(hints.subscribe("{1}:" + i, payload -> heard.incrementAndGet()));
    }
    Await.result(Future.all(all));
    assertEquals(0, gaps.get());
    hints.onGap(gaps::incrementAndGet);

    server.kill();
    server.restart();
    Await.until("the gap is told", () -> gaps.get() == 1);
    Await.until("the command link is up", link::up);

    assertEquals(1, receivers(link, "{1}:0", "x"));
    assertEquals(1, receivers(link, "{1}:1199", "x"));
    Await.until("both are heard", () -> heard.get() == 2);
  }

  @Test
  void aFrozenServerIsAGapToo() {
    PrivateRedis server = STORES.privateRedis();
    RedisLink link = STORES.redisLink(server.config());
    Hints hints = STORES.hints(server.config(), link);
    AtomicInteger gaps = new AtomicInteger();
    hints.onGap(gaps::incrementAndGet);
    Await.result(hints.subscribe("{1}:c", payload -> {}));

    Counter lost = STORES.metrics().counter(Names.REDIS_LOST, "link", "hints");
    double before = lost.count();

    server.freeze();
    Await.until("the subscriber notices", () -> lost.count() > before);
    server.thaw();

    Await.until("the gap is told", () -> gaps.get() >= 1);
  }

  @Test
  void subscribingWhileTheServerIsAwayEndsAndTheGapFollows() {
    PrivateRedis server = STORES.privateRedis();
    RedisLink link = STORES.redisLink(server.config());
    Hints hints = STORES.hints(server.config(), link);
    AtomicInteger gaps = new AtomicInteger();
    hints.onGap(gaps::incrementAndGet);

    server.kill();
    Await.until("the link notices", () -> !link.up());
    Await.result(hints.subscribe("{1}:c", payload -> {}));
    server.restart();

    Await.until("the gap is told", () -> gaps.get() == 1);
    Await.until("the command link is up", link::up);
    assertEquals(1, receivers(link, "{1}:c", "x"));
  }

  @Test
  void aSilentSubscriberConnectionStaysUp() {
    RedisLink link = STORES.redisLink();
    Hints hints = STORES.hints(link);
    AtomicInteger gaps = new AtomicInteger();
    AtomicInteger beats = new AtomicInteger();
    hints.onGap(gaps::incrementAndGet);
    Await.result(hints.subscribe("{" + STORES.city() + "}:c", payload -> {}));

    // Longer than the idle limit: without the pulse the connection would be closed by then.
    STORES
        .vertx()
        .setPeriodic(Wire.READ_IDLE_MS + Wire.HEARTBEAT_MS, id -> beats.incrementAndGet());
    Await.until("three seconds pass", () -> beats.get() >= 1);

    assertEquals(0, gaps.get());
    assertTrue(link.up());
  }
}
