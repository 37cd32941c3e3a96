package godwit.sync.contract;

import godwit.model.SyncTimestamp;
import godwit.sync.BsoQuery;
import godwit.sync.Offset;
import godwit.sync.Sorting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Queries, named by what they ask for beyond everything. */
final class Queries {
  private Queries() {}

  static BsoQuery ids(String... ids) {
    return new BsoQuery(List.of(ids), null, null, Sorting.NEWEST, Long.MAX_VALUE, null);
  }

  static BsoQuery sorted(Sorting sorting) {
    return new BsoQuery(null, null, null, sorting, Long.MAX_VALUE, null);
  }

  static BsoQuery newer(SyncTimestamp than) {
    return new BsoQuery(null, than, null, Sorting.NEWEST, Long.MAX_VALUE, null);
  }

  static BsoQuery older(SyncTimestamp than) {
    return new BsoQuery(null, null, than, Sorting.NEWEST, Long.MAX_VALUE, null);
  }

  static BsoQuery page(Sorting sorting, long limit, @Nullable Offset offset) {
    return new BsoQuery(null, null, null, sorting, limit, offset);
  }

  /** The same query from another place on. */
  static BsoQuery from(BsoQuery query, @Nullable Offset offset) {
    return new BsoQuery(
        query.ids(), query.newer(), query.older(), query.sorting(), query.limit(), offset);
  }
}
