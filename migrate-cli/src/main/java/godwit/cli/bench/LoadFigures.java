package godwit.cli.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What devices measured, in microseconds. Each device has its own; they are added up at the end.
 */
final class LoadFigures {
  private static final long LONGEST = 600_000_000;

  private final Map<String, Histogram> routes = new TreeMap<>();
  private final Histogram visits = histogram();
  private long failures;
  private long conflicts;

  private static Histogram histogram() {
    return new Histogram(LONGEST, 3);
  }

  /**
   * One row of the result; latencies in milliseconds.
   *
   * @param route what was asked
   * @param count answered requests
   * @param perSecond of them
   */
  record Row(
      String route,
      long count,
      double perSecond,
      double mean,
      double p50,
      double p90,
      double p99,
      double p999,
      double max) {}

  void answered(String route, int status, long nanos) {
    record(routes.computeIfAbsent(route, name -> histogram()), nanos);
    boolean usual = status == 200 || status == 404;
    conflicts += status == 503 ? 1 : 0;
    failures += usual || status == 503 ? 0 : 1;
  }

  void visited(long nanos) {
    record(visits, nanos);
  }

  private static void record(Histogram histogram, long nanos) {
    histogram.recordValue(Math.min(LONGEST, nanos / 1_000));
  }

  void add(LoadFigures other) {
    other.routes.forEach(
        (route, measured) -> routes.computeIfAbsent(route, name -> histogram()).add(measured));
    visits.add(other.visits);
    failures += other.failures;
    conflicts += other.conflicts;
  }

  long failures() {
    return failures;
  }

  long conflicts() {
    return conflicts;
  }

  double meanMicros() {
    return all().getMean();
  }

  private Histogram all() {
    var all = histogram();
    routes.values().forEach(all::add);
    return all;
  }

  /** Every route, all of them together, and visits from when they were due to their end. */
  List<Row> rows(double seconds) {
    List<Row> rows = new java.util.ArrayList<>();
    routes.forEach((route, measured) -> rows.add(row(route, measured, seconds)));
    rows.add(row("all requests", all(), seconds));
    rows.add(row("visits", visits, seconds));
    return rows;
  }

  private static Row row(String route, Histogram measured, double seconds) {
    return new Row(
        route,
        measured.getTotalCount(),
        measured.getTotalCount() / seconds,
        measured.getMean() / 1_000,
        measured.getValueAtPercentile(50) / 1_000.0,
        measured.getValueAtPercentile(90) / 1_000.0,
        measured.getValueAtPercentile(99) / 1_000.0,
        measured.getValueAtPercentile(99.9) / 1_000.0,
        measured.getMaxValue() / 1_000.0);
  }
}
