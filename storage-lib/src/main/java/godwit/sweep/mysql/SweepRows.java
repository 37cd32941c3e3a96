package godwit.sweep.mysql;

import godwit.storage.RowPosition;
import godwit.storage.mysql.Dialect;
import godwit.storage.mysql.Placeholders;
import godwit.storage.mysql.RowCondition;
import godwit.storage.mysql.Saturating;
import godwit.sweep.SweepRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a user's rows for a sweep, page by page, so that no statement stays open between two pages.
 *
 * @param dialect the shard's
 * @param uid whose rows
 * @param collections ids, at least one
 * @param payloadsUpTo the largest payload to hand over, in bytes
 */
record SweepRows(Dialect dialect, long uid, List<Integer> collections, int payloadsUpTo) {
  static final int PAGE_ROWS = 1_000;

  private static final String COLUMNS =
      "{collection}, id, modified, {expiry}, COALESCE(LENGTH(payload), 0),"
          + " IF(LENGTH(payload) <= ?, {payload}, NULL)";

  /** The next rows, in the order of the primary key. */
  List<SweepRow> page(Connection connection, @Nullable RowPosition after) throws SQLException {
    RowCondition condition = RowCondition.between(uid, after, null);
    String sql =
        "SELECT "
            + COLUMNS
            + " FROM {bso} FORCE INDEX (PRIMARY) WHERE "
            + condition.sql()
            + " AND {collection} IN ("
            + Placeholders.of("?", collections.size())
            + ") ORDER BY {collection}, id LIMIT ?";
    String filled = dialect.sql(sql, dialect.bsoTable(uid));
    List<SweepRow> page = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(filled)) {
      statement.setInt(1, payloadsUpTo);
      int next = condition.bind(statement, 2);
      for (int collection : collections) {
        statement.setInt(next++, collection);
      }
      statement.setInt(next, PAGE_ROWS);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          page.add(row(rows));
        }
      }
    }
    return page;
  }

  private SweepRow row(ResultSet rows) throws SQLException {
    return new SweepRow(
        rows.getInt(1),
        rows.getString(2),
        Saturating.micros(rows.getLong(3)),
        Saturating.micros(dialect.expiryMillis(rows.getLong(4))),
        rows.getLong(5),
        payloadsUpTo > 0 ? rows.getString(6) : null,
        false);
  }
}
