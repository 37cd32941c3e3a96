package godwit.pipelines.ledger;

import com.google.cloud.spanner.ReadContext;
import godwit.model.UserKey;
import godwit.storage.StorageException;
import godwit.storage.Write;
import godwit.storage.spanner.SpannerTarget;
import java.util.List;

/**
 * Lets a repair write only to a user whose clients still use the source.
 *
 * @param user whose rows are mended
 * @param ledger what knows the user's state
 */
public record RepairGuard(UserKey user, Ledger ledger) {
  /**
   * Commits the writes, the user's state checked in the same transaction where the ledger is in the
   * target's own database.
   *
   * @throws StorageException of kind CONFLICT if the user has moved on
   */
  public void commit(SpannerTarget target, List<Write> writes) {
    if (ledger.database() == target.database()) {
      target.commit(writes, this::check);
    } else {
      ledger.database().read(this::check);
      target.commit(writes);
    }
  }

  private int check(ReadContext context) {
    UserEntry entry = Ledger.users(context, List.of(user)).get(user);
    if (entry == null || !entry.state().mayBeCopied()) {
      throw new StorageException(
          StorageException.Kind.CONFLICT,
          "user " + user.shortened() + " lives on the target by now and is not repaired");
    }
    return 1;
  }
}
