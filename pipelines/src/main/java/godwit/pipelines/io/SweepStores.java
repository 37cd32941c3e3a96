package godwit.pipelines.io;

import godwit.pipelines.pace.LoadRule;
import godwit.pipelines.run.RunControl;
import godwit.pipelines.run.ShardConfig;
import godwit.pipelines.run.StoreConfig;
import godwit.storage.StorageException;
import godwit.storage.mysql.MySqlConfig;
import godwit.storage.spanner.SpannerConfig;
import godwit.sweep.Patience;
import godwit.sweep.ServerLoad;
import godwit.sweep.SweepStore;
import godwit.sweep.mysql.MySqlSweep;
import godwit.sweep.spanner.SpannerSweep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A store that is swept, and the replicas that are watched meanwhile. */
public final class SweepStores implements AutoCloseable {
  private final SweepStore store;
  private final List<SweepStore> replicas;

  private SweepStores(SweepStore store, List<SweepStore> replicas) {
    this.store = store;
    this.replicas = List.copyOf(replicas);
  }

  /**
   * Connects.
   *
   * @throws StorageException if a server cannot be reached or is not what it should be
   */
  public static SweepStores open(StoreConfig config, RunControl control) {
    var attempts = new SourceAttempts(control);
    SweepStore store = store(config, control, attempts::call);
    List<SweepStore> replicas = new ArrayList<>();
    var stores = new SweepStores(store, replicas);
    try {
      for (MySqlConfig replica : config.replicas()) {
        replicas.add(MySqlSweep.open("replica " + replica.url(), replica, attempts::call));
      }
      return new SweepStores(store, replicas);
    } catch (RuntimeException e) {
      stores.close();
      replicas.forEach(SweepStore::close);
      throw e;
    }
  }

  private static SweepStore store(StoreConfig config, RunControl control, Patience patience) {
    ShardConfig shard = config.shard();
    if (shard != null) {
      return MySqlSweep.open(shard.name(), shard.database(), patience);
    }
    SpannerConfig target = config.target();
    if (target == null) {
      throw new IllegalArgumentException("a sweep needs a shard or the target");
    }
    return SpannerSweep.open(OpenSpanner.of(target, control));
  }

  /** A store that is open already, alone. */
  public static SweepStores of(SweepStore store) {
    return of(store, List.of());
  }

  static SweepStores of(SweepStore store, List<SweepStore> replicas) {
    return new SweepStores(store, replicas);
  }

  /** The store that is swept. */
  public SweepStore store() {
    return store;
  }

  /** Why to wait, if a server is busier than the rule allows. */
  public Optional<String> busy(LoadRule rule) {
    Optional<String> reason = busy(rule, store);
    for (SweepStore replica : replicas) {
      reason = reason.isPresent() ? reason : busy(rule, replica);
    }
    return reason;
  }

  private Optional<String> busy(LoadRule rule, SweepStore server) {
    Optional<ServerLoad> load = rule.watches() ? server.load(rule.watchesLag()) : Optional.empty();
    return load.flatMap(
        now ->
            watched().contains(server)
                ? rule.reasonOfReplica(server.name(), now)
                : rule.reason(server.name(), now));
  }

  /** The servers whose lag is to be watched: those that were named, or the only one there is. */
  private List<SweepStore> watched() {
    return replicas.isEmpty() ? List.of(store) : replicas;
  }

  /**
   * Makes sure that a limit of the lag can take effect: that each server it is about replicates.
   *
   * @throws StorageException of kind UNSUITABLE if one does not
   */
  public void verifyWatchable(LoadRule rule) {
    if (!rule.watchesLag()) {
      return;
    }
    for (SweepStore server : watched()) {
      if (!server.load(true).map(ServerLoad::replicates).orElse(false)) {
        throw new StorageException(
            StorageException.Kind.UNSUITABLE,
            "The lag of %s cannot be watched: it replicates nothing; name the replicas of %s, and no other servers."
                .formatted(server.name(), store.name()));
      }
    }
  }

  @Override
  public void close() {
    replicas.forEach(SweepStore::close);
    store.close();
  }
}
