package godwit.pipelines.quota;

import godwit.model.Usage;
import godwit.pipelines.io.PurgeManifest;
import godwit.pipelines.io.RowDeletion;
import godwit.pipelines.policy.PurgeReason;
import godwit.sweep.DeleteGuard;
import godwit.sweep.Deletion;
import godwit.sweep.Owner;
import godwit.sweep.SweepRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes room: takes a user's records one by one and deletes them in transactions of a few hundred,
 * each of one collection. In a rehearsal it only counts. Flush it at the end. Used by one thread.
 */
final class Room {
  private static final int ROWS_PER_TRANSACTION = 500;

  private final EnforcedStore at;
  private final boolean execute;
  private final Owner owner;
  private final DeleteGuard guard;
  private final PurgeReason reason;
  private final List<SweepRow> rows = new ArrayList<>();
  private Usage freed = Usage.NONE;
  private boolean hindered;

  Room(EnforcedStore at, boolean execute, Owner owner, DeleteGuard guard, PurgeReason reason) {
    this.at = at;
    this.execute = execute;
    this.owner = owner;
    this.guard = guard;
    this.reason = reason;
  }

  /** Takes a record; one whose payload is kept elsewhere frees nothing and stays. */
  void take(SweepRow row) {
    if (row.linked() || at.control().isStopped()) {
      return;
    }
    if (!rows.isEmpty() && rows.get(0).collection() != row.collection()) {
      flush();
    }
    rows.add(row);
    if (rows.size() >= ROWS_PER_TRANSACTION) {
      flush();
    }
  }

  /** Deletes what was taken. */
  Room flush() {
    if (rows.isEmpty()) {
      return this;
    }
    List<SweepRow> chunk = List.copyOf(rows);
    rows.clear();
    if (!execute) {
      chunk.forEach(row -> freed = freed.plusRow(row.payloadBytes()));
      return this;
    }
    at.writes().await();
    if (!at.control().isStopped()) {
      delete(chunk);
    }
    return this;
  }

  private void delete(List<SweepRow> chunk) {
    int collection = chunk.get(0).collection();
    PurgeManifest manifest = at.manifest();
    long number =
        manifest == null ? 0 : manifest.open(owner, at.place().label(collection), chunk, reason);
    var going = new RowDeletion(owner, collection, chunk, guard);
    Optional<Deletion> told =
        at.writes().unlessHindered(() -> going.from(at.store(), at.writes()::call));
    if (told.isEmpty()) {
      // The chunk stays open in the manifest: nobody knows, and the next run will see.
      hindered = true;
      return;
    }
    if (manifest != null) {
      manifest.close(number, told.get());
    }
    count(chunk, told.get());
  }

  private void count(List<SweepRow> chunk, Deletion deletion) {
    for (SweepRow row : chunk) {
      if (deletion.deleted().contains(row.id())
          || deletion.kept().get(row.id()) == Deletion.Kept.GONE_UNSEEN) {
        freed = freed.plusRow(row.payloadBytes());
      }
    }
  }

  /** Whether another writer was in the way to the last. */
  boolean hindered() {
    return hindered;
  }

  /** What was freed so far. */
  Usage freed() {
    return freed;
  }
}
