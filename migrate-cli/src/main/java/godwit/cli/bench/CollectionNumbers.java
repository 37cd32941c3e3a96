package godwit.cli.bench;

import godwit.model.Collections;
import godwit.testdata.load.ShardDialect;
import godwit.testdata.load.ShardLayout;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** The collection ids of a made shard, by name. */
final class CollectionNumbers {
  private CollectionNumbers() {}

  static Map<String, Integer> read(Connection connection, ShardLayout layout) throws SQLException {
    Map<String, Integer> ids = new HashMap<>();
    Collections.standard().forEach((name, id) -> ids.put(name.text(), id));
    String key = layout.dialect() == ShardDialect.PYTHON ? "collectionid" : "id";
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT name, " + key + " FROM collections")) {
      while (rows.next()) {
        ids.put(rows.getString(1), rows.getInt(2));
      }
    }
    return ids;
  }
}
