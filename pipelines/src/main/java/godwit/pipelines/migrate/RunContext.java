package godwit.pipelines.migrate;

import godwit.pipelines.policy.TombstonePolicy;
import godwit.pipelines.run.RunControl;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of a copying worker share.
 *
 * @param runId the run
 * @param control progress, and the wish to stop
 * @param clock judges expiry
 * @param dropped which tombstones stay behind, or null for none
 */
record RunContext(
    String runId, RunControl control, Clock clock, @Nullable TombstonePolicy dropped) {
  RunContext(String runId, RunControl control, Clock clock) {
    this(runId, control, clock, null);
  }

  void stopIfAsked() {
    if (control.isStopped()) {
      throw new Stopped();
    }
  }
}
