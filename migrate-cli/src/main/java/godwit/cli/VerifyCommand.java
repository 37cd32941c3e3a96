package godwit.cli;

import godwit.cli.job.Resume;
import godwit.cli.job.TakesRunnerOptions;
import godwit.cli.job.Watched;
import godwit.cli.option.ConfigMixin;
import godwit.cli.option.DropMixin;
import godwit.cli.option.ExecuteMixin;
import godwit.cli.option.ReportMixin;
import godwit.cli.option.ScopeMixin;
import godwit.cli.report.VerifyPage;
import godwit.cli.report.VerifyText;
import godwit.cli.session.ExitCode;
import godwit.cli.session.Failure;
import godwit.cli.session.Result;
import godwit.cli.session.Session;
import godwit.pipelines.plan.Scope;
import godwit.pipelines.run.Launcher;
import godwit.pipelines.run.MoveConfig;
import godwit.pipelines.run.RunControl;
import godwit.pipelines.verify.VerifyPipeline;
import godwit.pipelines.verify.VerifyReport;
import godwit.pipelines.verify.VerifySettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares both sides, and mends what differs if asked to. */
@Command(
    name = "verify",
    description =
        "Compare copied users on both sides by digests that the databases compute themselves, and"
            + " name what differs by key and column.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  godwit verify                      compare everybody who was copied",
      "  godwit verify --users people.txt   compare some",
      "  godwit verify --repair --execute   copy again just what differs",
      "",
      "--limit takes the first users who were copied. Ends with 5 if there are differences that were",
      "not mended, or if users of the scope are not copied yet (outcome: incomplete)."
    })
final class VerifyCommand implements Callable<Integer>, TakesRunnerOptions {
  private final Session session;

  @Mixin private final ConfigMixin config = new ConfigMixin();
  @Mixin private final ScopeMixin filters = new ScopeMixin();
  @Mixin private final DropMixin drop = new DropMixin();
  @Mixin private final ExecuteMixin execute = new ExecuteMixin();
  @Mixin private final ReportMixin page = new ReportMixin();

  @Option(
      names = "--repair",
      description = "Copy again what differs. Changes nothing without --execute.")
  private boolean repair;

  @Option(
      names = "--max-differences",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many differences to list; all are counted. Default: ${DEFAULT-VALUE}.")
  private int maxDifferences;

  VerifyCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (execute.acts() && !repair) {
      throw Failure.usage("--execute changes nothing without --repair here; add it or leave both.");
    }
    page.check(session);
    VerifySettings settings =
        new VerifySettings(repair && execute.acts(), maxDifferences, session.showsKeys());
    MoveConfig move = drop.applyTo(config.load(session).move());
    Scope scope = filters.scope(session, move);
    // Runner options are checked before any connection is opened.
    Launcher.check(session.runnerArguments());
    var run = new RunControl();
    VerifyReport report =
        Watched.call(
            session,
            run,
            control ->
                VerifyPipeline.run(move, scope, settings, session.runnerArguments(), control));
    return page.finish(
        session,
        "verify",
        result(report),
        () -> VerifyPage.of(report, run.timeline().read(), Instant.now()));
  }

  private Result result(VerifyReport report) {
    ExitCode exit = VerifyText.exit(report);
    String text = VerifyText.of(report);
    if (exit == ExitCode.INTERRUPTED) {
      session.say("Stopped at a safe point. Begin anew with: " + again());
    } else if (repair && !execute.acts() && exit == ExitCode.DIFFERENCES) {
      text += "Dry run: nothing was mended. Add --execute to copy these again.\n";
    }
    return new Result(exit, VerifyText.outcome(report), report.runId(), report, text);
  }

  private String again() {
    List<String> own = new ArrayList<>(filters.words());
    own.addAll(drop.words());
    own.addAll(page.words());
    if (repair) {
      own.add("--repair");
    }
    if (execute.acts()) {
      own.add("--execute");
    }
    return new Resume(session, "verify").words(config.words()).words(own).line();
  }
}
