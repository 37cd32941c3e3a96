package godwit.pipelines.migrate;

import godwit.pipelines.policy.TombstonePolicy;
import godwit.pipelines.run.RunControl;
import godwit.pipelines.run.Stopped;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** What the parts of a copying worker share. Used by one thread. */
final class RunContext {
  private final String runId;
  private final RunControl control;
  private final Clock clock;
  private final @Nullable TombstonePolicy dropped;
  private long rows;

  /**
   * The context of one worker.
   *
   * @param runId the run
   * @param control progress, and the wish to stop
   * @param clock judges expiry
   * @param dropped which tombstones stay behind, or null for none
   */
  RunContext(String runId, RunControl control, Clock clock, @Nullable TombstonePolicy dropped) {
    this.runId = runId;
    this.control = control;
    this.clock = clock;
    this.dropped = dropped;
  }

  RunContext(String runId, RunControl control, Clock clock) {
    this(runId, control, clock, null);
  }

  String runId() {
    return runId;
  }

  RunControl control() {
    return control;
  }

  Clock clock() {
    return clock;
  }

  @Nullable TombstonePolicy dropped() {
    return dropped;
  }

  /** Notes rows that were dealt with. */
  void addRows(long count, long payloadBytes) {
    rows += count;
    control.addRows(count, payloadBytes);
  }

  /** Rows that this worker has dealt with, those of failed attempts included. */
  long rows() {
    return rows;
  }

  void stopIfAsked() {
    if (control.isStopped()) {
      throw new Stopped();
    }
  }
}
