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

  /**
   * Why to wait, for people; empty if there is no reason. The same words for the same reason,
   * without what changes from look to look: a run's timeline adds them up.
   */
  public Optional<String> reason(String server, ServerLoad load) {
    if (maxRunning > 0 && load.running() > maxRunning) {
      return Optional.of("%s runs more than %d statements at once".formatted(server, maxRunning));
    }
    if (watchesLag() && load.replicates()) {
      Long lag = load.lagSeconds();
      if (lag == null) {
        return Optional.of(server + " does not replicate at the moment");
      }
      if (lag > maxLagSeconds) {
        return Optional.of("%s is more than %d s behind".formatted(server, maxLagSeconds));
      }
    }
    return Optional.empty();
  }

  /**
   * The same of a server whose lag is what is watched: one that replicates no more, such as one
   * that is being set up anew, says nothing of a lag.
   */
  public Optional<String> reasonOfReplica(String server, ServerLoad load) {
    return watchesLag() && !load.replicates()
        ? Optional.of(server + " replicates no more")
        : reason(server, load);
  }
}
