package godwit.cli.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A measured picture. Widths are shares of the page's width and heights are pixels, so that texts
 * keep their size on a narrow screen.
 *
 * @param label what it shows, for those who cannot see it
 * @param height pixels
 * @param shapes rectangles
 * @param texts texts
 * @param legend what colours mean, or null
 */
record ChartView(
    String label, int height, List<Shape> shapes, List<Text> texts, @Nullable Legend legend) {
  private static final int BAR_STEP = 38;
  private static final int BAR_TEXT = 14;
  private static final int BAR_TOP = 20;
  private static final int BAR_HEIGHT = 10;
  private static final int COLUMNS_TOP = 18;
  private static final int COLUMNS_HEIGHT = 130;
  private static final int COLORS = 6;
  private static final int LABEL = 34;

  /** A rectangle with the sentence that a pointer over it shows. */
  record Shape(String x, int y, String width, int height, String css, String title) {}

  /** A text; {@code css} says whether x is its begin, its middle or its end. */
  record Text(String x, int y, String css, String text) {}

  /** What colours mean. */
  record Legend(List<Entry> entries) {}

  record Entry(String css, String text, String value) {}

  static ChartView of(String label, Chart chart) {
    return switch (chart.kind()) {
      case BARS -> bars(label, chart);
      case COLUMNS -> columns(label, chart);
      case SHARES -> shares(label, chart);
      case TIMELINE -> timeline(label, chart);
    };
  }

  private static ChartView bars(String label, Chart chart) {
    double most = most(chart);
    List<Shape> shapes = new ArrayList<>();
    List<Text> texts = new ArrayList<>();
    int y = 0;
    for (Chart.Point point : chart.points()) {
      String value = chart.unit().show(point.value());
      texts.add(new Text("0", y + BAR_TEXT, "start", shorten(point.label())));
      texts.add(new Text("100%", y + BAR_TEXT, "end quiet", value));
      shapes.add(new Shape("0", y + BAR_TOP, "100%", BAR_HEIGHT, "track", ""));
      shapes.add(
          new Shape(
              "0",
              y + BAR_TOP,
              PageView.percent(share(point.value(), most)),
              BAR_HEIGHT,
              color(point, 0),
              point.label() + ": " + value));
      y += BAR_STEP;
    }
    return new ChartView(label, Math.max(1, y), shapes, texts, null);
  }

  private static ChartView columns(String label, Chart chart) {
    double most = most(chart);
    double step = 1.0 / Math.max(1, chart.points().size());
    List<Shape> shapes = new ArrayList<>();
    List<Text> texts = new ArrayList<>();
    int base = COLUMNS_TOP + COLUMNS_HEIGHT;
    for (int i = 0; i < chart.points().size(); i++) {
      Chart.Point point = chart.points().get(i);
      // What is there must be seen, however little it is beside the others.
      int height =
          point.value() <= 0
              ? 0
              : Math.max(2, (int) Math.round(COLUMNS_HEIGHT * share(point.value(), most)));
      String value = chart.unit().show(point.value());
      String middle = PageView.percent(step * (i + 0.5));
      shapes.add(
          new Shape(
              PageView.percent(step * (i + 0.1)),
              base - height,
              PageView.percent(step * 0.8),
              height,
              color(point, 0),
              point.label() + ": " + value));
      if (point.value() > 0) {
        texts.add(
            new Text(middle, base - height - 5, "middle tiny", ShortNumber.of(point.value())));
      }
      texts.add(new Text(middle, base + 15, "middle tiny quiet", point.label()));
    }
    shapes.add(new Shape("0", base, "100%", 1, "axis", ""));
    return new ChartView(label, base + 22, shapes, texts, null);
  }

  private static ChartView shares(String label, Chart chart) {
    double all = chart.points().stream().mapToDouble(Chart.Point::value).sum();
    List<Shape> shapes = new ArrayList<>();
    List<Entry> legend = new ArrayList<>();
    double at = 0;
    int color = 0;
    for (Chart.Point point : chart.points()) {
      double share = share(point.value(), all);
      String css = color(point, color++ % COLORS);
      String text = chart.unit().show(point.value());
      String shown = text + " · " + Unit.PERCENT.show(100 * share);
      shapes.add(
          new Shape(
              PageView.percent(at),
              0,
              PageView.percent(share),
              26,
              css,
              point.label() + ": " + shown));
      legend.add(new Entry(css, point.label(), shown));
      at += share;
    }
    return new ChartView(label, 26, shapes, List.of(), new Legend(legend));
  }

  private static ChartView timeline(String label, Chart chart) {
    double all = most(chart);
    Map<String, List<Chart.Point>> lines = new LinkedHashMap<>();
    chart.points().forEach(p -> lines.computeIfAbsent(p.label(), key -> new ArrayList<>()).add(p));
    List<Shape> shapes = new ArrayList<>();
    List<Text> texts = new ArrayList<>();
    int y = 0;
    for (Map.Entry<String, List<Chart.Point>> line : lines.entrySet()) {
      double sum = line.getValue().stream().mapToDouble(p -> p.value() - p.from()).sum();
      texts.add(new Text("0", y + BAR_TEXT, "start", shorten(line.getKey())));
      texts.add(new Text("100%", y + BAR_TEXT, "end quiet", chart.unit().show(sum)));
      shapes.add(new Shape("0", y + BAR_TOP, "100%", BAR_HEIGHT, "track", ""));
      for (Chart.Point span : line.getValue()) {
        shapes.add(
            new Shape(
                PageView.percent(share(span.from(), all)),
                y + BAR_TOP,
                PageView.percent(Math.max(0.002, share(span.value() - span.from(), all))),
                BAR_HEIGHT,
                color(span, 0),
                "%s: %s to %s"
                    .formatted(
                        span.label(),
                        chart.unit().show(span.from()),
                        chart.unit().show(span.value()))));
      }
      y += BAR_STEP;
    }
    texts.add(new Text("0", y + 12, "start tiny quiet", "0"));
    texts.add(new Text("100%", y + 12, "end tiny quiet", chart.unit().show(all)));
    return new ChartView(label, y + 18, shapes, texts, null);
  }

  /** A text in a picture cannot wrap; the whole of it is in the title and in the table. */
  private static String shorten(String label) {
    return label.length() <= LABEL ? label : label.substring(0, LABEL - 1) + "…";
  }

  private static String color(Chart.Point point, int index) {
    return point.tone() == Tone.PLAIN ? "c" + index : point.tone().css();
  }

  private static double most(Chart chart) {
    return chart.points().stream().mapToDouble(Chart.Point::value).max().orElse(0);
  }

  private static double share(double part, double whole) {
    return whole <= 0 ? 0 : Math.max(0, part / whole);
  }
}
