package godwit.storage.spanner;

import com.google.cloud.spanner.DatabaseClient;
import com.google.cloud.spanner.ReadContext;
import com.google.cloud.spanner.ReadOnlyTransaction;
import com.google.cloud.spanner.TimestampBound;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Contexts for reads that all see one moment. The first read picks it and sees all that is
 * committed; the others ask for it by its timestamp. So each read is one call, where a read-only
 * transaction would take one more to begin.
 */
final class Snapshot implements Supplier<ReadContext> {
  private final DatabaseClient client;
  private @Nullable ReadOnlyTransaction first;
  private @Nullable TimestampBound moment;

  Snapshot(DatabaseClient client) {
    this.client = client;
  }

  /** A context for one read; the reads before it must have been begun to be taken. */
  @Override
  public ReadContext get() {
    if (first == null) {
      first = client.singleUseReadOnlyTransaction(TimestampBound.strong());
      return first;
    }
    if (moment == null) {
      moment = TimestampBound.ofReadTimestamp(first.getReadTimestamp());
    }
    return client.singleUse(moment);
  }
}
