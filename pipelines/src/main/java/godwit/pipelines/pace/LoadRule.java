package godwit.pipelines.pace;

import godwit.sweep.ServerLoad;
import java.io.Serializable;
import java.util.Optional;

/**
 * When a server is too busy for work that can wait.
 *
 * @param maxRunning statements running at once, at most; 0 for no limit
 * @param maxLagSeconds seconds that a replica may be behind; negative for no limit
 */
public record LoadRule(int maxRunning, long maxLagSeconds) implements Serializable {
  /** No limit. */
  public static final LoadRule NONE = new LoadRule(0, -1);

  /** Whether the lag is of any interest. */
  public boolean watchesLag() {
    return maxLagSeconds >= 0;
  }

  /** Whether anything is. */
  public boolean watches() {
    return maxRunning > 0 || watchesLag();
  }

  /** Why to wait, for people; empty if there is no reason. */
  public Optional<String> reason(String server, ServerLoad load) {
    if (maxRunning > 0 && load.running() > maxRunning) {
      return Optional.of(
          "%s runs %d statements at once, more than %d"
              .formatted(server, load.running(), maxRunning));
    }
    if (watchesLag() && load.replicates()) {
      Long lag = load.lagSeconds();
      if (lag == null) {
        return Optional.of(server + " does not replicate at the moment");
      }
      if (lag > maxLagSeconds) {
        return Optional.of("%s is %d s behind, more than %d".formatted(server, lag, maxLagSeconds));
      }
    }
    return Optional.empty();
  }
}
