package godwit.cli.purge;

import godwit.cli.job.Resume;
import godwit.cli.job.TakesRunnerOptions;
import godwit.cli.option.ExecuteMixin;
import godwit.cli.option.PurgeMixin;
import godwit.cli.option.ReportMixin;
import godwit.cli.option.StalenessMixin;
import godwit.cli.option.StoreMixin;
import godwit.cli.session.Session;
import godwit.pipelines.purge.PurgePipeline;
import godwit.pipelines.purge.PurgeSettings;
import godwit.pipelines.run.MoveConfig;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Deletes stale tombstones. */
@Command(
    name = "tombstones",
    description =
        "Delete records that only say that something was deleted, once every device of the user has"
            + " been seen after them. They are told by the length of their ciphertext, and only in"
            + " collections where no live record is that short: bookmarks, passwords, history,"
            + " addons, addresses, creditcards and extension-storage. Others must be named by"
            + " --collection; meta, crypto, keys, clients, tabs and prefs are never touched.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  godwit purge tombstones --shard shard0            say what would be deleted, and what not",
      "  godwit purge tombstones --shard shard0 --execute  delete it; stop it at any time",
      "  godwit purge tombstones --target --uid-prefix 0 --execute   begin with one account in 16"
    })
final class PurgeTombstonesCommand implements Callable<Integer>, TakesRunnerOptions {
  private final Session session;

  @Mixin private final StoreMixin store = new StoreMixin();
  @Mixin private final StalenessMixin staleness = new StalenessMixin();
  @Mixin private final PurgeMixin purge = new PurgeMixin();
  @Mixin private final ExecuteMixin execute = new ExecuteMixin();
  @Mixin private final ReportMixin page = new ReportMixin();

  PurgeTombstonesCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    MoveConfig move = store.move(session);
    String runId = PurgePipeline.newRun();
    Instant now = Instant.ofEpochMilli(Clock.systemUTC().millis());
    PurgeSettings settings =
        PurgeSettings.tombstones(now, staleness.policy(purge.collections()))
            .within(store.range())
            .atPresent();
    Resume again =
        new Resume(session, "purge tombstones" + (execute.acts() ? " --execute" : ""))
            .words(store.words())
            .words(staleness.words())
            .words(purge.words())
            .words(page.words());
    var job =
        new PurgeCommand.Job(
            runId,
            move,
            store.store(move),
            purge.complete(settings, session, execute.acts(), runId));
    return PurgeCommand.run(session, job, again, page);
  }
}
