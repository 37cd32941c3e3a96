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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Packs the rows of neighbouring users into commits within the limits, each collection's row ahead
 * of its records, and each finished user's ledger row in the commit that completes the user. Used
 * by one thread.
 *
 * <p>While one group is being committed the next one is filled, so that the source is read and the
 * target is written at the same time; there is never more than one commit on its way, so that
 * commits keep their order.
 *
 * <p>When the target refuses a commit for good, the rows are tried in ever smaller groups until the
 * ones at fault are alone: only those become dead letters.
 */
final class GroupWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GroupWriter.class);

  /** As many threads as there are writers: each has at most one commit on its way. */
  private static final ExecutorService COMMITTERS =
      Executors.newCachedThreadPool(GroupWriter::daemon);

  private final Committer committer;
  private final CommitLimits limits;
  private final RunControl control;
  private final Consumer<UserKey> lost;
  private final Set<UserKey> lostUsers = new HashSet<>();
  private WriteGroup group = new WriteGroup();
  private @Nullable Sent sent;

  /** A group that was handed over, and what has become of it. */
  private record Sent(WriteGroup group, CopyCommit work, Future<?> outcome) {}

  GroupWriter(
      Committer committer, CommitLimits limits, RunControl control, Consumer<UserKey> lost) {
    this.committer = committer;
    this.limits = limits;
    this.control = control;
    this.lost = lost;
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "godwit-commit");
    thread.setDaemon(true);
    return thread;
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
      send();
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
    settle();
    group.drop(Set.of(user));
  }

  /** Whether the user turned out to be out of this run's reach. */
  boolean hasLost(UserKey user) {
    return lostUsers.contains(user);
  }

  private void flushIfFull() {
    if (group.isFull(limits)) {
      send();
    }
  }

  /** Commits whatever waits, and answers when it is committed. */
  void flush() {
    settle();
    finishHere();
  }

  /** Hands the group over to be committed while the next one is filled. */
  private void send() {
    settle();
    if (group.isEmpty()) {
      return;
    }
    stopIfAsked();
    // Made now: the tallies behind them go on counting.
    List<Write> writes = group.writes();
    CopyCommit work = group.work();
    sent = new Sent(group, work, COMMITTERS.submit(() -> committer.commit(writes, work)));
    group = new WriteGroup();
  }

  /** Waits for the commit that is on its way; what it could not do is done here. */
  private void settle() {
    Sent done = sent;
    if (done == null) {
      return;
    }
    sent = null;
    StorageException failure = failure(done.outcome());
    if (failure == null) {
      control.waitFor("");
      return;
    }
    WriteGroup next = group;
    group = done.group();
    try {
      react(done.work(), failure);
      finishHere();
    } finally {
      // Should it have failed for good, its rows wait together with those that came after.
      group.append(next);
      group.drop(lostUsers);
    }
  }

  private static @Nullable StorageException failure(Future<?> outcome) {
    try {
      outcome.get();
      return null;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StorageException failure) {
        return failure;
      }
      throw e.getCause() instanceof RuntimeException thrown
          ? thrown
          : new IllegalStateException("a commit failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Stopped();
    }
  }

  /** Commits the group on this thread, in as many tries as it takes. */
  private void finishHere() {
    while (!group.isEmpty()) {
      stopIfAsked();
      if (tryCommit()) {
        control.waitFor("");
        group = new WriteGroup();
      }
    }
  }

  private void stopIfAsked() {
    if (control.isStopped()) {
      throw new Stopped();
    }
  }

  private boolean tryCommit() {
    CopyCommit work = group.work();
    try {
      committer.commit(group.writes(), work);
      return true;
    } catch (StorageException e) {
      react(work, e);
      return false;
    }
  }

  /** Takes out of the group what made its commit fail; throws if that is not the group's fault. */
  private void react(CopyCommit work, StorageException e) {
    group.giveBack(work.letters());
    if (e.getCause() instanceof LostUsers gone) {
      drop(gone.users());
    } else if (e.kind() == StorageException.Kind.REJECTED) {
      isolate(e);
    } else {
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

  /** Waits for the commit that is on its way, whatever becomes of it. */
  @Override
  public void close() {
    Sent last = sent;
    if (last != null) {
      try {
        last.outcome().get();
      } catch (ExecutionException e) {
        LOG.debug("a last commit did not succeed; its users are copied again", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
