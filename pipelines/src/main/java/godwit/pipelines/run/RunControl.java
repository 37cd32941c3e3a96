package godwit.pipelines.run;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the process that started a run and the workers in the same process tell each other: how far
 * it is, why it waits, and that it should end. Workers elsewhere see a control of their own; the
 * ledger, not this, says what was done.
 */
public final class RunControl {
  private static final Map<String, RunControl> RUNNING = new ConcurrentHashMap<>();

  private volatile Progress total = Progress.NONE;
  private final AtomicLong users = new AtomicLong();
  private final AtomicLong rows = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private volatile String phase = "starting";
  private final Timeline timeline = new Timeline(phase, System::nanoTime);
  private volatile String wait = "";
  private volatile boolean stopped;

  /**
   * An amount of work.
   *
   * @param users users
   * @param rows records
   * @param bytes payload bytes
   */
  public record Progress(long users, long rows, long bytes) {
    /** Nothing. */
    public static final Progress NONE = new Progress(0, 0, 0);
  }

  /** The control of a run in this process; workers call it with the run's id. */
  public static RunControl of(String runId) {
    return RUNNING.computeIfAbsent(runId, id -> new RunControl());
  }

  /** Makes this the control that workers of this process find by the id. */
  public void attach(String runId) {
    RUNNING.put(runId, this);
  }

  /** Forgets the run. */
  public static void detach(String runId) {
    RUNNING.remove(runId);
  }

  /** Sets how much there is to do. */
  public void expect(Progress amount) {
    total = amount;
  }

  /** How much there is to do, {@link Progress#NONE} while unknown. */
  public Progress total() {
    return total;
  }

  /** Adds rows that were dealt with. */
  public void addRows(long count, long payloadBytes) {
    rows.addAndGet(count);
    bytes.addAndGet(payloadBytes);
  }

  /** Adds users that were dealt with. */
  public void addUsers(long count) {
    users.addAndGet(count);
  }

  /** How much is done. */
  public Progress done() {
    return new Progress(users.get(), rows.get(), bytes.get());
  }

  /** Says what is being done: planning, copying, verifying. */
  public void enter(String name) {
    phase = name;
    timeline.enter(name);
  }

  /** What is being done. */
  public String phase() {
    return phase;
  }

  /** Says why nothing moves, such as a retry; the empty text when it moves again. */
  public void waitFor(String reason) {
    if (reason.isEmpty() && wait.isEmpty()) {
      return; // said after every commit, and nearly always true already
    }
    wait = reason;
    timeline.waitFor(reason);
  }

  /** Why nothing moves, or the empty text. */
  public String waitReason() {
    return wait;
  }

  /** What was done when, and what was waited for. */
  public Timeline timeline() {
    return timeline;
  }

  /** Asks the run to end at the next safe point. */
  public void stop() {
    stopped = true;
  }

  /** Whether the run was asked to end. */
  public boolean isStopped() {
    return stopped;
  }
}
