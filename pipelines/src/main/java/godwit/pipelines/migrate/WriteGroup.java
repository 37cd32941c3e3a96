package godwit.pipelines.migrate;

import godwit.model.UserKey;
import godwit.pipelines.deadletter.DeadLetter;
import godwit.pipelines.ledger.Bin;
import godwit.pipelines.ledger.CopyCommit;
import godwit.pipelines.ledger.PartEntry;
import godwit.pipelines.ledger.UserEntry;
import godwit.storage.CommitLimits;
import godwit.storage.Write;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What one commit will hold, not yet committed. Used by one thread. */
final class WriteGroup {
  private final List<Pending> pending = new ArrayList<>();
  private final Map<Parent, UserTally> parents = new LinkedHashMap<>();
  private final Set<UserTally> users = new LinkedHashSet<>();
  private final Set<UserTally> cleared = new LinkedHashSet<>();
  private final Set<UserTally> finished = new LinkedHashSet<>();
  private final List<PartDone> parts = new ArrayList<>();
  private final List<DeadLetter> letters = new ArrayList<>();
  private int mutations;
  private long bytes;

  /**
   * Where records go.
   *
   * @param label the collection's name, for dead letters
   * @param collection the target's id
   */
  record Target(String label, int collection) {}

  /**
   * A write that waits.
   *
   * @param tally whose counts it is in
   * @param place where it goes
   * @param write the write
   */
  record Pending(UserTally tally, Target place, Write write) {}

  private record Parent(UserKey user, int collection) {}

  /** Figures are taken when the commit is made: a row of it may have been refused by then. */
  private record PartDone(UserTally tally, Bin.Part part) {
    PartEntry entry() {
      return tally.part(part.index(), part.of());
    }
  }

  void touch(UserTally tally, int collection) {
    users.add(tally);
    if (parents.put(new Parent(tally.user(), collection), tally) == null) {
      mutations += 6;
      bytes += Write.OVERHEAD_BYTES;
    }
  }

  void add(UserTally tally, Target place, Write write) {
    touch(tally, place.collection());
    append(new Pending(tally, place, write));
    if (write instanceof Write.PutBso put) {
      tally.written(place.collection(), put.bso(), put.payloadBytes());
    }
  }

  void addWithoutParent(UserTally tally, Write write) {
    users.add(tally);
    append(new Pending(tally, new Target("", 0), write));
  }

  private void append(Pending write) {
    pending.add(write);
    mutations += write.write().mutations();
    bytes += write.write().bytes();
  }

  /** Adds all of a group that was filled after this one. */
  void append(WriteGroup later) {
    pending.addAll(later.pending);
    parents.putAll(later.parents);
    users.addAll(later.users);
    cleared.addAll(later.cleared);
    finished.addAll(later.finished);
    parts.addAll(later.parts);
    letters.addAll(later.letters);
    mutations += later.mutations;
    bytes += later.bytes;
  }

  /** Makes the group carry the user's dead letters. */
  void note(UserTally tally) {
    users.add(tally);
  }

  void clear(UserTally tally) {
    users.add(tally);
    cleared.add(tally);
  }

  void finish(UserTally tally) {
    users.add(tally);
    finished.add(tally);
  }

  void finishPart(UserTally tally, Bin.Part part) {
    users.add(tally);
    parts.add(new PartDone(tally, part));
  }

  boolean isEmpty() {
    return users.isEmpty();
  }

  boolean hasRoomFor(Write write, CommitLimits limits) {
    return mutations + bookkeeping() + write.mutations() <= limits.mutations()
        && bytes + write.bytes() <= limits.bytes()
        && pending.size() < limits.rows();
  }

  boolean isFull(CommitLimits limits) {
    return mutations + bookkeeping() >= limits.mutations()
        || bytes >= limits.bytes()
        || pending.size() >= limits.rows();
  }

  /** Mutations of the ledger's share: dead letters, and rows of finished users. */
  private int bookkeeping() {
    int waiting = users.stream().mapToInt(UserTally::lettersWaiting).sum();
    return (waiting + letters.size()) * 12 + finished.size() * 20 + cleared.size();
  }

  /** The writes in an order in which each collection's row precedes its records. */
  List<Write> writes() {
    List<Write> writes = new ArrayList<>(parentRows());
    pending.forEach(waiting -> writes.add(waiting.write()));
    return writes;
  }

  List<Write> parentRows() {
    List<Write> rows = new ArrayList<>();
    parents.forEach(
        (parent, tally) -> {
          PartEntry.Stored stored = tally.stored(parent.collection());
          rows.add(
              new Write.PutCollection(
                  parent.user(),
                  parent.collection(),
                  stored.modifiedMillis() * 1_000,
                  stored.rows(),
                  stored.bytes()));
        });
    return rows;
  }

  /** The ledger's share of the commit, with the figures as they are now. */
  CopyCommit work() {
    users.forEach(tally -> letters.addAll(tally.takeLetters()));
    var touched = new TreeSet<UserKey>();
    users.forEach(tally -> touched.add(tally.user()));
    return new CopyCommit(
        users.iterator().next().planned().runId(),
        touched,
        finished.stream().map(UserTally::copied).toList(),
        parts.stream().map(PartDone::entry).toList(),
        List.copyOf(letters),
        cleared.stream().map(UserTally::planned).toList());
  }

  /** The work of a commit that carries a few of the group's rows and completes nothing. */
  CopyCommit guardOnly() {
    CopyCommit whole = work();
    return new CopyCommit(
        whole.runId(), whole.touched(), List.of(), List.of(), List.of(), List.<UserEntry>of());
  }

  List<Pending> pending() {
    return List.copyOf(pending);
  }

  void drop(Set<UserKey> gone) {
    Predicate<UserTally> isGone = tally -> gone.contains(tally.user());
    pending.removeIf(waiting -> isGone.test(waiting.tally()));
    parents.keySet().removeIf(parent -> gone.contains(parent.user()));
    users.removeIf(isGone);
    cleared.removeIf(isGone);
    finished.removeIf(isGone);
    parts.removeIf(part -> isGone.test(part.tally()));
    letters.removeIf(letter -> letter.user() != null && gone.contains(letter.user()));
  }

  /** Takes rows out that the target refuses, and counts them as dead. */
  void refuse(List<Pending> culprits) {
    for (Pending culprit : culprits) {
      pending.remove(culprit);
      if (culprit.write() instanceof Write.PutBso put) {
        culprit
            .tally()
            .refused(
                culprit.place().collection(),
                culprit.place().label(),
                put.bso(),
                put.payloadBytes(),
                "the target refuses the record");
      }
    }
  }

  /** The rows are committed already, in smaller groups; what completes the users is not. */
  void settle() {
    pending.clear();
  }

  /** Takes letters back that a commit which failed would have carried. */
  void giveBack(List<DeadLetter> unsent) {
    letters.clear();
    letters.addAll(unsent);
  }
}
