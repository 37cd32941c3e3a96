package godwit.storage;

import godwit.model.CollectionName;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One user of a shard at one moment: everything read through it is consistent. */
public interface SourceSnapshot extends AutoCloseable {
  /**
   * The user's rows in {@code user_collections}: last_modified in milliseconds by collection id.
   */
  Map<Integer, Long> collectionTimes();

  /** What {@link BulkSource#collectionNames} answers, without another connection. */
  Map<Integer, CollectionName> collectionNames();

  /** How many rows the BSO table holds, expired ones included, by collection id. */
  Map<Integer, Long> rowCounts();

  /**
   * Hands over the rows of a range in the order of the primary key, expired ones included, one at a
   * time: memory stays bounded whatever the size of the user. The consumer may take its time.
   */
  void rows(RowRange range, Consumer<SourceRow> consumer);

  /** The next rows of a collection without their payloads, in the order of the primary key. */
  List<RowHead> headsAfter(int collection, @Nullable String id, int limit);

  /** Those rows of a collection that exist, expired ones included; ids compare case-sensitively. */
  List<SourceRow> rows(int collection, Collection<String> ids);

  /** Those of the ids whose rows exist and are visible at {@code liveAt}; case-sensitively. */
  Set<String> liveIds(int collection, Collection<String> ids, Instant liveAt);

  @Override
  void close();
}
