package godwit.storage;

import godwit.model.Bso;
import godwit.model.Expiry;
import godwit.model.SyncTimestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record as a shard holds it. Its times are not yet checked: a shard can hold values that the
 * target cannot, and one such row must not stop the user it belongs to.
 *
 * @param collection the shard's own id of the collection
 * @param id the record's id
 * @param sortIndex ordering hint, or null
 * @param payload the text as clients of the shard see it
 * @param modifiedMillis milliseconds since the epoch
 * @param expiryMillis milliseconds since the epoch, whatever unit the dialect stores
 */
public record SourceRow(
    int collection,
    String id,
    @Nullable Integer sortIndex,
    String payload,
    long modifiedMillis,
    long expiryMillis) {

  /** Whether the row is invisible at {@code now}. */
  public boolean isExpired(Instant now) {
    return expiryMillis <= now.toEpochMilli();
  }

  /**
   * The row as a checked value.
   *
   * @throws IllegalArgumentException if a time is out of the target's range; the message says which
   */
  public Bso toBso() {
    return new Bso(
        id,
        sortIndex,
        payload,
        SyncTimestamp.ofMillis(modifiedMillis),
        Expiry.ofMillis(expiryMillis));
  }

  /** Leaves the payload out. */
  @Override
  public String toString() {
    return "SourceRow[" + collection + "/" + id + "]";
  }
}
