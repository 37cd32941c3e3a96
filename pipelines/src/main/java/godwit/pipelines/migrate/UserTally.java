package godwit.pipelines.migrate;

import godwit.model.Bso;
import godwit.model.UserKey;
import godwit.pipelines.deadletter.Cause;
import godwit.pipelines.deadletter.DeadLetter;
import godwit.pipelines.ledger.PartEntry;
import godwit.pipelines.ledger.PartEntry.Stored;
import godwit.pipelines.ledger.RowCounts;
import godwit.pipelines.ledger.SourceVector;
import godwit.pipelines.ledger.UserEntry;
import godwit.pipelines.ledger.UserState;
import godwit.storage.RowDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts what becomes of one user's rows while they are copied. Used by one thread.
 *
 * <p>The counters of a collection include what is written but not yet committed: whoever commits
 * writes them along, so they are right after the collection's last commit.
 */
final class UserTally {
  private final UserEntry planned;
  private final SourceVector vector;
  private final Instant now;
  private final SortedMap<Integer, Stored> collections = new TreeMap<>();
  private final List<DeadLetter> letters = new ArrayList<>();
  private RowCounts counts = RowCounts.NONE;
  private boolean digestKnown = true;

  UserTally(UserEntry planned, SourceVector vector, Instant now) {
    this.planned = planned;
    this.vector = vector;
    this.now = now;
  }

  UserKey user() {
    return planned.key();
  }

  UserEntry planned() {
    return planned;
  }

  RowCounts counts() {
    return counts;
  }

  /** Notes a collection, with or without rows. */
  void open(int collection, long modifiedMillis) {
    collections.put(collection, new Stored(modifiedMillis, 0, 0, 0));
  }

  Stored stored(int collection) {
    Stored stored = collections.get(collection);
    if (stored == null) {
      throw new IllegalStateException("collection " + collection + " was not opened");
    }
    return stored;
  }

  Map<Integer, Stored> collections() {
    return collections;
  }

  void read(long rows) {
    counts = counts.plus(new RowCounts(rows, 0, 0, 0, 0, 0, 0));
  }

  void expired() {
    counts = counts.plus(new RowCounts(0, 0, 0, 1, 0, 0, 0));
  }

  /** The row stays behind: a stale tombstone. */
  void tombstone() {
    counts = counts.plus(new RowCounts(0, 0, 0, 0, 1, 0, 0));
  }

  /** The target already holds the row as it is; its payload was not read. */
  void unchanged(int collection, long rows, long bytes) {
    counts = counts.plus(new RowCounts(0, 0, 0, 0, 0, rows, 0));
    add(collection, rows, bytes, 0);
    digestKnown = false;
  }

  void written(int collection, Bso bso, long bytes) {
    counts = counts.plus(new RowCounts(0, 1, bytes, 0, 0, 0, 0));
    add(collection, 1, bytes, RowDigest.of(bso));
  }

  /** Takes back what {@link #written} counted, because the target refused the row. */
  void refused(int collection, String label, Bso bso, long bytes, String detail) {
    counts = counts.plus(new RowCounts(0, -1, -bytes, 0, 0, 0, 0));
    add(collection, -1, -bytes, RowDigest.of(bso));
    dead(label, bso.id(), 1, Cause.REFUSED, detail);
  }

  private void add(int collection, long rows, long bytes, long xor) {
    Stored old = stored(collection);
    collections.put(collection, old.plus(new Stored(old.modifiedMillis(), rows, bytes, xor)));
  }

  void dead(String label, String id, long rows, Cause cause, String detail) {
    counts = counts.plus(new RowCounts(0, 0, 0, 0, 0, 0, rows));
    letters.add(
        new DeadLetter(
            planned.runId(),
            planned.shard(),
            planned.uid(),
            planned.key(),
            label,
            id,
            rows,
            cause,
            detail,
            planned.attempt(),
            now));
  }

  /** The dead letters that no commit has carried yet; they are the caller's now. */
  List<DeadLetter> takeLetters() {
    List<DeadLetter> taken = List.copyOf(letters);
    letters.clear();
    return taken;
  }

  int lettersWaiting() {
    return letters.size();
  }

  /** The ledger's row of the user, complete. */
  UserEntry copied() {
    return copied(planned, vector, counts, digestKnown ? digest(collections) : null);
  }

  static UserEntry copied(
      UserEntry planned,
      SourceVector vector,
      RowCounts counts,
      @org.jspecify.annotations.Nullable String digest) {
    return new UserEntry(
        planned.key(),
        UserState.COPIED,
        planned.runId(),
        planned.attempt(),
        planned.shard(),
        planned.uid(),
        planned.planned(),
        vector,
        counts,
        digest,
        null);
  }

  /** One digest for all collections of a user: depends on their ids, rows, bytes and digests. */
  static String digest(Map<Integer, Stored> collections) {
    var text = new StringBuilder();
    new TreeMap<>(collections)
        .forEach(
            (id, stored) ->
                text.append(id)
                    .append(' ')
                    .append(stored.rows())
                    .append(' ')
                    .append(stored.bytes())
                    .append(' ')
                    .append(stored.xor())
                    .append('\n'));
    return RowDigest.ofPayload(text.toString());
  }

  /** The ledger's row of a part. */
  PartEntry part(int index, int of) {
    return new PartEntry(user(), index, of, vector, counts, collections);
  }
}
