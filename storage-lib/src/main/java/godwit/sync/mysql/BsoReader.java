package godwit.sync.mysql;

import godwit.model.Bso;
import godwit.model.SyncTimestamp;
import godwit.sync.BsoQuery;
import godwit.sync.Offset;
import godwit.sync.Page;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** Reads the visible records of one collection. */
final class BsoReader {
  private static final String ROW = "id, sortindex, payload, modified, {expiry}";

  private final Transaction transaction;
  private final Place place;
  private final SyncTimestamp now;

  BsoReader(Transaction transaction, Place place, SyncTimestamp now) {
    this.transaction = transaction;
    this.place = place;
    this.now = now;
  }

  SyncTimestamp modified(String id) {
    return one("modified", id, row -> row.getLong(1))
        .map(Times::clamped)
        .orElse(SyncTimestamp.ofMillis(0));
  }

  Optional<Bso> bso(String id) {
    return one(ROW, id, this::bso);
  }

  private <T> Optional<T> one(String columns, String id, Transaction.RowMapper<T> mapper) {
    String sql =
        "SELECT "
            + columns
            + " FROM {bso} WHERE {uid} = ? AND {collection} = ? AND id = ? AND {expiry} > ?";
    return transaction.first(
        place.sql(sql),
        mapper,
        place.uid(),
        place.collection(),
        id,
        place.schema().visibleAbove(now));
  }

  private Bso bso(ResultSet row) throws SQLException {
    String payload = row.getString(3);
    return new Bso(
        row.getString(1),
        Transaction.nullableInt(row, 2),
        payload == null ? "" : payload,
        Times.clamped(row.getLong(4)),
        Times.clampedExpiry(place.schema().dialect().expiryMillis(row.getLong(5))));
  }

  private record Head(String id, long millis) {}

  Page<String> ids(BsoQuery query) {
    long most = Math.min(query.limit(), BsoQuery.MAX_PAGE_IDS);
    BsoList list = BsoList.of(place, now, query, "id, modified", most + 1);
    List<Head> heads =
        transaction.list(
            list.sql(), row -> new Head(row.getString(1), row.getLong(2)), list.parameters());
    Page<Head> page = page(heads, most, query, Head::millis);
    return new Page<>(page.items().stream().map(Head::id).toList(), page.next());
  }

  Page<Bso> bsos(BsoQuery query, LongConsumer grown) {
    long most = Math.min(query.limit(), BsoQuery.MAX_BSOS);
    BsoList list = BsoList.of(place, now, query, ROW, most + 1);
    Collected collected = new Collected(grown);
    transaction.stream(list.sql(), collected::take, list.parameters());
    return page(
        collected.bsos, Math.min(most, collected.most), query, bso -> bso.modified().millis());
  }

  /** Takes one record more than belongs to the page, to know whether the list goes on. */
  private final class Collected {
    private final LongConsumer grown;
    private final List<Bso> bsos = new ArrayList<>();
    private long bytes;
    private long most = Long.MAX_VALUE;

    Collected(LongConsumer grown) {
      this.grown = grown;
    }

    boolean take(ResultSet row) throws SQLException {
      boolean full = bytes > BsoQuery.MAX_PAGE_BYTES;
      if (full) {
        most = bsos.size();
      }
      Bso bso = bso(row);
      bsos.add(bso);
      bytes += bso.payload().getBytes(StandardCharsets.UTF_8).length;
      grown.accept(bytes);
      return !full;
    }
  }

  private static <T> Page<T> page(
      List<T> found, long most, BsoQuery query, Function<T, Long> millis) {
    if (found.size() <= most) {
      return new Page<>(found, null);
    }
    List<T> items = found.subList(0, (int) most);
    return new Page<>(items, Offset.after(query.offset(), items, query.sorting(), millis));
  }
}
