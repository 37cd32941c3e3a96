package godwit.pipelines.audit;

import godwit.model.Usage;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Records and bytes by a key that has few values. Not safe to share. */
final class Amounts<K extends Comparable<K> & Serializable> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final HashMap<K, long[]> sums = new HashMap<>();

  void add(K key, long bytes) {
    add(key, 1, bytes);
  }

  void add(K key, long rows, long bytes) {
    long[] sum = sums.computeIfAbsent(key, unused -> new long[2]);
    sum[0] += rows;
    sum[1] += bytes;
  }

  void addAll(Amounts<K> other) {
    other.sums.forEach((key, sum) -> add(key, sum[0], sum[1]));
  }

  Map<K, Usage> usages() {
    Map<K, Usage> usages = new TreeMap<>();
    sums.forEach((key, sum) -> usages.put(key, new Usage(sum[0], sum[1])));
    return usages;
  }

  Usage total() {
    return usages().values().stream().reduce(Usage.NONE, Usage::plus);
  }
}
