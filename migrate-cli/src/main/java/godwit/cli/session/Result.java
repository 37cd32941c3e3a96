package godwit.cli.session;

import org.jspecify.annotations.Nullable;

/**
 * What a command has to say when it is through.
 *
 * @param exit how it ended
 * @param outcome one or two words for machines
 * @param runId the run's id, or null if the command makes no run
 * @param report a record or map whose JSON fields join the result object
 * @param text the same for people, with a line end
 */
public record Result(
    ExitCode exit, String outcome, @Nullable String runId, Object report, String text) {

  /** A command that acted, or only looked. */
  public static Result of(ExitCode exit, Object report, String text) {
    return new Result(exit, exit.outcome(), null, report, text);
  }

  /** A rehearsal: nothing was changed. */
  public static Result dryRun(Object report, String text) {
    return new Result(ExitCode.DONE, "dry run", null, report, text);
  }

  /** The same, as a part of a run. */
  public Result inRun(@Nullable String id) {
    return new Result(exit, outcome, id, report, text);
  }
}
