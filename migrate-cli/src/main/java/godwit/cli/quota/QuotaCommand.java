package godwit.cli.quota;

import godwit.cli.job.MoveNotice;
import godwit.cli.job.Resume;
import godwit.cli.job.Watched;
import godwit.cli.option.ReportMixin;
import godwit.cli.report.QuotaPage;
import godwit.cli.report.QuotaText;
import godwit.cli.session.ExitCode;
import godwit.cli.session.Result;
import godwit.cli.session.Session;
import godwit.pipelines.io.StoreScope;
import godwit.pipelines.quota.QuotaPipeline;
import godwit.pipelines.quota.QuotaReport;
import godwit.pipelines.quota.QuotaSettings;
import godwit.pipelines.quota.QuotaTask;
import godwit.pipelines.run.RunControl;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The group of quota commands. */
@Command(
    name = "quota",
    description = "Tell who uses how much, right the counters, and bring users below their quota.",
    synopsisSubcommandLabel = "report|recount|enforce")
public final class QuotaCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  /** The group with its commands. */
  public static picocli.CommandLine line(Session session) {
    return new picocli.CommandLine(new QuotaCommand())
        .addSubcommand(new QuotaReportCommand(session))
        .addSubcommand(new QuotaRecountCommand(session))
        .addSubcommand(new QuotaEnforceCommand(session));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say report, recount or enforce.");
  }

  /** Runs, prints what was found or done, and the command that continues it. */
  static int run(
      Session session, StoreScope scope, QuotaSettings settings, ReportMixin page, Resume again) {
    return run(session, new Job(QuotaPipeline.newRun(), scope, settings), page, again);
  }

  /**
   * A run that is to come.
   *
   * @param runId its name
   * @param scope which stores
   * @param settings what is done with them
   */
  record Job(String runId, StoreScope scope, QuotaSettings settings) {}

  /** The same as a run whose name is known already. */
  static int run(Session session, Job job, ReportMixin page, Resume again) {
    StoreScope scope = job.scope();
    QuotaSettings settings = job.settings();
    QuotaPipeline.check(scope, settings, session.runnerArguments());
    var run = new RunControl();
    QuotaReport report =
        Watched.call(
            session,
            run,
            control -> {
              if (settings.task() == QuotaTask.ENFORCE) {
                MoveNotice.of(scope).forEach(session::say);
              }
              return QuotaPipeline.run(
                  job.runId(),
                  scope,
                  settings.showingKeys(session.showsKeys()),
                  session.runnerArguments(),
                  control);
            });
    ExitCode exit = report.interrupted() ? ExitCode.INTERRUPTED : ExitCode.DONE;
    if (report.interrupted()) {
      session.say("Stopped at a safe point. Continue with: " + again.line());
    }
    boolean rehearsal =
        exit == ExitCode.DONE && report.task() != QuotaTask.REPORT && !report.executed();
    String text = QuotaText.of(report);
    Result result = rehearsal ? Result.dryRun(report, text) : Result.of(exit, report, text);
    String name = "quota " + QuotaText.word(report.task());
    return page.finish(
        session,
        name,
        result.inRun(report.runId()),
        () -> QuotaPage.of(report, run.timeline().read(), Instant.now()));
  }
}
