package godwit.cli.bench;

import godwit.cli.output.TextTable;
import java.util.List;
import java.util.Locale;

/** The figures of a load for people. */
public final class LoadText {
  private LoadText() {}

  /** One table of latencies and one of shares for each storage. */
  public static String of(LoadSettings settings, List<ServeBench.Measured> measured) {
    var text = new StringBuilder();
    text.append(
        "%d connections, %d users, %s, %d s measured after %d s, seed %d; server and devices share one JVM\n"
            .formatted(
                settings.connections(),
                settings.users(),
                settings.rate() == 0 ? "closed loop" : settings.rate() + " visits/s",
                settings.seconds(),
                settings.warmUpSeconds(),
                settings.seed()));
    for (ServeBench.Measured one : measured) {
      text.append('\n').append(one.storage()).append("\n\n").append(latencies(one));
      text.append('\n').append(shares(one.means()));
      text.append(
          "\n%d conflicts (503), %d unexpected answers\n"
              .formatted(one.conflicts(), one.failures()));
    }
    return text.toString();
  }

  private static String latencies(ServeBench.Measured one) {
    var table = new TextTable("", "count", "/s", "mean ms", "p50", "p90", "p99", "p99.9", "max");
    for (LoadFigures.Row row : one.routes()) {
      table.row(
          row.route(),
          row.count(),
          number(row.perSecond()),
          number(row.mean()),
          number(row.p50()),
          number(row.p90()),
          number(row.p99()),
          number(row.p999()),
          number(row.max()));
    }
    return table.print("  ");
  }

  private static String shares(TimeShares.Means means) {
    var table = new TextTable("where a request's time goes", "mean µs", "%");
    share(table, "database", means.database(), means);
    share(table, "waiting for a later time", means.clock(), means);
    share(table, "signature", means.auth(), means);
    share(table, "reading the upload", means.body(), means);
    share(table, "JSON, routes, the rest", means.rest(), means);
    share(table, "HTTP and threads, both ends", means.http(), means);
    return table.print("  ");
  }

  private static void share(TextTable table, String part, double micros, TimeShares.Means means) {
    table.row(
        part,
        String.format(Locale.ROOT, "%.0f", micros),
        String.format(Locale.ROOT, "%.1f", 100 * micros / means.total()));
  }

  private static String number(double figure) {
    return String.format(Locale.ROOT, "%.1f", figure);
  }
}
