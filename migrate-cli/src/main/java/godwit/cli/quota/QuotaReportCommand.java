package godwit.cli.quota;

import godwit.cli.job.Resume;
import godwit.cli.job.TakesRunnerOptions;
import godwit.cli.option.QuotaMixin;
import godwit.cli.option.ReportMixin;
import godwit.cli.option.StoresMixin;
import godwit.cli.session.Session;
import godwit.pipelines.policy.QuotaRule;
import godwit.pipelines.quota.QuotaSettings;
import godwit.pipelines.run.Launcher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells who uses how much. */
@Command(
    name = "report",
    description =
        "Count what every user really has, beside the counters that servers go by. Writes nothing.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  godwit quota report                       all shards of the configuration",
      "  godwit quota report --target --what-if 1GB --what-if 500MB"
    })
final class QuotaReportCommand implements Callable<Integer>, TakesRunnerOptions {
  private final Session session;

  @Mixin private final StoresMixin stores = new StoresMixin();
  @Mixin private final QuotaMixin quota = new QuotaMixin();
  @Mixin private final ReportMixin page = new ReportMixin();

  @Option(
      names = "--what-if",
      paramLabel = "SIZE",
      description = "Also count who would be over this quota. Repeatable.")
  private List<String> whatIf = new ArrayList<>();

  @Option(
      names = "--no-trend",
      description =
          "Leave out the tombstones by month, for which every record of their collections is looked"
              + " at.")
  private boolean noTrend;

  QuotaReportCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    page.check(session);
    List<QuotaRule> others =
        whatIf.stream().map(size -> QuotaMixin.rule("--what-if", size)).toList();
    QuotaSettings all = QuotaSettings.report(quota.rule(), others, Instant.now());
    QuotaSettings settings = noTrend ? all.withoutTrend() : all;
    Launcher.check(session.runnerArguments());
    List<String> words = new ArrayList<>();
    whatIf.forEach(size -> words.addAll(List.of("--what-if", size)));
    if (noTrend) {
      words.add("--no-trend");
    }
    Resume again =
        new Resume(session, "quota report")
            .words(stores.words())
            .words(quota.words())
            .words(words)
            .words(page.words());
    return QuotaCommand.run(session, stores.scope(session), settings, page, again);
  }
}
