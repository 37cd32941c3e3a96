package godwit.cli.option;

import godwit.pipelines.policy.TombstonePolicy;
import godwit.pipelines.run.MoveConfig;
import java.util.List;
import picocli.CommandLine.Option;

/** Whether a move leaves stale tombstones behind. */
public final class DropMixin {
  @Option(
      names = "--drop-stale-tombstones",
      description =
          "Leave tombstones behind that 'godwit purge tombstones' would delete by its default rules."
              + " Give it to every migrate and verify of a move, or to none.")
  private boolean drops;

  /** The move, with that policy if it was asked for. */
  public MoveConfig applyTo(MoveConfig move) {
    return drops ? move.with(move.policy().dropping(TombstonePolicy.DEFAULT)) : move;
  }

  /** The option as it was given, for the command that resumes. */
  public List<String> words() {
    return drops ? List.of("--drop-stale-tombstones") : List.of();
  }
}
