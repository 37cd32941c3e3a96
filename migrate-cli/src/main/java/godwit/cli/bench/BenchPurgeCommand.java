package godwit.cli.bench;

import godwit.cli.option.WorkloadMixin;
import godwit.cli.output.Amounts;
import godwit.cli.output.TextTable;
import godwit.cli.servers.RunningServers;
import godwit.cli.session.ExitCode;
import godwit.cli.session.Result;
import godwit.cli.session.Session;
import godwit.testdata.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures a purge beside a bare loop of deletes. */
@Command(
    name = "purge",
    description =
        "Purge the tombstones of made shards, and delete the same records of a second copy by a bare"
            + " loop that already knows their keys and checks nothing. Starts servers of its own and"
            + " removes them again.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  godwit bench purge",
      "  godwit bench purge --users 2 --shards 1 --hoarder 20000 --hoarder 200000   is it linear?",
      "  godwit bench purge --target --users 200",
    })
final class BenchPurgeCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = "--target",
      description =
          "Purge an emulator that the data was moved to, beside a loop of keyed deletes, instead of"
              + " shards.")
  private boolean target;

  @Mixin private WorkloadMixin workload = new WorkloadMixin();

  BenchPurgeCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    try (RunningServers running = RunningServers.start()) {
      Workload made = workload.workload(Instant.now());
      var shards = new PurgeBench(running.servers(), made);
      List<PurgeBench.Measured> measured =
          target ? List.of(new TargetPurgeBench(running.servers(), made).run()) : shards.run();
      List<PurgeBench.Growth> growth = target ? List.of() : shards.growth();
      return session.finish(
          "bench purge",
          Result.of(
              ExitCode.DONE,
              Map.of("stores", measured, "growth", growth),
              text(measured) + text(growth.toArray(PurgeBench.Growth[]::new))));
    }
  }

  private static String text(PurgeBench.Growth... growth) {
    if (growth.length == 0) {
      return "";
    }
    var table = new TextTable("user's records", "looked at", "seconds", "records x", "time x");
    for (PurgeBench.Growth one : growth) {
      table.row(
          Amounts.count(one.rows()),
          Amounts.count(one.examined()),
          Amounts.seconds(one.seconds()),
          "%.1f".formatted(one.rowsRatio()),
          "%.1f".formatted(one.timeRatio()));
    }
    return "\nOne user alone\n" + table.print("");
  }

  private static String text(List<PurgeBench.Measured> measured) {
    var table =
        new TextTable(
            "store", "looked at", "deleted", "seconds", "looked at/s", "deleted/s", "loop/s");
    for (PurgeBench.Measured one : measured) {
      table.row(
          one.store(),
          Amounts.count(one.examined()),
          Amounts.count(one.deleted()),
          Amounts.seconds(one.purgeSeconds()),
          Amounts.count(Math.round(one.purgeRowsPerSecond())),
          Amounts.count(Math.round(one.purgeDeletesPerSecond())),
          Amounts.count(Math.round(one.loopDeletesPerSecond())));
    }
    return table.print("");
  }
}
