package godwit.sync;

import godwit.model.SyncTimestamp;
import java.util.List;

/**
 * A session that changes one collection of one user. At most one of the changing methods is called
 * in a session, once, and nothing is read after it.
 */
public interface CollectionWriter extends CollectionReader {
  /** When anything of the user's last changed, before this session; see {@link StorageReader}. */
  SyncTimestamp storageModified();

  /**
   * Payload bytes that count against the user's quota, over all collections: what is stored,
   * expired records included, payloads kept elsewhere and open batches not.
   */
  long storedBytes();

  /**
   * The same, counted anew: for whoever is about to refuse a write. Counters say too much once a
   * database removes expired records by itself, which no session of ours sees. Puts them right with
   * the session's write where the backend can. Takes the longer the more the user stores.
   */
  long countedBytes();

  /**
   * Inserts or merges records, each id at most once, and gives the collection the session's time,
   * also if the list is empty.
   *
   * <p>What a change leaves out stays as it is; a new record then has an empty payload, no sort
   * index and the default ttl. A record that is expired counts as new. A record's time becomes the
   * session's only if a payload or a sort index is given; a change of the ttl alone leaves it.
   */
  void put(List<BsoChange> changes);

  /**
   * Removes a visible record and gives the collection the session's time. If there is none, nothing
   * changes.
   *
   * @return whether there was one
   */
  boolean delete(String id);

  /** Removes those records that exist, and gives the collection the session's time regardless. */
  void delete(List<String> ids);

  /**
   * Removes the collection with its records, its time and its open batches. If the user had it, the
   * marker row takes the session's time, so that the user's time does not go back.
   *
   * @return the user's time afterwards
   */
  SyncTimestamp deleteCollection();

  /** The collection's open batches. */
  BatchStore batches();
}
