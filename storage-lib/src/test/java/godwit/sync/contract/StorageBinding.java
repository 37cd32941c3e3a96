package godwit.sync.contract;

import godwit.model.CollectionName;
import godwit.model.Usage;
import godwit.sync.MoveState;
import godwit.sync.SyncClock;
import godwit.sync.SyncStorage;
import godwit.sync.SyncUser;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How the contract reaches one database, empty at first, through a backend and behind its back. It
 * is opened once for all tests; each of them uses users of its own.
 */
public interface StorageBinding extends AutoCloseable {
  /**
   * Opens the database once more, as another server process would, with a clock of its own. The
   * caller closes it.
   */
  SyncStorage open(SyncClock clock);

  /** What the backend does not have. */
  default Set<Capability> lacks() {
    return EnumSet.noneOf(Capability.class);
  }

  /** The ids of a user's stored records, expired ones too, in any order. */
  List<String> storedIds(SyncUser user, CollectionName collection);

  /** Records staged in batches of one collection of a user, whether the batches still exist. */
  long stagedRows(SyncUser user, CollectionName collection);

  /**
   * How many ids the collections table has for exactly this name. One, wherever ids are given out;
   * a backend without ids of its own leaves it.
   */
  default int idsOf(CollectionName name) {
    return 1;
  }

  /**
   * The counters as the database holds them; nothing where they are NULL or the row is missing.
   * Needs {@link Capability#STORED_COUNTERS}.
   */
  default Optional<Usage> counters(SyncUser user, CollectionName collection) {
    throw new UnsupportedOperationException("this backend stores no counters");
  }

  /** Makes the counters NULL. Needs {@link Capability#STORED_COUNTERS}. */
  default void forgetCounters(SyncUser user, CollectionName collection) {
    throw new UnsupportedOperationException("this backend stores no counters");
  }

  /**
   * Makes the counters say a million bytes more than is stored, as a database does that removes
   * expired records by itself. Needs {@link Capability#STORED_COUNTERS}.
   */
  default void overstateCounters(SyncUser user, CollectionName collection) {
    throw new UnsupportedOperationException("this backend stores no counters");
  }

  /** Says where a user is in a move. Needs {@link Capability#MOVES}. */
  default void move(SyncUser user, MoveState state) {
    throw new UnsupportedOperationException("this backend knows no moves");
  }

  @Override
  void close();
}
