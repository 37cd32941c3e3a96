package godwit.sweep;

import godwit.model.CollectionName;
import godwit.model.Usage;
import godwit.storage.StorageException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One database of users, for jobs that go through all of them and delete or recount while the
 * service runs. Safe to share between threads.
 *
 * <p>What it writes, it writes as the serving path does: one transaction for one collection of one
 * user, which locks the collection's row first. No time is ever moved.
 */
public interface SweepStore extends AutoCloseable {
  /** What to call it in reports. */
  String name();

  /** What it is, in one line for people. */
  String describe();

  /** The time by the server's clock, within about a second. */
  Instant now();

  /** Whether it has counters at all; where it has, single ones may still be missing. */
  boolean keepsCounters();

  /** Every collection id that has a name here. */
  Map<Integer, CollectionName> collectionNames();

  /**
   * Cuts a stretch into about that many, together all of it, by keys alone: some may be empty.
   *
   * @param pieces 1 or more
   */
  List<OwnerRange> split(OwnerRange range, int pieces);

  /**
   * The next users of a stretch in the store's order, with what they have. An empty list means
   * there are no more.
   *
   * @param after the last one of the page before, or null for the first page
   */
  List<SweepOwner> ownersAfter(OwnerRange range, @Nullable Owner after, int limit);

  /**
   * Rows and payload bytes actually stored, expired ones included, by user and collection id.
   * Collections without rows are absent, and so are users without any.
   */
  Map<Owner, Map<Integer, Usage>> stored(Collection<Owner> owners);

  /**
   * Rows whose payload has characters outside ASCII, where that makes them doubtful: a shard's
   * columns are Latin-1, and no client writes anything but ASCII. By user and collection id.
   */
  Map<Owner, Map<Integer, Usage>> foreignText(Collection<Owner> owners);

  /**
   * Hands over a user's rows in some collections, those of lower ids first and within one by the
   * record's id, expired ones included, one at a time: memory stays bounded whatever the size of
   * the user. The consumer may take its time and may delete what it was given, but by {@link
   * #delete} only.
   *
   * @param payloadsUpTo payloads up to that many bytes come along; 0 for none. A thousand rows are
   *     held at once
   */
  void rows(
      Owner owner, Collection<Integer> collections, int payloadsUpTo, Consumer<SweepRow> consumer);

  /**
   * Deletes rows of one collection, those that are as they were given and that no open batch is
   * about to write, and lowers the collection's counters by them, in one transaction. Its time
   * stays. Unknown (NULL) counters stay unknown.
   *
   * @param rows of that collection; unchanged means the same time and expiry, since whoever writes
   *     a payload gives the record a new time
   * @throws StorageException of kind TRANSIENT if another writer was in the way: nothing was done,
   *     or, if the answer was lost, all: the same call may follow
   */
  Deletion delete(Owner owner, int collection, List<SweepRow> rows, DeleteGuard guard);

  /**
   * Counts one collection, compares, and, if asked to, rights its counters, unless somebody wrote
   * meanwhile: then it counts again. Its time stays.
   *
   * @throws StorageException of kind TRANSIENT if the collection was written to all the while
   */
  Recount recount(Owner owner, int collection, boolean write);

  /** Rows and payload bytes that expire no later than the cut-off, by collection id. */
  Map<Integer, Usage> countExpired(OwnerRange range, Instant cutOff);

  /**
   * Hands over rows that expire no later than the cut-off, page by page, in an order of the
   * store's; no statement is open meanwhile. Rows that stay are not handed over again.
   *
   * @param collections ids, or the empty set for all
   * @param pages takes a page without payloads and answers whether to go on
   */
  void expired(
      OwnerRange range,
      Instant cutOff,
      Set<Integer> collections,
      int pageRows,
      Predicate<List<OwnedRow>> pages);

  /** Batches of a stretch whose lifetime ended no later than the cut-off, page by page. */
  void deadBatches(
      OwnerRange range,
      Instant cutOff,
      Set<Integer> collections,
      int pageRows,
      Predicate<List<DeadBatch>> pages);

  /**
   * Deletes a batch with its records, if it is still dead at the cut-off.
   *
   * @return whether it was there
   */
  boolean delete(DeadBatch batch, Instant cutOff);

  /** Whether all expired rows are found by an index, so that cutting the work only repeats it. */
  boolean findsExpiredByIndex();

  /**
   * How busy the server is, where it tells.
   *
   * @param withLag whether to ask for the lag too, which takes a privilege of its own
   * @throws StorageException of kind UNSUITABLE if the privilege is missing
   */
  Optional<ServerLoad> load(boolean withLag);

  @Override
  void close();
}
