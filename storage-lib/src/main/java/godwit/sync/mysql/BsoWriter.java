package godwit.sync.mysql;

import godwit.model.SyncTimestamp;
import godwit.model.Usage;
import godwit.sync.BsoChange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Inserts, merges and removes records of a collection that its session owns. Holds the rows of one
 * statement at a time.
 */
final class BsoWriter {
  private static final int IDS_PER_STATEMENT = 500;

  /** A server takes 4 MB at least, and quotes may double a text. */
  private static final long BYTES_PER_STATEMENT = 1 << 20;

  private static final String SELECT = SqlFile.read("select_stored.sql");
  private static final String PUT = SqlFile.read("put_bsos.sql");
  private static final String PUT_WITHOUT_PAYLOADS = SqlFile.read("put_bsos_without_payloads.sql");
  private static final String THESE =
      " FROM {bso} WHERE {uid} = ? AND {collection} = ? AND id IN ({ids})";

  private final Transaction transaction;
  private final Place place;
  private final SyncTimestamp now;

  BsoWriter(Transaction transaction, Place place, SyncTimestamp now) {
    this.transaction = transaction;
    this.place = place;
    this.now = now;
  }

  /** A record as it is stored. */
  private record Stored(
      String id, @Nullable Integer sortIndex, long bytes, long modified, long expiry) {}

  /** A record as it is going to be; without a payload it keeps the stored one. */
  private record Row(
      String id,
      @Nullable Integer sortIndex,
      @Nullable String payload,
      long bytes,
      long modified,
      long expiry) {}

  /** Inserts or merges. */
  Growth put(List<BsoChange> changes) {
    Growth growth = Growth.NONE;
    List<BsoChange> distinct = distinct(changes);
    for (int from = 0; from < distinct.size(); from += IDS_PER_STATEMENT) {
      int to = Math.min(distinct.size(), from + IDS_PER_STATEMENT);
      growth = growth.plus(putSome(distinct.subList(from, to)));
    }
    return growth;
  }

  /** Ids that the server takes for one are one record, and the last of them wins. */
  private List<BsoChange> distinct(List<BsoChange> changes) {
    Map<String, BsoChange> byId = new LinkedHashMap<>();
    changes.forEach(
        change -> byId.merge(fold(change.id()), change, (first, second) -> second.over(first)));
    return List.copyOf(byId.values());
  }

  private String fold(String id) {
    return place.schema().ids().fold(id);
  }

  private Growth putSome(List<BsoChange> changes) {
    Map<String, Stored> stored = stored(changes);
    List<Row> whole = new ArrayList<>();
    List<Row> withoutPayloads = new ArrayList<>();
    Growth growth = Growth.NONE;
    for (BsoChange change : changes) {
      Stored before = stored.get(fold(change.id()));
      Row row = merge(change, before);
      (row.payload == null ? withoutPayloads : whole).add(row);
      growth =
          before == null ? growth.plus(1, row.bytes) : growth.plus(0, row.bytes - before.bytes);
    }
    write(PUT, whole);
    write(PUT_WITHOUT_PAYLOADS, withoutPayloads);
    return growth;
  }

  private Map<String, Stored> stored(List<BsoChange> changes) {
    List<String> ids = changes.stream().map(BsoChange::id).toList();
    Map<String, Stored> stored = new HashMap<>();
    transaction
        .list(
            place.sql(SELECT.replace("{ids}", Sql.parameters(ids.size()))),
            row ->
                new Stored(
                    row.getString(1),
                    Transaction.nullableInt(row, 2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5)),
            parameters(ids))
        .forEach(row -> stored.put(fold(row.id), row));
    return stored;
  }

  private Object[] parameters(Collection<String> ids) {
    List<Object> parameters = new ArrayList<>(List.of(place.uid(), place.collection()));
    parameters.addAll(ids);
    return parameters.toArray();
  }

  private Row merge(BsoChange change, @Nullable Stored before) {
    boolean isNew = before == null || before.expiry <= place.schema().visibleAbove(now);
    if (before == null || isNew) {
      String payload = change.payload() == null ? "" : change.payload();
      return new Row(
          change.id(),
          change.sortIndex(),
          payload,
          change.payloadBytes(),
          now.millis(),
          expiry(change, place.schema().defaultExpiry(now)));
    }
    return new Row(
        change.id(),
        change.sortIndex() == null ? before.sortIndex : change.sortIndex(),
        change.payload(),
        change.payload() == null ? before.bytes : change.payloadBytes(),
        change.movesTime() ? now.millis() : before.modified,
        expiry(change, before.expiry));
  }

  private long expiry(BsoChange change, long otherwise) {
    Long ttl = change.ttlSeconds();
    return ttl == null ? otherwise : place.schema().expiry(now, ttl);
  }

  private void write(String sql, List<Row> rows) {
    int from = 0;
    long bytes = 0;
    for (int i = 0; i < rows.size(); i++) {
      String payload = rows.get(i).payload;
      long more = payload == null ? 0 : payload.getBytes(StandardCharsets.UTF_8).length;
      if (i > from && bytes + more > BYTES_PER_STATEMENT) {
        writeOnce(sql, rows.subList(from, i));
        from = i;
        bytes = 0;
      }
      bytes += more;
    }
    if (from < rows.size()) {
      writeOnce(sql, rows.subList(from, rows.size()));
    }
  }

  private void writeOnce(String sql, List<Row> rows) {
    List<@Nullable Object> parameters = new ArrayList<>();
    for (Row row : rows) {
      parameters.add(place.uid());
      parameters.add(place.collection());
      parameters.add(row.id);
      parameters.add(row.sortIndex);
      parameters.add(row.payload == null ? "" : row.payload);
      parameters.add(row.bytes);
      parameters.add(row.modified);
      parameters.add(row.expiry);
    }
    transaction.update(
        place.sql(sql.replace("{rows}", Sql.rows(rows.size(), 8))), parameters.toArray());
  }

  /** Removes one visible record; nothing if there is none. */
  Growth deleteVisible(String id) {
    BsoChange nothing = new BsoChange(id, null, null, null);
    Stored stored = stored(List.of(nothing)).get(fold(id));
    if (stored == null || stored.expiry <= place.schema().visibleAbove(now)) {
      return Growth.NONE;
    }
    remove(List.of(id));
    return new Growth(-1, -stored.bytes);
  }

  /** Removes records, expired ones too. */
  Growth delete(List<String> ids) {
    Growth growth = Growth.NONE;
    for (int from = 0; from < ids.size(); from += IDS_PER_STATEMENT) {
      growth =
          growth.plus(
              deleteSome(ids.subList(from, Math.min(ids.size(), from + IDS_PER_STATEMENT))));
    }
    return growth;
  }

  private Growth deleteSome(List<String> ids) {
    if (!place.schema().features().counters()) {
      remove(ids);
      return Growth.NONE;
    }
    String sql = "SELECT COUNT(*), COALESCE(SUM({bytes}), 0)" + THESE;
    Usage removed =
        transaction
            .first(
                place.sql(sql.replace("{ids}", Sql.parameters(ids.size()))),
                row -> new Usage(row.getLong(1), row.getLong(2)),
                parameters(ids))
            .orElse(Usage.NONE);
    remove(ids);
    return Growth.without(removed);
  }

  private void remove(List<String> ids) {
    String sql = "DELETE" + THESE;
    transaction.update(
        place.sql(sql.replace("{ids}", Sql.parameters(ids.size()))), parameters(ids));
  }
}
