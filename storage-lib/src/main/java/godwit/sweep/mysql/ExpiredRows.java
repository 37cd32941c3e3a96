package godwit.sweep.mysql;

import godwit.model.Usage;
import godwit.storage.mysql.Placeholders;
import godwit.storage.mysql.Saturating;
import godwit.sweep.OwnedRow;
import godwit.sweep.Owner;
import godwit.sweep.SweepRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds expired rows of one BSO table by the index of the expiry. Its entries end with the primary
 * key, so that pages follow one another in the order (expiry, key) without a sort. A table without
 * that index is read once in the order of its primary key.
 *
 * @param layout the shard's
 * @param table the BSO table
 * @param range which users
 * @param lastStored the last stored expiry that is expired, in the dialect's unit
 * @param collections ids, or the empty set for all
 */
record ExpiredRows(
    SweepLayout layout, String table, UidRange range, long lastStored, Set<Integer> collections) {

  /** The last row of a page, by the order of pages. */
  record Position(long expiry, long uid, int collection, String id) {}

  /** A page, and where the next begins, or null if there is none. */
  record Page(List<OwnedRow> rows, @Nullable Position last) {}

  Page page(Connection connection, @Nullable Position after, int limit) throws SQLException {
    String sql =
        "SELECT {uid}, {collection}, id, modified, {expiry}, COALESCE(LENGTH(payload), 0)"
            + from()
            + (after == null ? "" : " AND (" + behind() + ")")
            + " ORDER BY "
            + String.join(", ", order())
            + " LIMIT ?";
    List<OwnedRow> page = new ArrayList<>();
    Position last = after;
    try (PreparedStatement statement = prepare(connection, sql)) {
      int next = bind(statement);
      if (after != null) {
        next = bind(statement, next, after);
      }
      statement.setInt(next, limit);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          OwnedRow row = row(rows);
          page.add(row);
          last =
              new Position(
                  rows.getLong(5), rows.getLong(1), row.row().collection(), row.row().id());
        }
      }
    }
    return new Page(page, page.size() < limit ? null : last);
  }

  private List<String> order() {
    return layout.hasExpiryIndex(table)
        ? List.of("{expiry}", "{uid}", "{collection}", "id")
        : List.of("{uid}", "{collection}", "id");
  }

  /** One alternative for each column, equal in those before it: the server seeks to each. */
  private String behind() {
    List<String> alternatives = new ArrayList<>();
    StringBuilder equal = new StringBuilder();
    for (String column : order()) {
      String parameter = column.equals("id") ? "{idParameter}" : "?";
      alternatives.add("(" + equal + column + " > " + parameter + ")");
      equal.append(column).append(" = ? AND ");
    }
    return String.join(" OR ", alternatives);
  }

  private int bind(PreparedStatement statement, int first, Position after) throws SQLException {
    List<Object> all = List.of(after.expiry(), after.uid(), after.collection(), after.id());
    List<Object> values = all.subList(all.size() - order().size(), all.size());
    int next = first;
    for (int length = 1; length <= values.size(); length++) {
      for (Object value : values.subList(0, length)) {
        statement.setObject(next++, value);
      }
    }
    return next;
  }

  private OwnedRow row(ResultSet rows) throws SQLException {
    return new OwnedRow(
        new Owner.Uid(rows.getLong(1)),
        new SweepRow(
            rows.getInt(2),
            rows.getString(3),
            Saturating.micros(rows.getLong(4)),
            Saturating.micros(layout.dialect().expiryMillis(rows.getLong(5))),
            rows.getLong(6),
            null,
            false));
  }

  /** Rows and bytes by collection. */
  Map<Integer, Usage> count(Connection connection) throws SQLException {
    String sql =
        "SELECT {collection}, COUNT(*), COALESCE(SUM(LENGTH(payload)), 0)"
            + from()
            + " GROUP BY {collection}";
    Map<Integer, Usage> counted = new HashMap<>();
    try (PreparedStatement statement = prepare(connection, sql)) {
      bind(statement);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          counted.put(rows.getInt(1), new Usage(rows.getLong(2), rows.getLong(3)));
        }
      }
    }
    return counted;
  }

  private String from() {
    return " FROM {bso} FORCE INDEX ("
        + layout.expiryIndex(table)
        + ") WHERE {expiry} <= ? AND {uid} > ? AND {uid} <= ?"
        + (collections.isEmpty()
            ? ""
            : " AND {collection} IN (" + Placeholders.of("?", collections.size()) + ")");
  }

  private int bind(PreparedStatement statement) throws SQLException {
    int next = 1;
    statement.setLong(next++, lastStored);
    statement.setLong(next++, range.after());
    statement.setLong(next++, range.last());
    for (int collection : collections) {
      statement.setInt(next++, collection);
    }
    return next;
  }

  private PreparedStatement prepare(Connection connection, String sql) throws SQLException {
    return connection.prepareStatement(layout.dialect().sql(sql, table));
  }
}
