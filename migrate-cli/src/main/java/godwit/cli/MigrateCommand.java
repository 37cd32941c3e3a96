package godwit.cli;

import godwit.cli.job.Resume;
import godwit.cli.job.TakesRunnerOptions;
import godwit.cli.job.Watched;
import godwit.cli.option.ConfigMixin;
import godwit.cli.option.DropMixin;
import godwit.cli.option.ExecuteMixin;
import godwit.cli.option.ReportMixin;
import godwit.cli.option.ScopeMixin;
import godwit.cli.report.MigratePage;
import godwit.cli.report.MigrateRehearsal;
import godwit.cli.report.MigrateText;
import godwit.cli.report.PlanText;
import godwit.cli.session.Result;
import godwit.cli.session.Session;
import godwit.pipelines.migrate.MigratePipeline;
import godwit.pipelines.migrate.MigrateReport;
import godwit.pipelines.plan.PlanReport;
import godwit.pipelines.plan.Planner;
import godwit.pipelines.plan.Scope;
import godwit.pipelines.run.Launcher;
import godwit.pipelines.run.MoveConfig;
import godwit.pipelines.run.RunControl;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Copies users. */
@Command(
    name = "migrate",
    description =
        "Copy users to the target, or continue a copy that was stopped. Users that have not"
            + " changed since their copy are skipped.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  godwit migrate                          say what would be done",
      "  godwit migrate --execute                do it; the same command resumes it",
      "  godwit migrate --execute --percent 0:1  begin with one percent of the accounts",
      "  godwit migrate --execute -- --runner=DataflowRunner --project=P --region=R",
      "",
      "What comes after -- goes to the Beam runner; without it, this machine does the work."
    })
final class MigrateCommand implements Callable<Integer>, TakesRunnerOptions {
  private final Session session;

  @Mixin private final ConfigMixin config = new ConfigMixin();
  @Mixin private final ScopeMixin filters = new ScopeMixin();
  @Mixin private final DropMixin drop = new DropMixin();
  @Mixin private final ExecuteMixin execute = new ExecuteMixin();
  @Mixin private final ReportMixin page = new ReportMixin();

  MigrateCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    page.check(session);
    MoveConfig move = drop.applyTo(config.load(session).move());
    Scope scope = filters.scope(session, move);
    // Runner options are checked before any connection is opened.
    Launcher.check(session.runnerArguments());
    return execute.acts() ? act(move, scope) : rehearse(move, scope);
  }

  private int rehearse(MoveConfig move, Scope scope) {
    var run = new RunControl();
    PlanReport plan = Watched.call(session, run, control -> Planner.preview(move, scope, control));
    String text =
        "Dry run: nothing was changed. With --execute this would be done:\n\n" + PlanText.of(plan);
    Result result = Result.dryRun(MigrateRehearsal.of(plan), text);
    if (plan.interrupted()) {
      session.say("Stopped before everybody was looked at. Begin anew with: " + resume("migrate"));
      result = Result.of(PlanText.exit(plan), MigrateRehearsal.of(plan), text);
    }
    return page.finish(
        session,
        "migrate",
        result,
        () -> MigratePage.of(plan, run.timeline().read(), Instant.now()));
  }

  private int act(MoveConfig move, Scope scope) {
    var run = new RunControl();
    MigrateReport report =
        Watched.call(
            session,
            run,
            control -> MigratePipeline.run(move, scope, session.runnerArguments(), control));
    if (report.interrupted()) {
      session.say("Stopped at a safe point. Continue with: " + resume("migrate --execute"));
    }
    Result result =
        Result.of(MigrateText.exit(report), report, MigrateText.of(report)).inRun(report.runId());
    return page.finish(
        session,
        "migrate",
        result,
        () -> MigratePage.of(report, run.timeline().read(), Instant.now()));
  }

  private String resume(String command) {
    return new Resume(session, command)
        .words(config.words())
        .words(filters.words())
        .words(drop.words())
        .words(page.words())
        .line();
  }
}
