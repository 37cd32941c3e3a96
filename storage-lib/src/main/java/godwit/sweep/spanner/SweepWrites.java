package godwit.sweep.spanner;

import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Struct;
import com.google.cloud.spanner.TransactionContext;
import godwit.model.UserKey;
import godwit.storage.RowHead;
import godwit.storage.spanner.Rows;
import godwit.sweep.DeleteGuard;
import godwit.sweep.Deletion;
import godwit.sweep.SweepRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a sweep does to one collection of one user within a transaction. Rows are deleted by their
 * keys, so that the change stream tells of each, as whoever removes payloads kept elsewhere needs.
 */
final class SweepWrites {
  private static final List<String> COUNTERS = List.of("count", "total_bytes");

  private final TransactionContext transaction;
  private final UserKey user;
  private final int collection;

  SweepWrites(TransactionContext transaction, UserKey user, int collection) {
    this.transaction = transaction;
    this.user = user;
    this.collection = collection;
  }

  Deletion delete(List<SweepRow> rows, DeleteGuard guard) {
    Struct counters = counters();
    Map<String, Deletion.Kept> kept = new HashMap<>();
    if (!devicesAreTheSame(guard)) {
      rows.forEach(row -> kept.put(row.id(), Deletion.Kept.DEVICES_CHANGED));
      return new Deletion(Set.of(), kept);
    }
    Set<String> held = held(guard.now());
    Map<String, RowHead> stored = stored(rows);
    Set<String> deleted = new HashSet<>();
    long bytes = 0;
    for (SweepRow row : rows) {
      RowHead now = stored.get(row.id());
      if (now == null) {
        kept.put(row.id(), Deletion.Kept.GONE);
      } else if (!isSame(row, now, guard)) {
        kept.put(row.id(), Deletion.Kept.CHANGED);
      } else if (held.contains(row.id())) {
        kept.put(row.id(), Deletion.Kept.IN_BATCH);
      } else {
        deleted.add(row.id());
        bytes += row.payloadBytes();
        transaction.buffer(Mutation.delete(Rows.BSOS, Rows.key(user, collection, row.id())));
      }
    }
    lower(counters, deleted.size(), bytes);
    return new Deletion(deleted, kept);
  }

  private @Nullable Struct counters() {
    return LowPriority.row(
        transaction, Rows.COLLECTIONS_OF_USERS, Rows.key(user, collection), COUNTERS);
  }

  private static boolean isSame(SweepRow row, RowHead now, DeleteGuard guard) {
    Long expiredBy = guard.expiredBy();
    return row.modifiedMicros() == now.modifiedMicros()
        && row.expiryMicros() == now.expiryMicros()
        && (expiredBy == null || now.expiryMicros() <= expiredBy);
  }

  /** A device seen since is no reason to keep: it has been past the deletion all the more. */
  private boolean devicesAreTheSame(DeleteGuard guard) {
    DeleteGuard.Devices devices = guard.devices();
    if (devices == null) {
      return true;
    }
    Long oldest = null;
    KeySet keys = KeySet.range(Rows.after(user, devices.collection(), null));
    try (ResultSet rows = LowPriority.read(transaction, Rows.BSOS, keys, Rows.HEAD_COLUMNS)) {
      while (rows.next()) {
        RowHead device = Rows.head(rows);
        boolean live = device.expiryMicros() > guard.now();
        if (live && (oldest == null || device.modifiedMicros() < oldest)) {
          oldest = device.modifiedMicros();
        }
      }
    }
    Long judged = devices.oldestMicros();
    if (judged == null || oldest == null) {
      return Objects.equals(judged, oldest);
    }
    return oldest >= judged;
  }

  /** The records that open batches are about to write. */
  private Set<String> held(long nowMicros) {
    List<String> open = new ArrayList<>();
    KeySet all = KeySet.range(Rows.after(user, collection, null));
    try (ResultSet batches =
        LowPriority.read(transaction, "batches", all, List.of("batch_id", "expiry"))) {
      while (batches.next()) {
        if (Rows.micros(batches.getTimestamp("expiry")) > nowMicros) {
          open.add(batches.getString("batch_id"));
        }
      }
    }
    Set<String> held = new HashSet<>();
    for (String batch : open) {
      KeySet items = KeySet.prefixRange(Rows.key(user, collection, batch));
      try (ResultSet rows =
          LowPriority.read(transaction, "batch_bsos", items, List.of("batch_bso_id"))) {
        while (rows.next()) {
          held.add(rows.getString("batch_bso_id"));
        }
      }
    }
    return held;
  }

  private Map<String, RowHead> stored(List<SweepRow> rows) {
    KeySet.Builder keys = KeySet.newBuilder();
    rows.forEach(row -> keys.addKey(Rows.key(user, collection, row.id())));
    Map<String, RowHead> stored = new HashMap<>();
    try (ResultSet found =
        LowPriority.read(transaction, Rows.BSOS, keys.build(), Rows.HEAD_COLUMNS)) {
      while (found.next()) {
        RowHead head = Rows.head(found);
        stored.put(head.id(), head);
      }
    }
    return stored;
  }

  /** NULL stays NULL; a counter that was too low before ends at 0, for a recount to right. */
  private void lower(@Nullable Struct counters, long rows, long bytes) {
    if (counters == null || rows == 0) {
      return;
    }
    put(lowered(counters, "count", rows), lowered(counters, "total_bytes", bytes));
  }

  private static @Nullable Long lowered(Struct counters, String column, long by) {
    return counters.isNull(column) ? null : (Long) Math.max(0, counters.getLong(column) - by);
  }

  /** Without a word about the time, which so stays as it is. */
  private void put(@Nullable Long rows, @Nullable Long bytes) {
    transaction.buffer(
        Rows.keyed(Mutation.newUpdateBuilder(Rows.COLLECTIONS_OF_USERS), user, collection)
            .set("count")
            .to(rows)
            .set("total_bytes")
            .to(bytes)
            .build());
  }

  /** Deletes a batch, its records one by one, if its lifetime ended by then; else it is gone. */
  Deletion deleteBatch(String batch, long cutOffMicros) {
    Struct row =
        LowPriority.row(
            transaction, "batches", Rows.key(user, collection, batch), List.of("expiry"));
    if (row == null || Rows.micros(row.getTimestamp("expiry")) > cutOffMicros) {
      return new Deletion(Set.of(), Map.of(batch, Deletion.Kept.GONE));
    }
    transaction.buffer(
        Mutation.delete("batch_bsos", KeySet.prefixRange(Rows.key(user, collection, batch))));
    transaction.buffer(Mutation.delete("batches", Rows.key(user, collection, batch)));
    return new Deletion(Set.of(batch), Map.of());
  }
}
