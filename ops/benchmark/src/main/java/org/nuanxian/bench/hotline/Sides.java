package org.nuanxian.bench.hotline;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.nuanxian.bench.Ground;
import org.nuanxian.bench.ServerProcess;
import org.nuanxian.bench.product.Node;
import org.nuanxian.bench.product.Town;

/** The floor, the product and the peer on one PBX, with telephones that are the same for all. */
final class Sides implements AutoCloseable {
  private static final String APP = "nuanxian";

  private final BenchPbx pbx;
  private final Telephones telephones;
  private final Node node;
  private final Desks desks;

  /** Names of the agents' telephones. */
  private final List<String> bare;

  private final String number;

  private Sides(BenchPbx pbx, Telephones telephones, Node node, Desks desks, List<String> bare) {
    this.pbx = pbx;
    this.telephones = telephones;
    this.node = node;
    this.desks = desks;
    this.bare = bare;
    this.number = Town.number().split("=", -1)[0];
  }

  /** Starts everything that does not depend on how many agents there are. */
  static Sides open(Ground ground, List<Integer> sizes) {
    int most = sizes.stream().mapToInt(Integer::intValue).max().orElseThrow();
    BenchPbx pbx = new BenchPbx(ground);
    Telephones telephones = new Telephones(pbx.sip());
    List<String> bare = names("f", most);
    List<String> queued = names("q", most);
    pbx.telephones(bare, telephones.desk());
    pbx.telephones(queued, telephones.desk());
    Map<String, List<String>> queues = new TreeMap<>();
    sizes.forEach(size -> queues.put(BenchPbx.QUEUE + size, queued.subList(0, size)));
    pbx.queues(queues);
    Town town = Town.build(telephones.vertx(), ground, most);
    pbx.telephones(town.telephones(), telephones.desk());
    Node node = Node.start(ground, "node", pbx.config(Town.number()));
    pbx.awaitApp(APP);
    Desks desks = telephones.run(() -> Desks.open(telephones.vertx(), node, town.tokens()));
    return new Sides(pbx, telephones, node, desks, bare);
  }

  private static List<String> names(String prefix, int number) {
    return IntStream.range(0, number).mapToObj(i -> prefix + i).toList();
  }

  Telephones telephones() {
    return telephones;
  }

  /** The three, each with so many agents on duty. */
  Trio of(int agents) {
    Map<String, String> environment = new HashMap<>(pbx.environment());
    environment.put("BENCH_AGENTS", String.join(",", bare.subList(0, agents)));
    ServerProcess process = ServerProcess.java(BareDispatcher.class, environment);
    telephones.run(() -> {
      desks.ready(agents);
      return Future.succeededFuture();
    });
    return new Trio(
        new Side("the floor", BenchPbx.BARE, agents, () -> true),
        new Side("the product", number, agents, desks::idle),
        new Side("the peer", BenchPbx.QUEUE + agents, agents, () -> true),
        process);
  }

  /**
   * Who takes turns.
   *
   * @param process the floor's
   */
  record Trio(Side floor, Side product, Side peer, ServerProcess process) implements AutoCloseable {

    List<Side> all() {
      return List.of(floor, product, peer);
    }

    @Override
    public void close() {
      process.close();
    }
  }

  @Override
  public void close() {
    node.close();
    telephones.close();
  }
}
