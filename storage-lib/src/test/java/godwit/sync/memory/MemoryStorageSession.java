package godwit.sync.memory;

import godwit.model.Bso;
import godwit.model.CollectionName;
import godwit.model.SyncTimestamp;
import godwit.model.Usage;
import godwit.sync.StorageWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All collections of a user as they were when the session began; of no use after it. */
final class MemoryStorageSession implements StorageWriter {
  private final StoredUser user;
  private final SyncTimestamp now;
  private boolean deletesAll;
  private boolean over;

  MemoryStorageSession(StoredUser user, SyncTimestamp now) {
    this.user = user;
    this.now = now;
  }

  void end() {
    over = true;
  }

  boolean deletesAll() {
    return deletesAll;
  }

  @Override
  public SyncTimestamp now() {
    requireOpen();
    return now;
  }

  @Override
  public SyncTimestamp modified() {
    requireReadable();
    return user.modified();
  }

  @Override
  public Map<CollectionName, SyncTimestamp> collectionTimes() {
    requireReadable();
    Map<CollectionName, SyncTimestamp> times = new TreeMap<>();
    user.collections()
        .forEach(
            (name, collection) -> {
              if (collection.exists()) {
                times.put(name, collection.modified());
              }
            });
    return times;
  }

  @Override
  public Map<CollectionName, Usage> visibleUsage() {
    requireReadable();
    Map<CollectionName, Usage> usage = new TreeMap<>();
    user.collections()
        .forEach(
            (name, collection) -> {
              List<Bso> visible =
                  collection.bsos().values().stream()
                      .filter(bso -> !bso.expiry().isPast(now.instant()))
                      .toList();
              if (!visible.isEmpty()) {
                usage.put(name, StoredCollection.usage(visible));
              }
            });
    return usage;
  }

  @Override
  public void deleteAll() {
    requireReadable();
    deletesAll = true;
  }

  private void requireReadable() {
    requireOpen();
    if (deletesAll) {
      throw new IllegalStateException("nothing is read after a change, nor changed again");
    }
  }

  private void requireOpen() {
    if (over) {
      throw new IllegalStateException("the session is over");
    }
  }
}
