package godwit.pipelines.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricResults;
import org.joda.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A job whose workers are not in this process, and cannot see that the run should end. */
class JobElsewhereTest {
  private static final Duration LOOK = Duration.millis(1);

  private final RunControl control = new RunControl();

  /** Ends when it is cancelled, or after so many looks. */
  private static final class Job implements PipelineResult {
    private final State end;
    private int looks;
    private boolean cancelled;

    Job(int looks, State end) {
      this.looks = looks;
      this.end = end;
    }

    @Override
    public State getState() {
      if (cancelled) {
        return State.CANCELLED;
      }
      return looks > 0 ? State.RUNNING : end;
    }

    @Override
    public State cancel() {
      cancelled = true;
      return State.CANCELLED;
    }

    @Override
    public @Nullable State waitUntilFinish(Duration duration) {
      looks--;
      return getState() == State.RUNNING ? null : getState();
    }

    @Override
    public State waitUntilFinish() {
      throw new AssertionError("nobody would notice that the run should end");
    }

    @Override
    public MetricResults metrics() {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void jobOfARunThatIsStopped_isCancelled() {
    var job = new Job(Integer.MAX_VALUE, PipelineResult.State.DONE);
    control.stop();
    Launcher.await(job, control, false, LOOK);
    assertThat(job.cancelled).isTrue();
  }

  @Test
  void jobThatEnds_isNotCancelled() {
    var job = new Job(3, PipelineResult.State.DONE);
    Launcher.await(job, control, false, LOOK);
    assertThat(job.cancelled).isFalse();
  }

  @Test
  void jobThatFailsOrWasCancelledByOthers_isAFailure() {
    assertThatIllegalStateException()
        .isThrownBy(
            () -> Launcher.await(new Job(2, PipelineResult.State.FAILED), control, false, LOOK))
        .withMessageContaining("FAILED");
    assertThatIllegalStateException()
        .isThrownBy(
            () -> Launcher.await(new Job(2, PipelineResult.State.CANCELLED), control, false, LOOK))
        .withMessageContaining("CANCELLED");
  }
}
