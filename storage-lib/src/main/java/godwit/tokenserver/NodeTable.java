package godwit.tokenserver;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Statements on the tokenserver's {@code nodes}. */
final class NodeTable {
  private static final int RELEASE_ROUNDS = 5;

  private final int service;

  NodeTable(int service) {
    this.service = service;
  }

  /** The URL of a node, without slashes at its end. */
  Optional<String> url(Connection connection, long id) throws SQLException {
    String sql = "SELECT node FROM nodes WHERE id = ? AND service = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, id);
      statement.setInt(2, service);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next()
            ? Optional.of(rows.getString(1).replaceAll("/+$", ""))
            : Optional.empty();
      }
    }
  }

  /** Gives the only node another URL; does nothing if there is none, or more than one. */
  void renameOnly(Connection connection, String url) throws SQLException {
    String sql =
        """
        UPDATE nodes
          JOIN (SELECT MIN(id) AS id FROM nodes WHERE service = ? HAVING COUNT(*) = 1) only_one
            ON nodes.id = only_one.id
           SET nodes.node = ?
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, service);
      statement.setString(2, url);
      statement.executeUpdate();
    }
  }

  /**
   * The node for the next user, releasing capacity if no node has any left. Reserves nothing: the
   * caller counts the user in when its row is written.
   */
  OptionalLong choose(Connection connection, double releaseRate) throws SQLException {
    OptionalLong best = NodeChoice.best(upNodes(connection));
    for (int round = 0; best.isEmpty() && round < RELEASE_ROUNDS; round++) {
      // Again even if nothing was released: somebody else may just have done it.
      release(connection, releaseRate);
      best = NodeChoice.best(upNodes(connection));
    }
    return best;
  }

  private List<NodeRow> upNodes(Connection connection) throws SQLException {
    String sql =
        """
        SELECT id, available, current_load, capacity, downed, backoff
          FROM nodes
         WHERE service = ? AND available > 0 AND downed = 0
        """;
    List<NodeRow> nodes = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, service);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          nodes.add(
              new NodeRow(
                  rows.getLong(1),
                  rows.getInt(2),
                  rows.getInt(3),
                  rows.getInt(4),
                  rows.getInt(5),
                  rows.getInt(6)));
        }
      }
    }
    return nodes;
  }

  /**
   * Lets nodes whose share is used up take a further share, as far as their capacity goes. Rounded
   * up: a node for four users would else release nothing for ever.
   */
  private void release(Connection connection, double rate) throws SQLException {
    String sql =
        """
        UPDATE nodes
           SET available = LEAST(CEILING(capacity * ?), capacity - current_load)
         WHERE service = ? AND available <= 0 AND capacity > current_load AND downed = 0
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setDouble(1, rate);
      statement.setInt(2, service);
      statement.executeUpdate();
    }
  }

  /** Counts a user in; false if there is no such node any more. */
  boolean addUser(Connection connection, long id, boolean usesShare) throws SQLException {
    String sql =
        """
        UPDATE nodes
           SET current_load = current_load + 1, available = GREATEST(available - ?, 0)
         WHERE id = ? AND service = ?
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, usesShare ? 1 : 0);
      statement.setLong(2, id);
      statement.setInt(3, service);
      return statement.executeUpdate() == 1;
    }
  }

  /** The id of the node with this URL, with or without a slash at the end; adds it if need be. */
  long idOrAdd(Connection connection, NewNode node) throws SQLException {
    OptionalLong known = id(connection, node.url());
    if (known.isPresent()) {
      return known.getAsLong();
    }
    // Another process may add it at the same time; then this one's row is the other's.
    String sql =
        """
        INSERT INTO nodes (service, node, available, current_load, capacity, downed, backoff)
        VALUES (?, ?, ?, 0, ?, 0, 0)
            ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id)
        """;
    try (PreparedStatement statement =
        connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
      statement.setInt(1, service);
      statement.setString(2, node.url());
      statement.setInt(3, node.available());
      statement.setInt(4, node.capacity());
      statement.executeUpdate();
      try (ResultSet keys = statement.getGeneratedKeys()) {
        keys.next();
        return keys.getLong(1);
      }
    }
  }

  /** The id of the node with this URL, which has no slash at its end here. */
  OptionalLong id(Connection connection, String url) throws SQLException {
    String sql =
        """
        SELECT id FROM nodes
         WHERE service = ? AND TRIM(TRAILING '/' FROM node) = ?
         ORDER BY id LIMIT 1
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, service);
      statement.setString(2, url);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
      }
    }
  }
}
