package godwit.cli.output;

import godwit.pipelines.run.RunControl;
import godwit.pipelines.run.RunControl.Progress;
import java.io.PrintWriter;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Tells how far a run is while it runs: one line, redrawn in place on a terminal, and one line
 * every ten seconds elsewhere, so that logs stay short. Close it when the run is over.
 */
public final class ProgressLine implements AutoCloseable {
  private static final long REDRAW_MILLIS = 250;
  private static final long REPEAT_MILLIS = 10_000;
  private static final String CLEAR = "\r\u001b[K";
  private static final int WIDTH = 110;

  private final PrintWriter err;
  private final boolean redraws;
  private final RunControl control;
  private final ScheduledExecutorService timer;
  private String phase = "";
  private Progress phaseStart = Progress.NONE;
  private long phaseNanos;

  private ProgressLine(PrintWriter err, boolean redraws, RunControl control) {
    this.err = err;
    this.redraws = redraws;
    this.control = control;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "progress");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Begins to tell of the run. */
  public static ProgressLine start(PrintWriter err, boolean redraws, RunControl control) {
    ProgressLine line = new ProgressLine(err, redraws, control);
    long period = redraws ? REDRAW_MILLIS : REPEAT_MILLIS;
    var unused = line.timer.scheduleAtFixedRate(line::tell, period, period, TimeUnit.MILLISECONDS);
    return line;
  }

  private void tell() {
    String line = text(System.nanoTime());
    if (redraws) {
      err.print(CLEAR + line.substring(0, Math.min(WIDTH, line.length())));
      err.flush();
    } else {
      err.println(line);
    }
  }

  /** The line at a moment of the given clock; rates start anew with each phase. */
  String text(long nanos) {
    Progress done = control.done();
    if (!control.phase().equals(phase)) {
      phase = control.phase();
      phaseStart = done;
      phaseNanos = nanos;
    }
    return new Pace(phaseStart, done, control.total(), nanos - phaseNanos)
        .line(phase, control.waitReason());
  }

  /** Stops telling and leaves an empty line to write on. A second call does nothing. */
  @Override
  public void close() {
    if (timer.isShutdown()) {
      return;
    }
    timer.shutdown();
    try {
      if (timer.awaitTermination(1, TimeUnit.SECONDS) && redraws) {
        err.print(CLEAR);
        err.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
