package godwit.pipelines.migrate;

import godwit.model.Bso;
import godwit.model.UserKey;
import godwit.pipelines.io.RowVerdict;
import godwit.pipelines.ledger.Bin;
import godwit.pipelines.ledger.CopyCommit;
import godwit.pipelines.ledger.CopyCommit.LostUsers;
import godwit.pipelines.run.RunControl;
import godwit.storage.CommitLimits;
import godwit.storage.StorageException;
import godwit.storage.Write;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Packs the rows of neighbouring users into commits within the limits, each collection's row ahead
 * of its records, and each finished user's ledger row in the commit that completes the user. Used
 * by one thread.
 *
 * <p>When the target refuses a commit for good, the rows are tried in ever smaller groups until the
 * ones at fault are alone: only those become dead letters.
 */
final class GroupWriter {
  private final Committer committer;
  private final CommitLimits limits;
  private final RunControl control;
  private final Consumer<UserKey> lost;
  private final Set<UserKey> lostUsers = new HashSet<>();
  private WriteGroup group = new WriteGroup();

  GroupWriter(
      Committer committer, CommitLimits limits, RunControl control, Consumer<UserKey> lost) {
    this.committer = committer;
    this.limits = limits;
    this.control = control;
    this.lost = lost;
  }

  /** Begins a user; what earlier runs said of its dead rows is void. */
  void begin(UserTally tally) {
    group.clear(tally);
  }

  /** Makes sure that the collection's row is written, with the counters it has by then. */
  void touch(UserTally tally, int collection) {
    group.touch(tally, collection);
    flushIfFull();
  }

  /** Writes a record. */
  void put(UserTally tally, WriteGroup.Target place, Bso bso) {
    add(tally, place, new Write.PutBso(tally.user(), place.collection(), bso));
  }

  /** Deletes a record that the source no longer has. */
  void delete(UserTally tally, WriteGroup.Target place, String id) {
    add(tally, place, new Write.DeleteBso(tally.user(), place.collection(), id));
  }

  /** Deletes a collection that the source no longer has. */
  void deleteCollection(UserTally tally, int collection) {
    group.addWithoutParent(tally, new Write.DeleteCollection(tally.user(), collection));
    flushIfFull();
  }

  /** Counts a record that cannot be moved; its dead letter goes with the next commit. */
  void dead(UserTally tally, WriteGroup.Target place, String id, RowVerdict verdict) {
    tally.dead(place.label(), id, 1, Objects.requireNonNull(verdict.cause()), verdict.detail());
    if (!lostUsers.contains(tally.user())) {
      group.note(tally);
      flushIfFull();
    }
  }

  private void add(UserTally tally, WriteGroup.Target place, Write write) {
    if (lostUsers.contains(tally.user())) {
      return;
    }
    if (!group.isEmpty() && !group.hasRoomFor(write, limits)) {
      flush();
    }
    group.add(tally, place, write);
    flushIfFull();
  }

  /** The user is complete with what was handed over so far. */
  void finish(UserTally tally) {
    if (!lostUsers.contains(tally.user())) {
      group.finish(tally);
      flushIfFull();
    }
  }

  /** The part is complete; answers only after it is committed. */
  void finishPart(UserTally tally, Bin.Part part) {
    group.finishPart(tally, part);
    flush();
  }

  /**
   * Forgets what waits of a user whose reading failed; what is committed stays and does no harm.
   */
  void forget(UserKey user) {
    group.drop(Set.of(user));
  }

  private void flushIfFull() {
    if (group.isFull(limits)) {
      flush();
    }
  }

  /** Commits whatever waits. */
  void flush() {
    while (!group.isEmpty()) {
      if (control.isStopped()) {
        throw new Stopped();
      }
      if (tryCommit()) {
        control.waitFor("");
        group = new WriteGroup();
      }
    }
  }

  private boolean tryCommit() {
    CopyCommit work = group.work();
    try {
      committer.commit(group.writes(), work);
      return true;
    } catch (StorageException e) {
      group.giveBack(work.letters());
      if (e.getCause() instanceof LostUsers gone) {
        drop(gone.users());
        return false;
      }
      if (e.kind() == StorageException.Kind.REJECTED) {
        isolate(e);
        return false;
      }
      throw e;
    }
  }

  private void drop(Set<UserKey> users) {
    lostUsers.addAll(users);
    group.drop(users);
    users.forEach(lost);
  }

  private void isolate(StorageException failure) {
    List<WriteGroup.Pending> waiting = group.pending();
    if (waiting.isEmpty()) {
      throw failure;
    }
    group.refuse(committer.culprits(group, waiting));
    group.settle();
  }
}
