package godwit.pipelines.migrate;

import godwit.model.UserKey;
import godwit.pipelines.ledger.CopyCommit;
import godwit.pipelines.ledger.Ledger;
import godwit.storage.StorageException;
import godwit.storage.Write;
import godwit.storage.spanner.SpannerTarget;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits rows and ledger rows together; where the ledger is in another database, the rows first,
 * so that the ledger never claims what is not there. Then a user can be switched between the check
 * and the commit of the rows, which cannot be prevented, only told.
 */
class Committer {
  private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

  private final SpannerTarget target;
  private final Ledger ledger;
  private final boolean together;

  /**
   * Commits to a target and a ledger.
   *
   * @param target the database of the rows
   * @param ledger the ledger
   * @param together whether both are the same database
   */
  Committer(SpannerTarget target, Ledger ledger, boolean together) {
    this.target = target;
    this.ledger = ledger;
    this.together = together;
  }

  void commit(List<Write> writes, CopyCommit work) {
    if (together) {
      target.commit(writes, work);
      return;
    }
    ledger.database().read(context -> check(work, context));
    commitRows(writes);
    try {
      ledger.database().readWrite(work);
    } catch (StorageException e) {
      if (e.getCause() instanceof CopyCommit.LostUsers lost) {
        throw tooLate(lost);
      }
      throw e;
    }
  }

  /** Commits rows alone, where the ledger is elsewhere. */
  void commitRows(List<Write> writes) {
    target.commit(writes);
  }

  private static StorageException tooLate(CopyCommit.LostUsers lost) {
    List<String> users = lost.users().stream().map(UserKey::shortened).toList();
    String sentence =
        "Users %s were taken over or switched while rows of them were written; with a ledger in a"
            + " database of its own that can undo what their clients wrote: compare them with"
            + " 'godwit verify'.";
    String message = sentence.formatted(String.join(", ", users));
    LOG.error(message);
    return new StorageException(StorageException.Kind.CONFLICT, message, lost);
  }

  private static int check(CopyCommit work, com.google.cloud.spanner.ReadContext context) {
    work.check(context);
    return 0;
  }

  /** Those of the writes that the target refuses, found by halving; the others are committed. */
  List<WriteGroup.Pending> culprits(WriteGroup group, List<WriteGroup.Pending> suspects) {
    if (suspects.isEmpty() || accepts(group, suspects)) {
      return List.of();
    }
    if (suspects.size() == 1) {
      return suspects;
    }
    int middle = suspects.size() / 2;
    var found = new ArrayList<>(culprits(group, suspects.subList(0, middle)));
    found.addAll(culprits(group, suspects.subList(middle, suspects.size())));
    return found;
  }

  private boolean accepts(WriteGroup group, List<WriteGroup.Pending> suspects) {
    List<Write> writes = new ArrayList<>(group.parentRows());
    suspects.forEach(suspect -> writes.add(suspect.write()));
    try {
      commit(writes, group.guardOnly());
      return true;
    } catch (StorageException e) {
      if (e.kind() == StorageException.Kind.REJECTED) {
        return false;
      }
      throw e;
    }
  }
}
