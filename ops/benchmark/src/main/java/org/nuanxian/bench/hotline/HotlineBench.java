package org.nuanxian.bench.hotline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.nuanxian.bench.Figure;
import org.nuanxian.bench.Ground;
import org.nuanxian.bench.Report;
import org.nuanxian.bench.Settings;

/** How long a caller waits for a voice when somebody is free, and when somebody becomes free. */
public final class HotlineBench {
  private static final int FREE_RATE = 10;
  private static final int BUSY_RATE = 5;
  private static final int WAITING = 10;
  private static final int AGENTS = 20;
  private static final int MANY_AGENTS = 200;
  private static final int TALKS_MIN = 10;

  private final Settings settings;
  private final Report report;
  private final Telephones telephones;

  private HotlineBench(Settings settings, Report report, Telephones telephones) {
    this.settings = settings;
    this.report = report;
    this.telephones = telephones;
  }

  /** Measures and reports figure by figure. */
  public static void run(Settings settings, Report report) {
    List<Integer> sizes = settings.quick() ? List.of(AGENTS) : List.of(AGENTS, MANY_AGENTS);
    try (Ground ground = Ground.open(settings.root());
        Sides sides = Sides.open(ground, sizes)) {
      HotlineBench bench = new HotlineBench(settings, report, sides.telephones());
      for (int agents : sizes) {
        try (Sides.Trio trio = sides.of(agents)) {
          bench.measure(trio, agents == AGENTS ? "" : " " + agents);
        }
      }
    }
  }

  private void measure(Sides.Trio trio, String suffix) {
    int warm = times(FREE_RATE, settings.warmUp());
    trio.all().forEach(side -> new Turn(telephones, side).free(FREE_RATE, warm));
    int calls = times(FREE_RATE, settings.turn());
    figure(
        "hotline free answer p50" + suffix,
        trio,
        side -> new Turn(telephones, side).free(FREE_RATE, calls));
    int talks = times(BUSY_RATE, settings.turn());
    figure(
        "hotline busy next answer p50" + suffix,
        trio,
        side -> new Turn(telephones, side).busy(WAITING, BUSY_RATE, talks));
  }

  private static int times(int perSecond, Duration time) {
    return Math.max(TALKS_MIN, (int) (perSecond * time.toSeconds()));
  }

  private void figure(String name, Sides.Trio trio, Function<Side, Measured> turn) {
    List<Double> floor = new ArrayList<>();
    List<Double> product = new ArrayList<>();
    List<Double> peer = new ArrayList<>();
    for (int i = 0; i < settings.repetitions(); i++) {
      floor.add(turn.apply(trio.floor()).told(trio.floor().name()));
      product.add(turn.apply(trio.product()).told(trio.product().name()));
      peer.add(turn.apply(trio.peer()).told(trio.peer().name()));
    }
    report.add(Figure.of(name, "ms", product, floor, peer));
  }
}
