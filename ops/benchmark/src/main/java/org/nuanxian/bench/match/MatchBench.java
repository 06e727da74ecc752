package org.nuanxian.bench.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nuanxian.bench.Figure;
import org.nuanxian.bench.Ground;
import org.nuanxian.bench.Peers;
import org.nuanxian.bench.Report;
import org.nuanxian.bench.Settings;
import org.nuanxian.bench.product.Node;
import org.nuanxian.bench.product.Town;
import org.nuanxian.dispatcher.Status;
import org.nuanxian.runtime.postgres.Migrations;

/** What it takes to bring a help seeker and a volunteer together. */
public final class MatchBench {
  private static final int RATE = 200;
  private static final int CONSOLES = 50;
  private static final int LIFE_VOLUNTEERS = 20;

  private final Settings settings;
  private final Report report;
  private final Ground ground;
  private final Clients clients;
  private final Peers peers;

  private MatchBench(Settings settings, Report report, Ground ground, Clients clients) {
    this.settings = settings;
    this.report = report;
    this.ground = ground;
    this.clients = clients;
    this.peers = Peers.installed(settings.root());
  }

  /** Measures and reports figure by figure. */
  public static void run(Settings settings, Report report) {
    try (Ground ground = Ground.open(settings.root())) {
      Migrations.apply(ground.postgres(), "dispatch");
      try (Clients clients = new Clients(ground)) {
        MatchBench bench = new MatchBench(settings, report, ground, clients);
        bench.life();
        bench.growth();
      }
    }
  }

  /** Redis' CPU for a contact's whole life, beside one bare match and one job of BullMQ. */
  private void life() {
    int number = settings.quick() ? 500 : 5000;
    BareMatch bare = new BareMatch(clients);
    City city = new City(clients, 0);
    city.addPeople(LIFE_VOLUNTEERS, Status.READY);
    List<Double> product = new ArrayList<>();
    List<Double> floor = new ArrayList<>();
    List<Double> peer = new ArrayList<>();
    bare.cpuMicros(number);
    lives(city, number / 2);
    for (int i = 0; i < settings.repetitions(); i++) {
      floor.add(bare.cpuMicros(number * 4));
      product.add(lives(city, number));
      peer.add(bull(number));
    }
    report.add(Figure.of("match cpu life", "us", product, floor, peer));
    city.close();
    offer(bare);
  }

  private double lives(City city, int number) {
    double before = clients.redisCpuMicros();
    clients.run(() -> Lives.run(city, number));
    return (clients.redisCpuMicros() - before) / number;
  }

  private double bull(int number) {
    double before = clients.redisCpuMicros();
    peers.run("match.mjs", ground.environment(), List.of("cpu", Integer.toString(number)));
    return (clients.redisCpuMicros() - before) / number;
  }

  /** How soon a volunteer who becomes ready is offered who waits, over the console's socket. */
  private void offer(BareMatch bare) {
    List<Double> product = new ArrayList<>();
    List<Double> floor = new ArrayList<>();
    List<Double> peer = new ArrayList<>();
    Map<String, String> environment = ground.environment();
    String seconds = Long.toString(settings.turn().toSeconds());
    Town town = Town.build(clients.vertx(), ground, CONSOLES);
    try (Node node = Node.start(ground, "node")) {
      ProductOffers offers =
          clients.run(() -> ProductOffers.open(clients.vertx(), node, town.tokens()));
      bare.offerMillis(RATE, settings.warmUp());
      clients.run(() -> offers.offerMillis(RATE, settings.warmUp()));
      for (int i = 0; i < settings.repetitions(); i++) {
        floor.add(bare.offerMillis(RATE, settings.turn()));
        product.add(clients.run(() -> offers.offerMillis(RATE, settings.turn())));
        peer.add(
            peers.run(
                "match.mjs", environment, List.of("latency", Integer.toString(RATE), seconds)));
      }
    }
    report.add(Figure.of("match offer p50 200/s", "ms", product, floor, peer));
  }

  private void growth() {
    try (Growth growth = new Growth(clients)) {
      Matrix matrix = new Matrix(growth, settings);
      matrix.measure(settings.repetitions());
      matrix.tell(report);
    }
  }
}
