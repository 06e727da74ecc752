package org.nuanxian.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nuanxian.server.testing.Await;
import org.nuanxian.server.testing.Installation;
import org.nuanxian.server.testing.Node;
import org.nuanxian.server.testing.OwnEngines;
import org.nuanxian.server.testing.Signals;
import org.nuanxian.server.testing.Staffer;

/** A server as a process: starting, ending, being killed, and what it says about itself. */
class ServerProcessTest {
  @TempDir Path temporary;

  private Node single;

  @AfterEach
  void endEverything() {
    if (single != null) {
      single.close();
      enginePids().forEach(Signals::kill);
    }
  }

  @Test
  void aNodeWithEmbeddedEnginesSaysWhatItStandsOnAndEndsCleanlyWithThem() throws IOException {
    single = node().start();

    String ready = Node.get(single.admin().resolve("/readyz")).body();
    assertTrue(ready.contains("\"redis\"") && ready.contains("\"postgres\""), ready);
    assertEquals(200, Node.get(single.admin().resolve("/livez")).statusCode());
    assertTrue(Node.get(single.admin().resolve("/metrics")).body().contains("jvm_memory_used"));
    List<Long> engines = enginePids();
    assertEquals(2, engines.size());

    long before = System.nanoTime();
    assertEquals(0, single.terminate(), single::logTail);
    assertTrue(System.nanoTime() - before < Duration.ofSeconds(10).toNanos());
    assertTrue(engines.stream().noneMatch(Signals::living));
  }

  @Test
  void aKilledServerLeavesItsEnginesToTheNextStart() throws IOException {
    single = node().start();
    List<Long> engines = enginePids();

    single.kill();
    assertTrue(engines.stream().allMatch(Signals::living));
    single.start();

    assertEquals(engines, enginePids());
  }

  @Test
  void aDeadEngineIsStartedAgainByTheRunningServer() throws IOException {
    single = node().start();
    long redis = enginePids().getFirst();

    Signals.kill(redis);

    Await.until("Redis was started again", () -> enginePids().getFirst() != redis);
    single.awaitReady();
  }

  @Test
  void readyzNamesTheDependencyThatDoesNotAnswer() throws IOException {
    try (Installation installation = Installation.open(temporary.resolve("two"))) {
      Node node = installation.node("a");
      Signals.freeze(installation.redis().pid());

      Await.until("/readyz says no", () -> !node.ready());
      var answer = Node.get(node.admin().resolve("/readyz"));
      assertEquals(503, answer.statusCode());
      assertTrue(answer.body().contains("{\"id\":\"redis\",\"status\":\"DOWN\""), answer.body());
      assertTrue(answer.body().contains("{\"id\":\"postgres\",\"status\":\"UP\""), answer.body());
      assertEquals(200, Node.get(node.admin().resolve("/livez")).statusCode());

      Signals.wake(installation.redis().pid());
      node.awaitReady();
    }
  }

  @Test
  void twoNodesStandOnOneRedisAndPostgres() {
    try (Installation installation = Installation.open(temporary.resolve("two"))) {
      Node first = installation.node("a");
      Node second = installation.node("b");

      assertTrue(first.ready() && second.ready());
      assertEquals(0, first.terminate());
      assertTrue(installation.redis().alive(), "external stores are left alone");
      assertTrue(second.ready());
    }
  }

  @Test
  void aConfigurationWithMistakesIsRefusedWithAllOfThem() throws IOException {
    Path config =
        Files.writeString(temporary.resolve("bad.yaml"), "http: {prot: 1}\ntiming: {tick: 1}\n");
    single = new Node("bad", temporary.resolve("data"), List.of("--config=" + config));

    single.launch();

    assertEquals(78, single.awaitEnd());
    assertTrue(single.logTail().contains("http.prot: unknown key"), single.logTail());
    assertTrue(single.logTail().contains("timing.tick: must be a time"), single.logTail());
    assertFalse(Files.exists(single.data()), "nothing was begun");
  }

  @Test
  void aDemoIsNotOpenedToOthersUnasked() throws IOException {
    Path config = Files.writeString(temporary.resolve("open.yaml"), "http: {host: 0.0.0.0}\n");
    single = new Node("demo", temporary.resolve("data"), List.of("--config=" + config, "--demo"));

    single.launch();

    assertEquals(78, single.awaitEnd());
    assertTrue(single.logTail().contains("--demo-public"), single.logTail());
  }

  @Test
  void aDemoIsTheSameAtTheNextStartAndNeverALiveLine() throws IOException {
    single = new Node("demo", temporary.resolve("data"), List.of("--demo")).start();
    String first = Files.readString(Installation.demo(single));
    assertEquals(22, Staffer.accounts(single, "360881", "volunteer").size());
    assertEquals(2, Staffer.atDesk(single, "360881", 2).size());

    single.kill();
    single.start();
    assertEquals(first, Files.readString(Installation.demo(single)));
    Staffer.atDesk(single, "360802", 1);
    assertEquals(0, single.terminate());

    Node live = new Node("live", temporary.resolve("data"), List.of());
    live.launch();
    assertEquals(78, live.awaitEnd());
    assertTrue(live.logTail().contains("never becomes a live line"), live.logTail());
  }

  private Node node() {
    return new Node("single", temporary.resolve("data"), List.of());
  }

  /** Redis, then PostgreSQL, of the single node; empty when it has none. */
  private List<Long> enginePids() {
    return new OwnEngines(single.data()).pids();
  }
}
