package godwit.sync.spanner;

import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.TransactionContext;
import godwit.model.SyncTimestamp;
import godwit.model.UserKey;
import godwit.sync.StorageWriter;

/** Changes of all of a user's collections in a read-write transaction. */
final class UserSession extends UserView implements StorageWriter {
  private final TransactionContext transaction;
  private final UserKey user;

  UserSession(
      TransactionContext transaction, UserKey user, CollectionNames names, SyncTimestamp now) {
    super(() -> transaction, user, names, now);
    this.transaction = transaction;
    this.user = user;
  }

  /** One range; records and batches go with their parents. */
  @Override
  public void deleteAll() {
    transaction.buffer(
        Mutation.delete(Cells.USER_COLLECTIONS, KeySet.prefixRange(Cells.key(user))));
  }
}
