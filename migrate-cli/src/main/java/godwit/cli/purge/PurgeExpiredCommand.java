package godwit.cli.purge;

import godwit.cli.job.Resume;
import godwit.cli.job.TakesRunnerOptions;
import godwit.cli.option.ExecuteMixin;
import godwit.cli.option.PurgeMixin;
import godwit.cli.option.ReportMixin;
import godwit.cli.option.StoreMixin;
import godwit.cli.session.Failure;
import godwit.cli.session.Session;
import godwit.pipelines.policy.CutOff;
import godwit.pipelines.purge.PurgePipeline;
import godwit.pipelines.purge.PurgeSettings;
import godwit.pipelines.run.MoveConfig;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Deletes expired records and dead batches. */
@Command(
    name = "expired",
    description =
        "Delete records and batches that have expired, which no client sees any more. Times stay as"
            + " they are; counters follow.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  godwit purge expired --shard shard0                say what would be deleted",
      "  godwit purge expired --shard shard0 --execute      delete it; stop it at any time",
      "  godwit purge expired --target --collection tabs --cut-off midnight --execute",
      "  godwit purge expired --shard shard0 --max-time 6h --max-lag 5 --replica URL --execute"
    })
final class PurgeExpiredCommand implements Callable<Integer>, TakesRunnerOptions {
  private final Session session;

  @Mixin private final StoreMixin store = new StoreMixin();
  @Mixin private final PurgeMixin purge = new PurgeMixin();
  @Mixin private final ExecuteMixin execute = new ExecuteMixin();
  @Mixin private final ReportMixin page = new ReportMixin();

  @Option(
      names = "--cut-off",
      paramLabel = "WHEN",
      defaultValue = "now",
      description =
          "What had expired by then: now, midnight (the last one in UTC), or an age such as 1d."
              + " Default: ${DEFAULT-VALUE}.")
  private String cutOff = "now";

  PurgeExpiredCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    MoveConfig move = store.move(session);
    String runId = PurgePipeline.newRun();
    Instant now = Instant.ofEpochMilli(Clock.systemUTC().millis());
    PurgeSettings settings =
        PurgeSettings.expired(now, cutOff(now), Set.copyOf(purge.collections()))
            .within(store.range())
            .atPresent();
    Resume again =
        new Resume(session, "purge expired" + (execute.acts() ? " --execute" : ""))
            .words(store.words())
            .words(purge.words())
            .words(page.words())
            .words(List.of("--cut-off", cutOff));
    var job =
        new PurgeCommand.Job(
            runId,
            move,
            store.store(move),
            purge.complete(settings, session, execute.acts(), runId));
    return PurgeCommand.run(session, job, again, page);
  }

  private Instant cutOff(Instant now) {
    try {
      return CutOff.parse(cutOff, now);
    } catch (IllegalArgumentException e) {
      throw Failure.usage(
          "--cut-off: '" + cutOff + "' is not now, midnight or an age such as 12h or 30d.");
    }
  }
}
