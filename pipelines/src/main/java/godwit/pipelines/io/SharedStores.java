package godwit.pipelines.io;

import godwit.pipelines.pace.LoadRule;
import godwit.pipelines.run.RunControl;
import godwit.pipelines.run.StoreConfig;
import godwit.sweep.SweepStore;
import godwit.tokenserver.TokenserverDatabase;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
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
  private final Map<String, Instant> moments = new HashMap<>();
  private final Map<String, Semaphore> turns = new HashMap<>();
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

  /** The run that shares them. */
  public String runId() {
    return runId;
  }

  /** The run's progress in this process. */
  public RunControl control() {
    return control;
  }

  /** The store of that name. */
  public synchronized SweepStore store(String name) {
    return opened(name).store();
  }

  private SweepStores opened(String name) {
    return stores.computeIfAbsent(name, key -> SweepStores.open(scope.store(key), control));
  }

  /** Holds a worker back while the store's servers are busy; for that worker alone. */
  public synchronized LoadWatch watch(String name, LoadRule rule) {
    SweepStores store = opened(name);
    store.verifyWatchable(rule);
    return LoadWatch.of(store, rule, control, () -> false);
  }

  /**
   * Does a worker's share of a store, as soon as fewer workers are at that store than it lends
   * connections. Who waits here waits as long as it takes; who waits for a connection gives up.
   */
  public <T> T inTurn(String name, Supplier<T> work) {
    Semaphore turn = turn(name);
    try {
      turn.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while other workers were at " + name, e);
    }
    try {
      return work.get();
    } finally {
      turn.release();
    }
  }

  private synchronized Semaphore turn(String name) {
    return turns.computeIfAbsent(name, key -> new Semaphore(scope.store(key).mostWorkers(), true));
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

  /**
   * The present by the clock that is behind, this host's or the store's: the same for all workers.
   *
   * @param here the present by this host's clock when the run began
   * @throws godwit.storage.StorageException of kind UNSUITABLE if this host is far ahead
   */
  public synchronized Instant agreed(String name, Instant here) {
    return moments.computeIfAbsent(name, key -> AgreedClock.of(here, store(key)));
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
