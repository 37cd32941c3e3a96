package godwit.pipelines.quota;

import godwit.pipelines.io.Holders;
import godwit.pipelines.io.PurgeManifest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run names its deletions in: one file for each store, made when something is deleted there.
 * Safe to share between threads.
 */
final class Manifests implements AutoCloseable {
  private static final Holders<Manifests> OPEN = new Holders<>();

  private final String runId;
  private final @Nullable String file;
  private final List<String> stores;
  private final Map<String, PurgeManifest> open = new HashMap<>();

  private Manifests(String runId, @Nullable String file, List<String> stores) {
    this.runId = runId;
    this.file = file;
    this.stores = List.copyOf(stores);
  }

  /** Those of a run; close them once for each time they were acquired. */
  static Manifests acquire(String runId, @Nullable String file, List<String> stores) {
    return OPEN.acquire(runId, () -> new Manifests(runId, file, stores));
  }

  /** The file of a store: the one that was named, or one beside it for each of several stores. */
  static Path path(String file, List<String> stores, String store) {
    Path path = Path.of(file);
    if (stores.size() == 1) {
      return path;
    }
    String name = path.getFileName().toString();
    int dot = name.lastIndexOf('.');
    int end = dot > 0 ? dot : name.length();
    return path.resolveSibling(
        name.substring(0, end)
            + "-"
            + URLEncoder.encode(store, StandardCharsets.UTF_8)
            + name.substring(end));
  }

  /**
   * Makes sure that the files can be made, without making them.
   *
   * @throws IllegalArgumentException if one is there already, or its folder cannot be written to
   */
  static void check(String file, List<String> stores) {
    for (String store : stores) {
      PurgeManifest.check(path(file, stores, store));
    }
  }

  /** The manifest of a store; null if none was asked for. */
  synchronized @Nullable PurgeManifest of(String store) {
    String asked = file;
    return asked == null
        ? null
        : open.computeIfAbsent(
            store, key -> PurgeManifest.create(path(asked, stores, store), store));
  }

  @Override
  public void close() {
    if (OPEN.release(runId)) {
      closeAll();
    }
  }

  private synchronized void closeAll() {
    open.values().forEach(PurgeManifest::close);
  }
}
