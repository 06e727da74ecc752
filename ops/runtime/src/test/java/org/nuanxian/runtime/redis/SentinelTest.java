package org.nuanxian.runtime.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.runtime.testing.Await;
import org.nuanxian.runtime.testing.Sentinels;
import org.nuanxian.runtime.testing.Stores;

/** A master that dies while sentinels watch. */
class SentinelTest {

  @RegisterExtension static final Stores STORES = Stores.with();

  @Test
  void theLinkAndTheHintsFollowTheSentinelsToTheNewMaster() {
    Sentinels sentinels = STORES.sentinels();
    RedisLink link = STORES.redisLink(sentinels.config(1));
    Hints hints = STORES.hints(sentinels.config(0), link);
    AtomicInteger gaps = new AtomicInteger();
    AtomicInteger heard = new AtomicInteger();
    hints.onGap(gaps::incrementAndGet);
    Await.result(hints.subscribe("{1}:c", payload -> heard.incrementAndGet()));
    Await.result(link.send(Request.cmd(Command.SET).arg("{1}:k").arg("kept")));
    Await.until(
        "the replica has it",
        () -> Await.result(link.send(Request.cmd(Command.WAIT).arg(1).arg(1000))).toInteger() == 1);

    sentinels.killMaster();
    Await.until("the link is down", () -> !link.up());
    Await.until("the link is up again", link::up);
    Await.until("the gap is told", () -> gaps.get() >= 1);

    Await.until(
        "a hint comes through the new master",
        () -> {
          hints.publish("{1}:c", "x");
          return heard.get() > 0;
        });
    assertEquals("kept", Await.result(link.send(Request.cmd(Command.GET).arg("{1}:k"))).toString());
  }
}
