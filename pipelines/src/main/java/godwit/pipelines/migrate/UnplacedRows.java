package godwit.pipelines.migrate;

import godwit.pipelines.io.CollectionMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts rows of collections that cannot be moved: one dead letter a collection, not one a row. */
final class UnplacedRows {
  private final UserTally tally;
  private final CollectionMap map;
  private final String suffix;
  private final Map<Integer, Count> counts = new LinkedHashMap<>();

  private record Count(CollectionPlace place, long rows) {}

  /**
   * Begins to count.
   *
   * @param suffix tells the dead letters of a user's parts from each other; empty for a whole user
   */
  UnplacedRows(UserTally tally, CollectionMap map, String suffix) {
    this.tally = tally;
    this.map = map;
    this.suffix = suffix;
  }

  void add(int sourceId, CollectionPlace place, long rows) {
    counts.merge(
        sourceId, new Count(place, rows), (a, b) -> new Count(a.place(), a.rows() + b.rows()));
  }

  void report() {
    counts.forEach(
        (id, count) ->
            tally.dead(
                map.label(id) + suffix,
                "",
                count.rows(),
                count.place().cause(),
                count.place().detail()));
  }
}
