package org.nuanxian.runtime.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.runtime.metrics.Names;
import org.nuanxian.runtime.testing.Await;
import org.nuanxian.runtime.testing.PrivateRedis;
import org.nuanxian.runtime.testing.Stores;

/** The command connection on real servers that are frozen, killed and emptied. */
class RedisLinkTest {

  @RegisterExtension static final Stores STORES = Stores.with();

  private static final LuaScript ADD_ONE = LuaScript.load(LuaScriptTest.class, "add_one");

  private static Request incr(String key) {
    return Request.cmd(Command.INCR).arg(key);
  }

  @Test
  void twoThousandCommandsAtOnceAreAnsweredInOrder() {
    RedisLink link = STORES.redisLink();
    String key = "{" + STORES.city() + "}:n";

    List<Future<Response>> answers = new ArrayList<>();
    STORES.makeOnLoop(() -> {
      for (int i = 0; i < 2_000; i++) {
        answers.add(link.send(incr(key)));
      }
      return answers;
    });

    for (int i = 0; i < 2_000; i++) {
      assertEquals(i + 1, Await.result(answers.get(i)).toInteger());
    }
  }

  @Test
  void moreCommandsThanTheBoundAreRefusedAndTheRestIsAnswered() {
    RedisLink link = STORES.redisLink();
    String key = "{" + STORES.city() + "}:n";

    List<Future<Response>> answers =
        STORES.makeOnLoop(() -> {
          List<Future<Response>> sent = new ArrayList<>();
          for (int i = 0; i < Wire.IN_FLIGHT_MAX + 10; i++) {
            sent.add(link.send(incr(key)));
          }
          return sent;
        });

    assertInstanceOf(RedisAway.class, Await.failure(answers.getLast()));
    assertEquals(1, Await.result(answers.getFirst()).toInteger());
    assertTrue(link.up());
  }

  @Test
  void aScriptRunsAgainAfterTheCacheOfScriptsIsLost() {
    PrivateRedis server = STORES.privateRedis();
    RedisLink link = STORES.redisLink(server.config());
    List<String> keys = List.of("{1}:n");

    assertEquals(1, Await.result(link.run(ADD_ONE, keys, List.of())).toInteger());
    Await.result(link.send(Request.cmd(Command.SCRIPT).arg("FLUSH")));
    assertEquals(1, Await.result(link.run(ADD_ONE, keys, List.of())).toInteger());
    assertEquals("2", Await.result(link.send(Request.cmd(Command.GET).arg("{1}:n"))).toString());
  }

  @Test
  void anErrorOfTheServerReachesTheCallerAndLeavesTheLinkUp() {
    RedisLink link = STORES.redisLink();
    LuaScript broken = LuaScript.of("broken", "return redis.call('NOSUCH')");

    Throwable failure = Await.failure(link.run(broken, List.of(), List.of()));

    assertTrue(failure.getMessage().contains("Unknown Redis command"), failure.getMessage());
    assertTrue(link.up());
  }

  @Test
  void frozenServerFailsWhatIsInFlightAndIsUsedAgainAfterwards() {
    PrivateRedis server = STORES.privateRedis();
    RedisLink link = STORES.redisLink(server.config());
    AtomicInteger downs = new AtomicInteger();
    AtomicInteger ups = new AtomicInteger();
    link.onDown(downs::incrementAndGet);
    link.onUp(ups::incrementAndGet);

    server.freeze();
    Throwable inFlight = Await.failure(link.send(incr("{1}:n")));
    assertInstanceOf(RedisAway.class, inFlight);
    Await.until("the link says it is down", () -> !link.up());
    assertInstanceOf(RedisAway.class, Await.failure(link.send(incr("{1}:n"))));

    server.thaw();
    Await.until("the link is up again", link::up);
    assertTrue(Await.result(link.send(incr("{1}:n"))).toInteger() >= 1);
    assertEquals(1, downs.get());
    assertEquals(1, ups.get());
  }

  @Test
  void killedServerIsUsedAgainWhenItIsBack() {
    PrivateRedis server = STORES.privateRedis();
    RedisLink link = STORES.redisLink(server.config());

    server.kill();
    Await.until("the link is down", () -> !link.up());
    server.restart();
    Await.until("the link is up again", link::up);

    assertEquals("PONG", Await.result(link.send(Request.cmd(Command.PING))).toString());
  }

  @Test
  void aServerThatMayForgetIsRefusedAtTheStartWithEveryMistake() {
    PrivateRedis server = STORES.privateRedis();
    RedisLink first = STORES.redisLink(server.config());
    for (List<String> change :
        List.of(List.of("maxmemory-policy", "allkeys-lru"), List.of("appendonly", "no"))) {
      Request set = Request.cmd(Command.CONFIG).arg("SET");
      change.forEach(set::arg);
      Await.result(first.send(set));
    }

    RedisLink second = new RedisLink(STORES.vertx(), server.config(), STORES.metrics());
    Throwable failure = Await.failure(second.start());

    assertEquals(2, assertInstanceOf(RedisUnfit.class, failure).mistakes().size());
    assertInstanceOf(RedisAway.class, Await.failure(second.send(incr("{1}:n"))));
  }

  @Test
  void aServerThatBecomesAReplicaIsLeft() {
    PrivateRedis server = STORES.privateRedis();
    RedisLink link = STORES.redisLink(server.config());
    RedisLink operator = STORES.redisLink(server.config());

    Await.result(operator.send(Request.cmd(Command.REPLICAOF).arg("127.0.0.1").arg("1")));
    assertInstanceOf(RedisAway.class, Await.failure(link.send(incr("{1}:n"))));
    assertTrue(STORES.metrics().counter(Names.REDIS_LOST, "link", "commands").count() >= 1);

    Await.result(operator.send(Request.cmd(Command.REPLICAOF).arg("NO").arg("ONE")));
    Await.until("the link is up again", link::up);
  }
}
