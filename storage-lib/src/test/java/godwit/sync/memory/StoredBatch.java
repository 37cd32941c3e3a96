package godwit.sync.memory;

import godwit.model.SyncTimestamp;
import godwit.model.Usage;
import godwit.sync.BatchStore;
import godwit.sync.BsoChange;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** An open batch. Never changed; changes make another one. */
record StoredBatch(SyncTimestamp made, NavigableMap<String, BsoChange> staged) {
  StoredBatch {
    staged = Collections.unmodifiableNavigableMap(new TreeMap<>(staged));
  }

  boolean isOpen(SyncTimestamp now) {
    return now.millis() < made.millis() + BatchStore.LIFETIME_MILLIS;
  }

  StoredBatch with(List<BsoChange> changes) {
    NavigableMap<String, BsoChange> merged = new TreeMap<>(staged);
    for (BsoChange change : changes) {
      merged.merge(change.id(), change, (earlier, later) -> later.over(earlier));
    }
    return new StoredBatch(made, merged);
  }

  Usage usage(Collection<String> except) {
    Usage usage = Usage.NONE;
    for (BsoChange change : staged.values()) {
      if (!except.contains(change.id())) {
        usage = usage.plusRow(change.payloadBytes());
      }
    }
    return usage;
  }
}
