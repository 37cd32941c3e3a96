package godwit.storage.mysql;

import godwit.storage.RowPosition;
import godwit.storage.RowRange;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The condition for a piece of one user's rows, with its parameters.
 *
 * @param sql template of the condition
 * @param parameters in order
 */
public record RowCondition(String sql, List<Object> parameters) {
  /**
   * The rows of a user between two places. The comparison is written out, because a row constructor
   * is not used as an index range.
   */
  public static RowCondition between(
      long uid, @Nullable RowPosition after, @Nullable RowPosition upTo) {
    StringBuilder sql = new StringBuilder("{uid} = ?");
    List<Object> parameters = new ArrayList<>();
    parameters.add(uid);
    if (after != null) {
      sql.append(" AND {collection} >= ?");
      sql.append(" AND ({collection} > ? OR ({collection} = ? AND id > {idParameter}))");
      add(parameters, after);
    }
    if (upTo != null) {
      sql.append(" AND {collection} <= ?");
      sql.append(" AND ({collection} < ? OR ({collection} = ? AND id <= {idParameter}))");
      add(parameters, upTo);
    }
    return new RowCondition(sql.toString(), parameters);
  }

  static RowCondition of(long uid, RowRange range) {
    return between(uid, range.after(), range.upTo());
  }

  private static void add(List<Object> parameters, RowPosition position) {
    parameters.add(position.collection());
    parameters.add(position.collection());
    parameters.add(position.collection());
    parameters.add(position.id());
  }

  /** Sets the parameters from the first on, and returns the number of the next. */
  public int bind(PreparedStatement statement) throws SQLException {
    return bind(statement, 1);
  }

  /** The same from a later one on. */
  public int bind(PreparedStatement statement, int first) throws SQLException {
    int next = first;
    for (Object parameter : parameters) {
      statement.setObject(next++, parameter);
    }
    return next;
  }
}
