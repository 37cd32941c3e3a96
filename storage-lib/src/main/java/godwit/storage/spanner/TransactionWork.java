package godwit.storage.spanner;

import com.google.cloud.spanner.TransactionContext;

/**
 * What to do inside a read-write transaction. It may run several times before one run is committed,
 * so it must have no effects of its own; reads and buffered mutations of lost runs are forgotten.
 *
 * @param <T> what it finds out
 */
@FunctionalInterface
public interface TransactionWork<T> {
  /**
   * Reads, and buffers mutations. Whatever it throws, nothing is committed then, and a {@link
   * godwit.storage.StorageException} reaches the caller as it is.
   */
  T run(TransactionContext transaction);
}
