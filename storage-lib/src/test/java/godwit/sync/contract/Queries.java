package godwit.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.SyncTimestamp;
import godwit.sync.BsoQuery;
import godwit.sync.Offset;
import godwit.sync.Page;
import godwit.sync.Sorting;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
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

  /** Everything from the query's offset on, page by page, as a client would ask. */
  static <T> List<T> walk(BsoQuery query, Function<BsoQuery, Page<T>> list) {
    Page<T> page = list.apply(query);
    List<T> all = new ArrayList<>(page.items());
    while (page.next() != null) {
      Offset next = Offset.parse(page.next().toString()).orElseThrow();
      page = list.apply(from(query, next));
      assertThat(page.items()).as("the page after %s", next).isNotEmpty();
      all.addAll(page.items());
    }
    return all;
  }
}
