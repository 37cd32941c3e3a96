package godwit.pipelines.audit;

import godwit.model.Collections;
import godwit.model.SyncTimestamp;
import godwit.model.Usage;
import godwit.pipelines.figures.TopUsers;
import godwit.pipelines.io.StorePlace;
import godwit.storage.spanner.SpannerLimits;
import godwit.sweep.SweepOwner;
import godwit.tokenserver.Assignment;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges what one user has as a whole, once all records were looked at. */
final class UserAudit {
  private static final long MAX_MICROS = SyncTimestamp.MAX_MILLIS * 1_000L + 999;

  private final AuditSettings settings;
  private final StorePlace place;
  private final SweepOwner owner;
  private final RowAudit rows;
  private final AuditTally tally;
  private final String user;

  UserAudit(
      AuditSettings settings, StorePlace place, SweepOwner owner, RowAudit rows, AuditTally tally) {
    this.settings = settings;
    this.place = place;
    this.owner = owner;
    this.rows = rows;
    this.tally = tally;
    this.user = place.user(owner.owner(), settings.showKeys());
  }

  void finish(StoreTally store, @Nullable Assignment assignment, Map<Integer, Usage> foreign) {
    Usage total = rows.total();
    store.users++;
    store.rows += total.rows();
    store.bytes += total.bytes();
    tally.rowsOfUsers.add(total.rows());
    var large = new TopUsers.User(user, total.rows(), total.bytes(), rows.tombstoneRows());
    tally.topRows.add(large);
    tally.topBytes.add(large);
    rows.finish(store);
    collections(store, foreign);
    size(total);
    keys(total);
    if (assignment != null) {
      assignment(assignment, total);
    }
  }

  private void collections(StoreTally store, Map<Integer, Usage> foreign) {
    rows.byCollection().forEach((id, usage) -> tally.usage.add(place.label(id), usage));
    for (Map.Entry<Integer, SweepOwner.Collection> entry : owner.collections().entrySet()) {
      int id = entry.getKey();
      Usage stored = rows.byCollection().getOrDefault(id, Usage.NONE);
      if (id != Collections.MARKER_ID) {
        collection(id, entry.getValue(), stored);
      }
      if (place.isNamed(id) && id > Collections.LAST_RESERVED_ID - 1) {
        store.name(id, place.label(id));
      }
    }
    foreign.forEach((id, usage) -> found(FindingCode.NON_ASCII_PAYLOAD, usage, id));
  }

  private void collection(int id, SweepOwner.Collection kept, Usage stored) {
    Long modified = kept.modifiedMicros();
    if (!place.isNamed(id)) {
      found(FindingCode.ORPHAN_COLLECTION, stored, id);
    }
    if (modified == null) {
      found(FindingCode.NO_COLLECTION_ROW, stored, id);
      return;
    }
    // The year 1 marks the placeholder parent of a batch.
    boolean placeholder = !place.shard() && modified == SpannerLimits.MIN_MICROS;
    if (!placeholder && (modified < 0 || modified > MAX_MICROS)) {
      found(FindingCode.BAD_TIME, stored, id);
    }
    if (place.counters() && !placeholder) {
      counters(id, kept, stored);
    }
  }

  private void counters(int id, SweepOwner.Collection kept, Usage stored) {
    Long count = kept.rows();
    Long bytes = kept.bytes();
    if (count == null || bytes == null) {
      found(FindingCode.COUNTER_UNKNOWN, stored, id);
    } else if (count != stored.rows() || bytes != stored.bytes()) {
      found(FindingCode.COUNTER_DRIFT, stored, id);
    }
  }

  private void found(FindingCode code, Usage usage, int collection) {
    tally.findings.add(code, usage.rows(), usage.bytes(), user + " " + place.label(collection));
  }

  private void found(FindingCode code, Usage usage) {
    tally.findings.add(code, usage.rows(), usage.bytes(), user);
  }

  private void size(Usage total) {
    if (total.rows() > settings.hoarderRows()) {
      found(FindingCode.HOARDER, total);
    }
    switch (settings.quota().judge(total.bytes())) {
      case OVER -> found(FindingCode.OVER_QUOTA, total);
      case NEAR -> found(FindingCode.NEAR_QUOTA, total);
      case WITHIN -> {}
    }
  }

  private void keys(Usage total) {
    if (rows.lacksMetaGlobal()) {
      found(FindingCode.NO_META_GLOBAL, total);
    }
    if (rows.lacksCryptoKeys()) {
      found(FindingCode.NO_CRYPTO_KEYS, total);
    }
  }

  private void assignment(Assignment assignment, Usage total) {
    FindingCode code = code(assignment.kind());
    if (code != null) {
      found(code, total);
      if (assignment.sharesKidWithCurrent()) {
        found(FindingCode.SHARED_KEY, total);
      }
      return;
    }
    if (assignment.kidMayChange()) {
      found(FindingCode.KEY_MAY_CHANGE, total);
    }
    tally.movableUsers++;
    tally.movableCollections += owner.collections().size();
    // A move drops what has expired.
    Usage expired = rows.expired();
    tally.movableRows += total.rows() - expired.rows();
    tally.movableBytes += total.bytes() - expired.bytes();
  }

  private static @Nullable FindingCode code(Assignment.Kind kind) {
    return switch (kind) {
      case CURRENT -> null;
      case NO_ROW -> FindingCode.USER_UNKNOWN;
      case OTHER_NODE -> FindingCode.USER_ELSEWHERE;
      case RETIRED -> FindingCode.USER_RETIRED;
      case REPLACED -> FindingCode.USER_REPLACED;
      case SUPERSEDED -> FindingCode.USER_DUPLICATE;
      case BAD_EMAIL -> FindingCode.BAD_EMAIL;
      case BAD_CLIENT_STATE -> FindingCode.BAD_CLIENT_STATE;
    };
  }
}
