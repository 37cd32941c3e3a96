package godwit.cli.bench;

import godwit.cli.option.WorkloadMixin;
import godwit.cli.output.Amounts;
import godwit.cli.output.TextTable;
import godwit.cli.servers.RunningServers;
import godwit.cli.session.ExitCode;
import godwit.cli.session.Result;
import godwit.cli.session.Session;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
      "  godwit bench purge --users 1 --shards 1 --hoarder 2000000",
    })
final class BenchPurgeCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private WorkloadMixin workload = new WorkloadMixin();

  BenchPurgeCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    try (RunningServers running = RunningServers.start()) {
      List<PurgeBench.Measured> measured =
          new PurgeBench(running.servers(), workload.workload(Instant.now())).run();
      return session.finish(
          "bench purge", Result.of(ExitCode.DONE, Map.of("shards", measured), text(measured)));
    }
  }

  private static String text(List<PurgeBench.Measured> measured) {
    var table =
        new TextTable(
            "shard", "looked at", "deleted", "seconds", "looked at/s", "deleted/s", "loop/s");
    for (PurgeBench.Measured one : measured) {
      table.row(
          one.shard(),
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
