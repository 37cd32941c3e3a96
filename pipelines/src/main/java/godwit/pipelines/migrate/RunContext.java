package godwit.pipelines.migrate;

import godwit.pipelines.run.RunControl;
import java.time.Clock;

/**
 * What the parts of a copying worker share.
 *
 * @param runId the run
 * @param control progress, and the wish to stop
 * @param clock judges expiry
 */
record RunContext(String runId, RunControl control, Clock clock) {
  void stopIfAsked() {
    if (control.isStopped()) {
      throw new Stopped();
    }
  }
}
