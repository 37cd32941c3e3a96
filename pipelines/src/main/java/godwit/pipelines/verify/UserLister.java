package godwit.pipelines.verify;

import godwit.model.UserKey;
import godwit.pipelines.io.Connections;
import godwit.pipelines.ledger.UserEntry;
import godwit.pipelines.ledger.VerifyLog;
import godwit.pipelines.ledger.VerifySum;
import godwit.storage.BulkSource;
import godwit.storage.SourceUser;
import godwit.tokenserver.Assignment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Lists the users of a shard that ought to be equal on both sides: those that the shard holds, that
 * the tokenserver gives to it, and that the ledger calls copied. Who is to be compared is found out
 * anew from the source, so that a user the copy overlooked is at least counted as pending.
 */
final class UserLister {
  private static final int PAGE = 500;

  private final Task task;
  private final Connections connections;

  UserLister(Task task, Connections connections) {
    this.task = task;
    this.connections = connections;
  }

  void list(String shard, Consumer<UserRef> out) {
    BulkSource source = connections.steadyShard(shard);
    VerifySum left = VerifySum.NONE;
    long after = -1;
    for (List<SourceUser> page = source.usersAfter(after, PAGE);
        !page.isEmpty() && !connections.control().isStopped();
        page = source.usersAfter(after, PAGE)) {
      left = left.plus(list(shard, page, out));
      after = page.get(page.size() - 1).uid();
    }
    new VerifyLog(connections.ledger()).put(task.runId(), "shard " + shard, left);
  }

  private VerifySum list(String shard, List<SourceUser> page, Consumer<UserRef> out) {
    List<Long> uids = page.stream().map(SourceUser::uid).toList();
    String node = task.config().shard(shard).node();
    Map<Long, Assignment> assignments =
        connections.attempts().call(() -> connections.tokenserver().assignments(node, uids));
    Map<UserKey, Long> movable = new HashMap<>();
    assignments.forEach(
        (uid, assignment) -> {
          UserKey key = assignment.key();
          if (assignment.kind() == Assignment.Kind.CURRENT
              && key != null
              && task.scope().includes(shard, uid, key)) {
            movable.put(key, uid);
          }
        });
    Map<UserKey, UserEntry> entries = connections.ledger().users(movable.keySet());
    long pending = 0;
    long movedOn = 0;
    for (Map.Entry<UserKey, Long> user : movable.entrySet()) {
      UserEntry entry = entries.get(user.getKey());
      if (entry != null && entry.state().isCopied()) {
        out.accept(new UserRef(shard, user.getValue(), user.getKey()));
      } else if (entry == null || entry.state().mayBeCopied()) {
        pending++;
      } else {
        movedOn++;
      }
    }
    return new VerifySum(0, 0, 0, pending, movedOn, 0, 0, 0, 0);
  }
}
