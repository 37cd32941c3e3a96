package godwit.testdata.load;

import godwit.model.CollectionName;
import godwit.model.Collections;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the tables of a shard, and hands out its ids. */
public final class ShardSchema {
  private ShardSchema() {}

  /**
   * Makes the tables in an empty schema.
   *
   * @throws SQLException if a table is there already, or the account may not make any
   */
  public static void create(Connection connection, ShardLayout layout) throws SQLException {
    switch (layout.dialect()) {
      case PYTHON -> createPython(connection, layout);
      case RUST -> createRust(connection, "rust.sql");
      case RUST_2018 -> createRust(connection, "rust_2018.sql");
    }
  }

  private static void createPython(Connection connection, ShardLayout layout) throws SQLException {
    SqlScript.run(connection, "python.sql");
    if (layout.tables() == 0) {
      SqlScript.run(connection, "python_bso.sql", "");
    }
    for (int i = 0; i < layout.tables(); i++) {
      SqlScript.run(connection, "python_bso.sql", Integer.toString(i));
    }
  }

  private static void createRust(Connection connection, String tables) throws SQLException {
    SqlScript.run(connection, tables);
    SqlScript.run(connection, "standard_names.sql");
  }

  /**
   * Adds custom names in the order given, which is the order of their ids.
   *
   * @return the ids of these and of the standard names
   */
  public static Map<CollectionName, Integer> addNames(
      Connection connection, ShardLayout layout, List<CollectionName> names) throws SQLException {
    ShardDialect dialect = layout.dialect();
    Map<CollectionName, Integer> ids = new HashMap<>(Collections.standard());
    String sql = "INSERT INTO collections (" + dialect.columns().nameId() + ", name) VALUES (?, ?)";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      int next = dialect.firstCustomId();
      for (CollectionName name : names) {
        insert.setInt(1, next);
        insert.setString(2, name.text());
        insert.executeUpdate();
        ids.put(name, next++);
      }
    }
    return ids;
  }
}
