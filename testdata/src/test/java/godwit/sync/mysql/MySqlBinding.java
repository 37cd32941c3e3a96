package godwit.sync.mysql;

import godwit.model.CollectionName;
import godwit.model.Collections;
import godwit.model.Usage;
import godwit.sync.MoveState;
import godwit.sync.SyncClock;
import godwit.sync.SyncUser;
import godwit.sync.contract.Capability;
import godwit.sync.contract.StorageBinding;
import godwit.testdata.server.EmbeddedMySql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** A schema of its own on the shared server, and what is in it. */
final class MySqlBinding implements StorageBinding {
  private static final int NO_SUCH_THREAD = 1094;

  private static final AtomicInteger COUNTER = new AtomicInteger();

  final ServedLayout layout;
  final String schema;
  private final EmbeddedMySql server = EmbeddedMySql.shared();
  private final Connection connection;

  MySqlBinding(ServedLayout layout) {
    this.layout = layout;
    this.schema = "sync_" + COUNTER.incrementAndGet() + "_" + ProcessHandle.current().pid();
    server.createSchema(schema);
    try {
      layout.create(server, schema);
      this.connection = server.connect(schema);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  MySqlSyncConfig config() {
    return MySqlSyncConfig.of(server.config(schema));
  }

  Connection connect() throws SQLException {
    return server.connect(schema);
  }

  @Override
  public MySqlStorage open(SyncClock clock) {
    return MySqlStorage.open(config(), clock);
  }

  @Override
  public Set<Capability> lacks() {
    return layout.lacks();
  }

  @Override
  public List<String> storedIds(SyncUser user, CollectionName collection) {
    return strings(
        "SELECT id FROM %s WHERE %s = ? AND %s = ?"
            .formatted(layout.bsoTable(user.uid()), layout.uid(), layout.collection()),
        user.uid(),
        idOf(collection));
  }

  private int idOf(CollectionName name) {
    return Collections.standardId(name)
        .orElseGet(
            () ->
                strings(
                        "SELECT " + layout.nameId() + " FROM collections WHERE name = ?",
                        name.text())
                    .stream()
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(-1));
  }

  @Override
  public long stagedRows(SyncUser user, CollectionName collection) {
    List<String> tables =
        layout.itemTables() == 0
            ? List.of("batch_upload_items")
            : IntStream.range(0, layout.itemTables())
                .mapToObj(i -> "batch_upload_items" + i)
                .toList();
    return tables.stream()
        .flatMap(
            table ->
                strings(
                    """
                    SELECT i.id FROM %s i LEFT JOIN batch_uploads b USING (batch, userid)
                     WHERE i.userid = ? AND COALESCE(b.collection, ?) = ?
                    """
                        .formatted(table),
                    user.uid(),
                    idOf(collection),
                    idOf(collection))
                    .stream())
        .count();
  }

  @Override
  public int idsOf(CollectionName name) {
    return strings(
            "SELECT " + layout.nameId() + " FROM collections WHERE BINARY name = ?", name.text())
        .size();
  }

  @Override
  public Optional<Usage> counters(SyncUser user, CollectionName collection) {
    return strings(
            """
            SELECT CONCAT(count, ' ', total_bytes) FROM user_collections
             WHERE userid = ? AND collection = ? AND count IS NOT NULL AND total_bytes IS NOT NULL
            """,
            user.uid(),
            idOf(collection))
        .stream()
        .map(text -> text.split(" "))
        .map(parts -> new Usage(Long.parseLong(parts[0]), Long.parseLong(parts[1])))
        .findFirst();
  }

  @Override
  public void forgetCounters(SyncUser user, CollectionName collection) {
    execute(
        """
        UPDATE user_collections SET count = NULL, total_bytes = NULL
         WHERE userid = ? AND collection = ?
        """,
        user.uid(),
        idOf(collection));
  }

  @Override
  public void overstateCounters(SyncUser user, CollectionName collection) {
    execute(
        """
        UPDATE user_collections SET total_bytes = total_bytes + 1000000
         WHERE userid = ? AND collection = ?
        """,
        user.uid(),
        idOf(collection));
  }

  @Override
  public void move(SyncUser user, MoveState state) {
    try (MySqlStorage storage = open(SyncClock.system())) {
      storage.setMoveState(user, state);
    }
  }

  /** The first column of all rows. */
  List<String> strings(String sql, Object... parameters) {
    List<String> values = new ArrayList<>();
    try (PreparedStatement statement = prepare(sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** A figure that the server counts over all its schemas. */
  long status(String name) {
    try (PreparedStatement statement = prepare("SHOW GLOBAL STATUS LIKE '" + name + "'");
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(2);
    } catch (SQLException e) {
      throw new IllegalStateException(name, e);
    }
  }

  void execute(String sql, Object... parameters) {
    try (PreparedStatement statement = prepare(sql, parameters)) {
      statement.execute();
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Ends a connection, unless it ended by itself. */
  void kill(String id) {
    try (PreparedStatement statement = prepare("KILL " + id)) {
      statement.execute();
    } catch (SQLException e) {
      if (e.getErrorCode() != NO_SUCH_THREAD) {
        throw new IllegalStateException("KILL " + id, e);
      }
    }
  }

  private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
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
