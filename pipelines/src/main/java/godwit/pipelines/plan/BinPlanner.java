package godwit.pipelines.plan;

import godwit.model.Usage;
import godwit.model.UserKey;
import godwit.pipelines.io.Connections;
import godwit.pipelines.ledger.Bin;
import godwit.pipelines.ledger.Ledger;
import godwit.pipelines.ledger.UserEntry;
import godwit.storage.RowRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Cuts the users of a plan into pieces of work. The ledger gives them back in the order of the
 * target's keys, whatever shard they are on, so nothing needs to be sorted in memory.
 */
final class BinPlanner {
  private static final int BATCH = 500;

  private final Connections connections;
  private final String runId;
  private final Ledger ledger;
  private final BinPacking packing;
  private final List<Bin> bins = new ArrayList<>();

  BinPlanner(Connections connections, String runId) {
    this.connections = connections;
    this.runId = runId;
    this.ledger = connections.ledger();
    this.packing = new BinPacking(connections.config().policy().binBytes(), 0);
  }

  /** Plans the pieces of all users between the two, inclusively, that the run has planned. */
  long plan(UserKey lowest, UserKey highest) {
    add(List.copyOf(ledger.users(Set.of(lowest)).values()));
    Optional<UserKey> after = Optional.of(lowest);
    for (List<UserEntry> page = ledger.usersAfter(after, Optional.of(highest));
        !page.isEmpty();
        page = ledger.usersAfter(after, Optional.of(highest))) {
      add(page);
      after = Optional.of(page.get(page.size() - 1).key());
    }
    packing.close().ifPresent(bins::add);
    flush();
    return packing.nextNumber();
  }

  private void add(List<UserEntry> users) {
    for (UserEntry user : users) {
      if (!user.runId().equals(runId)) {
        continue;
      }
      if (isSplit(user)) {
        packing.close().ifPresent(bins::add);
        split(user);
      } else {
        packing.add(user.key(), user.planned()).ifPresent(bins::add);
      }
      if (bins.size() >= BATCH) {
        flush();
      }
    }
  }

  /** A user of whom the target holds rows is compared, not copied, and that in one piece. */
  private boolean isSplit(UserEntry user) {
    return user.planned().rows() > connections.config().policy().hoarderRows()
        && connections.target().present(Set.of(user.key())).isEmpty();
  }

  private void split(UserEntry user) {
    // Not by the part that comes first: others may be ahead of it with letters of this run.
    ledger.clearDeadLetters(user.shard(), user.uid());
    List<RowRange> ranges =
        connections
            .steadyShard(user.shard())
            .split(user.uid(), connections.config().policy().hoarderRows());
    Usage share =
        new Usage(user.planned().rows() / ranges.size(), user.planned().bytes() / ranges.size());
    for (int i = 0; i < ranges.size(); i++) {
      var part = new Bin.Part(i, ranges.size(), ranges.get(i));
      bins.add(new Bin(packing.nextNumber() + i, user.key(), user.key(), 1, share, part));
    }
    packing.skipNumbers(ranges.size());
  }

  private void flush() {
    ledger.planBins(runId, bins);
    bins.clear();
  }
}
