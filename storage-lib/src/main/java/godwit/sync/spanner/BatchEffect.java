package godwit.sync.spanner;

import com.google.cloud.spanner.StructReader;
import godwit.storage.StorageException;

/**
 * What applying a batch's staged changes does.
 *
 * @param rows staged records that the statements write
 * @param keptRows staged changes of visible records whose payload stays as it is
 * @param bytes payload bytes that are staged
 * @param links staged records whose payload another server keeps elsewhere
 * @param newRows records that will be there and are not
 * @param linkedRows stored records whose payload is kept elsewhere until now
 * @param addedBytes payload bytes more than before; negative if payloads shrink
 */
record BatchEffect(
    long rows,
    long keptRows,
    long bytes,
    long links,
    long newRows,
    long linkedRows,
    long addedBytes) {

  static BatchEffect of(StructReader row) {
    return new BatchEffect(
        row.getLong("applied_rows"),
        row.getLong("kept_rows"),
        row.getLong("staged_bytes"),
        row.getLong("staged_links"),
        row.getLong("new_rows"),
        row.getLong("linked_rows"),
        row.getLong("added_bytes"));
  }

  /** What the statements take of a commit's mutations. */
  long cells(WriteCost cost) {
    return cost.ofRecord() * rows + linkedRows;
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
