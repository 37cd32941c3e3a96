package godwit.testdata.defect;

import com.google.cloud.spanner.DatabaseClient;
import com.google.cloud.spanner.Key;
import com.google.cloud.spanner.KeyRange;
import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Struct;
import godwit.model.CollectionName;
import godwit.model.Collections;
import godwit.testdata.Draws;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads the target by keys; holds a bounded number of rows at a time. */
final class TargetTables {
  static final List<String> BSO_COLUMNS =
      List.of(
          "fxa_uid",
          "fxa_kid",
          "collection_id",
          "bso_id",
          "sortindex",
          "payload",
          "modified",
          "expiry");
  private static final List<String> COLLECTION_COLUMNS =
      List.of("fxa_uid", "fxa_kid", "collection_id", "modified", "count");
  private static final int KEPT = 1_000;

  private final DatabaseClient client;

  TargetTables(DatabaseClient client) {
    this.client = client;
  }

  /** The fitting places that come first in the defect's order; at most 1,000. */
  List<Place> places(long seed, Defect defect, Predicate<Place> fits) {
    Comparator<Place> order = Comparator.comparingLong(place -> place.rank(seed, defect));
    var kept = new PriorityQueue<Place>(order.reversed());
    try (ResultSet rows =
        client.singleUse().read("user_collections", KeySet.all(), COLLECTION_COLUMNS)) {
      while (rows.next()) {
        Place place = place(rows);
        if (fits.test(place)) {
          kept.add(place);
        }
        if (kept.size() > KEPT) {
          kept.remove();
        }
      }
    }
    return kept.stream().sorted(order).toList();
  }

  /** The other collections of the same user. */
  List<Place> siblings(Place place) {
    KeySet user = KeySet.range(KeyRange.prefix(Key.of(place.fxaUid(), place.fxaKid())));
    try (ResultSet rows = client.singleUse().read("user_collections", user, COLLECTION_COLUMNS)) {
      List<Place> all = new java.util.ArrayList<>();
      while (rows.next()) {
        all.add(place(rows));
      }
      all.remove(place);
      return all;
    }
  }

  private static Place place(ResultSet row) {
    Long count = row.isNull("count") ? null : row.getLong("count");
    return new Place(
        row.getString("fxa_uid"),
        row.getString("fxa_kid"),
        row.getLong("collection_id"),
        row.getTimestamp("modified"),
        count);
  }

  /** The id of one record of a collection, chosen by the seed; none if it has no records. */
  Optional<String> anyId(Place place, long seed) {
    String best = null;
    long bestRank = 0;
    KeySet collection = KeySet.range(KeyRange.prefix(place.key()));
    try (ResultSet rows = client.singleUse().read("bsos", collection, List.of("bso_id"))) {
      while (rows.next()) {
        String id = rows.getString(0);
        long rank = Draws.of(seed, Draws.key(id)).next();
        if (best == null || rank < bestRank) {
          best = id;
          bestRank = rank;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  /** One record, or null. */
  @Nullable Struct row(Place place, String id) {
    return client.singleUse().readRow("bsos", place.key(id), BSO_COLUMNS);
  }

  /** The name of a collection. */
  CollectionName name(long collection) {
    for (var standard : Collections.standard().entrySet()) {
      if (standard.getValue() == collection) {
        return standard.getKey();
      }
    }
    Struct row = client.singleUse().readRow("collections", Key.of(collection), List.of("name"));
    if (row == null) {
      throw new IllegalStateException("collection " + collection + " has no name in the target");
    }
    return new CollectionName(row.getString(0));
  }
}
