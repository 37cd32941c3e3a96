package godwit.storage.spanner;

import com.google.cloud.spanner.SpannerOptions;
import com.google.cloud.spanner.v1.stub.SpannerStubSettings;
import io.grpc.Context;
import io.grpc.Deadline;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * How long anything may take. Without these a server that is gone is waited for without end: the
 * client resumes a broken stream for ever, and its own limits are an hour and more.
 */
final class Deadlines {
  /** The first contact. */
  static final Duration PROBE = Duration.ofSeconds(10);

  /** A read by keys, or a whole read-write transaction with the client's own retries of it. */
  static final Duration KEYED = Duration.ofMinutes(2);

  /** One pass over a stretch of a table. */
  static final Duration SCAN = Duration.ofMinutes(30);

  /** One call to the server that is not a scan. */
  private static final Duration CALL = Duration.ofSeconds(60);

  private static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor(Deadlines::daemon);

  private Deadlines() {}

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "godwit-spanner-deadlines");
    thread.setDaemon(true);
    return thread;
  }

  /** Runs the work; every call and every wait of the client within it ends at the deadline. */
  static <T> T within(Duration deadline, Supplier<T> work) {
    var context =
        Context.current().withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS, TIMER);
    Context previous = context.attach();
    try {
      return work.get();
    } finally {
      context.detach(previous);
      context.cancel(null);
    }
  }

  /** What is left of the deadline that the calling thread works under; zero when it is past. */
  static Duration left() {
    Deadline deadline = Context.current().getDeadline();
    long millis =
        deadline == null ? CALL.toMillis() : deadline.timeRemaining(TimeUnit.MILLISECONDS);
    return Duration.ofMillis(Math.max(0, millis));
  }

  /** The calls that the client makes on threads of its own, where no context reaches. */
  static void limit(SpannerOptions.Builder options) {
    SpannerStubSettings.Builder calls = options.getSpannerStubSettingsBuilder();
    calls.createSessionSettings().setSimpleTimeoutNoRetriesDuration(PROBE);
    calls.beginTransactionSettings().setSimpleTimeoutNoRetriesDuration(CALL);
    // No hidden retries of a commit: ours are counted and told.
    calls.commitSettings().setSimpleTimeoutNoRetriesDuration(KEYED);
    calls.rollbackSettings().setSimpleTimeoutNoRetriesDuration(PROBE);
  }
}
