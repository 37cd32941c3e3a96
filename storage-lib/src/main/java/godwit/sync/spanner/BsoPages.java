package godwit.sync.spanner;

import com.google.cloud.Timestamp;
import com.google.cloud.spanner.ReadContext;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Statement;
import com.google.cloud.spanner.StructReader;
import godwit.model.Bso;
import godwit.model.SyncTimestamp;
import godwit.model.UserKey;
import godwit.storage.spanner.SpannerLimits;
import godwit.storage.spanner.SqlFile;
import godwit.sync.BsoQuery;
import godwit.sync.Offset;
import godwit.sync.Page;
import godwit.sync.Sorting;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** Reads one collection's records filtered, sorted and in pages. */
final class BsoPages {
  private static final String SQL = SqlFile.read(BsoPages.class, "list_bsos.sql");

  /** More than any collection has, and far from where Spanner's sums overflow. */
  private static final long MAX_SKIP = 1L << 53;

  private final Supplier<ReadContext> reads;
  private final UserKey user;
  private final int collection;

  BsoPages(Supplier<ReadContext> reads, UserKey user, int collection) {
    this.reads = reads;
    this.user = user;
    this.collection = collection;
  }

  /** An item, with what decides where its page ends. */
  private record Listed<T>(T item, long millis, long bytes) {}

  Page<String> ids(BsoQuery query, SyncTimestamp now) {
    long most = Math.min(query.limit(), BsoQuery.MAX_PAGE_IDS);
    return page(
        query, most, statement(query, "bso_id, modified", most, now), BsoPages::id, bytes -> {});
  }

  Page<Bso> bsos(BsoQuery query, SyncTimestamp now, LongConsumer grown) {
    long most = Math.min(query.limit(), BsoQuery.MAX_BSOS);
    String columns = String.join(", ", BsoRows.COLUMNS);
    return page(query, most, statement(query, columns, most, now), BsoPages::bso, grown);
  }

  private static Listed<String> id(StructReader row) {
    return new Listed<>(
        row.getString("bso_id"), Cells.modified(row.getTimestamp("modified")).millis(), 0);
  }

  private static Listed<Bso> bso(StructReader row) {
    Bso bso = BsoRows.bso(row);
    return new Listed<>(bso, bso.modified().millis(), Cells.bytes(bso.payload()));
  }

  /** One row more than fits is asked for: it tells whether there is a next page. */
  private <T> Page<T> page(
      BsoQuery query,
      long most,
      Statement statement,
      Function<StructReader, Listed<T>> reader,
      LongConsumer grown) {
    var items = new ArrayList<Listed<T>>();
    long bytes = 0;
    boolean hasMore = false;
    try (ResultSet rows = reads.get().executeQuery(statement)) {
      while (!hasMore && rows.next()) {
        if (items.size() == most || bytes > BsoQuery.MAX_PAGE_BYTES) {
          hasMore = true;
        } else {
          Listed<T> listed = reader.apply(rows);
          items.add(listed);
          bytes += listed.bytes;
          grown.accept(bytes);
        }
      }
    }
    Offset next =
        hasMore ? Offset.after(query.offset(), items, query.sorting(), Listed::millis) : null;
    return new Page<>(items.stream().map(Listed::item).toList(), next);
  }

  private Statement statement(BsoQuery query, String columns, long most, SyncTimestamp now) {
    List<String> ids = query.ids();
    String sql =
        SQL.replace("{columns}", columns)
            .replace("{ids}", ids == null ? "" : "AND bso_id IN UNNEST(@ids)")
            .replace("{order}", order(query.sorting()));
    Statement.Builder statement =
        Cells.about(user, collection, sql)
            .bind("now")
            .to(Cells.cell(now))
            .bind("from")
            .to(from(query))
            .bind("to")
            .to(to(query))
            .bind("limit")
            .to(most + 1)
            .bind("skip")
            .to(skip(query));
    if (ids != null) {
      statement.bind("ids").toStringArray(ids);
    }
    return statement.build();
  }

  private static String order(Sorting sorting) {
    return switch (sorting) {
      case NEWEST -> "modified DESC, bso_id DESC";
      case OLDEST -> "modified, bso_id";
      // NULL comes last in this direction.
      case INDEX -> "sortindex DESC, bso_id DESC";
    };
  }

  /** Records of this time and later. */
  private static Timestamp from(BsoQuery query) {
    SyncTimestamp newer = query.newer();
    long from = newer == null ? SpannerLimits.MIN_MICROS : newer.micros() + 1;
    if (query.sorting() == Sorting.OLDEST) {
      from = Math.max(from, bound(query, SpannerLimits.MIN_MICROS));
    }
    return Timestamp.ofTimeMicroseconds(from);
  }

  /** Records of this time and earlier. */
  private static Timestamp to(BsoQuery query) {
    SyncTimestamp older = query.older();
    long to = older == null ? SpannerLimits.MAX_MICROS : older.micros() - 1;
    if (query.sorting() == Sorting.NEWEST) {
      // The whole of that millisecond.
      to = Math.min(to, bound(query, SpannerLimits.MAX_MICROS - 999) + 999);
    }
    return Timestamp.ofTimeMicroseconds(to);
  }

  /** The time at which the page before ended, in microseconds. */
  private static long bound(BsoQuery query, long otherwise) {
    Offset offset = query.offset();
    Long millis = offset == null ? null : offset.millis();
    return millis == null
        ? otherwise
        : SyncTimestamp.ofMillis(Math.min(millis, SyncTimestamp.MAX_MILLIS)).micros();
  }

  private static long skip(BsoQuery query) {
    Offset offset = query.offset();
    return offset == null ? 0 : Math.min(offset.skip(), MAX_SKIP);
  }
}
