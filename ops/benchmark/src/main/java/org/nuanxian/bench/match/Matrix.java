package org.nuanxian.bench.match;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.nuanxian.bench.Figure;
import org.nuanxian.bench.Report;
import org.nuanxian.bench.Settings;

/** What one match costs Redis while one thing grows and everything else stays small. */
final class Matrix {
  private static final int FEW = 20;
  private static final int TWO_NODES = 2;

  /** Cities are numbered; each size of each thing has numbers of its own. */
  private static final int STRIDE = 30;

  private final Growth growth;
  private final int matches;
  private final int[] volunteers;
  private final int[] waiting;
  private final int[] cities;

  /** How each figure is measured, in the order of a round. */
  private final Map<String, DoubleSupplier> cells = new LinkedHashMap<>();

  /** What was measured, round by round, in microseconds. */
  private final Map<String, List<Double>> costs = new LinkedHashMap<>();

  private int next = STRIDE;

  /** What warming up cost; told nowhere. */
  private double warmed;

  /** Opens every city and fills it. */
  Matrix(Growth growth, Settings settings) {
    boolean quick = settings.quick();
    this.growth = growth;
    this.matches = quick ? 100 : 1000;
    this.volunteers = quick ? new int[] {FEW, 200, 500} : new int[] {FEW, 200, 2000};
    this.waiting = quick ? new int[] {10, 100, 1000} : new int[] {10, 1000, 20_000};
    this.cities = quick ? new int[] {1, 5} : new int[] {1, 5, 20};
    for (int size : volunteers) {
      List<City> crowd = growth.cities(number(), 1, size);
      cells.put(named(size, "volunteers"), () -> growth.comingAndGoing(crowd, matches));
    }
    for (int size : waiting) {
      City queue = growth.queue(number(), size);
      cells.put(named(size, "waiting"), () -> growth.readyAndBreak(queue, matches));
    }
    for (int size : cities) {
      List<City> some = growth.cities(number(), size, FEW);
      cells.put(named(size, "cities"), () -> growth.comingAndGoing(some, matches));
    }
    List<City> both = growth.onNodes(number(), TWO_NODES, FEW);
    cells.put(named(TWO_NODES, "nodes"), () -> growth.comingAndGoing(both, matches));
  }

  private int number() {
    int number = next;
    next += STRIDE;
    return number;
  }

  private static String named(int size, String what) {
    return "match cpu " + size + " " + what;
  }

  /** Measures every cell in each round, and the first round twice, for compilers work then. */
  void measure(int rounds) {
    growth.idle();
    cells.values().forEach(cost -> warmed += cost.getAsDouble());
    for (int round = 0; round < rounds; round++) {
      growth.idle();
      cells.forEach((name, cost) ->
          costs.computeIfAbsent(name, cell -> new ArrayList<>()).add(cost.getAsDouble()));
    }
  }

  /** Each cell, and by how much the largest costs more than the smallest. */
  void tell(Report report) {
    costs.forEach(
        (name, micros) -> report.add(Figure.of(name, "us", micros, List.of(), List.of())));
    grown(report, "volunteers", volunteers);
    grown(report, "waiting", waiting);
    grown(report, "cities", cities);
  }

  private void grown(Report report, String what, int[] sizes) {
    List<Double> small = costs.get(named(sizes[0], what));
    List<Double> large = costs.get(named(sizes[sizes.length - 1], what));
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < small.size(); i++) {
      ratios.add(large.get(i) / small.get(i));
    }
    report.add(Figure.of("match growth " + what, "x", ratios, List.of(), List.of()));
  }
}
