package godwit.sync.memory;

import godwit.model.CollectionName;
import godwit.model.SyncTimestamp;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that is stored of one user. Never changed, so whoever holds one reads what was stored at one
 * moment.
 *
 * @param marker when a collection was last deleted, or 0
 */
record StoredUser(
    SyncTimestamp marker, NavigableMap<CollectionName, StoredCollection> collections) {
  static final StoredUser NONE = new StoredUser(SyncTimestamp.ofMillis(0), new TreeMap<>());

  StoredUser {
    collections = Collections.unmodifiableNavigableMap(new TreeMap<>(collections));
  }

  StoredCollection collection(CollectionName name) {
    return collections.getOrDefault(name, StoredCollection.NONE);
  }

  SyncTimestamp modified() {
    SyncTimestamp latest = marker;
    for (StoredCollection collection : collections.values()) {
      latest = later(latest, collection.modified());
    }
    return latest;
  }

  /** When a collection was last written, as far as is known: a deleted one left the marker. */
  SyncTimestamp lastWrite(CollectionName name) {
    StoredCollection collection = collection(name);
    return collection.exists() ? collection.modified() : marker;
  }

  long storedBytes() {
    return collections.values().stream().mapToLong(c -> c.stored().bytes()).sum();
  }

  /** With a collection replaced, or removed if it is null. */
  StoredUser with(CollectionName name, @Nullable StoredCollection collection) {
    NavigableMap<CollectionName, StoredCollection> changed = new TreeMap<>(collections);
    if (collection == null) {
      changed.remove(name);
    } else {
      changed.put(name, collection);
    }
    return new StoredUser(marker, changed);
  }

  /** With the marker at a time, unless it is past it. */
  StoredUser markedAt(SyncTimestamp time) {
    return new StoredUser(later(marker, time), collections);
  }

  private static SyncTimestamp later(SyncTimestamp a, SyncTimestamp b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
