package godwit.sync.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import godwit.model.Bso;
import godwit.model.SyncTimestamp;
import godwit.model.Usage;
import java.util.Collection;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One collection of one user. Never changed; changes make another one.
 *
 * @param modified 0 while there has only ever been an open batch
 * @param bsos all records, expired ones too
 * @param counters what the records come to, or null if that was forgotten
 */
record StoredCollection(
    SyncTimestamp modified,
    NavigableMap<String, Bso> bsos,
    NavigableMap<String, StoredBatch> batches,
    @Nullable Usage counters) {
  static final StoredCollection NONE =
      new StoredCollection(SyncTimestamp.ofMillis(0), new TreeMap<>(), new TreeMap<>(), Usage.NONE);

  StoredCollection {
    bsos = Collections.unmodifiableNavigableMap(new TreeMap<>(bsos));
    batches = Collections.unmodifiableNavigableMap(new TreeMap<>(batches));
  }

  /** Whether the user has it, as clients see it. */
  boolean exists() {
    return modified.millis() > 0;
  }

  Usage stored() {
    return Objects.requireNonNullElseGet(counters, () -> usage(bsos.values()));
  }

  StoredCollection withBsos(SyncTimestamp now, NavigableMap<String, Bso> changed) {
    return new StoredCollection(now, changed, batches, usage(changed.values()));
  }

  StoredCollection withBatches(NavigableMap<String, StoredBatch> changed) {
    return new StoredCollection(modified, bsos, changed, counters);
  }

  StoredCollection withoutCounters() {
    return new StoredCollection(modified, bsos, batches, null);
  }

  static Usage usage(Collection<Bso> bsos) {
    Usage usage = Usage.NONE;
    for (Bso bso : bsos) {
      usage = usage.plusRow(bso.payload().getBytes(UTF_8).length);
    }
    return usage;
  }
}
