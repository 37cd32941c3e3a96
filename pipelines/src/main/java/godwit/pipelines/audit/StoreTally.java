package godwit.pipelines.audit;

import java.io.Serializable;
import java.util.TreeMap;

/** What was found in one store. Not safe to share. */
final class StoreTally implements Serializable {
  private static final long serialVersionUID = 1L;

  /** More names of their own than that in one shard are not looked at for clashes. */
  private static final int NAMES = 5_000;

  final String description;
  final TreeMap<Integer, String> names = new TreeMap<>();
  long users;
  long rows;
  long bytes;
  long expired;
  long tombstones;
  long stale;

  StoreTally(String description) {
    this.description = description;
  }

  void name(int id, String name) {
    if (names.size() < NAMES) {
      names.put(id, name);
    }
  }

  void addAll(StoreTally other) {
    other.names.forEach(this::name);
    users += other.users;
    rows += other.rows;
    bytes += other.bytes;
    expired += other.expired;
    tombstones += other.tombstones;
    stale += other.stale;
  }
}
