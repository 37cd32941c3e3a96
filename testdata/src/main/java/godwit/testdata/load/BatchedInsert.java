package godwit.testdata.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** Rows for one table, sent when enough of them have come together. */
final class BatchedInsert implements AutoCloseable {
  private static final int MAX_ROWS = 1_000;
  private static final long MAX_BYTES = 1 << 20;
  private static final int ROW_BYTES = 100;

  private final PreparedStatement insert;
  private int rows;
  private long bytes;

  /** Inserts into {@code table} the named columns, separated by commas. */
  BatchedInsert(Connection connection, String table, String columns) throws SQLException {
    String marks = columns.replaceAll("[^,]+", "?");
    insert =
        connection.prepareStatement(
            "INSERT INTO " + table + " (" + columns + ") VALUES (" + marks + ")");
  }

  /** Adds a row of numbers, texts and NULLs. */
  void add(@Nullable Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      set(i + 1, values[i]);
    }
    insert.addBatch();
    rows++;
    bytes += ROW_BYTES;
    if (rows >= MAX_ROWS || bytes >= MAX_BYTES) {
      flush();
    }
  }

  private void set(int place, @Nullable Object value) throws SQLException {
    if (value == null) {
      insert.setNull(place, Types.BIGINT);
    } else if (value instanceof Number number) {
      insert.setLong(place, number.longValue());
    } else {
      String text = value.toString();
      insert.setString(place, text);
      bytes += text.length();
    }
  }

  void flush() throws SQLException {
    if (rows > 0) {
      insert.executeBatch();
      rows = 0;
      bytes = 0;
    }
  }

  @Override
  public void close() throws SQLException {
    insert.close();
  }
}
