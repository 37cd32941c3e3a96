package godwit.pipelines.purge;

import godwit.pipelines.Rehearsal;
import godwit.pipelines.ShardContent;
import godwit.pipelines.TargetContent;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a store holds, however it is read.
 *
 * @param rows columns by the record's key, the expiry second
 * @param off counters that are not what they should be
 * @param times of collections
 */
record Content(Map<String, String> rows, Map<String, String> off, Map<String, String> times) {
  static Content ofShard(Rehearsal rehearsal) {
    ShardContent content = ShardContent.of(rehearsal, rehearsal.loaded().shards().get(0));
    return new Content(
        content.rows(), off(content.counters(), content.recounted()), content.times());
  }

  static Content ofTarget(Rehearsal rehearsal) {
    TargetContent content = TargetContent.of(rehearsal.database());
    var times = new TreeMap<>(content.collections());
    times.replaceAll((place, line) -> line.substring(0, line.indexOf(' ')));
    return new Content(content.rows(), off(content.collections(), content.recounted()), times);
  }

  /** The marker rows have none. */
  private static Map<String, String> off(Map<String, String> counters, Map<String, String> right) {
    var off = new TreeMap<>(counters);
    off.entrySet().removeAll(right.entrySet());
    off.keySet().removeIf(place -> place.endsWith("/0"));
    return off;
  }

  /** What expires no later than that. */
  Set<String> expired(long until) {
    return rows.entrySet().stream()
        .filter(row -> Long.parseLong(row.getValue().split(" ")[1]) <= until)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What is there no more. */
  Set<String> goneBy(Content later) {
    Set<String> gone = new TreeSet<>(rows.keySet());
    gone.removeAll(later.rows.keySet());
    return gone;
  }
}
