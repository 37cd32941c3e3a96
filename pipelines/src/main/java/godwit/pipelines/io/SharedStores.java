package godwit.pipelines.io;

import godwit.pipelines.run.RunControl;
import godwit.pipelines.run.StoreConfig;
import godwit.sweep.SweepStore;
import godwit.tokenserver.TokenserverDatabase;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stores that the workers of one process share in a run, opened when first asked for. Opening
 * one writes nothing.
 */
public final class SharedStores implements AutoCloseable {
  private static final Holders<SharedStores> OPEN = new Holders<>();

  private final String runId;
  private final StoreScope scope;
  private final RunControl control;
  private final Map<String, SweepStores> stores = new HashMap<>();
  private final Map<String, StorePlace> places = new HashMap<>();
  private @Nullable TokenserverDatabase tokenserver;

  private SharedStores(String runId, StoreScope scope) {
    this.runId = runId;
    this.scope = scope;
    this.control = RunControl.of(runId);
  }

  /** The connections of that run; close them once for each time they were acquired. */
  public static SharedStores acquire(String runId, StoreScope scope) {
    return OPEN.acquire(runId, () -> new SharedStores(runId, scope));
  }

  /** The run's progress in this process. */
  public RunControl control() {
    return control;
  }

  /** The store of that name. */
  public synchronized SweepStore store(String name) {
    return stores.computeIfAbsent(name, key -> SweepStores.open(scope.store(key), control)).store();
  }

  /** The store's name, its collections and what it keeps. */
  public synchronized StorePlace place(String name) {
    SweepStore store = store(name);
    StoreConfig config = scope.store(name);
    return places.computeIfAbsent(
        name,
        key ->
            new StorePlace(
                key, config.shard() != null, store.keepsCounters(), store.collectionNames()));
  }

  /** The tokenserver's database. */
  public synchronized TokenserverDatabase tokenserver() {
    if (tokenserver == null) {
      tokenserver = TokenserverDatabase.open(scope.config().tokenserver());
    }
    return tokenserver;
  }

  @Override
  public void close() {
    if (OPEN.release(runId)) {
      closeAll();
    }
  }

  private synchronized void closeAll() {
    stores.values().forEach(SweepStores::close);
    if (tokenserver != null) {
      tokenserver.close();
    }
  }
}
