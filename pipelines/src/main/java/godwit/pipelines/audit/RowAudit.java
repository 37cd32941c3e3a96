package godwit.pipelines.audit;

import static godwit.pipelines.audit.FindingCode.BAD_TIME;
import static godwit.pipelines.audit.FindingCode.ODD_ID;
import static godwit.pipelines.audit.FindingCode.OVERSIZE;

import godwit.model.Expiry;
import godwit.model.SyncTimestamp;
import godwit.model.Usage;
import godwit.pipelines.io.StorePlace;
import godwit.pipelines.policy.DeviceSigns;
import godwit.pipelines.policy.PurgeReason;
import godwit.pipelines.policy.RecordTombstone;
import godwit.pipelines.policy.TombstonePolicy;
import godwit.storage.spanner.SpannerLimits;
import godwit.sweep.SweepRow;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Judges and counts the records of one user as they come: the devices' first, since their
 * collection has the lowest id, and without them no tombstone can be judged.
 */
final class RowAudit {
  /** The collection of a user's devices has the same id everywhere. */
  private static final int CLIENTS = 1;

  private static final int MAX_ID = 64;
  private static final long MAX_MICROS = SyncTimestamp.MAX_MILLIS * 1_000L + 999;
  private static final long DAY_MICROS = 86_400_000_000L;

  private final AuditSettings settings;
  private final StorePlace place;
  private final String user;
  private final AuditTally tally;
  private final long now;
  private final Map<Integer, Usage> byCollection = new TreeMap<>();
  private final Map<String, Usage> expired = new HashMap<>();
  private final Map<String, Usage> tombstones = new HashMap<>();
  private final Map<String, Usage> stale = new HashMap<>();
  private DeviceSigns devices = DeviceSigns.NONE;
  private boolean metaGlobal;
  private boolean cryptoKeys;

  RowAudit(AuditSettings settings, StorePlace place, String user, AuditTally tally) {
    this.settings = settings;
    this.place = place;
    this.user = user;
    this.tally = tally;
    this.now = settings.nowMicros();
  }

  void take(SweepRow row) {
    String label = place.label(row.collection());
    byCollection.merge(row.collection(), new Usage(1, row.payloadBytes()), Usage::plus);
    check(row, label);
    if (row.expiryMicros() <= now) {
      add(expired, label, row);
      return;
    }
    if (row.collection() == CLIENTS) {
      devices = devices.plus(row.modifiedMicros(), row.expiryMicros(), now);
    }
    metaGlobal |= label.equals("meta") && row.id().equals("global");
    cryptoKeys |= label.equals("crypto") && row.id().equals("keys");
    judge(row, label);
  }

  private static void add(Map<String, Usage> sums, String label, SweepRow row) {
    sums.merge(label, new Usage(1, row.payloadBytes()), Usage::plus);
  }

  private void check(SweepRow row, String label) {
    boolean badTime =
        row.modifiedMicros() < 0
            || row.modifiedMicros() > MAX_MICROS
            || row.expiryMicros() < Expiry.MIN_MILLIS * 1_000
            || row.expiryMicros() > MAX_MICROS;
    if (badTime) {
      found(BAD_TIME, row, label);
    }
    if (row.payloadBytes() > SpannerLimits.MAX_CELL_CHARACTERS) {
      found(OVERSIZE, row, label);
    }
    if (row.id().length() > MAX_ID || !row.id().chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
      found(ODD_ID, row, label);
    }
  }

  private void found(FindingCode code, SweepRow row, String label) {
    tally.findings.add(code, 1, row.payloadBytes(), user + " " + label);
  }

  private void judge(SweepRow row, String label) {
    Certainty certainty =
        Certainty.of(label, RecordTombstone.judge(label, row.id(), row.payload()));
    tally.certainties.add(certainty, row.payloadBytes());
    if (certainty != Certainty.CERTAIN) {
      return;
    }
    add(tombstones, label, row);
    tally.tombstoneDays.add(Math.max(0, now - row.modifiedMicros()) / DAY_MICROS);
    PurgeReason reason =
        settings.tombstones().includes(label)
            ? settings
                .tombstones()
                .staleness()
                .keeps(row.modifiedMicros(), devices, now)
                .orElse(PurgeReason.STALE_TOMBSTONE)
            : PurgeReason.NOT_ASKED_FOR;
    tally.reasons.add(reason, row.payloadBytes());
    if (reason.deletes()) {
      add(stale, label, row);
    }
  }

  /** All records of the user, by collection id. */
  Map<Integer, Usage> byCollection() {
    return byCollection;
  }

  /** All records of the user. */
  Usage total() {
    return total(byCollection);
  }

  /** Those that no client sees any more, and that a move drops. */
  Usage expired() {
    return total(expired);
  }

  long tombstoneRows() {
    return total(tombstones).rows();
  }

  /** Whether a client of the user would find no meta/global although there are records. */
  boolean lacksMetaGlobal() {
    return !metaGlobal && hasLive();
  }

  /** Whether there are encrypted records and no keys to them. */
  boolean lacksCryptoKeys() {
    return !cryptoKeys
        && byCollection.keySet().stream()
            .map(place::label)
            .anyMatch(label -> !TombstonePolicy.NEVER.contains(label))
        && hasLive();
  }

  private boolean hasLive() {
    return total().rows() > expired().rows();
  }

  /** Adds the user's sums to everybody's. */
  void finish(StoreTally store) {
    expired.forEach(tally.expired::add);
    tombstones.forEach(tally.tombstones::add);
    stale.forEach(tally.stale::add);
    store.expired += expired().rows();
    store.tombstones += tombstoneRows();
    store.stale += total(stale).rows();
  }

  private static Usage total(Map<?, Usage> sums) {
    return sums.values().stream().reduce(Usage.NONE, Usage::plus);
  }
}
