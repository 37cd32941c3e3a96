package godwit.pipelines.purge;

import godwit.model.CollectionName;
import godwit.model.Collections;
import godwit.pipelines.io.Holders;
import godwit.pipelines.io.PurgeManifest;
import godwit.pipelines.io.SourceAttempts;
import godwit.pipelines.io.SweepStores;
import godwit.pipelines.run.RunControl;
import godwit.pipelines.run.StoreConfig;
import godwit.storage.StorageException;
import godwit.sweep.SweepStore;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the workers of one process share of a run: the connections, the budget, the manifest. Opened
 * when first asked for.
 */
final class SharedRun implements AutoCloseable {
  private static final Holders<SharedRun> OPEN = new Holders<>();

  private final String runId;
  private final PurgeSettings settings;
  private final RunControl control;
  private final SweepStores stores;
  private final Map<Integer, CollectionName> names;
  private final Set<Integer> asked;
  private final SourceAttempts attempts;
  private final Budget budget;
  private final @Nullable PurgeManifest manifest;
  private final Map<Integer, String> groups = new ConcurrentHashMap<>();
  private final AtomicReference<StorageException> failure = new AtomicReference<>();
  private volatile boolean keepsFailures;

  private SharedRun(
      String runId, PurgeSettings settings, SweepStores stores, LongSupplier nanoTime) {
    this.runId = runId;
    this.control = RunControl.of(runId);
    this.stores = stores;
    this.attempts = new SourceAttempts(control);
    this.budget = new Budget(settings.limits(), nanoTime);
    try {
      SweepStore store = stores.store();
      this.settings = settings.seenFrom(store);
      this.names = store.collectionNames();
      this.asked = AskedCollections.of(settings, names, store.name());
      stores.verifyWatchable(settings.limits().load());
      String file = settings.manifest();
      // Last of all: a run that is refused leaves no file.
      this.manifest = file == null ? null : PurgeManifest.create(Path.of(file), store.name());
    } catch (RuntimeException e) {
      stores.close();
      throw e;
    }
  }

  /** What that run shares; close it once for each time it was acquired. */
  static SharedRun acquire(String runId, StoreConfig config, PurgeSettings settings) {
    return OPEN.acquire(
        runId,
        () ->
            new SharedRun(
                runId, settings, SweepStores.open(config, RunControl.of(runId)), System::nanoTime));
  }

  /** The same over a store that is open already. */
  static SharedRun acquire(
      String runId, SweepStore store, PurgeSettings settings, LongSupplier nanoTime) {
    return OPEN.acquire(
        runId, () -> new SharedRun(runId, settings, SweepStores.of(store), nanoTime));
  }

  PurgeSettings settings() {
    return settings;
  }

  RunControl control() {
    return control;
  }

  SweepStore store() {
    return stores.store();
  }

  SweepStores stores() {
    return stores;
  }

  /** The ids of the collections to look for expired records in; none for all. */
  Set<Integer> asked() {
    return asked;
  }

  /** What to do when the server is away. */
  SourceAttempts attempts() {
    return attempts;
  }

  Budget budget() {
    return budget;
  }

  @Nullable PurgeManifest manifest() {
    return manifest;
  }

  /** From now on the run's workers in this process end with what they counted, and not without. */
  void keepFailures() {
    keepsFailures = true;
  }

  /**
   * Ends the run for a worker's failure, the first of which is kept.
   *
   * @return whether it is kept; else the worker must throw it
   */
  boolean keep(StorageException failed) {
    if (keepsFailures) {
      failure.compareAndSet(null, failed);
      control.stop();
    }
    return keepsFailures;
  }

  /** What the run failed with, if it did. */
  @Nullable StorageException failure() {
    return failure.get();
  }

  /** The collections of the store, by its ids. */
  Map<Integer, CollectionName> names() {
    return names;
  }

  /** What to call a collection in the manifest. */
  String label(int collection) {
    CollectionName name = names.get(collection);
    return name == null ? "#" + collection : name.text();
  }

  /**
   * What to call it in counts. Users can make any number of names of their own; unless somebody
   * asked for them, they are counted together.
   */
  String group(int collection) {
    return groups.computeIfAbsent(collection, this::findGroup);
  }

  private String findGroup(int collection) {
    String label = label(collection);
    CollectionName name = names.get(collection);
    boolean isKnown =
        label.equals("extension-storage")
            || settings.collections().contains(label)
            || (settings.tombstones() != null && settings.tombstones().includes(label))
            || (name != null && Collections.standardId(name).isPresent());
    return isKnown ? label : "(custom)";
  }

  @Override
  public void close() {
    if (!OPEN.release(runId)) {
      return;
    }
    if (manifest != null) {
      manifest.close();
    }
    stores.close();
  }
}
