package godwit.tokenserver;

import godwit.testdata.server.EmbeddedMySql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** A tokenserver database of a test's own, with one node. */
final class TokenserverFixture implements AutoCloseable {
  static final String NODE = "https://sync-1.example.org";
  static final long NOW = 1_700_000_000_000L;

  private final EmbeddedMySql server = EmbeddedMySql.shared();
  private final String schema;

  TokenserverFixture(String schema) {
    this.schema = schema;
    server.createSchema(schema);
    TokenserverSchema.apply(server.config(schema));
  }

  static Clock clock(long millis) {
    return Clock.fixed(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
  }

  MySqlAccounts open(AccountPolicy policy) {
    return open(policy, NOW);
  }

  MySqlAccounts open(AccountPolicy policy, long now) {
    return MySqlAccounts.open(server.config(schema), policy, clock(now));
  }

  godwit.storage.mysql.MySqlConfig config() {
    return server.config(schema);
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  Connection connect() throws SQLException {
    return server.connect(schema);
  }

  /** The rows of a query, columns separated by a blank. */
  List<String> rows(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (found.next()) {
        StringJoiner row = new StringJoiner(" ");
        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
          row.add(found.getString(i));
        }
        rows.add(row.toString());
      }
      return rows;
    }
  }

  /** What is in {@code users}: uid, generation, keys, times of row and replacement, node. */
  List<String> users() throws SQLException {
    return rows(
        "SELECT uid, generation, keys_changed_at, client_state, created_at, replaced_at, nodeid"
            + " FROM users ORDER BY uid");
  }

  /** What is left of the node's share, and its load. */
  List<String> nodes() throws SQLException {
    return rows("SELECT id, available, current_load FROM nodes ORDER BY id");
  }

  @Override
  public void close() {
    server.dropSchema(schema);
  }
}
