package godwit.storage.spanner;

import com.google.cloud.spanner.AbortedException;
import com.google.cloud.spanner.SpannerException;
import com.google.cloud.spanner.TransactionContext;
import godwit.storage.StorageException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The runs of one transaction's work, and what its failure means. */
final class TransactionRuns<T> {
  private final TransactionWork<T> work;
  private final RetryListener listener;
  private int count;
  private boolean hasFinished;
  private boolean wasAborted;
  private @Nullable Throwable thrown;

  TransactionRuns(TransactionWork<T> work, RetryListener listener) {
    this.work = work;
    this.listener = listener;
  }

  /** Runs the work once. */
  T next(TransactionContext transaction) {
    if (count > 0) {
      wasAborted = true;
      listener.retrying("ABORTED", count, Duration.ZERO);
    }
    count++;
    hasFinished = false;
    thrown = null;
    try {
      T result = work.run(transaction);
      hasFinished = true;
      return result;
    } catch (AbortedException e) {
      wasAborted = true;
      throw e;
    } catch (SpannerException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      // The client would wrap it beyond recognition.
      thrown = e;
      throw e;
    }
  }

  /** What to throw: the work's own failure, a verdict, or Spanner's failure, to be tried again. */
  RuntimeException failure(SpannerException e) {
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof RuntimeException own) {
      return own;
    }
    if (isAborted(e) || (wasAborted && !hasFinished && isTimeUp(e))) {
      return new StorageException(
          StorageException.Kind.CONFLICT,
          "Other writers were in the way of a transaction " + count + " times.",
          SpannerFailures.translate(e));
    }
    return hasFinished && isUnknown(e)
        ? new StorageException(
            StorageException.Kind.TRANSIENT,
            "The answer to a commit was lost; whether it was stored is not known.",
            SpannerFailures.translate(e))
        : e;
  }

  private static boolean isAborted(SpannerException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof AbortedException) {
        return true;
      }
    }
    return false;
  }

  /** The client runs aborted work again until time is up, and then forgets why it did. */
  private static boolean isTimeUp(SpannerException e) {
    return switch (e.getErrorCode()) {
      case DEADLINE_EXCEEDED, CANCELLED -> true;
      default -> false;
    };
  }

  private static boolean isUnknown(SpannerException e) {
    return switch (e.getErrorCode()) {
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, INTERNAL, UNKNOWN -> true;
      default -> false;
    };
  }
}
