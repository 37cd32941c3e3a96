package godwit.pipelines.ledger;

import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.ReadContext;
import com.google.cloud.spanner.TransactionContext;
import godwit.model.UserKey;
import godwit.pipelines.deadletter.DeadLetter;
import godwit.storage.StorageException;
import godwit.storage.spanner.TransactionWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The ledger's share of a commit that carries users' rows: makes sure that no user of it has moved
 * beyond a copy's reach, and writes what the commit completes, so that data and bookkeeping cannot
 * disagree. Idempotent: it may run again after a commit whose answer was lost.
 *
 * @param runId the run that copies
 * @param touched every user whose rows the commit carries
 * @param finished users that the commit completes
 * @param parts parts of large users that the commit completes
 * @param letters dead letters that belong to the commit
 * @param cleared users whose earlier dead letters are void
 */
public record CopyCommit(
    String runId,
    Set<UserKey> touched,
    List<UserEntry> finished,
    List<PartEntry> parts,
    List<DeadLetter> letters,
    List<UserEntry> cleared)
    implements TransactionWork<Integer> {

  /** Users that may not be copied by this run; the commit that met them did nothing. */
  public static final class LostUsers extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Set<UserKey> users;

    LostUsers(Set<UserKey> users) {
      super(text(users));
      this.users = users;
    }

    private static String text(Set<UserKey> users) {
      return users.size() + " users may not be copied by this run any more";
    }

    /** Which users. */
    public Set<UserKey> users() {
      return users;
    }
  }

  @Override
  public Integer run(TransactionContext transaction) {
    check(transaction);
    List<Mutation> mutations = mutations();
    transaction.buffer(mutations);
    return mutations.size();
  }

  /**
   * Makes sure that every touched user may be copied by this run.
   *
   * @throws StorageException of kind CONFLICT, caused by {@link LostUsers}, if one may not
   */
  public void check(ReadContext context) {
    Map<UserKey, UserEntry> entries = Ledger.users(context, touched);
    var lost = new TreeSet<UserKey>();
    for (UserKey user : touched) {
      UserEntry entry = entries.get(user);
      // Not even a user whom this run has completed: a straggler would write what it read before.
      if (entry == null || entry.state() != UserState.PLANNED || !entry.runId().equals(runId)) {
        lost.add(user);
      }
    }
    if (!lost.isEmpty()) {
      throw new StorageException(
          StorageException.Kind.CONFLICT, LostUsers.text(lost), new LostUsers(lost));
    }
  }

  private List<Mutation> mutations() {
    var mutations = new ArrayList<Mutation>();
    cleared.forEach(user -> mutations.add(DeadLetterRows.clear(user.shard(), user.uid())));
    letters.forEach(letter -> mutations.add(DeadLetterRows.put(letter)));
    parts.forEach(part -> mutations.add(PartRows.put(runId, part)));
    finished.forEach(entry -> mutations.add(UserRows.whole(entry)));
    return mutations;
  }
}
