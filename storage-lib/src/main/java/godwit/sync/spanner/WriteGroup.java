package godwit.sync.spanner;

import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.TransactionContext;
import com.google.common.collect.Iterables;
import godwit.storage.CommitLimits;
import godwit.sync.SyncRefusal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What one transaction will commit, sized as Spanner does it: a mutation for each cell that is
 * written and for each key or range that is deleted, whatever cascades from it, and for the entries
 * of indexes.
 */
final class WriteGroup {
  private final List<Mutation> mutations = new ArrayList<>();
  private final WriteCost cost;
  private long size;

  WriteGroup(WriteCost cost) {
    this.cost = cost;
  }

  /** Adds a mutation; parents must come before their children. */
  void add(Mutation mutation) {
    mutations.add(mutation);
    size += sizeOf(mutation) + (mutation.getTable().equals(Cells.BSOS) ? cost.ofIndexes() : 0);
  }

  void addAll(Collection<Mutation> others) {
    others.forEach(this::add);
  }

  /** Makes room for what statements of the same transaction write. */
  void reserve(long cells) {
    size += cells;
  }

  private static int sizeOf(Mutation mutation) {
    if (mutation.getOperation() != Mutation.Op.DELETE) {
      return Iterables.size(mutation.getColumns());
    }
    KeySet keys = mutation.getKeySet();
    return Iterables.size(keys.getKeys()) + Iterables.size(keys.getRanges());
  }

  long size() {
    return size;
  }

  /**
   * Gives all to the transaction.
   *
   * @throws SyncRefusal of kind TOO_LARGE if Spanner would not commit so much
   */
  void send(TransactionContext transaction) {
    verifySize();
    transaction.buffer(mutations);
  }

  /** Refuses what is too large already, before statements are run for it. */
  void verifySize() {
    if (size > CommitLimits.MAX_MUTATIONS) {
      throw tooLarge(size + " mutations", CommitLimits.MAX_MUTATIONS);
    }
  }

  /** Refuses more payload bytes than a commit takes. */
  static void verifyBytes(long bytes) {
    if (bytes > CommitLimits.MAX_BYTES) {
      throw tooLarge(bytes + " payload bytes", CommitLimits.MAX_BYTES);
    }
  }

  private static SyncRefusal tooLarge(String what, long limit) {
    return new SyncRefusal(
        SyncRefusal.Kind.TOO_LARGE, what + " in one commit; Spanner takes " + limit);
  }
}
