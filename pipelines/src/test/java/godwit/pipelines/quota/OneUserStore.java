package godwit.pipelines.quota;

import godwit.model.Usage;
import godwit.storage.StorageException;
import godwit.storage.StorageException.Kind;
import godwit.sweep.Deletion;
import godwit.sweep.Owner;
import godwit.sweep.SweepOwner;
import godwit.sweep.SweepRow;
import godwit.sweep.SweepStore;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The records of one user in memory, and a client who writes between the reads of a sweep. Knows
 * what an enforcement asks for; any other question fails.
 */
final class OneUserStore {
  static final Owner OWNER = new Owner.Uid(1);

  final Map<String, SweepRow> rows = new LinkedHashMap<>();
  private final List<Runnable> afterReads = new ArrayList<>();
  private int reads;
  private boolean held;

  /** Adds or replaces a record that never expires. */
  void put(int collection, String id, long modifiedMicros, long bytes) {
    rows.put(
        collection + "/" + id,
        new SweepRow(collection, id, modifiedMicros, Long.MAX_VALUE, bytes, null, false));
  }

  /** Adds or replaces a record with the payload of an encrypted one. */
  void put(int collection, String id, long modifiedMicros, String payload) {
    rows.put(
        collection + "/" + id,
        new SweepRow(
            collection, id, modifiedMicros, Long.MAX_VALUE, payload.length(), payload, false));
  }

  /** Adds or replaces a record that expired long ago. */
  void putExpired(int collection, String id, long bytes) {
    rows.put(collection + "/" + id, new SweepRow(collection, id, 0, 0, bytes, null, false));
  }

  /** What the client does once the records were read so often; in the order of the reads. */
  void afterRead(Runnable write) {
    afterReads.add(write);
  }

  /** Lets another writer hold all records from now on. */
  void hold() {
    held = true;
  }

  long bytes() {
    return rows.values().stream().mapToLong(SweepRow::payloadBytes).sum();
  }

  SweepOwner owner() {
    Map<Integer, SweepOwner.Collection> collections = new HashMap<>();
    rows.values()
        .forEach(
            row -> collections.put(row.collection(), new SweepOwner.Collection(0L, null, null)));
    return new SweepOwner(OWNER, collections);
  }

  @SuppressWarnings("unchecked") // arguments of the methods named
  SweepStore store() {
    return (SweepStore)
        Proxy.newProxyInstance(
            SweepStore.class.getClassLoader(),
            new Class<?>[] {SweepStore.class},
            (proxy, method, given) ->
                switch (method.getName()) {
                  case "stored" -> stored();
                  case "rows" -> {
                    read((Collection<Integer>) given[1], (Consumer<SweepRow>) given[3]);
                    yield null;
                  }
                  case "recount" -> throw new StorageException(Kind.TRANSIENT, "written to");
                  case "delete" -> delete((List<SweepRow>) given[2]);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private Map<Owner, Map<Integer, Usage>> stored() {
    Map<Integer, Usage> sums = new HashMap<>();
    rows.values()
        .forEach(
            row -> sums.merge(row.collection(), new Usage(1, row.payloadBytes()), Usage::plus));
    return Map.of(OWNER, sums);
  }

  private void read(Collection<Integer> collections, Consumer<SweepRow> consumer) {
    List.copyOf(rows.values()).stream()
        .filter(row -> collections.contains(row.collection()))
        .forEach(consumer);
    if (reads < afterReads.size()) {
      afterReads.get(reads).run();
    }
    reads++;
  }

  private Deletion delete(List<SweepRow> asked) {
    if (held) {
      throw new StorageException(Kind.TRANSIENT, "held");
    }
    Set<String> deleted = new TreeSet<>();
    Map<String, Deletion.Kept> kept = new HashMap<>();
    for (SweepRow row : asked) {
      String key = row.collection() + "/" + row.id();
      if (row.equals(rows.get(key))) {
        rows.remove(key);
        deleted.add(row.id());
      } else {
        kept.put(row.id(), Deletion.Kept.CHANGED);
      }
    }
    return new Deletion(deleted, kept);
  }
}
