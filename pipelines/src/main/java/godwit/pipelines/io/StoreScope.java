package godwit.pipelines.io;

import godwit.pipelines.run.MoveConfig;
import godwit.pipelines.run.ShardConfig;
import godwit.pipelines.run.StoreConfig;
import godwit.storage.mysql.MySqlConfig;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which databases a job goes through, shards and the target.
 *
 * @param config where everything is
 * @param shards names of shards, in the order of reports
 * @param target whether the target is gone through too
 * @param replicas servers whose lag is watched; only of a single shard
 */
public record StoreScope(
    MoveConfig config, List<String> shards, boolean target, List<MySqlConfig> replicas)
    implements Serializable {
  /** What reports call the target. */
  public static final String TARGET = "target";

  /** Copies the names; rejects unknown ones, and nothing at all. */
  public StoreScope {
    shards = new ArrayList<>(shards);
    shards.forEach(config::shard);
    if (shards.isEmpty() && !target) {
      throw new IllegalArgumentException("neither a shard nor the target is named");
    }
    replicas = new ArrayList<>(replicas);
    if (!replicas.isEmpty() && (target || shards.size() != 1)) {
      throw new IllegalArgumentException("replicas are those of one shard; name that shard alone");
    }
  }

  /** Without replicas. */
  public StoreScope(MoveConfig config, List<String> shards, boolean target) {
    this(config, shards, target, List.of());
  }

  /** The same with replicas of its one shard. */
  public StoreScope watching(List<MySqlConfig> others) {
    return new StoreScope(config, shards, target, others);
  }

  /** A fixed list, as that of the shards. */
  @Override
  public List<MySqlConfig> replicas() {
    return List.copyOf(replicas);
  }

  /** A fixed list: the field itself is mutable only because lists must be serialisable. */
  @Override
  public List<String> shards() {
    return List.copyOf(shards);
  }

  /** The stores' names in reports. */
  public List<String> stores() {
    List<String> names = new ArrayList<>(shards);
    if (target) {
      names.add(TARGET);
    }
    return names;
  }

  /** The store of that name. */
  public StoreConfig store(String name) {
    return shards.contains(name)
        ? StoreConfig.of(config.shard(name), replicas)
        : StoreConfig.of(config.target());
  }

  /** The shard of that store, unless it is the target. */
  public Optional<ShardConfig> shard(String store) {
    return shards.contains(store) ? Optional.of(config.shard(store)) : Optional.empty();
  }

  /** How many workers of one machine they take at once, all together. */
  public int mostWorkers() {
    long sum = stores().stream().mapToLong(name -> store(name).mostWorkers()).sum();
    return (int) Math.min(Integer.MAX_VALUE, sum);
  }
}
