package godwit.sync.mysql;

import godwit.model.SyncTimestamp;
import godwit.sync.BatchStore;
import java.util.List;

/** The open batches of a user or of one collection. */
final class Batches {
  private Batches() {}

  /** Batches made before this are dead. */
  static long oldest(SyncTimestamp now) {
    return now.millis() - BatchStore.LIFETIME_MILLIS;
  }

  /**
   * Removes the open batches of one collection; dead ones stay for the purge. The primary key
   * begins with the batch, so this reads the batches of two hours, of all users.
   */
  static void removeOf(Transaction transaction, Place place, SyncTimestamp now) {
    if (place.schema().features().batches()) {
      List<Long> open =
          transaction.list(
              "SELECT batch FROM batch_uploads WHERE batch >= ? AND userid = ? AND collection = ?",
              row -> row.getLong(1),
              oldest(now),
              place.uid(),
              place.collection());
      open.forEach(batch -> remove(transaction, place.schema(), place.uid(), batch));
    }
  }

  /** Removes a user's open batches. */
  static void removeAll(Transaction transaction, ServedSchema schema, long uid, SyncTimestamp now) {
    if (schema.features().batches()) {
      List<Long> open =
          transaction.list(
              "SELECT batch FROM batch_uploads WHERE batch >= ? AND userid = ?",
              row -> row.getLong(1),
              oldest(now),
              uid);
      open.forEach(batch -> remove(transaction, schema, uid, batch));
    }
  }

  /** Removes a batch with what is staged in it. */
  static void remove(Transaction transaction, ServedSchema schema, long uid, long batch) {
    transaction.update(
        schema.batchSql("DELETE FROM {items} WHERE batch = ? AND userid = ?", uid, batch),
        batch,
        uid);
    transaction.update("DELETE FROM batch_uploads WHERE batch = ? AND userid = ?", batch, uid);
  }
}
