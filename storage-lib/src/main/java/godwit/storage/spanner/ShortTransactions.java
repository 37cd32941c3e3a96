package godwit.storage.spanner;

import com.google.cloud.spanner.DatabaseClient;
import com.google.cloud.spanner.ReadContext;
import com.google.cloud.spanner.SpannerException;
import godwit.storage.StorageException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Transactions of requests: somebody waits for the answer, so they end soon, whatever happens. And
 * somebody is told the answer, so one whose commit may have been stored is not run again, as {@link
 * SpannerDatabase#readWrite} would: the second run would find what the first one wrote, and answer
 * that. Safe to share between threads.
 */
public final class ShortTransactions {
  private static final int ATTEMPTS = 8;
  private static final Duration FIRST_WAIT = Duration.ofMillis(20);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private final DatabaseClient client;
  private final WriterTurn turn;
  private final RetryListener listener;
  private final Duration limit;
  private final Retries retries;

  ShortTransactions(
      DatabaseClient client, WriterTurn turn, RetryListener listener, Duration limit) {
    this.client = client;
    this.turn = turn;
    this.listener = listener;
    this.limit = limit;
    this.retries = Retries.of(new RetryPolicy(ATTEMPTS, FIRST_WAIT, LONGEST_WAIT, limit), listener);
  }

  /**
   * Reads at one moment. Each read takes a context of its own from the supplier, and takes at least
   * the first row of its answer before the next one. The work may run more than once.
   *
   * @throws StorageException how the reads failed; what the work throws of its own passes as it is
   */
  public <T> T readOnly(Function<Supplier<ReadContext>, T> work) {
    return Deadlines.within(limit, () -> retries.call(() -> work.apply(new Snapshot(client))));
  }

  /**
   * Runs work in a read-write transaction, again when it was aborted or lost before its commit.
   *
   * @return what the work returned in the run that was committed
   * @throws StorageException of kind CONFLICT if other writers were in the way until the limit; of
   *     kind TRANSIENT if the answer to the commit was lost, so that nobody knows whether it was
   *     stored; what the work throws of its own passes as it is
   */
  public <T> T readWrite(TransactionWork<T> work) {
    return Deadlines.within(
        limit, () -> retries.call(() -> turn.take(Deadlines.left(), () -> transact(work))));
  }

  private <T> T transact(TransactionWork<T> work) {
    var runs = new TransactionRuns<>(work, listener);
    try {
      return client.readWriteTransaction().run(runs::next);
    } catch (SpannerException e) {
      throw runs.failure(e);
    }
  }
}
