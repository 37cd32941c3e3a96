package godwit.cli;

import godwit.cli.demo.MadeMove;
import godwit.cli.job.TakesRunnerOptions;
import godwit.cli.job.Watched;
import godwit.cli.option.QuotaMixin;
import godwit.cli.option.ReportMixin;
import godwit.cli.option.StalenessMixin;
import godwit.cli.option.StoresMixin;
import godwit.cli.report.AuditPage;
import godwit.cli.report.AuditText;
import godwit.cli.servers.MadeShards;
import godwit.cli.session.Failure;
import godwit.cli.session.Result;
import godwit.cli.session.Session;
import godwit.pipelines.audit.AuditPipeline;
import godwit.pipelines.audit.AuditReport;
import godwit.pipelines.audit.AuditSettings;
import godwit.pipelines.io.StoreScope;
import godwit.pipelines.run.Launcher;
import godwit.pipelines.run.MoveConfig;
import godwit.pipelines.run.RunControl;
import godwit.storage.spanner.SpannerConfig;
import godwit.testdata.Workload;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks before anything is done. */
@Command(
    name = "audit",
    description =
        "Look through shards, or the target, and tell what is there: sizes, dead records, what"
            + " stands in the way of a move and what a purge would free. Writes nothing anywhere; an"
            + " account that may only read is enough.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  godwit audit --testdata                    on made data, without any configuration",
      "  godwit audit --report audit.html           all shards of the configuration",
      "  godwit audit --target                      the target",
      "  godwit audit --shard a -- --runner=DataflowRunner --project=P --region=R"
    })
final class AuditCommand implements Callable<Integer>, TakesRunnerOptions {
  private static final long TESTDATA_USERS = 200;
  private static final int TESTDATA_MEDIAN_ROWS = 100;
  private static final int TESTDATA_HOARDER = 10_000;

  private final Session session;

  @Mixin private final StoresMixin stores = new StoresMixin();
  @Mixin private final QuotaMixin quota = new QuotaMixin();
  @Mixin private final StalenessMixin staleness = new StalenessMixin();
  @Mixin private final ReportMixin page = new ReportMixin();

  @Option(
      names = "--testdata",
      description = "Start a server, load made users into two shards, audit them, and clean up.")
  private boolean testdata;

  @Option(
      names = "--hoarder-rows",
      paramLabel = "N",
      defaultValue = "100000",
      description = "A user with more records is a hoarder. Default: ${DEFAULT-VALUE}.")
  private long hoarderRows;

  AuditCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    page.check(session);
    AuditSettings settings = settings();
    Launcher.check(session.runnerArguments());
    if (testdata && !stores.words().isEmpty()) {
      throw Failure.usage("--testdata makes shards of its own; leave out --shard and --target.");
    }
    if (testdata) {
      return made(settings);
    }
    return audit(stores.scope(session), settings);
  }

  private AuditSettings settings() {
    try {
      return new AuditSettings(
          Instant.now(),
          staleness.policy(List.of()),
          quota.rule(),
          hoarderRows,
          session.showsKeys());
    } catch (IllegalArgumentException e) {
      throw Failure.usage(e.getMessage() + ".");
    }
  }

  private int made(AuditSettings settings) throws Exception {
    session.beginWork();
    session.say("Starting a server and inventing %d people.".formatted(TESTDATA_USERS));
    Workload workload =
        Workload.of(1, TESTDATA_USERS)
            .withMedianRows(TESTDATA_MEDIAN_ROWS)
            .withHoarders(TESTDATA_HOARDER)
            .withNow(settings.now());
    try (MadeShards shards = MadeShards.of(workload)) {
      // Nothing is opened by that name: only shards are audited here.
      var unused = new SpannerConfig("godwit-local", "godwit", "unused", null);
      MoveConfig move =
          MadeMove.of(
              shards.loaded(), shards.server().user(), shards.server().passwordRef(), unused);
      return audit(stores.scope(move), settings);
    }
  }

  private int audit(StoreScope scope, AuditSettings settings) {
    var run = new RunControl();
    AuditReport report =
        Watched.call(
            session,
            run,
            control -> AuditPipeline.run(scope, settings, session.runnerArguments(), control));
    Result result =
        Result.of(AuditText.exit(report), report, AuditText.of(report)).inRun(report.runId());
    return page.finish(
        session, "audit", result, () -> AuditPage.of(report, run.timeline().read(), Instant.now()));
  }
}
