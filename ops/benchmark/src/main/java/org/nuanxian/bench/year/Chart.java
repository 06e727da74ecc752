package org.nuanxian.bench.year;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** Pictures of a few numbers, drawn as SVG within the page. */
final class Chart {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 220;
  private static final int LEFT = 56;
  private static final int BOTTOM = 36;
  private static final int TOP = 22;
  private static final double FILLED = 0.7; // of the room that a bar has

  /** A bar: its name, and one or two values, the second drawn behind the first. */
  record Bar(String name, double value, double behind) {}

  private Chart() {}

  /**
   * Bars beside each other.
   *
   * @param title said to those who cannot see it
   * @param told writes a value
   */
  static String bars(String title, List<Bar> bars, DoubleFunction<String> told) {
    double most =
        bars.stream().mapToDouble(bar -> Math.max(bar.value(), bar.behind())).max().orElse(1);
    double top = most <= 0 ? 1 : most;
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
            .formatted(WIDTH, HEIGHT, title));
    for (int line = 0; line <= 4; line++) {
      double y = y(top * line / 4, top);
      svg.append(
          String.format(
              Locale.ROOT,
              "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
              LEFT,
              WIDTH,
              y,
              y));
      svg.append(
          String.format(
              Locale.ROOT, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">", LEFT - 6, y + 4));
      svg.append(told.apply(top * line / 4)).append("</text>");
    }
    double room = (double) (WIDTH - LEFT) / Math.max(1, bars.size());
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      double x = LEFT + room * i + room * (1 - FILLED) / 2;
      svg.append(rect("behind", x, room * FILLED, bar.behind(), top));
      svg.append(rect("bar", x, room * FILLED, bar.value(), top));
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">",
              x + room * FILLED / 2,
              HEIGHT - BOTTOM + 16));
      svg.append(bar.name()).append("</text>");
    }
    return svg.append("</svg>").toString();
  }

  private static String rect(String kind, double x, double width, double value, double top) {
    double y = y(value, top);
    return String.format(
        Locale.ROOT,
        "<rect class=\"" + kind + "\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
        x,
        y,
        width,
        HEIGHT - BOTTOM - y);
  }

  private static double y(double value, double top) {
    return TOP + (HEIGHT - BOTTOM - TOP) * (1 - value / top);
  }
}
