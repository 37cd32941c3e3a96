package godwit.tokenserver;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements on the tokenserver's {@code users}. */
final class UserTable {
  private final int service;

  UserTable(int service) {
    this.service = service;
  }

  /** An account's newest rows. */
  Account read(Connection connection, String email) throws SQLException {
    return read(connection, email, "");
  }

  /**
   * The same, locked to the end of the transaction, as is the place where a first row would go: of
   * two servers that both find none, one is told of a deadlock when it inserts, and tries again.
   */
  Account lock(Connection connection, String email) throws SQLException {
    return read(connection, email, " FOR UPDATE");
  }

  private Account read(Connection connection, String email, String lock) throws SQLException {
    String sql =
        """
        SELECT uid, email, generation, client_state, created_at, replaced_at, nodeid,
               keys_changed_at
          FROM users
         WHERE email = ? AND service = ?
         ORDER BY created_at DESC, uid DESC
         LIMIT %d%s
        """
            .formatted(AssignmentRule.ROWS_READ, lock);
    List<AssignmentRow> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, email);
      statement.setInt(2, service);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(row(rows));
        }
      }
    }
    return Account.of(found);
  }

  private static AssignmentRow row(ResultSet rows) throws SQLException {
    return new AssignmentRow(
        rows.getLong(1),
        rows.getString(2),
        rows.getLong(3),
        rows.getString(4),
        rows.getLong(5),
        rows.getObject(6, Long.class),
        rows.getLong(7),
        rows.getObject(8, Long.class));
  }

  /** Adds a row that is in use, and returns its uid; the row's own uid is not looked at. */
  long insert(Connection connection, AssignmentRow row) throws SQLException {
    String sql =
        """
        INSERT INTO users
               (service, email, generation, client_state, created_at, replaced_at, nodeid,
                keys_changed_at)
        VALUES (?, ?, ?, ?, ?, NULL, ?, ?)
        """;
    try (PreparedStatement statement =
        connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
      statement.setInt(1, service);
      statement.setString(2, row.email());
      statement.setLong(3, row.generation());
      statement.setString(4, row.clientState());
      statement.setLong(5, row.createdAt());
      statement.setLong(6, row.nodeId());
      setTime(statement, 7, row.keysChangedAt());
      statement.executeUpdate();
      try (ResultSet keys = statement.getGeneratedKeys()) {
        keys.next();
        return keys.getLong(1);
      }
    }
  }

  /** Moves a row's times on, and never back, as long as it is in use. */
  void update(Connection connection, long uid, AccountKeys keys) throws SQLException {
    String sql =
        """
        UPDATE users
           SET generation = ?, keys_changed_at = ?
         WHERE uid = ? AND service = ? AND replaced_at IS NULL
           AND generation <= ?
           AND COALESCE(keys_changed_at, 0) <= COALESCE(?, 0)
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, keys.generation());
      setTime(statement, 2, keys.keysChangedAt());
      statement.setLong(3, uid);
      statement.setInt(4, service);
      statement.setLong(5, keys.generation());
      setTime(statement, 6, keys.keysChangedAt());
      statement.executeUpdate();
    }
  }

  /** Marks those of an account's rows as replaced that are older than a time. */
  void replaceBefore(Connection connection, String email, long createdAt) throws SQLException {
    String sql =
        """
        UPDATE users SET replaced_at = ?
         WHERE email = ? AND service = ? AND replaced_at IS NULL AND created_at < ?
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, createdAt);
      statement.setString(2, email);
      statement.setInt(3, service);
      statement.setLong(4, createdAt);
      statement.executeUpdate();
    }
  }

  /** Marks single rows as replaced. */
  void replace(Connection connection, List<Long> uids, long at) throws SQLException {
    String sql = "UPDATE users SET replaced_at = ? WHERE uid = ? AND replaced_at IS NULL";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (long uid : uids) {
        statement.setLong(1, at);
        statement.setLong(2, uid);
        statement.executeUpdate();
      }
    }
  }

  /** Marks an account's rows in use as those of a deleted account; returns how many. */
  int retire(Connection connection, String email, long at) throws SQLException {
    String sql =
        """
        UPDATE users SET generation = ?, replaced_at = ?
         WHERE email = ? AND service = ? AND replaced_at IS NULL
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, AssignmentRow.RETIRED);
      statement.setLong(2, at);
      statement.setString(3, email);
      statement.setInt(4, service);
      return statement.executeUpdate();
    }
  }

  /** Moves the generation of an account's rows in use on, never back; returns how many. */
  int raiseGeneration(Connection connection, String email, long generation) throws SQLException {
    String sql =
        """
        UPDATE users SET generation = ?
         WHERE email = ? AND service = ? AND replaced_at IS NULL AND generation < ?
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, generation);
      statement.setString(2, email);
      statement.setInt(3, service);
      statement.setLong(4, generation);
      return statement.executeUpdate();
    }
  }

  private static void setTime(PreparedStatement statement, int at, @Nullable Long millis)
      throws SQLException {
    if (millis == null) {
      statement.setNull(at, Types.BIGINT);
    } else {
      statement.setLong(at, millis);
    }
  }
}
