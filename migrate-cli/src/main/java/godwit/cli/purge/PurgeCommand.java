package godwit.cli.purge;

import godwit.cli.job.MoveNotice;
import godwit.cli.job.Resume;
import godwit.cli.job.Watched;
import godwit.cli.option.ReportMixin;
import godwit.cli.report.PurgePage;
import godwit.cli.report.PurgeText;
import godwit.cli.session.ExitCode;
import godwit.cli.session.Failure;
import godwit.cli.session.Result;
import godwit.cli.session.Session;
import godwit.pipelines.purge.PurgeFailed;
import godwit.pipelines.purge.PurgePipeline;
import godwit.pipelines.purge.PurgeReport;
import godwit.pipelines.purge.PurgeSettings;
import godwit.pipelines.run.Launcher;
import godwit.pipelines.run.MoveConfig;
import godwit.pipelines.run.RunControl;
import godwit.pipelines.run.StoreConfig;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The group of purges. */
@Command(
    name = "purge",
    description = "Delete what is dead from a shard or the target, while the service runs.",
    synopsisSubcommandLabel = "expired|tombstones")
public final class PurgeCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  /** The group with its commands. */
  public static picocli.CommandLine line(Session session) {
    return new picocli.CommandLine(new PurgeCommand())
        .addSubcommand(new PurgeExpiredCommand(session))
        .addSubcommand(new PurgeTombstonesCommand(session));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say expired or tombstones.");
  }

  /**
   * What is to be done.
   *
   * @param runId the run's name
   * @param move the configuration, for the ledger of a move
   * @param store what is purged
   * @param settings how
   */
  record Job(String runId, MoveConfig move, StoreConfig store, PurgeSettings settings) {}

  private static void check(Job job, Session session) {
    try {
      PurgePipeline.check(job.settings(), session.runnerArguments());
    } catch (IllegalArgumentException e) {
      String told = String.valueOf(e.getMessage());
      String end = told.endsWith(".") ? "" : ".";
      throw Failure.usage(Character.toUpperCase(told.charAt(0)) + told.substring(1) + end);
    }
  }

  private static PurgeReport purge(Session session, Job job, RunControl control) {
    PurgeSettings settings = job.settings();
    try {
      return PurgePipeline.run(
          job.runId(), job.store(), settings, session.runnerArguments(), control);
    } catch (PurgeFailed e) {
      session.narrate(PurgeText.of(e.report()));
      throw e;
    } catch (RuntimeException e) {
      var tombstones = settings.tombstones();
      throw Misspelling.advised(
          e, tombstones == null ? settings.collections() : tombstones.collections());
    }
  }

  /** Runs a purge and prints what it did, and the command that continues it. */
  static int run(Session session, Job job, Resume again, ReportMixin page) {
    page.check(session);
    String name = job.settings().tombstones() == null ? "purge expired" : "purge tombstones";
    // Checked before any connection is opened.
    check(job, session);
    var run = new RunControl();
    PurgeReport report =
        Watched.call(
            session,
            run,
            control -> {
              MoveNotice.of(job.move(), job.store()).ifPresent(session::say);
              return purge(session, job, control);
            });
    if (report.executed() && !Launcher.isLocal(session.runnerArguments())) {
      session.say(
          "A worker's share that failed was done again, and its first deletions are not counted:"
              + " at least what is told was deleted.");
    }
    ExitCode exit = PurgeText.exit(report);
    if (exit == ExitCode.INTERRUPTED) {
      String why = report.interrupted() ? "Stopped at a safe point" : "Ended at its limit";
      session.say(why + ". Continue with: " + again.line());
    }
    boolean isRehearsal = exit == ExitCode.DONE && !report.executed();
    Result result =
        isRehearsal
            ? Result.dryRun(report, PurgeText.of(report))
            : Result.of(exit, report, PurgeText.of(report));
    return page.finish(
        session,
        name,
        result.inRun(report.runId()),
        () -> PurgePage.of(report, run.timeline().read(), Instant.now()));
  }
}
