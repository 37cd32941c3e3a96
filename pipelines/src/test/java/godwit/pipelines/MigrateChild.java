package godwit.pipelines;

import godwit.pipelines.migrate.MigratePipeline;
import godwit.pipelines.migrate.MigrateReport;
import godwit.pipelines.plan.Scope;
import godwit.pipelines.run.MoveConfig;
import godwit.pipelines.run.RunControl;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * One {@code migrate} in a JVM of its own, so that it can be killed and its memory limited. Takes
 * the file of a serialised {@link MoveConfig}; prints {@code AT phase rows} all the while, and
 * {@code DONE copied written balanced heap rss} at the end, sizes in MB.
 */
final class MigrateChild {
  private MigrateChild() {}

  /** Runs it; ends with 0, or with 1 and {@code FAILED message}. */
  public static void main(String[] args) throws IOException, ClassNotFoundException {
    MoveConfig config = read(Path.of(args[0]));
    var control = new RunControl();
    var printer = Executors.newSingleThreadScheduledExecutor();
    var unused =
        printer.scheduleAtFixedRate(
            () -> System.out.println("AT " + control.phase() + " " + control.done().rows()),
            0,
            5,
            TimeUnit.MILLISECONDS);
    int exit = run(config, control);
    System.out.flush();
    Runtime.getRuntime().halt(exit);
  }

  private static int run(MoveConfig config, RunControl control) {
    try {
      MigrateReport report = MigratePipeline.run(config, Scope.ALL, List.of(), control);
      System.out.printf(
          "DONE %d %d %s %d %d%n",
          report.users().copied(), report.rows().written(), report.balanced(), heap(), rss());
      return 0;
    } catch (RuntimeException e) {
      System.out.println("FAILED " + e.getMessage());
      return 1;
    }
  }

  private static MoveConfig read(Path file) throws IOException, ClassNotFoundException {
    try (var in = new ObjectInputStream(Files.newInputStream(file))) {
      return (MoveConfig) in.readObject();
    }
  }

  /** The sum of the pools' peaks: a little more than the peak of the sum. */
  private static long heap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .mapToLong(pool -> pool.getPeakUsage().getUsed())
            .sum()
        >> 20;
  }

  /** The largest resident set so far, or 0 where the system does not tell. */
  private static long rss() {
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
