package godwit.pipelines.quota;

import godwit.model.Usage;
import godwit.pipelines.io.Retrying;
import godwit.pipelines.run.RunControl;
import godwit.sweep.DeleteGuard;
import godwit.sweep.Deletion;
import godwit.sweep.Owner;
import godwit.sweep.SweepRow;
import godwit.sweep.SweepStore;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes room: takes a user's records one by one and deletes them in transactions of a few hundred,
 * each of one collection. In a rehearsal it only counts. Flush it at the end. Used by one thread.
 */
final class Room {
  private static final int ROWS_PER_TRANSACTION = 500;

  private final SweepStore store;
  private final RunControl control;
  private final boolean execute;
  private final Owner owner;
  private final DeleteGuard guard;
  private final List<SweepRow> rows = new ArrayList<>();
  private Usage freed = Usage.NONE;

  Room(SweepStore store, RunControl control, boolean execute, Owner owner, DeleteGuard guard) {
    this.store = store;
    this.control = control;
    this.execute = execute;
    this.owner = owner;
    this.guard = guard;
  }

  /** Takes a record; one whose payload is kept elsewhere frees nothing and stays. */
  void take(SweepRow row) {
    if (row.linked() || control.isStopped()) {
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
    int collection = chunk.get(0).collection();
    Deletion deletion =
        execute
            ? Retrying.call(control, () -> store.delete(owner, collection, chunk, guard))
            : null;
    for (SweepRow row : chunk) {
      if (deletion == null || deletion.deleted().contains(row.id())) {
        freed = freed.plusRow(row.payloadBytes());
      }
    }
    return this;
  }

  /** What was freed so far. */
  Usage freed() {
    return freed;
  }
}
