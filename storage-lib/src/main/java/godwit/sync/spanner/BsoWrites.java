package godwit.sync.spanner;

import com.google.cloud.spanner.Mutation;
import godwit.model.Expiry;
import godwit.model.SyncTimestamp;
import godwit.model.UserKey;
import godwit.storage.spanner.SpannerLimits;
import godwit.sync.BsoChange;
import godwit.sync.SyncRefusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns changes into mutations of {@code bsos}, and sums what they do to the counters. Of a visible
 * record only the columns that change are written, so that nothing else can change and the commit
 * stays small; {@code payload_link} only where there is a link to clear.
 */
final class BsoWrites {
  private static final long MILLIS_PER_SECOND = 1_000;

  private final UserKey user;
  private final int collection;
  private final SyncTimestamp now;
  private final List<Mutation> mutations = new ArrayList<>();
  private long addedRows;
  private long addedBytes;
  private long payloadBytes;

  BsoWrites(UserKey user, int collection, SyncTimestamp now) {
    this.user = user;
    this.collection = collection;
    this.now = now;
  }

  /**
   * Adds one change.
   *
   * @param stored the record as it is, or null if there is none
   * @param movesTime whether a visible record takes the session's time
   */
  void add(BsoChange change, @Nullable StoredBso stored, boolean movesTime) {
    verify(change);
    payloadBytes += change.payloadBytes();
    if (stored != null && stored.isVisible(now)) {
      merge(change, stored, movesTime);
    } else {
      replace(change, stored);
    }
  }

  private void merge(BsoChange change, StoredBso stored, boolean movesTime) {
    Mutation.WriteBuilder row = row(Mutation.newUpdateBuilder(Cells.BSOS), change);
    boolean isChanged = movesTime || change.ttlSeconds() != null;
    if (change.sortIndex() != null) {
      row.set("sortindex").to(change.sortIndex());
    }
    if (change.ttlSeconds() != null) {
      row.set("expiry").to(Cells.cell(expiry(change)));
    }
    if (movesTime) {
      row.set("modified").to(Cells.cell(now));
    }
    if (change.payload() != null) {
      row.set("payload").to(change.payload());
      unlink(row, stored);
      addedBytes += change.payloadBytes() - stored.payloadBytes();
    }
    if (isChanged) {
      mutations.add(row.build());
    }
  }

  /** Writes every column: a row that is expired must not show through. */
  private void replace(BsoChange change, @Nullable StoredBso stored) {
    Integer sortIndex = change.sortIndex();
    Mutation.WriteBuilder row =
        row(Mutation.newInsertOrUpdateBuilder(Cells.BSOS), change)
            .set("sortindex")
            .to(sortIndex == null ? null : Long.valueOf(sortIndex))
            .set("payload")
            .to(change.payload() == null ? "" : change.payload())
            .set("modified")
            .to(Cells.cell(now))
            .set("expiry")
            .to(Cells.cell(expiry(change)));
    if (stored == null) {
      addedRows++;
      addedBytes += change.payloadBytes();
    } else {
      unlink(row, stored);
      addedBytes += change.payloadBytes() - stored.payloadBytes();
    }
    mutations.add(row.build());
  }

  private Mutation.WriteBuilder row(Mutation.WriteBuilder row, BsoChange change) {
    return Cells.keyed(row, user, collection).set("bso_id").to(change.id());
  }

  private static void unlink(Mutation.WriteBuilder row, StoredBso stored) {
    if (stored.isLinked()) {
      row.set("payload_link").to((String) null);
    }
  }

  private Expiry expiry(BsoChange change) {
    Long ttl = change.ttlSeconds();
    return Expiry.ofMillis(
        now.millis() + (ttl == null ? Expiry.DEFAULT_TTL_SECONDS : ttl) * MILLIS_PER_SECOND);
  }

  /** Refuses a payload that no cell holds, or that would silently be changed. */
  static void verify(BsoChange change) {
    String payload = change.payload();
    if (payload == null) {
      return;
    }
    if (payload.codePointCount(0, payload.length()) > SpannerLimits.MAX_CELL_CHARACTERS) {
      throw new SyncRefusal(
          SyncRefusal.Kind.TOO_LARGE,
          "the payload of '"
              + change.id()
              + "' has more than "
              + SpannerLimits.MAX_CELL_CHARACTERS
              + " characters");
    }
    if (SpannerLimits.isBroken(payload)) {
      throw new SyncRefusal(
          SyncRefusal.Kind.UNSTORABLE,
          "the payload of '" + change.id() + "' has an unpaired surrogate, which is no text");
    }
  }

  List<Mutation> mutations() {
    return mutations;
  }

  /** Rows that will be there and were not. */
  long addedRows() {
    return addedRows;
  }

  /** Payload bytes that are written. */
  long payloadBytes() {
    return payloadBytes;
  }

  /** Payload bytes more than before; negative if payloads shrink. */
  long addedBytes() {
    return addedBytes;
  }
}
