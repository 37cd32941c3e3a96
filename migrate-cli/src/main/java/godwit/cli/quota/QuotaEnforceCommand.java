package godwit.cli.quota;

import godwit.cli.job.Resume;
import godwit.cli.job.TakesRunnerOptions;
import godwit.cli.option.ExecuteMixin;
import godwit.cli.option.QuotaMixin;
import godwit.cli.option.ReportMixin;
import godwit.cli.option.StalenessMixin;
import godwit.cli.option.StoresMixin;
import godwit.cli.session.Failure;
import godwit.cli.session.Session;
import godwit.pipelines.policy.TrimRule;
import godwit.pipelines.quota.QuotaSettings;
import godwit.pipelines.run.Launcher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings users below their quota. */
@Command(
    name = "enforce",
    description =
        "Right all counters, then bring users over the quota below it, by steps, and only as far as"
            + " it takes: expired records, stale tombstones, and then the oldest records of the"
            + " collections named by --trim. Bookmarks, passwords, addresses and cards are never"
            + " trimmed, and times stay as they are.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  godwit quota enforce --target                             say what would be freed",
      "  godwit quota enforce --target --execute                   expired and stale only",
      "  godwit quota enforce --target --trim history --execute    then the oldest history too"
    })
final class QuotaEnforceCommand implements Callable<Integer>, TakesRunnerOptions {
  private final Session session;

  @Mixin private final StoresMixin stores = new StoresMixin();
  @Mixin private final QuotaMixin quota = new QuotaMixin();
  @Mixin private final StalenessMixin staleness = new StalenessMixin();
  @Mixin private final ExecuteMixin execute = new ExecuteMixin();
  @Mixin private final ReportMixin page = new ReportMixin();

  @Option(
      names = "--trim",
      paramLabel = "COLLECTION",
      description = "Trim history, forms or tabs if nothing else helps. Repeatable.")
  private List<String> trims = new ArrayList<>();

  QuotaEnforceCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    page.check(session);
    QuotaSettings settings =
        QuotaSettings.enforce(
            quota.rule(), trimRule(), staleness.policy(List.of()), Instant.now(), execute.acts());
    Launcher.check(session.runnerArguments());
    List<String> words = new ArrayList<>();
    trims.forEach(name -> words.addAll(List.of("--trim", name)));
    Resume again =
        new Resume(session, "quota enforce" + (execute.acts() ? " --execute" : ""))
            .words(stores.words())
            .words(quota.words())
            .words(staleness.words())
            .words(words)
            .words(page.words());
    return QuotaCommand.run(session, stores.scope(session), settings, page, again);
  }

  private TrimRule trimRule() {
    try {
      return new TrimRule(Set.copyOf(trims));
    } catch (IllegalArgumentException e) {
      throw Failure.usage("--trim: " + e.getMessage() + ".");
    }
  }
}
