package godwit.pipelines.purge;

import godwit.model.CollectionName;
import godwit.model.Collections;
import godwit.pipelines.io.Holders;
import godwit.pipelines.io.PurgeManifest;
import godwit.pipelines.io.SweepStores;
import godwit.pipelines.run.RunControl;
import godwit.pipelines.run.StoreConfig;
import godwit.sweep.SweepStore;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
  private final Budget budget;
  private final @Nullable PurgeManifest manifest;
  private final Map<Integer, String> groups = new ConcurrentHashMap<>();

  private SharedRun(String runId, StoreConfig config, PurgeSettings settings) {
    this.runId = runId;
    this.settings = settings;
    this.control = RunControl.of(runId);
    this.stores = SweepStores.open(config, control);
    this.budget = new Budget(settings.limits(), System::nanoTime);
    try {
      this.names = stores.store().collectionNames();
      String file = settings.manifest();
      this.manifest =
          file == null ? null : PurgeManifest.create(Path.of(file), stores.store().name());
    } catch (RuntimeException e) {
      stores.close();
      throw e;
    }
  }

  /** What that run shares; close it once for each time it was acquired. */
  static SharedRun acquire(String runId, StoreConfig config, PurgeSettings settings) {
    return OPEN.acquire(runId, () -> new SharedRun(runId, config, settings));
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

  Budget budget() {
    return budget;
  }

  @Nullable PurgeManifest manifest() {
    return manifest;
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
