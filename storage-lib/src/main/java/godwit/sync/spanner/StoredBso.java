package godwit.sync.spanner;

import com.google.cloud.spanner.StructReader;
import godwit.model.Expiry;
import godwit.model.SyncTimestamp;
import java.util.List;

/**
 * What a writer must know of a record that is there.
 *
 * @param expiry when it becomes, or became, invisible
 * @param payloadBytes bytes of its payload in the table
 * @param isLinked whether its payload is kept elsewhere
 */
record StoredBso(Expiry expiry, long payloadBytes, boolean isLinked) {
  static final List<String> COLUMNS = List.of("bso_id", "expiry", "payload", "payload_link");

  static StoredBso of(StructReader row) {
    return new StoredBso(
        Cells.expiry(row.getTimestamp("expiry")),
        Cells.bytes(Cells.text(row, "payload")),
        !row.isNull("payload_link"));
  }

  /** A record whose payload nobody is about to change, so nothing is known of it. */
  static StoredBso kept(Expiry expiry) {
    return new StoredBso(expiry, 0, false);
  }

  boolean isVisible(SyncTimestamp now) {
    return !expiry.isPast(now.instant());
  }
}
