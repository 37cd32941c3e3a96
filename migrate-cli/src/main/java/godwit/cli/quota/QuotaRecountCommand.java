package godwit.cli.quota;

import godwit.cli.job.Resume;
import godwit.cli.job.TakesRunnerOptions;
import godwit.cli.option.ExecuteMixin;
import godwit.cli.option.LoadMixin;
import godwit.cli.option.QuotaMixin;
import godwit.cli.option.ReplicaMixin;
import godwit.cli.option.ReportMixin;
import godwit.cli.option.StoresMixin;
import godwit.cli.session.Session;
import godwit.pipelines.io.StoreScope;
import godwit.pipelines.quota.QuotaSettings;
import godwit.pipelines.run.Launcher;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Rights counters. */
@Command(
    name = "recount",
    description =
        "Count every collection and right the counters that are missing or wrong, while the service"
            + " runs. Times stay as they are.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  godwit quota recount --target            say what is off",
      "  godwit quota recount --target --execute  right it; stop it at any time"
    })
final class QuotaRecountCommand implements Callable<Integer>, TakesRunnerOptions {
  private final Session session;

  @Mixin private final StoresMixin stores = new StoresMixin();
  @Mixin private final QuotaMixin quota = new QuotaMixin();
  @Mixin private final LoadMixin load = new LoadMixin();
  @Mixin private final ReplicaMixin replicas = new ReplicaMixin();
  @Mixin private final ExecuteMixin execute = new ExecuteMixin();
  @Mixin private final ReportMixin page = new ReportMixin();

  QuotaRecountCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    page.check(session);
    QuotaSettings settings =
        QuotaSettings.recount(quota.rule(), Instant.now(), execute.acts()).waitingBy(load.rule());
    Launcher.check(session.runnerArguments());
    Resume again =
        new Resume(session, "quota recount" + (execute.acts() ? " --execute" : ""))
            .words(stores.words())
            .words(quota.words())
            .words(load.words())
            .words(replicas.words())
            .words(page.words());
    StoreScope scope = replicas.of(stores.scope(session));
    return QuotaCommand.run(session, scope, settings, page, again);
  }
}
