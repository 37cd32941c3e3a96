package godwit.storage.mysql;

import java.sql.Connection;
import java.sql.SQLException;

/** Something done with a connection that somebody else opens, closes and answers errors for. */
@FunctionalInterface
public interface SqlCall<T> {
  /** Does it. */
  T with(Connection connection) throws SQLException;
}
