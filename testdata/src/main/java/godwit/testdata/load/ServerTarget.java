package godwit.testdata.load;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A MySQL-compatible server to load into.
 *
 * @param urlPrefix {@code jdbc:mysql://HOST:PORT/}, without schema and credentials
 * @param user an account that may make schemas
 * @param password looked up at each connection, and never shown
 * @param schemaPrefix how the names of all schemas begin: letters, digits and underscores
 */
public record ServerTarget(
    String urlPrefix, String user, Supplier<String> password, String schemaPrefix) {
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_]{1,40}");

  /** Rejects other databases, and names that would need quoting. */
  public ServerTarget {
    if (!urlPrefix.matches("jdbc:mysql://[^/@?]+/")) {
      throw new IllegalArgumentException(
          "not the address of a MySQL server: '" + urlPrefix + "'; give jdbc:mysql://HOST:PORT/");
    }
    if (!PREFIX.matcher(schemaPrefix).matches()) {
      throw new IllegalArgumentException(
          "not a prefix of schema names: '"
              + schemaPrefix
              + "'; give 1 to 40 letters, digits and underscores");
    }
  }

  String shardSchema(int shard) {
    return schemaPrefix + "_shard" + shard;
  }

  String tokenserverSchema() {
    return schemaPrefix + "_tokenserver";
  }

  String url(String schema) {
    return urlPrefix + schema;
  }

  /** Makes a schema that must not exist, so that nobody's data are overwritten. */
  void createSchema(String schema) throws SQLException {
    try (Connection connection = connect("");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE `" + schema + "` CHARACTER SET latin1");
    }
  }

  /** Opens a connection to a schema of the server; the caller closes it. */
  public Connection connect(String schema) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password.get());
    properties.setProperty("rewriteBatchedStatements", "true");
    properties.setProperty("allowPublicKeyRetrieval", "true");
    return DriverManager.getConnection(url(schema), properties);
  }

  /** Leaves the password out. */
  @Override
  public String toString() {
    return "ServerTarget[" + urlPrefix + schemaPrefix + "]";
  }
}
