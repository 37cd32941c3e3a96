package godwit.sync.mysql;

import godwit.storage.StorageException;
import godwit.storage.StorageException.Kind;
import godwit.storage.mysql.Catalog;
import godwit.storage.mysql.Dialect;
import godwit.storage.mysql.Endpoint;
import godwit.storage.mysql.MySqlConfig;
import godwit.storage.mysql.MySqlPool;
import godwit.storage.mysql.SchemaProbe;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The schema of new installations: syncstorage-rs's names, with ids that compare byte by byte, any
 * text in payloads, and the table {@code migration}. The probe takes it for syncstorage-rs's, so
 * that its users can be moved like all others.
 */
public final class MySqlSyncSchema {
  private static final int VERSION = 1;
  private static final String MARK = "godwit_schema";
  private static final List<String> BATCHES = List.of("batch_uploads", "batch_upload_items");
  private static final List<String> TABLES =
      List.of("collections", "user_collections", "bso", "batch_uploads", "batch_upload_items");
  private static final String MIGRATION = "migration";

  private final Connection connection;
  private final Endpoint endpoint;
  private final Catalog catalog;
  private final List<String> made = new ArrayList<>();

  private MySqlSyncSchema(Connection connection, Endpoint endpoint, Catalog catalog) {
    this.connection = connection;
    this.endpoint = endpoint;
    this.catalog = catalog;
  }

  /**
   * Creates what is missing. An empty schema gets everything. A schema of ours gets what a kill
   * left out. A syncstorage-rs schema keeps its tables, and gets those for batches and {@code
   * migration} if it has none. A Python server's is left alone. May be called again, and by several
   * processes at once.
   *
   * @return the tables that were made
   * @throws StorageException of kind UNREACHABLE if the server cannot be reached, UNSUITABLE if the
   *     schema holds tables of something else, or was made by a later Godwit
   */
  public static List<String> apply(MySqlConfig config) {
    try (MySqlPool pool = MySqlPool.open("the storage database", config)) {
      return pool.call(
          connection -> {
            lock(connection, pool.endpoint());
            try {
              return new MySqlSyncSchema(connection, pool.endpoint(), Catalog.read(connection))
                  .apply();
            } finally {
              select(connection, "SELECT RELEASE_LOCK(MD5(CONCAT(DATABASE(), ' godwit')))");
            }
          });
    }
  }

  private static void lock(Connection connection, Endpoint endpoint) throws SQLException {
    String lock = "SELECT GET_LOCK(MD5(CONCAT(DATABASE(), ' godwit')), 30)";
    if (!select(connection, lock).equals(Optional.of("1"))) {
      throw new StorageException(
          Kind.TRANSIENT,
          "Another process is making the tables of %s; try again when it is done."
              .formatted(endpoint));
    }
  }

  private List<String> apply() throws SQLException {
    boolean ours = catalog.has(MARK) || TABLES.stream().noneMatch(this::isThere);
    if (ours) {
      applyOurs();
    } else {
      applyToLegacy(SchemaProbe.probe(connection, endpoint));
    }
    return List.copyOf(made);
  }

  private boolean isThere(String table) {
    return catalog.has(table) || catalog.has(table + "0");
  }

  private void applyOurs() throws SQLException {
    make(MARK, "");
    int version =
        select(connection, "SELECT MAX(version) FROM godwit_schema")
            .map(Integer::parseInt)
            .orElse(0);
    if (version > VERSION) {
      throw new StorageException(
          Kind.UNSUITABLE,
          "The schema of %s has version %d, and this Godwit knows %d; use a later one."
              .formatted(endpoint, version, VERSION));
    }
    String text = idText();
    for (String table : TABLES) {
      make(table, text);
    }
    make(MIGRATION, "");
    execute(SqlFile.read("schema/standard_names.sql"));
    execute("INSERT IGNORE INTO godwit_schema (version) VALUES (" + VERSION + ")");
  }

  private void applyToLegacy(Dialect dialect) throws SQLException {
    if (dialect.server() == Dialect.Server.PYTHON) {
      return;
    }
    // Ids that are the same in one table must be the same in the other.
    Dialect.Text ids = dialect.text();
    String text = "CHARACTER SET %s COLLATE %s".formatted(ids.charset(), ids.collation());
    for (String table : BATCHES) {
      make(table, text);
    }
    make(MIGRATION, "");
  }

  private void make(String table, String idText) throws SQLException {
    execute(SqlFile.read("schema/" + table + ".sql").replace("{idText}", idText));
    if (!catalog.has(table)) {
      made.add(table);
    }
  }

  /**
   * The server's way to compare ASCII byte by byte. Only the last one takes "a" and "a " for the
   * same, and only servers before 2018 have nothing better.
   */
  private String idText() throws SQLException {
    String collation =
        select(
                connection,
                """
                SELECT COLLATION_NAME FROM INFORMATION_SCHEMA.COLLATIONS
                 WHERE COLLATION_NAME IN ('ascii_nopad_bin', 'utf8mb4_0900_bin', 'ascii_bin')
                 ORDER BY FIELD(COLLATION_NAME, 'ascii_nopad_bin', 'utf8mb4_0900_bin', 'ascii_bin')
                 LIMIT 1
                """)
            .orElse("ascii_bin");
    String charset = collation.substring(0, collation.indexOf('_'));
    return "CHARACTER SET %s COLLATE %s".formatted(charset, collation);
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of the first row; nothing if it is NULL. */
  private static Optional<String> select(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
    }
  }
}
