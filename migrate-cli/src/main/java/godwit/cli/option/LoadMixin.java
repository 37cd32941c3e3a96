package godwit.cli.option;

import godwit.cli.session.Failure;
import godwit.pipelines.pace.LoadRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** When a run waits for the servers that others use too. */
public final class LoadMixin {
  private static final int MOST_RUNNING = 30;

  @Option(
      names = "--max-running",
      paramLabel = "N",
      defaultValue = "" + MOST_RUNNING,
      description =
          "Wait while a shard or a replica runs more than N statements; 0 never waits. Default:"
              + " ${DEFAULT-VALUE}.")
  private int maxRunning;

  @Option(
      names = "--max-lag",
      paramLabel = "SECONDS",
      description = "Wait while a replica is further behind than this.")
  private @Nullable Long maxLag;

  /**
   * When to wait.
   *
   * @throws Failure of USAGE if a limit makes no sense
   */
  public LoadRule rule() {
    if (maxRunning < 0) {
      throw Failure.usage("--max-running: " + maxRunning + " is below 0; 0 never waits.");
    }
    if (maxLag != null && maxLag < 0) {
      throw Failure.usage("--max-lag: " + maxLag + " is below 0.");
    }
    return new LoadRule(maxRunning, maxLag == null ? -1 : maxLag);
  }

  /** The options as they were given, for the command that resumes. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    if (maxRunning != MOST_RUNNING) {
      words.addAll(List.of("--max-running", Integer.toString(maxRunning)));
    }
    if (maxLag != null) {
      words.addAll(List.of("--max-lag", maxLag.toString()));
    }
    return words;
  }
}
