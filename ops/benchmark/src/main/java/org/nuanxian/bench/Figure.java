package org.nuanxian.bench;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One measured figure: the medians of repetitions in which floor, peer and product took turns.
 *
 * @param name as in ops/docs/bench.md, stable over time
 * @param value of the product; absent when the product was not measured
 * @param floor of a bare program doing only what cannot be left out
 * @param peer of a widely used program doing the same job
 * @param spread of the product's repetitions, (largest − smallest) ÷ median; of the floor's when
 *     the product was not measured
 */
public record Figure(
    String name,
    String unit,
    OptionalDouble value,
    OptionalDouble floor,
    OptionalDouble peer,
    double spread) {

  /** The figure of these repetitions; an empty list is a side that was not measured. */
  public static Figure of(
      String name, String unit, List<Double> product, List<Double> floor, List<Double> peer) {
    return new Figure(
        name,
        unit,
        median(product),
        median(floor),
        median(peer),
        spread(product.isEmpty() ? floor : product));
  }

  /** How many times the floor the product takes. */
  public OptionalDouble ratioToFloor() {
    return ratio(value, floor);
  }

  /** How many times the peer the product takes. */
  public OptionalDouble ratioToPeer() {
    return ratio(value, peer);
  }

  private static OptionalDouble ratio(OptionalDouble value, OptionalDouble base) {
    return value.isEmpty() || base.isEmpty() || base.getAsDouble() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(value.getAsDouble() / base.getAsDouble());
  }

  private static OptionalDouble median(List<Double> values) {
    if (values.isEmpty()) {
      return OptionalDouble.empty();
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return OptionalDouble.of(
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
  }

  private static double spread(List<Double> values) {
    OptionalDouble median = median(values);
    if (median.isEmpty() || median.getAsDouble() == 0) {
      return 0;
    }
    double largest = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    double smallest = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    return (largest - smallest) / median.getAsDouble();
  }
}
