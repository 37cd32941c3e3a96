package godwit.sync;

import godwit.model.Usage;
import java.util.Collection;
import java.util.List;

/**
 * The open batches of one collection: uploads of several requests that become visible at once, or
 * never. A batch expires two hours after it was made. All methods but {@link #create} throw {@link
 * SyncRefusal} of kind BATCH_NOT_FOUND for an id that is none of the user's and the collection's,
 * however it is spelled.
 */
public interface BatchStore {
  /** How long a batch stays open, in milliseconds. */
  long LIFETIME_MILLIS = 7_200_000;

  /** Opens a batch with some changes. The collection's time stays as it is. */
  String create(List<BsoChange> changes);

  /**
   * Adds changes, each id at most once. What a change to an id already staged leaves out stays as
   * it was staged. The collection's time stays as it is.
   */
  void append(String id, List<BsoChange> changes);

  /** What is staged, but for some ids: their payloads are about to be replaced. */
  Usage staged(String id, Collection<String> except);

  /**
   * Applies the staged changes and then the last ones, which win, all with the session's time; the
   * batch is gone then. Fields that nobody gave keep the stored record's, as in {@link
   * CollectionWriter#put}, but every record named gets the session's time, whatever was given. A
   * ttl counts from the session's time.
   */
  void commit(String id, List<BsoChange> last);
}
