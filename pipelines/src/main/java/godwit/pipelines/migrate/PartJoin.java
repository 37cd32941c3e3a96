package godwit.pipelines.migrate;

import godwit.pipelines.io.CollectionMap;
import godwit.pipelines.ledger.CopyCommit;
import godwit.pipelines.ledger.Ledger;
import godwit.pipelines.ledger.PartEntry;
import godwit.pipelines.ledger.PartEntry.Stored;
import godwit.pipelines.ledger.RowCounts;
import godwit.pipelines.ledger.SourceVector;
import godwit.pipelines.ledger.UserEntry;
import godwit.storage.BulkSource;
import godwit.storage.SourceSnapshot;
import godwit.storage.StorageException;
import godwit.storage.Write;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Completes a user that was copied in parts, once all parts are there. Whoever commits the last
 * part does it; two who both think they were last do the same twice.
 */
final class PartJoin {
  private final Ledger ledger;
  private final Committer committer;
  private final BulkSource source;
  private final CollectionMap map;

  PartJoin(Ledger ledger, Committer committer, BulkSource source, CollectionMap map) {
    this.ledger = ledger;
    this.committer = committer;
    this.source = source;
    this.map = map;
  }

  /** What the parts of a user amount to. */
  enum Outcome {
    /** Other parts are still to come. */
    WAITING,
    /** The user is complete. */
    JOINED,
    /**
     * Together the parts are no moment of the source: the user wrote while they were read, or they
     * do not hold as many rows as the database counts.
     */
    CHANGED,
    /** The user is out of this run's reach by now. */
    LOST
  }

  Outcome join(UserEntry planned, int of) {
    List<PartEntry> parts = ledger.parts(planned.runId(), planned.key());
    if (parts.size() < of) {
      return Outcome.WAITING;
    }
    PartEntry first = parts.get(0);
    if (first.vector().isTorn()
        || !parts.stream().allMatch(part -> part.vector().equals(first.vector()))) {
      return Outcome.CHANGED;
    }
    if (!isWhole(planned, parts)) {
      return Outcome.CHANGED;
    }
    try {
      commit(planned, parts);
      return Outcome.JOINED;
    } catch (StorageException e) {
      if (e.getCause() instanceof CopyCommit.LostUsers) {
        return Outcome.LOST;
      }
      throw new CommitFailed(e);
    }
  }

  /** Whether the database still has the times that the parts saw, and counts the rows they read. */
  private boolean isWhole(UserEntry planned, List<PartEntry> parts) {
    try (SourceSnapshot snapshot = source.snapshot(planned.uid())) {
      Map<Integer, Long> times = snapshot.collectionTimes();
      map.learn(times.keySet(), snapshot::collectionNames);
      long read = parts.stream().mapToLong(part -> part.counts().read()).sum();
      return SourceVector.of(map.labelled(times)).equals(parts.get(0).vector())
          && snapshot.rowCounts().values().stream().mapToLong(Long::longValue).sum() == read;
    }
  }

  private void commit(UserEntry planned, List<PartEntry> parts) {
    var collections = new TreeMap<Integer, Stored>();
    RowCounts counts = RowCounts.NONE;
    for (PartEntry part : parts) {
      counts = counts.plus(part.counts());
      part.collections().forEach((id, stored) -> collections.merge(id, stored, Stored::plus));
    }
    UserEntry done =
        UserTally.copied(planned, parts.get(0).vector(), counts, UserTally.digest(collections));
    committer.commit(
        parentRows(planned, collections),
        new CopyCommit(
            planned.runId(),
            Set.of(planned.key()),
            List.of(done),
            List.of(),
            List.of(),
            List.of()));
  }

  private static List<Write> parentRows(UserEntry planned, Map<Integer, Stored> collections) {
    return collections.entrySet().stream()
        .<Write>map(
            entry ->
                new Write.PutCollection(
                    planned.key(),
                    entry.getKey(),
                    entry.getValue().modifiedMillis() * 1_000,
                    entry.getValue().rows(),
                    entry.getValue().bytes()))
        .toList();
  }
}
