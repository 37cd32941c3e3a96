package godwit.sweep.mysql;

import godwit.storage.mysql.MySqlConfig;
import godwit.sweep.Owner;
import godwit.sweep.Patience;
import godwit.sweep.contract.SweepFixture;
import godwit.testdata.load.ShardDialect;
import godwit.testdata.load.ShardLayout;
import godwit.testdata.load.ShardSchema;
import godwit.testdata.server.EmbeddedMySql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An empty shard of some layout. */
final class MySqlSweepFixture implements SweepFixture {
  private static final AtomicInteger COUNTER = new AtomicInteger();

  private final EmbeddedMySql server = EmbeddedMySql.shared();
  private final ShardLayout layout;
  private final String schema =
      "sweep_" + COUNTER.incrementAndGet() + "_" + ProcessHandle.current().pid();
  private final Connection connection;
  private MySqlSweep store;
  private final boolean isOld;

  MySqlSweepFixture(ShardLayout layout) {
    this(layout, Patience.NONE);
  }

  MySqlSweepFixture(ShardLayout layout, Patience patience) {
    this.layout = layout;
    this.isOld = layout.dialect() == ShardDialect.RUST_2018;
    server.createSchema(schema);
    try {
      connection = server.connect(schema);
      ShardSchema.create(connection, layout);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    MySqlConfig config = server.config(schema);
    // One connection: whoever hands over rows must not sit on it.
    store =
        MySqlSweep.open(
            "a", new MySqlConfig(config.url(), config.user(), config.password(), 1), patience);
  }

  @Override
  public MySqlSweep store() {
    return store;
  }

  @Override
  public Owner owner(int number) {
    return new Owner.Uid(100L + number);
  }

  @Override
  public boolean hasCounters() {
    return layout.dialect() == ShardDialect.RUST;
  }

  @Override
  public boolean holdsWholeCollections() {
    return isOld;
  }

  private static long uid(Owner owner) {
    return ((Owner.Uid) owner).uid();
  }

  /** Takes the index of the expiry away. */
  static MySqlSweepFixture withoutExpiryIndex(ShardLayout layout) {
    var fixture = new MySqlSweepFixture(layout);
    fixture.run("ALTER TABLE bso DROP INDEX " + fixture.expiryIndex());
    fixture.reopen();
    return fixture;
  }

  private String expiryIndex() {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SHOW INDEX FROM bso WHERE Seq_in_index = 1 AND Column_name IN ('ttl', 'expiry')")) {
      if (!rows.next()) {
        throw new IllegalStateException("no index to take away");
      }
      return rows.getString("Key_name");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void reopen() {
    store.close();
    MySqlConfig config = server.config(schema);
    store =
        MySqlSweep.open("a", new MySqlConfig(config.url(), config.user(), config.password(), 1));
  }

  /** Ends all connections of the store, as a server that restarts does. */
  void cutConnections() {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT ID FROM INFORMATION_SCHEMA.PROCESSLIST WHERE DB = '%s' AND ID <> CONNECTION_ID()"
                    .formatted(schema))) {
      while (rows.next()) {
        run("KILL CONNECTION " + rows.getLong(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void run(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private void insert(String table, String columns, @Nullable Object... values) {
    insertAll(table, columns, List.<@Nullable Object[]>of(values));
  }

  private void insertAll(String table, String columns, List<@Nullable Object[]> rows) {
    String names =
        isOld
            ? columns.replace("userid", "user_id").replace("collection", "collection_id")
            : columns;
    String sql =
        "INSERT INTO %s (%s) VALUES (%s)"
            .formatted(table, names, "?,".repeat(names.split(",").length).replaceAll(",$", ""));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (@Nullable Object[] row : rows) {
        for (int i = 0; i < row.length; i++) {
          statement.setObject(i + 1, row[i]);
        }
        statement.addBatch();
      }
      statement.executeBatch();
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Override
  public void addCollection(
      Owner owner, int collection, long modifiedMicros, @Nullable Long rows, @Nullable Long bytes) {
    String time = isOld ? "modified" : "last_modified";
    if (hasCounters()) {
      insert(
          "user_collections",
          "userid, collection, last_modified, count, total_bytes",
          uid(owner),
          collection,
          modifiedMicros / 1_000,
          rows,
          bytes);
    } else {
      insert(
          "user_collections",
          "userid, collection, " + time,
          uid(owner),
          collection,
          modifiedMicros / 1_000);
    }
  }

  @Override
  public void addRows(Owner owner, int collection, List<Stored> rows) {
    long unit = layout.dialect() == ShardDialect.PYTHON ? 1_000_000 : 1_000;
    insertAll(
        layout.bsoTable(uid(owner)),
        "userid, collection, id, payload, modified, " + (isOld ? "expiry" : "ttl"),
        rows.stream()
            .map(
                row ->
                    new Object[] {
                      uid(owner),
                      collection,
                      row.id(),
                      row.payload(),
                      row.modifiedMicros() / 1_000,
                      row.expiryMicros() / unit
                    })
            .toList());
  }

  @Override
  public void addBatch(Owner owner, int collection, long begunMillis, List<String> ids) {
    long batch = begunMillis;
    if (isOld) {
      insert(
          "batches",
          "userid, collection, id, bsos, expiry",
          uid(owner),
          collection,
          batch,
          String.join("\n", ids),
          batch + 7_200_000);
      return;
    }
    insert("batch_uploads", "batch, userid, collection", batch, uid(owner), collection);
    ids.forEach(id -> insert(layout.itemTable(batch), "batch, userid, id", batch, uid(owner), id));
  }

  @Override
  public long batches() {
    long count = 0;
    try (Statement statement = connection.createStatement()) {
      List<String> tables = new java.util.ArrayList<>();
      try (ResultSet rows = statement.executeQuery("SHOW TABLES LIKE 'batch%'")) {
        while (rows.next()) {
          tables.add(rows.getString(1));
        }
      }
      tables.remove("batch_uploads");
      for (String table : tables) {
        try (ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
          count += rows.next() ? rows.getLong(1) : 0;
        }
      }
      return count;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    store.close();
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    server.dropSchema(schema);
  }
}
