package org.nuanxian.bench.relay;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.nuanxian.bench.Figure;
import org.nuanxian.bench.Ground;
import org.nuanxian.bench.Peers;
import org.nuanxian.bench.ProcessTree;
import org.nuanxian.bench.Report;
import org.nuanxian.bench.ServerProcess;
import org.nuanxian.bench.Settings;
import org.nuanxian.bench.product.Node;
import org.nuanxian.bench.product.Town;

/**
 * What a message costs from one person to the other: written down before it is acknowledged, by the
 * product and by the floor; in memory only by socket.io.
 */
public final class RelayBench {
  private static final int SOCKETS_MAX = 30_000; // more than any run opens on one machine
  private static final int SLOW = 1000;
  private static final int FAST = 5000;
  private static final int FASTEST = 20_000; // not --quick: the machine has to be free for it
  private static final long SIGN_IN_SECONDS_MAX = 60;

  /** With --quick: hundreds of messages a turn are enough for a median. */
  private static final Duration QUICK_TURN = Duration.ofMillis(500);

  private final Settings settings;
  private final Report report;
  private final Ground ground;
  private final Vertx vertx;
  private final WebSocketClient client;

  private RelayBench(Settings settings, Report report, Ground ground, Vertx vertx) {
    this.settings = settings;
    this.report = report;
    this.ground = ground;
    this.vertx = vertx;
    this.client =
        vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(SOCKETS_MAX));
  }

  /** Measures and reports figure by figure. */
  public static void run(Settings settings, Report report) {
    Peers peers = Peers.installed(settings.root());
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
    try (Ground ground = Ground.open(settings.root());
        ServerProcess bare = ServerProcess.java(BareRelay.class, ground.environment());
        ServerProcess io = peers.start("relay.mjs", Map.of())) {
      RelayBench bench = new RelayBench(settings, report, ground, vertx);
      bench.talk(bare, io);
      bench.idle(peers);
    } finally {
      vertx.close().await();
    }
  }

  private int pairs() {
    return settings.quick() ? 200 : 1000;
  }

  private void talk(ServerProcess bare, ServerProcess io) {
    int volunteers = ProductWire.volunteers(pairs());
    // The second half of the people is for the second node.
    Town town = Town.build(vertx, ground, 2 * volunteers);
    try (Node node = Node.start(ground, "one")) {
      Contestant product = product(node, node, town.tokens().subList(0, volunteers), pairs());
      Contestant floor =
          contestant(new BareWire(client, bare.port()), bare.tree(), ground.postgresTree());
      Contestant peer = contestant(new SocketIoWire(client, io.port()), io.tree());
      acknowledged(product, floor, peer, SLOW);
      acknowledged(product, floor, peer, FAST);
      report.add(
          Figure.of("relay durable cpu 5000/s", "us", product.cpu(), floor.cpu(), peer.cpu()));
      if (!settings.quick()) {
        acknowledged(product, floor, peer, FASTEST);
      }
      try (Node other = Node.start(ground, "two")) {
        Contestant apart =
            product(node, other, town.tokens().subList(volunteers, 2 * volunteers), pairs() / 2);
        takeTurns(List.of(product, apart), SLOW);
        report.add(
            Figure.of(
                "relay two nodes p50", "ms", apart.delivered(), product.delivered(), List.of()));
      }
    }
  }

  private void acknowledged(Contestant product, Contestant floor, Contestant peer, int rate) {
    takeTurns(List.of(floor, peer, product), rate);
    report.add(
        Figure.of(
            "relay durable ack p50 " + rate + "/s",
            "ms",
            product.acknowledged(),
            floor.acknowledged(),
            peer.acknowledged()));
  }

  private void idle(Peers peers) {
    IdleMemory memory = new IdleMemory(vertx, client, settings.quick() ? 1000 : 10_000);
    double floor;
    double peer;
    double product;
    try (ServerProcess bare = ServerProcess.java(BareRelay.class, ground.environment())) {
      floor = memory.ofWire(new BareWire(client, bare.port()), bare.tree());
    }
    try (ServerProcess io = peers.start("relay.mjs", Map.of())) {
      peer = memory.ofWire(new SocketIoWire(client, io.port()), io.tree());
    }
    try (Node node = Node.start(ground, "idle")) {
      product = memory.ofProduct(node);
    }
    report.add(
        Figure.of(
            "relay idle memory 10000", "KB", List.of(product), List.of(floor), List.of(peer)));
  }

  private void takeTurns(List<Contestant> all, int rate) {
    all.forEach(Contestant::forget);
    all.forEach(one -> one.warmUp(rate, settings.warmUp()));
    Duration turn = settings.quick() ? QUICK_TURN : settings.turn();
    for (int i = 0; i < settings.repetitions(); i++) {
      all.forEach(one -> one.measure(rate, turn));
    }
  }

  private Contestant contestant(Wire wire, ProcessTree... processes) {
    return new Contestant(vertx, wire, pairs(), List.of(processes));
  }

  private Contestant product(Node seekers, Node consoles, List<String> sessions, int pairs) {
    ProductWire wire =
        ProductWire.start(vertx, client, seekers, consoles, sessions)
            .timeout(SIGN_IN_SECONDS_MAX, TimeUnit.SECONDS)
            .await();
    return new Contestant(
        vertx, wire, pairs, List.of(seekers.tree(), ground.postgresTree(), ground.redisTree()));
  }
}
