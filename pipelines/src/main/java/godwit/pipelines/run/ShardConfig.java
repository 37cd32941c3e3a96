package godwit.pipelines.run;

import godwit.storage.mysql.MySqlConfig;
import java.io.Serializable;

/**
 * One legacy shard.
 *
 * @param name its name in reports and in the ledger, unique in a configuration
 * @param node its base URL, spelt as the tokenserver spells it
 * @param database its schema
 */
public record ShardConfig(String name, String node, MySqlConfig database) implements Serializable {
  /** Rejects empty names. */
  public ShardConfig {
    if (name.isBlank() || node.isBlank()) {
      throw new IllegalArgumentException(
          "a shard needs a name and a node: '" + name + "', '" + node + "'");
    }
  }
}
