package godwit.http;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The part of a {@link MemoryBudget} that one request takes, from its body's first bytes until its
 * response is written. Used by one thread at a time.
 */
public final class RequestMemory implements AutoCloseable {
  /** For requests that no server has to bound. */
  public static final RequestMemory UNBOUNDED = new RequestMemory(null);

  private final @Nullable MemoryBudget budget;
  private final AtomicInteger held = new AtomicInteger();

  RequestMemory(@Nullable MemoryBudget budget) {
    this.budget = budget;
  }

  /**
   * Makes sure that the request may take so many bytes in all; less than it has already changes
   * nothing. Cheap enough to call for every few thousand bytes.
   *
   * @throws OverloadedException if others have taken too much, and go on doing so for a while
   */
  public void require(long bytes) {
    int more = missing(bytes);
    if (budget != null && more > 0) {
      budget.take(more);
      held.addAndGet(more);
    }
  }

  /**
   * The same for a caller who holds what others wait for, such as a lock.
   *
   * @throws OverloadedException if others have taken too much now
   */
  public void requireNow(long bytes) {
    int more = missing(bytes);
    if (budget != null && more > 0) {
      budget.takeNow(more);
      held.addAndGet(more);
    }
  }

  private int missing(long bytes) {
    return budget == null ? 0 : budget.units(bytes) - held.get();
  }

  /** Gives back all but so many bytes, or takes what is missing; see {@link #require}. */
  void holdOnly(long bytes) {
    require(bytes);
    if (budget != null) {
      int kept = budget.units(bytes);
      budget.giveBack(held.getAndSet(kept) - kept);
    }
  }

  /** Gives everything back. A second call does nothing. */
  @Override
  public void close() {
    if (budget != null) {
      budget.giveBack(held.getAndSet(0));
    }
  }
}
