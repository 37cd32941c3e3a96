package godwit.storage.mysql;

import godwit.storage.RowHead;
import godwit.storage.SourceRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Turns the rows of a result into values. */
final class RowReader {
  /** The columns that {@link #row} expects. */
  static final String ROW = "{collection}, id, sortindex, {payload}, modified, {expiry}";

  /** The columns that {@link #head} expects. */
  static final String HEAD = "id, sortindex, modified, {expiry}, LENGTH({payload})";

  private RowReader() {}

  static SourceRow row(ResultSet rows, Dialect dialect) throws SQLException {
    return new SourceRow(
        rows.getInt(1),
        rows.getString(2),
        nullableInt(rows, 3),
        rows.getString(4),
        rows.getLong(5),
        dialect.expiryMillis(rows.getLong(6)));
  }

  static RowHead head(ResultSet rows, Dialect dialect) throws SQLException {
    return new RowHead(
        rows.getString(1),
        nullableInt(rows, 2),
        Saturating.micros(rows.getLong(3)),
        Saturating.micros(dialect.expiryMillis(rows.getLong(4))),
        rows.getLong(5));
  }

  static @Nullable Integer nullableInt(ResultSet rows, int column) throws SQLException {
    int value = rows.getInt(column);
    return rows.wasNull() ? null : value;
  }
}
