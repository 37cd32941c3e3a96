package godwit.sync.mysql;

import java.util.ArrayList;
import java.util.List;

/**
 * What counts against a user's quota: the sum of the counters, and for collections that were never
 * counted the sum of their payloads. A schema without counters has the whole user summed up each
 * time, which is exact, and takes longer the more the user has.
 */
final class StoredBytes {
  private final Transaction transaction;
  private final Place place;

  StoredBytes(Transaction transaction, Place place) {
    this.transaction = transaction;
    this.place = place;
  }

  long read() {
    return place.schema().features().counters() ? fromCounters() : count();
  }

  /** The payloads themselves, whatever the counters say. */
  long count() {
    return summed(List.of());
  }

  private record Counted(int collection, boolean known, long bytes) {}

  private long fromCounters() {
    List<Counted> all =
        transaction.list(
            place.sql(
                """
                SELECT {collection}, COALESCE(count, 0) > 0 AND total_bytes IS NOT NULL, total_bytes
                  FROM user_collections WHERE {uid} = ? AND {collection} <> 0
                """),
            row -> new Counted(row.getInt(1), row.getBoolean(2), row.getLong(3)),
            place.uid());
    long known = all.stream().filter(Counted::known).mapToLong(Counted::bytes).sum();
    List<Integer> unknown =
        all.stream().filter(counted -> !counted.known).map(Counted::collection).toList();
    return unknown.isEmpty() ? known : known + summed(unknown);
  }

  /** Of some collections, or of all if none is named. */
  private long summed(List<Integer> collections) {
    List<Object> parameters = new ArrayList<>(List.of(place.uid()));
    parameters.addAll(collections);
    String some =
        collections.isEmpty()
            ? ""
            : " AND {collection} IN (" + Sql.parameters(collections.size()) + ")";
    return transaction.number(
        place.sql("SELECT COALESCE(SUM({bytes}), 0) FROM {bso} WHERE {uid} = ?" + some),
        parameters.toArray());
  }
}
