package godwit.pipelines.plan;

import godwit.model.UserKey;
import godwit.pipelines.deadletter.DeadLetter;
import godwit.pipelines.ledger.UserEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Takes the users that are to be copied, and hands them on in batches. With a limit it keeps the
 * first ones in the order of the target's keys, and nothing else. Safe to share between threads.
 */
final class PlannedUsers {
  private static final int BATCH = 500;

  private final String runId;
  private final long limit;
  private final long hoarderRows;
  private final PlanSink sink;
  private final PlanTally tally;
  private final PriorityQueue<Counted> first =
      new PriorityQueue<>(Comparator.comparing((Counted user) -> user.entry().key()).reversed());
  private List<UserEntry> batch = new ArrayList<>();
  private List<DeadLetter> letters = new ArrayList<>();
  private @Nullable UserKey lowest;
  private @Nullable UserKey highest;

  private record Counted(UserEntry entry, int collections) {}

  PlannedUsers(String runId, long limit, long hoarderRows, PlanSink sink, PlanTally tally) {
    this.runId = runId;
    this.limit = limit;
    this.hoarderRows = hoarderRows;
    this.sink = sink;
    this.tally = tally;
  }

  String runId() {
    return runId;
  }

  synchronized void planned(UserEntry user, int collections) {
    var counted = new Counted(user, collections);
    if (limit == Long.MAX_VALUE) {
      hand(counted);
      return;
    }
    first.add(counted);
    if (first.size() > limit) {
      first.remove();
      tally.skip("beyond the limit");
    }
  }

  synchronized void failed(DeadLetter letter) {
    letters.add(letter);
    if (letters.size() >= BATCH) {
      flush();
    }
  }

  /** Hands on what is left. */
  synchronized void finish() {
    List<Counted> kept = new ArrayList<>(first);
    first.clear();
    kept.forEach(this::hand);
    flush();
  }

  /** The first user that was handed on, in key order; null if none was. */
  synchronized @Nullable UserKey lowest() {
    return lowest;
  }

  /** The last one. */
  synchronized @Nullable UserKey highest() {
    return highest;
  }

  private void hand(Counted user) {
    UserKey key = user.entry().key();
    lowest = lowest == null || key.compareTo(lowest) < 0 ? key : lowest;
    highest = highest == null || key.compareTo(highest) > 0 ? key : highest;
    tally.copy(user.entry(), user.collections(), user.entry().planned().rows() > hoarderRows);
    batch.add(user.entry());
    if (batch.size() >= BATCH) {
      flush();
    }
  }

  private void flush() {
    sink.planned(batch);
    batch = new ArrayList<>();
    sink.failed(letters);
    letters = new ArrayList<>();
  }
}
