package godwit.sweep.contract;

import godwit.sweep.DeleteGuard;
import godwit.sweep.Owner;
import godwit.sweep.SweepRow;
import godwit.sweep.SweepStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An empty store of a backend, and ways to put things into it that are not under test. */
public interface SweepFixture extends AutoCloseable {
  /** The store. */
  SweepStore store();

  /** A user of the store; those with higher numbers come later in its order. */
  Owner owner(int number);

  /** Whether collections have counters. */
  boolean hasCounters();

  /** Whether an open batch keeps all records of its collection, and not just those in it. */
  boolean holdsWholeCollections();

  /** Adds a user collection; counters may be unknown. */
  void addCollection(
      Owner owner, int collection, long modifiedMicros, @Nullable Long rows, @Nullable Long bytes);

  /** Adds records; their expiries are whole numbers of seconds. */
  void addRows(Owner owner, int collection, List<Stored> rows);

  /** Adds one. */
  default void addRow(Owner owner, int collection, Stored row) {
    addRows(owner, collection, List.of(row));
  }

  /** Adds a batch that was begun then, a multiple of ten milliseconds. */
  void addBatch(Owner owner, int collection, long begunMillis, List<String> ids);

  /** How many records there are in batches, whole batches counted as one where that is all. */
  long batches();

  /** Sweeps a collection's first record away, but only when run for the first time. */
  default Runnable sweepingOnce(Owner owner, int collection) {
    var runs = new AtomicInteger();
    return () -> {
      if (runs.incrementAndGet() == 1) {
        List<SweepRow> rows = new ArrayList<>();
        store().rows(owner, List.of(collection), 0, rows::add);
        store().delete(owner, collection, rows.subList(0, 1), DeleteGuard.unchanged(0));
      }
    };
  }

  @Override
  void close();

  /**
   * A record.
   *
   * @param id its id
   * @param payload its payload
   * @param modifiedMicros its time
   * @param expiryMicros its expiry
   */
  record Stored(String id, String payload, long modifiedMicros, long expiryMicros) {
    /** The same, never expiring. */
    public static Stored of(String id, String payload, long modifiedMicros) {
      return new Stored(id, payload, modifiedMicros, 2_100_000_000_000_000L);
    }
  }
}
