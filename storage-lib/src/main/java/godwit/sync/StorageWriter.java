package godwit.sync;

/** A session that changes what concerns all of a user's collections. */
public interface StorageWriter extends StorageReader {
  /**
   * Removes all records, collections, open batches and the marker row: the user is as if new.
   * Collection names stay, since they are everybody's.
   */
  void deleteAll();
}
