package godwit.cli;

import godwit.cli.option.ConfigMixin;
import godwit.cli.report.StatusText;
import godwit.cli.session.ExitCode;
import godwit.cli.session.Failure;
import godwit.cli.session.Result;
import godwit.cli.session.Session;
import godwit.pipelines.ledger.Ledger;
import godwit.pipelines.run.MoveConfig;
import godwit.storage.spanner.SpannerDatabase;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads the ledger. */
@Command(
    name = "status",
    description = "Say how far the move is, from the ledger. Works while a run is under way.",
    footerHeading = "%nExamples:%n",
    footer = {"  godwit status", "  godwit status --runs 50 --output json"})
final class StatusCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private final ConfigMixin config = new ConfigMixin();

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many of the latest runs to list. Default: ${DEFAULT-VALUE}.")
  private int runs;

  StatusCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (runs < 1) {
      throw Failure.usage("--runs: " + runs + " is below 1.");
    }
    MoveConfig move = config.load(session).move();
    session.beginWork();
    try (SpannerDatabase database = SpannerDatabase.open(move.ledger())) {
      database.verifyReachable();
      StatusText.Status status = StatusText.read(new Ledger(database), runs);
      return session.finish("status", Result.of(ExitCode.DONE, status, StatusText.of(status)));
    }
  }
}
