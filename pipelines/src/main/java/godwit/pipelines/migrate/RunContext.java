package godwit.pipelines.migrate;

import godwit.pipelines.run.RunControl;
import godwit.pipelines.run.Stopped;
import java.time.Clock;

/** What the parts of a copying worker share. Used by one thread. */
final class RunContext {
  private final String runId;
  private final RunControl control;
  private final Clock clock;
  private long rows;

  /**
   * The context of one worker.
   *
   * @param runId the run
   * @param control progress, and the wish to stop
   * @param clock judges expiry
   */
  RunContext(String runId, RunControl control, Clock clock) {
    this.runId = runId;
    this.control = control;
    this.clock = clock;
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
