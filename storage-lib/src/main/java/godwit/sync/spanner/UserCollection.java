package godwit.sync.spanner;

import com.google.cloud.Timestamp;
import com.google.cloud.spanner.StructReader;
import godwit.model.SyncTimestamp;
import godwit.model.Usage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A user's row for one collection.
 *
 * @param time its time as stored
 * @param count stored records, or null if nobody knows
 * @param bytes their payload bytes, or null if nobody knows
 */
record UserCollection(Timestamp time, @Nullable Long count, @Nullable Long bytes) {
  static UserCollection of(StructReader row) {
    return new UserCollection(
        row.getTimestamp("modified"), Cells.number(row, "count"), Cells.number(row, "total_bytes"));
  }

  /** Whether it is only the parent of an open batch, and the user does not have the collection. */
  boolean isPretouch() {
    return time.compareTo(Cells.PRETOUCH) <= 0;
  }

  /** Its time; 0 for a pretouch row. */
  SyncTimestamp modified() {
    return Cells.modified(time);
  }

  /** The counters; nothing if one is missing. A negative one, which is wrong, is taken for 0. */
  Optional<Usage> usage() {
    return count == null || bytes == null
        ? Optional.empty()
        : Optional.of(new Usage(Math.max(0, count), Math.max(0, bytes)));
  }
}
