package godwit.testdata.load;

import godwit.testdata.Workload;
import godwit.testdata.user.Assignment;
import godwit.testdata.user.Holding;
import godwit.testdata.user.Standing;
import godwit.testdata.user.SyntheticUser;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Writes people into a tokenserver database: one row for each assignment, one node for each shard,
 * and an empty node for the move to lead to. Not thread-safe.
 */
public final class TokenserverLoader implements AutoCloseable {
  /** The id of the one service. */
  public static final int SERVICE = 1;

  /** The node id of users whose node was removed. */
  public static final long DANGLING_NODE = 999_999;

  private static final int CAPACITY = 1_000_000;

  private final Connection connection;
  private final BatchedInsert users;

  private TokenserverLoader(Connection connection, BatchedInsert users) {
    this.connection = connection;
    this.users = users;
  }

  /**
   * Makes the tables and the nodes in an empty schema.
   *
   * @param connection stays open, without auto-commit, when the loader is closed
   */
  public static TokenserverLoader create(Connection connection, Workload workload)
      throws SQLException {
    SqlScript.run(connection, "tokenserver.sql");
    connection.setAutoCommit(false);
    try (var nodes =
        new BatchedInsert(
            connection,
            "nodes",
            "id,service,node,available,current_load,capacity,downed,backoff")) {
      for (int shard = 0; shard < workload.shards(); shard++) {
        nodes.add(nodeId(shard), SERVICE, nodeUrl(shard), 0, CAPACITY / 2, CAPACITY, 0, 0);
      }
      nodes.add(
          spannerNodeId(workload), SERVICE, spannerNodeUrl(), CAPACITY / 10, 0, CAPACITY, 0, 0);
      nodes.flush();
    }
    return new TokenserverLoader(
        connection,
        new BatchedInsert(
            connection,
            "users",
            "uid,service,email,generation,client_state,created_at,replaced_at,nodeid,"
                + "keys_changed_at"));
  }

  /** The node id of a shard. */
  public static long nodeId(int shard) {
    return shard + 1L;
  }

  /** The address of a shard's node. */
  public static String nodeUrl(int shard) {
    return "https://sync-" + shard + ".sync.example.org";
  }

  /** The node id of the node that the move leads to. */
  public static long spannerNodeId(Workload workload) {
    return workload.shards() + 1L;
  }

  /** The address of the node that the move leads to. */
  public static String spannerNodeUrl() {
    return "https://sync-spanner.sync.example.org";
  }

  /** Writes the rows of one person, oldest first. */
  public void load(SyntheticUser user) throws SQLException {
    for (Holding holding : user.holdings()) {
      Assignment row = holding.assignment();
      boolean dangling = user.standing() == Standing.DANGLING && row.replacedAt() == null;
      users.add(
          row.uid(),
          SERVICE,
          user.email(),
          row.generation(),
          row.clientState(),
          row.createdAt(),
          row.replacedAt(),
          dangling ? DANGLING_NODE : nodeId(row.shard()),
          row.keysChangedAt());
    }
  }

  /** Writes what is left, and commits. */
  @Override
  public void close() throws SQLException {
    try (users) {
      users.flush();
      connection.commit();
    }
  }
}
