package godwit.storage.mysql;

import godwit.model.CollectionName;
import godwit.storage.RowHead;
import godwit.storage.RowPosition;
import godwit.storage.RowRange;
import godwit.storage.SourceRow;
import godwit.storage.SourceSnapshot;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One user, read in a read-only transaction whose view was taken when it was opened. Not safe to
 * share between threads, and not to be used from within a consumer of its own rows.
 */
final class MySqlSnapshot implements SourceSnapshot {
  /** Short enough that the server's view of a page stays cheap, long enough to hide round trips. */
  static final int PAGE_ROWS = 2_000;

  private static final int IDS_PER_STATEMENT = 500;

  private final MySqlPool pool;
  private final Dialect dialect;
  private final long uid;
  private final String table;
  private final Connection connection;
  private boolean aborted;

  private MySqlSnapshot(MySqlPool pool, Dialect dialect, long uid, Connection connection) {
    this.pool = pool;
    this.dialect = dialect;
    this.uid = uid;
    this.table = dialect.bsoTable(uid);
    this.connection = connection;
  }

  static MySqlSnapshot open(MySqlPool pool, Dialect dialect, long uid) {
    MySqlSnapshot snapshot = new MySqlSnapshot(pool, dialect, uid, pool.lease());
    try {
      snapshot.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
      return snapshot;
    } catch (SQLException e) {
      snapshot.close();
      throw pool.failed(e);
    }
  }

  @Override
  public Map<Integer, Long> collectionTimes() {
    return numbers("SELECT {collection}, {lastModified} FROM user_collections WHERE {uid} = ?");
  }

  @Override
  public Map<Integer, CollectionName> collectionNames() {
    try {
      return NamedCollections.read(connection, dialect, pool.endpoint());
    } catch (SQLException e) {
      throw pool.failed(e);
    }
  }

  @Override
  public Map<Integer, Long> rowCounts() {
    return numbers(
        """
        SELECT {collection}, COUNT(*) FROM {bso} FORCE INDEX (PRIMARY)
         WHERE {uid} = ? GROUP BY {collection}
        """);
  }

  private Map<Integer, Long> numbers(String sql) {
    Map<Integer, Long> numbers = new TreeMap<>();
    try (PreparedStatement statement = connection.prepareStatement(dialect.sql(sql, table))) {
      statement.setLong(1, uid);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          numbers.put(rows.getInt(1), rows.getLong(2));
        }
      }
      return numbers;
    } catch (SQLException e) {
      throw pool.failed(e);
    }
  }

  @Override
  public void rows(RowRange range, Consumer<SourceRow> consumer) {
    RowPosition after = range.after();
    try {
      boolean more = true;
      while (more) {
        Page page = new Page(RowCondition.between(uid, after, range.upTo()), consumer);
        more = page.read() == PAGE_ROWS;
        after = page.last;
      }
    } catch (SQLException e) {
      throw pool.failed(e);
    }
  }

  /** One statement's rows, handed over as they arrive from the server. */
  private final class Page {
    private final RowCondition condition;
    private final Consumer<SourceRow> consumer;
    private @Nullable RowPosition last;

    Page(RowCondition condition, Consumer<SourceRow> consumer) {
      this.condition = condition;
      this.consumer = consumer;
    }

    int read() throws SQLException {
      String sql =
          "SELECT "
              + RowReader.ROW
              + " FROM {bso} FORCE INDEX (PRIMARY) WHERE "
              + condition.sql()
              + " ORDER BY {collection}, id LIMIT ?";
      try (PreparedStatement statement = connection.prepareStatement(dialect.sql(sql, table))) {
        // Makes the driver read row by row; otherwise it holds the whole result.
        statement.setFetchSize(Integer.MIN_VALUE);
        statement.setInt(condition.bind(statement), PAGE_ROWS);
        try (ResultSet rows = statement.executeQuery()) {
          return handOver(rows);
        }
      }
    }

    private int handOver(ResultSet rows) throws SQLException {
      int count = 0;
      boolean finished = false;
      try {
        while (rows.next()) {
          SourceRow row = RowReader.row(rows, dialect);
          last = new RowPosition(row.collection(), row.id());
          consumer.accept(row);
          count++;
        }
        finished = true;
        return count;
      } finally {
        if (!finished) {
          // Closing the result would first read the rest of the page, which can be gigabytes.
          abort();
        }
      }
    }
  }

  @Override
  public List<RowHead> headsAfter(int collection, @Nullable String id, int limit) {
    String sql =
        "SELECT "
            + RowReader.HEAD
            + " FROM {bso} FORCE INDEX (PRIMARY) WHERE {uid} = ? AND {collection} = ?"
            + (id == null ? "" : " AND id > {idParameter}")
            + " ORDER BY id LIMIT ?";
    try (PreparedStatement statement = connection.prepareStatement(dialect.sql(sql, table))) {
      int next = 1;
      statement.setLong(next++, uid);
      statement.setInt(next++, collection);
      if (id != null) {
        statement.setString(next++, id);
      }
      statement.setInt(next, limit);
      List<RowHead> heads = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          heads.add(RowReader.head(rows, dialect));
        }
      }
      return heads;
    } catch (SQLException e) {
      throw pool.failed(e);
    }
  }

  @Override
  public List<SourceRow> rows(int collection, Collection<String> ids) {
    List<SourceRow> found = new ArrayList<>();
    Set<String> wanted = new HashSet<>(ids);
    byIds(
        collection,
        wanted,
        RowReader.ROW,
        rows -> {
          SourceRow row = RowReader.row(rows, dialect);
          // The column ignores case, and a character it cannot hold was compared as a '?'.
          if (wanted.contains(row.id())) {
            found.add(row);
          }
        });
    return found;
  }

  @Override
  public Set<String> liveIds(int collection, Collection<String> ids, Instant liveAt) {
    Set<String> found = new HashSet<>();
    Set<String> wanted = new HashSet<>(ids);
    long liveMicros = liveAt.toEpochMilli() * 1_000;
    byIds(
        collection,
        wanted,
        RowReader.HEAD,
        rows -> {
          RowHead head = RowReader.head(rows, dialect);
          if (head.expiryMicros() > liveMicros && wanted.contains(head.id())) {
            found.add(head.id());
          }
        });
    return found;
  }

  /** Takes one row of an answer. */
  @FunctionalInterface
  private interface RowTaker {
    void take(ResultSet row) throws SQLException;
  }

  private void byIds(int collection, Set<String> ids, String columns, RowTaker taker) {
    List<String> distinct = List.copyOf(ids);
    try {
      for (int from = 0; from < distinct.size(); from += IDS_PER_STATEMENT) {
        int to = Math.min(distinct.size(), from + IDS_PER_STATEMENT);
        select(collection, distinct.subList(from, to), columns, taker);
      }
    } catch (SQLException e) {
      throw pool.failed(e);
    }
  }

  private void select(int collection, List<String> ids, String columns, RowTaker taker)
      throws SQLException {
    String sql =
        "SELECT "
            + columns
            + " FROM {bso} FORCE INDEX (PRIMARY) WHERE {uid} = ? AND {collection} = ? AND id IN ("
            + Placeholders.of("{idParameter}", ids.size())
            + ")";
    try (PreparedStatement statement = connection.prepareStatement(dialect.sql(sql, table))) {
      statement.setLong(1, uid);
      statement.setInt(2, collection);
      for (int i = 0; i < ids.size(); i++) {
        statement.setString(i + 3, ids.get(i));
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          taker.take(rows);
        }
      }
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * Cuts the connection, so that neither rest of a result nor transaction goes back to the pool.
   */
  private void abort() throws SQLException {
    aborted = true;
    connection.abort(Runnable::run);
    pool.evict(connection);
  }

  /**
   * Ends the transaction and gives the connection back. Nothing was written, so that a failure
   * loses nothing but the connection, of which the pool opens another.
   */
  @Override
  public void close() {
    try (connection) {
      endTransaction();
    } catch (SQLException e) {
      throw pool.failed(e);
    }
  }

  private void endTransaction() throws SQLException {
    try {
      if (!aborted) {
        execute("ROLLBACK");
      }
    } catch (SQLException lost) {
      abort();
    }
  }
}
