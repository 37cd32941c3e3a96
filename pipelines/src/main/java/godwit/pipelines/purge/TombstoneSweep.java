package godwit.pipelines.purge;

import godwit.pipelines.policy.DeviceSigns;
import godwit.pipelines.policy.PurgeReason;
import godwit.pipelines.policy.RecordTombstone;
import godwit.pipelines.policy.TombstonePolicy;
import godwit.pipelines.policy.TombstonePolicy.Candidate;
import godwit.pipelines.run.Stopped;
import godwit.sweep.DeleteGuard;
import godwit.sweep.Owner;
import godwit.sweep.OwnerRange;
import godwit.sweep.SweepOwner;
import godwit.sweep.SweepRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Goes through the users of a stretch and deletes their stale tombstones. */
final class TombstoneSweep {
  private static final int USERS_PER_PAGE = 200;

  /** How often the server's load is looked at while rows are only read: once a page of them. */
  private static final int ROWS_PER_LOOK = 1_000;

  /** The collection of a user's devices has the same id everywhere, and the lowest of all. */
  private static final int CLIENTS = 1;

  private final SharedRun run;
  private final TombstonePolicy policy;
  private final PurgeCounts counts;
  private final Deleter deleter;
  private final long now;
  private final Set<Integer> wanted;

  TombstoneSweep(SharedRun run, TombstonePolicy policy, PurgeCounts counts, Deleter deleter) {
    this.run = run;
    this.policy = policy;
    this.counts = counts;
    this.deleter = deleter;
    this.now = run.settings().nowMicros();
    this.wanted =
        run.names().entrySet().stream()
            .filter(entry -> policy.includes(entry.getValue().text()))
            .map(java.util.Map.Entry::getKey)
            .collect(Collectors.toUnmodifiableSet());
  }

  void sweep(OwnerRange range) {
    Owner after = null;
    for (List<SweepOwner> page = run.store().ownersAfter(range, after, USERS_PER_PAGE);
        !page.isEmpty() && !deleter.isOver();
        page = run.store().ownersAfter(range, after, USERS_PER_PAGE)) {
      deleter.await();
      for (SweepOwner owner : page) {
        if (deleter.isOver()) {
          return;
        }
        sweep(owner);
        after = owner.owner();
      }
    }
  }

  private void sweep(SweepOwner owner) {
    List<Integer> collections =
        owner.collections().keySet().stream().filter(wanted::contains).toList();
    if (!collections.isEmpty()) {
      new OneUser(owner.owner()).sweep(collections);
    }
    counts.addUsers(1);
    run.control().addUsers(1);
  }

  /** Leaves the rows of a big user alone, once the run is over. */
  private static final class EndOfRun extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EndOfRun() {
      super("the run is over", null, false, false);
    }
  }

  /** Judges the rows of a user as they come, and deletes once a transaction is full. */
  private final class OneUser {
    private final Owner owner;
    private final List<SweepRow> stale = new ArrayList<>();
    private DeviceSigns signs = DeviceSigns.NONE;
    private long rows;

    OneUser(Owner owner) {
      this.owner = owner;
    }

    /** One pass: the devices come before all that is judged by them. */
    void sweep(List<Integer> collections) {
      List<Integer> all = new ArrayList<>(collections);
      all.add(CLIENTS);
      try {
        run.store().rows(owner, all, RecordTombstone.MAX_PAYLOAD_BYTES, this::take);
      } catch (EndOfRun | Stopped e) {
        // The rows that were not looked at are the next run's.
      }
      flush();
    }

    private void take(SweepRow row) {
      if (deleter.isOver()) {
        throw new EndOfRun();
      }
      if (++rows % ROWS_PER_LOOK == 0) {
        deleter.await();
      }
      if (row.collection() == CLIENTS) {
        signs = signs.plus(row.modifiedMicros(), row.expiryMicros(), now);
        return;
      }
      counts.examine();
      run.control().addRows(1, row.payloadBytes());
      var candidate =
          new Candidate(run.label(row.collection()), row.id(), row.payload(), row.modifiedMicros());
      PurgeReason reason = policy.judge(candidate, signs, now);
      if (!reason.deletes()) {
        counts.add(run.group(row.collection()), reason, row.payloadBytes());
        return;
      }
      if (!stale.isEmpty() && stale.get(0).collection() != row.collection()) {
        flush();
      }
      stale.add(row);
      if (stale.size() >= deleter.chunk()) {
        flush();
      }
    }

    private void flush() {
      if (stale.isEmpty()) {
        return;
      }
      List<SweepRow> going = List.copyOf(stale);
      // Before anything can fail: no row is ever counted twice.
      stale.clear();
      var devices = new DeleteGuard.Devices(CLIENTS, signs.oldestMicros());
      deleter.delete(
          owner,
          going.get(0).collection(),
          going,
          new DeleteGuard(now, null, devices),
          PurgeReason.STALE_TOMBSTONE);
    }
  }
}
