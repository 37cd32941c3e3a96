package godwit.cli.letters;

import godwit.cli.job.Resume;
import godwit.cli.job.TakesRunnerOptions;
import godwit.cli.job.Watched;
import godwit.cli.option.ConfigMixin;
import godwit.cli.option.ExecuteMixin;
import godwit.cli.option.LetterMixin;
import godwit.cli.report.LetterText;
import godwit.cli.report.MigrateText;
import godwit.cli.session.ExitCode;
import godwit.cli.session.Result;
import godwit.cli.session.Session;
import godwit.pipelines.deadletter.DeadLetter;
import godwit.pipelines.migrate.MigratePipeline;
import godwit.pipelines.migrate.MigrateReport;
import godwit.pipelines.run.Launcher;
import godwit.pipelines.run.MoveConfig;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tries again what could not be moved. */
@Command(
    name = "replay",
    description = "Try the users of dead letters again. What can be moved by now is moved.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  godwit dead-letters replay                       say which users would be tried",
      "  godwit dead-letters replay --cause BAD_TIME --execute",
      "  godwit dead-letters replay --shard shard-1 --uid 4711 --execute"
    })
final class DeadLettersReplayCommand implements Callable<Integer>, TakesRunnerOptions {
  /** A million users at once are a migration, not a replay. */
  private static final int MOST = 1_000_000;

  private final Session session;

  @Mixin private final ConfigMixin config = new ConfigMixin();
  @Mixin private final LetterMixin letters = new LetterMixin();
  @Mixin private final ExecuteMixin execute = new ExecuteMixin();

  DeadLettersReplayCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    MoveConfig move = config.load(session).move();
    var filter = letters.filter(move);
    // Runner options are checked before any connection is opened.
    Launcher.check(session.runnerArguments());
    List<DeadLetter> found = Letters.read(session, move, filter, MOST);
    return session.finish("dead-letters replay", result(move, found));
  }

  private Result result(MoveConfig move, List<DeadLetter> found) {
    if (found.isEmpty()) {
      return Result.of(ExitCode.DONE, Map.of("deadLetters", List.of()), "no dead letters\n");
    }
    if (!execute.acts()) {
      return Result.dryRun(
          Letters.report(session, found),
          "Dry run: nothing was changed. With --execute the users of these would be tried again:\n\n"
              + LetterText.list(found));
    }
    MigrateReport report =
        Watched.call(
            session,
            control -> MigratePipeline.replay(move, found, session.runnerArguments(), control));
    if (report.interrupted()) {
      session.say("Stopped at a safe point. Continue with: " + again());
    }
    return Result.of(MigrateText.exit(report), report, MigrateText.of(report))
        .inRun(report.runId());
  }

  private String again() {
    return new Resume(session, "dead-letters replay --execute")
        .words(config.words())
        .words(letters.words())
        .line();
  }
}
