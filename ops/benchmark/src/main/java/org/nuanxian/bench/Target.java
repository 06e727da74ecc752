package org.nuanxian.bench;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * What a figure is meant to reach.
 *
 * @param words as the table says it
 * @param met whether a figure reaches it
 */
record Target(String words, Predicate<Figure> met) {
  private static final double ACK = 1.3;
  private static final double SATURATED_MS = 5; // at a rate at which socket.io is saturated
  private static final double RELAY_CPU = 1.25;
  private static final double TWO_NODES_MS = 0.2;
  private static final double IDLE_KB = 16;
  private static final double LIFE = 4;
  private static final double OFFER = 1.5;
  private static final double GROWTH = 1.5;
  private static final double ANSWER = 1.2;
  private static final double NEXT = 0.1; // of a queue that looks once a second

  /** By the name of the figure. */
  private static final Map<String, Target> ALL =
      Map.ofEntries(
          Map.entry("relay durable ack p50 1000/s", timesFloor(ACK)),
          Map.entry("relay durable ack p50 5000/s", timesFloor(ACK)),
          Map.entry("relay durable ack p50 20000/s", atMost(SATURATED_MS)),
          Map.entry("relay durable cpu 5000/s", timesFloor(RELAY_CPU)),
          Map.entry("relay two nodes p50", overFloor(TWO_NODES_MS)),
          Map.entry("relay idle memory 10000", atMost(IDLE_KB)),
          Map.entry("match cpu life", timesFloor(LIFE)),
          Map.entry("match offer p50 200/s", timesFloor(OFFER)),
          Map.entry("match growth volunteers", atMost(GROWTH)),
          Map.entry("match growth waiting", atMost(GROWTH)),
          Map.entry("match growth cities", atMost(GROWTH)),
          Map.entry("hotline free answer p50", timesFloor(ANSWER)),
          Map.entry("hotline free answer p50 200", timesFloor(ANSWER)),
          Map.entry("hotline busy next answer p50", timesPeer(NEXT)),
          Map.entry("hotline busy next answer p50 200", timesPeer(NEXT)),
          Map.entry("year red unanswered", atMost(0)));

  /** The target of a figure; empty when it has none. */
  static Optional<Target> of(String figure) {
    return Optional.ofNullable(ALL.get(figure));
  }

  /** In words, and whether it is met; "-" when it could not be measured. */
  String told(Figure figure) {
    if (figure.value().isEmpty()) {
      return words + " -";
    }
    return words + (met.test(figure) ? " met" : " MISSED");
  }

  private static Target timesFloor(double most) {
    return new Target("≤ %s × floor".formatted(most), f -> within(f.ratioToFloor(), most));
  }

  private static Target timesPeer(double most) {
    return new Target("≤ %s × peer".formatted(most), f -> within(f.ratioToPeer(), most));
  }

  private static Target atMost(double most) {
    return new Target("≤ %s".formatted(most), f -> within(f.value(), most));
  }

  private static Target overFloor(double most) {
    return new Target(
        "≤ floor + %s".formatted(most),
        f -> f.floor().isPresent() && within(f.value(), f.floor().getAsDouble() + most));
  }

  private static boolean within(OptionalDouble value, double most) {
    return value.isPresent() && value.getAsDouble() <= most;
  }
}
