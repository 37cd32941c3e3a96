package godwit.sync;

import godwit.model.CollectionName;
import godwit.model.SyncTimestamp;
import godwit.model.Usage;
import java.util.Map;

/** A session that reads what concerns all of a user's collections. */
public interface StorageReader {
  /**
   * The session's time, cut to ten milliseconds; records whose expiry is not later are invisible.
   */
  SyncTimestamp now();

  /**
   * When anything of the user's last changed: the latest time of all collections and of the marker
   * row that a deleted collection leaves. 0 for a user without anything.
   */
  SyncTimestamp modified();

  /**
   * The time of each collection that the user has, emptied ones too; not the marker row, and not
   * the placeholder of a collection that has only ever had an open batch.
   */
  Map<CollectionName, SyncTimestamp> collectionTimes();

  /** Visible records and their payload bytes; collections without visible records are left out. */
  Map<CollectionName, Usage> visibleUsage();
}
