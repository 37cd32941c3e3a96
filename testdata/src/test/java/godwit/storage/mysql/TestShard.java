package godwit.storage.mysql;

import godwit.storage.CollectionDigest;
import godwit.storage.RowDigest;
import godwit.storage.SourceRow;
import godwit.testdata.server.EmbeddedMySql;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** A schema of its own on the shared server, filled row by row as a Sync server would. */
final class TestShard implements AutoCloseable {
  static final long NEVER = 2_100_000_000_000L;
  private static final AtomicInteger COUNTER = new AtomicInteger();

  final Layout layout;
  final String schema;
  private final EmbeddedMySql server = EmbeddedMySql.shared();
  private final Connection connection;

  TestShard(Layout layout) {
    this.layout = layout;
    this.schema = "shard_" + COUNTER.incrementAndGet() + "_" + ProcessHandle.current().pid();
    server.createSchema(schema);
    try {
      this.connection = server.connect(schema);
      execute("ALTER DATABASE CHARACTER SET latin1 COLLATE latin1_swedish_ci");
      for (String statement : layout.tables()) {
        execute(statement);
      }
      addDummyCollection();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void addDummyCollection() {
    if (layout.isPython()) {
      execute("INSERT INTO collections VALUES (99, '')");
    } else {
      execute("INSERT INTO collections VALUES (4, 'history'), (100, '')");
    }
  }

  MySqlConfig config() {
    return server.config(schema);
  }

  MySqlShard open() {
    return MySqlShard.open("test", config());
  }

  Connection connect() throws SQLException {
    return server.connect(schema);
  }

  void execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  void time(long uid, int collection, long millis) {
    execute(
        "INSERT INTO user_collections (%s, %s, %s) VALUES (%d, %d, %d)"
            .formatted(
                layout.uid, layout.collection, layout.lastModified, uid, collection, millis));
  }

  /** Stores a row as it is; its expiry must be whole in the layout's unit. */
  void add(long uid, SourceRow row) {
    addAll(uid, List.of(row));
  }

  void addAll(long uid, List<SourceRow> rows) {
    String sql =
        "INSERT INTO %s (%s, %s, id, sortindex, payload, modified, %s) VALUES (?,?,?,?,?,?,?)"
            .formatted(layout.bsoTable(uid), layout.uid, layout.collection, layout.expiry);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (SourceRow row : rows) {
        statement.setLong(1, uid);
        statement.setInt(2, row.collection());
        statement.setString(3, row.id());
        statement.setObject(4, row.sortIndex());
        statement.setString(5, row.payload());
        statement.setLong(6, row.modifiedMillis());
        statement.setLong(7, row.expiryMillis() / layout.millisPerExpiry);
        statement.addBatch();
      }
      statement.executeBatch();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An ordinary row that never expires. */
  static SourceRow row(int collection, String id, String payload) {
    return new SourceRow(collection, id, null, payload, 1_500_000_000_120L, NEVER);
  }

  /** The dialect that a probe of this schema finds. */
  Dialect dialect() {
    try {
      return SchemaProbe.probe(connection, Endpoint.of("test", config()));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many index entries the server reads for a statement. */
  long rowsTouched(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("FLUSH STATUS");
      statement.executeQuery(sql).close();
      long touched = 0;
      try (ResultSet rows =
          statement.executeQuery("SHOW SESSION STATUS LIKE 'Handler\\_read\\_%'")) {
        while (rows.next()) {
          touched += rows.getLong(2);
        }
      }
      return touched;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The statement's plan: table, type, key and extra, one line a step. */
  List<String> explain(String sql) {
    List<String> lines = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("EXPLAIN " + sql)) {
      while (rows.next()) {
        lines.add(
            "%s %s %s %s"
                .formatted(
                    rows.getString("type"),
                    rows.getString("key"),
                    rows.getString("key_len"),
                    rows.getString("Extra")));
      }
      return lines;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The digest that the server computes for a collection that has rows. */
  static CollectionDigest digestOf(MySqlShard shard, long uid, int collection, Instant liveAt) {
    Map<Integer, CollectionDigest> digests =
        shard.digests(List.of(uid), liveAt).getOrDefault(uid, Map.of());
    return Objects.requireNonNull(digests.get(collection));
  }

  /** What the digest of these rows must be, computed without a database. */
  static CollectionDigest digest(List<SourceRow> rows) {
    CollectionDigest sum = CollectionDigest.EMPTY;
    for (SourceRow row : rows) {
      sum =
          sum.plus(
              new CollectionDigest(
                  1,
                  row.payload().getBytes(StandardCharsets.UTF_8).length,
                  row.modifiedMillis() * 1_000,
                  RowDigest.of(row.toBso())));
    }
    return sum;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    server.dropSchema(schema);
  }
}
