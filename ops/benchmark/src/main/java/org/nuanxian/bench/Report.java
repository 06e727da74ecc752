package org.nuanxian.bench;

import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.util.Locale;
import java.util.OptionalDouble;

/** Prints figures as they come: a table for people, or one JSON object a line for programs. */
public final class Report {
  private static final String ROW = "%-34s %9s %-8s %9s %9s %8s %8s %7s  %s%n";

  private final PrintStream out;
  private final boolean json;

  /** A report that prints the table's head at once. */
  public Report(PrintStream out, boolean json) {
    this.out = out;
    this.json = json;
    if (!json) {
      out.printf(
          ROW, "figure", "value", "unit", "floor", "peer", "÷floor", "÷peer", "spread", "target");
    }
  }

  /** Prints one figure. */
  public void add(Figure figure) {
    if (json) {
      out.println(line(figure).encode());
    } else {
      out.printf(
          ROW,
          figure.name(),
          text(figure.value()),
          figure.unit(),
          text(figure.floor()),
          text(figure.peer()),
          text(figure.ratioToFloor()),
          text(figure.ratioToPeer()),
          text(OptionalDouble.of(figure.spread())),
          Target.of(figure.name()).map(target -> target.told(figure)).orElse(""));
    }
    out.flush();
  }

  private static JsonObject line(Figure figure) {
    return new JsonObject()
        .put("name", figure.name())
        .put("value", number(figure.value()))
        .put("unit", figure.unit())
        .put("floor", number(figure.floor()))
        .put("peer", number(figure.peer()))
        .put("ratioToFloor", number(figure.ratioToFloor()))
        .put("ratioToPeer", number(figure.ratioToPeer()))
        .put("spread", number(OptionalDouble.of(figure.spread())));
  }

  /** Rounded to a thousandth, which is far below the noise; null where there is none. */
  private static Object number(OptionalDouble value) {
    return value.isEmpty() ? null : Math.round(value.getAsDouble() * 1000) / 1000.0;
  }

  private static String text(OptionalDouble value) {
    return value.isEmpty() ? "-" : String.format(Locale.ROOT, "%.2f", value.getAsDouble());
  }
}
