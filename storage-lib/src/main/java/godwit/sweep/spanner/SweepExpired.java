package godwit.sweep.spanner;

import com.google.cloud.spanner.ReadContext;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Statement;
import godwit.model.Usage;
import godwit.storage.spanner.Rows;
import godwit.storage.spanner.SpannerDatabase;
import godwit.storage.spanner.SqlFile;
import godwit.sweep.DeadBatch;
import godwit.sweep.OwnedRow;
import godwit.sweep.Owner;
import godwit.sweep.OwnerRange;
import godwit.sweep.SweepRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds what has expired in a stretch of accounts. No index has the expiry, so that a stretch is
 * read once, page by page in the order of the keys.
 */
final class SweepExpired {
  private static final String ROWS = SqlFile.read(SweepExpired.class, "expired_rows.sql");
  private static final String BATCHES = SqlFile.read(SweepExpired.class, "dead_batches.sql");
  private static final String COUNT = SqlFile.read(SweepExpired.class, "count_expired.sql");

  private final SpannerDatabase database;
  private final OwnerRange range;
  private final long cutOffMicros;
  private final Set<Integer> collections;

  SweepExpired(
      SpannerDatabase database, OwnerRange range, long cutOffMicros, Set<Integer> collections) {
    this.database = database;
    this.range = range;
    this.cutOffMicros = cutOffMicros;
    this.collections = collections;
  }

  Map<Integer, Usage> count() {
    Statement statement = bind(COUNT, KeyPieces.all(range)).build();
    return database.scan(
        context -> {
          Map<Integer, Usage> counted = new HashMap<>();
          try (ResultSet rows = query(context, statement)) {
            while (rows.next()) {
              counted.put(
                  Math.toIntExact(rows.getLong(0)), new Usage(rows.getLong(1), rows.getLong(2)));
            }
          }
          return counted;
        });
  }

  List<OwnedRow> rows(@Nullable OwnedRow after, int limit) {
    List<KeyPieces.Piece> pieces =
        after == null
            ? List.of(KeyPieces.all(range))
            : KeyPieces.behind(
                range,
                AccountRange.user(after.owner()),
                after.row().collection(),
                "bso_id",
                after.row().id());
    return page(ROWS, pieces, limit, SweepExpired::row);
  }

  List<DeadBatch> batches(@Nullable DeadBatch after, int limit) {
    List<KeyPieces.Piece> pieces =
        after == null
            ? List.of(KeyPieces.all(range))
            : KeyPieces.behind(
                range,
                AccountRange.user(after.owner()),
                after.collection(),
                "batch_id",
                after.id());
    return page(BATCHES, pieces, limit, SweepExpired::batch);
  }

  private Statement.Builder bind(String sql, KeyPieces.Piece piece) {
    return piece
        .in(sql)
        .bind("cut_off")
        .to(Rows.time(cutOffMicros))
        .bind("all")
        .to(collections.isEmpty())
        .bind("collections")
        .toInt64Array(collections.stream().mapToLong(Integer::longValue).toArray());
  }

  /** Goes on with the next piece while the page is not full. */
  private <T> List<T> page(
      String sql, List<KeyPieces.Piece> pieces, int limit, Function<ResultSet, T> form) {
    List<T> page = new ArrayList<>();
    for (KeyPieces.Piece piece : pieces) {
      if (page.size() < limit) {
        int left = limit - page.size();
        page.addAll(part(bind(sql, piece).bind("limit").to(left).build(), form));
      }
    }
    return page;
  }

  private <T> List<T> part(Statement statement, Function<ResultSet, T> form) {
    return database.scan(
        context -> {
          List<T> part = new ArrayList<>();
          try (ResultSet rows = query(context, statement)) {
            while (rows.next()) {
              part.add(form.apply(rows));
            }
          }
          return part;
        });
  }

  private static ResultSet query(ReadContext context, Statement statement) {
    return context.executeQuery(statement, LowPriority.OPTION);
  }

  private static OwnedRow row(ResultSet row) {
    return new OwnedRow(
        new Owner.Account(Rows.user(row)),
        new SweepRow(
            Math.toIntExact(row.getLong("collection_id")),
            row.getString("bso_id"),
            Rows.micros(row.getTimestamp("modified")),
            Rows.micros(row.getTimestamp("expiry")),
            row.getLong("byte_count"),
            null,
            row.getBoolean("is_linked")));
  }

  private static DeadBatch batch(ResultSet row) {
    return new DeadBatch(
        new Owner.Account(Rows.user(row)),
        Math.toIntExact(row.getLong("collection_id")),
        row.getString("batch_id"),
        row.getLong("item_count"));
  }
}
