package godwit.sync.spanner;

import com.google.cloud.spanner.StructReader;
import godwit.storage.StorageException;

/**
 * What applying a batch's staged changes does.
 *
 * @param rows staged records
 * @param bytes their payload bytes
 * @param links staged records whose payload another server keeps elsewhere
 * @param newRows records that will be there and are not
 * @param linkedRows stored records whose payload is kept elsewhere until now
 * @param addedBytes payload bytes more than before; negative if payloads shrink
 */
record BatchEffect(
    long rows, long bytes, long links, long newRows, long linkedRows, long addedBytes) {
  /** Columns of {@code bsos} that applying writes; where there is a link, one more. */
  private static final int CELLS = 8;

  static BatchEffect of(StructReader row) {
    return new BatchEffect(
        row.getLong("staged_rows"),
        row.getLong("staged_bytes"),
        row.getLong("staged_links"),
        row.getLong("new_rows"),
        row.getLong("linked_rows"),
        row.getLong("added_bytes"));
  }

  /** What the statements take of a commit's mutations. */
  long cells() {
    return CELLS * rows + linkedRows;
  }

  /** Refuses a batch begun on a server that keeps payloads elsewhere: here they would be lost. */
  void verifyInline() {
    if (links > 0) {
      throw new StorageException(
          StorageException.Kind.UNSUITABLE,
          "The batch has "
              + links
              + " records whose payloads are kept outside of the database, where this server"
              + " cannot read; serve its user with a server that can.");
    }
  }
}
