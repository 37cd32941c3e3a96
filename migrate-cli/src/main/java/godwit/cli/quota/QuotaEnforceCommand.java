package godwit.cli.quota;

import godwit.cli.config.LoadedConfig;
import godwit.cli.job.Resume;
import godwit.cli.job.TakesRunnerOptions;
import godwit.cli.option.EnforceMixin;
import godwit.cli.option.ExecuteMixin;
import godwit.cli.option.QuotaMixin;
import godwit.cli.option.ReplicaMixin;
import godwit.cli.option.ReportMixin;
import godwit.cli.option.StalenessMixin;
import godwit.cli.option.StoresMixin;
import godwit.cli.session.Session;
import godwit.pipelines.io.StoreScope;
import godwit.pipelines.policy.QuotaRule;
import godwit.pipelines.policy.TombstonePolicy;
import godwit.pipelines.quota.EnforcePlan;
import godwit.pipelines.quota.QuotaPipeline;
import godwit.pipelines.quota.QuotaSettings;
import godwit.pipelines.run.Launcher;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Brings users below their quota. */
@Command(
    name = "enforce",
    description =
        "Right all counters, then bring users over the quota below it, by steps, and only as far as"
            + " it takes: expired records, stale tombstones, and then the oldest records of the"
            + " collections named by --trim, unless all of them together would not do. Nothing but"
            + " history is ever trimmed, and times stay as they are.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  godwit quota enforce --target                             say what would be freed",
      "  godwit quota enforce --target --execute                   expired and stale only",
      "  godwit quota enforce --target --trim history --execute    then the oldest history too",
      "  godwit quota enforce --steps tombstones --execute         nothing but stale tombstones"
    })
final class QuotaEnforceCommand implements Callable<Integer>, TakesRunnerOptions {
  private final Session session;

  @Mixin private final StoresMixin stores = new StoresMixin();
  @Mixin private final QuotaMixin quota = new QuotaMixin();
  @Mixin private final StalenessMixin staleness = new StalenessMixin();
  @Mixin private final EnforceMixin enforce = new EnforceMixin();
  @Mixin private final ReplicaMixin replicas = new ReplicaMixin();
  @Mixin private final ExecuteMixin execute = new ExecuteMixin();
  @Mixin private final ReportMixin page = new ReportMixin();

  QuotaEnforceCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    page.check(session);
    enforce.check(execute.acts());
    TombstonePolicy tombstones = staleness.policy(List.of());
    QuotaRule rule = quota.rule();
    Launcher.check(session.runnerArguments());
    LoadedConfig config = stores.loaded(session);
    String runId = QuotaPipeline.newRun();
    EnforcePlan plan = enforce.plan(session, runId, config.quotaSteps(), execute.acts());
    QuotaSettings settings =
        QuotaSettings.enforce(rule, plan, tombstones, Instant.now(), execute.acts());
    Resume again =
        new Resume(session, "quota enforce" + (execute.acts() ? " --execute" : ""))
            .words(stores.words())
            .words(replicas.words())
            .words(quota.words())
            .words(staleness.words())
            .words(enforce.words())
            .words(page.words());
    StoreScope scope = replicas.of(stores.scope(config.move()));
    return QuotaCommand.run(session, new QuotaCommand.Job(runId, scope, settings), page, again);
  }
}
