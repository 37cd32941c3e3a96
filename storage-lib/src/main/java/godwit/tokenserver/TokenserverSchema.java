package godwit.tokenserver;

import godwit.storage.StorageException;
import godwit.storage.StorageException.Kind;
import godwit.storage.mysql.MySqlConfig;
import godwit.storage.mysql.MySqlPool;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes the tokenserver's tables. */
public final class TokenserverSchema {
  private static final Map<String, List<String>> COLUMNS =
      Map.of(
          "services", List.of("id", "service", "pattern"),
          "nodes",
              List.of(
                  "id",
                  "service",
                  "node",
                  "available",
                  "current_load",
                  "capacity",
                  "downed",
                  "backoff"),
          "users",
              List.of(
                  "uid",
                  "service",
                  "email",
                  "generation",
                  "client_state",
                  "created_at",
                  "replaced_at",
                  "nodeid",
                  "keys_changed_at"));

  private TokenserverSchema() {}

  /**
   * Makes the tables and the row of the Sync service where they are missing. What is there stays as
   * it is. May be called again, and by several processes at once.
   *
   * @throws StorageException of kind UNSUITABLE if a table is there and lacks columns
   */
  public static void apply(MySqlConfig config) {
    try (MySqlPool pool = MySqlPool.open("the tokenserver database", config)) {
      Set<String> missing =
          pool.call(
              connection -> {
                create(connection);
                return missing(connection);
              });
      if (!missing.isEmpty()) {
        throw new StorageException(
            Kind.UNSUITABLE,
            "The tokenserver database lacks the columns %s; it is of an old version or no tokenserver's: upgrade it, or name an empty schema."
                .formatted(missing));
      }
    }
  }

  private static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : script().split(";")) {
        statement.execute(sql);
      }
    }
  }

  private static Set<String> missing(Connection connection) throws SQLException {
    Map<String, Set<String>> found = new TreeMap<>();
    String sql =
        """
        SELECT TABLE_NAME, COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS
         WHERE TABLE_SCHEMA = DATABASE()
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        found
            .computeIfAbsent(rows.getString(1), table -> new TreeSet<>())
            .add(rows.getString(2).toLowerCase(Locale.ROOT));
      }
    }
    Set<String> missing = new TreeSet<>();
    COLUMNS.forEach(
        (table, columns) ->
            columns.stream()
                .filter(column -> !found.getOrDefault(table, Set.of()).contains(column))
                .map(column -> table + "." + column)
                .forEach(missing::add));
    return missing;
  }

  private static String script() {
    try (InputStream file = TokenserverSchema.class.getResourceAsStream("schema.sql")) {
      if (file == null) {
        throw new IllegalStateException("schema.sql was not packed");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^--.*\n", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
