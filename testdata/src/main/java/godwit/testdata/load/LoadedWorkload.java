package godwit.testdata.load;

import godwit.testdata.Workload;
import java.util.List;

/**
 * Where a workload lies.
 *
 * @param workload what was loaded
 * @param shards in order
 * @param tokenserverUrl the tokenserver's JDBC URL, without credentials
 * @param spannerNodeId the node that the move leads to
 * @param spannerNodeUrl that node's address
 */
public record LoadedWorkload(
    Workload workload,
    List<LoadedShard> shards,
    String tokenserverUrl,
    long spannerNodeId,
    String spannerNodeUrl) {
  /** Copies the list. */
  public LoadedWorkload {
    shards = List.copyOf(shards);
  }

  /** Rows in all BSO tables. */
  public long records() {
    return shards.stream().mapToLong(LoadedShard::records).sum();
  }
}
