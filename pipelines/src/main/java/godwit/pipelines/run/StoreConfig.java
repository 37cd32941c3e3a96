package godwit.pipelines.run;

import godwit.storage.mysql.MySqlConfig;
import godwit.storage.spanner.SpannerConfig;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one database that a sweep goes through: a shard or the target.
 *
 * @param shard the shard, or null
 * @param target the target, or null; exactly one of the two is there
 * @param replicas servers whose lag a sweep of the shard watches
 */
public record StoreConfig(
    @Nullable ShardConfig shard, @Nullable SpannerConfig target, List<MySqlConfig> replicas)
    implements Serializable {
  /** Copies the list; rejects both and neither. */
  public StoreConfig {
    replicas = new ArrayList<>(replicas);
    if ((shard == null) == (target == null)) {
      throw new IllegalArgumentException("a sweep goes through a shard or the target; name one");
    }
  }

  /** A shard, and the replicas to spare. */
  public static StoreConfig of(ShardConfig shard, List<MySqlConfig> replicas) {
    return new StoreConfig(shard, null, replicas);
  }

  /** The target. */
  public static StoreConfig of(SpannerConfig target) {
    return new StoreConfig(null, target, List.of());
  }

  /** A fixed list: the field itself is mutable only because lists must be serialisable. */
  @Override
  public List<MySqlConfig> replicas() {
    return List.copyOf(replicas);
  }

  /** How many workers of one machine it takes at once. */
  public int mostWorkers() {
    if (shard != null) {
      return shard.database().maxConnections();
    }
    return target != null && target.isEmulator() ? 1 : Integer.MAX_VALUE;
  }

  /** Whether it is an emulator, which reads a whole table for every statement. */
  public boolean isEmulator() {
    return target != null && target.isEmulator();
  }
}
