package godwit.pipelines.run;

import godwit.storage.mysql.MySqlConfig;
import godwit.storage.spanner.SpannerConfig;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Where users come from, where they go, and where the ledger is. Holds references to secrets, never
 * secrets, so that it can be sent to workers.
 *
 * @param shards at least one, names unique
 * @param tokenserver the database that knows which uid belongs to which account
 * @param target the database users move to
 * @param ledger the database of the ledger; the target's own makes data and bookkeeping one commit
 * @param policy sizes of commits and pieces of work
 */
public record MoveConfig(
    List<ShardConfig> shards,
    MySqlConfig tokenserver,
    SpannerConfig target,
    SpannerConfig ledger,
    CopyPolicy policy)
    implements Serializable {

  /** Copies the list; rejects an empty one and names used twice. */
  public MoveConfig {
    shards = new ArrayList<>(shards);
    if (shards.isEmpty()) {
      throw new IllegalArgumentException("no shard is configured");
    }
    var names = new HashSet<String>();
    for (ShardConfig shard : shards) {
      if (!names.add(shard.name())) {
        throw new IllegalArgumentException("two shards are named '" + shard.name() + "'");
      }
    }
  }

  /** A fixed list: the field itself is mutable only because lists must be serialisable. */
  @Override
  public List<ShardConfig> shards() {
    return List.copyOf(shards);
  }

  /**
   * The shard of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public ShardConfig shard(String name) {
    return shards.stream()
        .filter(shard -> shard.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no shard is named '"
                        + name
                        + "'; configured: "
                        + String.join(", ", shards.stream().map(ShardConfig::name).toList())));
  }

  /** The same with another policy. */
  public MoveConfig with(CopyPolicy other) {
    return new MoveConfig(shards, tokenserver, target, ledger, other);
  }

  /** Whether ledger rows can be part of the commits that carry the data. */
  public boolean ledgerIsInTarget() {
    return ledger.equals(target);
  }
}
