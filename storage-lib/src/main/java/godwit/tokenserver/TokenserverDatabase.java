package godwit.tokenserver;

import godwit.storage.StorageException;
import godwit.storage.StorageException.Kind;
import godwit.storage.mysql.MySqlConfig;
import godwit.storage.mysql.MySqlPool;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The tokenserver's database, read only. Safe to share between threads. */
public final class TokenserverDatabase implements AutoCloseable {
  private static final String SERVICE = "sync-1.5";
  private static final int UIDS_PER_STATEMENT = 500;

  private final MySqlPool pool;
  private final int service;

  private TokenserverDatabase(MySqlPool pool, int service) {
    this.pool = pool;
    this.service = service;
  }

  /**
   * Connects and finds the Sync service.
   *
   * @throws StorageException of kind UNREACHABLE if it cannot be reached, UNSUITABLE if it is no
   *     tokenserver's database or its service cannot be told
   */
  public static TokenserverDatabase open(MySqlConfig config) {
    MySqlPool pool = MySqlPool.open("the tokenserver database", config);
    try {
      return new TokenserverDatabase(pool, service(pool));
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  /** The id of the Sync service. */
  static int service(MySqlPool pool) {
    return service(pool.call(TokenserverDatabase::services));
  }

  private static Map<String, Integer> services(Connection connection) throws SQLException {
    Map<String, Integer> services = new TreeMap<>();
    try (PreparedStatement statement =
            connection.prepareStatement("SELECT service, id FROM services");
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        services.put(rows.getString(1), rows.getInt(2));
      }
    }
    return services;
  }

  private static int service(Map<String, Integer> services) {
    Integer named = services.get(SERVICE);
    if (named != null) {
      return named;
    }
    if (services.size() != 1) {
      throw new StorageException(
          Kind.UNSUITABLE,
          "The tokenserver database has no service '%s' among %s; check its table services."
              .formatted(SERVICE, services.keySet()));
    }
    return services.values().iterator().next();
  }

  /** The id of a node; a slash at the end of the URL makes no difference. */
  public Optional<Long> nodeId(String nodeUrl) {
    String sql =
        """
        SELECT id FROM nodes
         WHERE service = ? AND TRIM(TRAILING '/' FROM node) = ?
         ORDER BY id LIMIT 1
        """;
    return pool.call(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, service);
            statement.setString(2, nodeUrl.replaceAll("/+$", ""));
            try (ResultSet rows = statement.executeQuery()) {
              return rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
            }
          }
        });
  }

  private long knownNode(String nodeUrl) {
    return nodeId(nodeUrl)
        .orElseThrow(
            () ->
                new StorageException(
                    Kind.UNSUITABLE,
                    "The tokenserver knows no node '%s'; name it as its table nodes does."
                        .formatted(nodeUrl)));
  }

  /**
   * How many rows of the node are neither replaced nor retired. {@link #assignments} finds a few of
   * them superseded.
   *
   * @throws StorageException of kind UNSUITABLE if there is no such node
   */
  public long currentUsers(String nodeUrl) {
    long node = knownNode(nodeUrl);
    String sql =
        """
        SELECT COUNT(*) FROM users
         WHERE nodeid = ? AND service = ? AND replaced_at IS NULL AND generation < ?
        """;
    return pool.call(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, node);
            statement.setInt(2, service);
            statement.setLong(3, AssignmentRow.RETIRED);
            try (ResultSet rows = statement.executeQuery()) {
              rows.next();
              return rows.getLong(1);
            }
          }
        });
  }

  /**
   * What each uid of a node's shard is to its person. Every uid asked for is in the answer.
   *
   * @throws StorageException of kind UNSUITABLE if there is no such node
   */
  public Map<Long, Assignment> assignments(String nodeUrl, Collection<Long> uids) {
    long node = knownNode(nodeUrl);
    List<Long> asked = uids.stream().distinct().sorted().toList();
    Map<Long, Assignment> assignments = new TreeMap<>();
    for (int from = 0; from < asked.size(); from += UIDS_PER_STATEMENT) {
      List<Long> chunk = asked.subList(from, Math.min(asked.size(), from + UIDS_PER_STATEMENT));
      Map<Long, List<AssignmentRow>> persons = pool.call(connection -> persons(connection, chunk));
      for (long uid : chunk) {
        List<AssignmentRow> rows = persons.getOrDefault(uid, List.of());
        assignments.put(uid, AssignmentRule.judge(uid, node, rows));
      }
    }
    return assignments;
  }

  /**
   * All rows of the persons behind some uids, by uid: the email leads to the others by an index.
   */
  private Map<Long, List<AssignmentRow>> persons(Connection connection, List<Long> uids)
      throws SQLException {
    String sql =
        """
        SELECT asked.uid, u.uid, u.email, u.generation, u.client_state, u.created_at,
               u.replaced_at, u.nodeid, u.keys_changed_at
          FROM users asked
          JOIN users u ON u.email = asked.email AND u.service = asked.service
         WHERE asked.service = ? AND asked.uid IN (%s)
        """
            .formatted(
                Collections.nCopies(uids.size(), "?").stream().collect(Collectors.joining(",")));
    Map<Long, List<AssignmentRow>> persons = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, service);
      for (int i = 0; i < uids.size(); i++) {
        statement.setLong(i + 2, uids.get(i));
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          persons.computeIfAbsent(rows.getLong(1), uid -> new ArrayList<>()).add(row(rows));
        }
      }
    }
    return persons;
  }

  private static AssignmentRow row(ResultSet rows) throws SQLException {
    return new AssignmentRow(
        rows.getLong(2),
        rows.getString(3),
        rows.getLong(4),
        rows.getString(5),
        rows.getLong(6),
        rows.getObject(7, Long.class),
        rows.getLong(8),
        rows.getObject(9, Long.class));
  }

  /** Closes all connections. */
  @Override
  public void close() {
    pool.close();
  }
}
