package godwit.cli.bench;

import godwit.cli.option.WorkloadMixin;
import godwit.cli.output.TextTable;
import godwit.cli.servers.RunningServers;
import godwit.cli.session.ExitCode;
import godwit.cli.session.Result;
import godwit.cli.session.Session;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures migrate beside a hand-written loop. */
@Command(
    name = "copy",
    description =
        "Copy the same made users by migrate and by a hand-written loop that does nothing but copy,"
            + " and compare their rates. Starts servers of its own and removes them again.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  godwit bench copy",
      "  godwit bench copy --users 2000 --median-rows 200 --rounds 3",
    })
final class BenchCopyCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private WorkloadMixin workload = new WorkloadMixin();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "2",
      description = "How often each of the two copies. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  BenchCopyCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    try (RunningServers running = RunningServers.start()) {
      List<CopyBench.Round> measured =
          new CopyBench(running.servers(), workload.workload(Instant.now())).run(rounds);
      return session.finish(
          "bench copy", Result.of(ExitCode.DONE, Map.of("rounds", measured), text(measured)));
    }
  }

  private static String text(List<CopyBench.Round> measured) {
    var table = new TextTable("records", "loop/s", "migrate/s", "ratio");
    for (CopyBench.Round round : measured) {
      table.row(
          String.format(Locale.ROOT, "%,d", round.rows()),
          String.format(Locale.ROOT, "%,.0f", round.loopRowsPerSecond()),
          String.format(Locale.ROOT, "%,.0f", round.migrateRowsPerSecond()),
          String.format(Locale.ROOT, "%.2f", round.ratio()));
    }
    return table.print("");
  }
}
