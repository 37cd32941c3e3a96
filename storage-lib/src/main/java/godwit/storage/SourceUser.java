package godwit.storage;

import godwit.model.SyncTimestamp;
import godwit.model.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a shard holds of one user, without the records themselves.
 *
 * @param uid the shard's numeric user key
 * @param collections by ascending collection id; those without a row in {@code user_collections}
 *     too
 */
public record SourceUser(long uid, List<Collection> collections) {
  /**
   * One collection of the user.
   *
   * @param id the shard's id of the collection
   * @param lastModified the time in {@code user_collections}, or null if it has no row there
   * @param stored records in the BSO table, expired ones included; bytes as the shard counts them
   */
  public record Collection(int id, @Nullable SyncTimestamp lastModified, Usage stored) {}

  /** Copies the list. */
  public SourceUser {
    collections = List.copyOf(collections);
  }

  /** All collections together. */
  public Usage total() {
    return collections.stream().map(Collection::stored).reduce(Usage.NONE, Usage::plus);
  }
}
