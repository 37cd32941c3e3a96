package godwit.pipelines.verify;

import godwit.model.UserKey;
import godwit.pipelines.io.Connections;
import godwit.pipelines.ledger.UserEntry;
import godwit.pipelines.ledger.VerifyLog;
import godwit.pipelines.ledger.VerifySum;
import godwit.pipelines.plan.GoneUsers;
import godwit.storage.BulkSource;
import godwit.storage.SourceUser;
import godwit.tokenserver.Assignment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lists the users who ought to be equal on both sides: those that a shard holds, that the
 * tokenserver gives to it, and that the ledger calls copied. Who is to be compared is found out
 * anew from the source, so that a user the copy overlooked is at least counted as pending; only
 * users who have nothing there any longer are looked up in the ledger.
 */
final class UserLister {
  private static final int PAGE = 500;

  private final Task task;
  private final Connections connections;
  private final Consumer<UserRef> out;
  private long pending;
  private long movedOn;

  UserLister(Task task, Connections connections, Consumer<UserRef> out) {
    this.task = task;
    this.connections = connections;
    this.out = out;
  }

  /** Lists the users of a shard. */
  void list(String shard) {
    BulkSource source = connections.steadyShard(shard);
    long after = -1;
    for (List<SourceUser> page = source.usersAfter(after, PAGE);
        !page.isEmpty() && !connections.control().isStopped();
        page = source.usersAfter(after, PAGE)) {
      list(shard, page);
      after = page.get(page.size() - 1).uid();
    }
    putCounts("shard " + shard);
  }

  /** Lists users whom no shard holds any longer, while the target may. */
  void listGone() {
    new GoneUsers(connections, task.scope(), user -> task.reaches(user.key()))
        .find(user -> judge(user, new UserRef(user.shard(), user.uid(), user.key())));
    putCounts("users gone");
  }

  private void putCounts(String place) {
    new VerifyLog(connections.ledger())
        .put(task.runId(), place, new VerifySum(0, 0, 0, pending, movedOn, 0, 0, 0, 0));
  }

  private void list(String shard, List<SourceUser> page) {
    List<Long> uids =
        page.stream()
            .filter(user -> user.total().rows() <= task.scope().excludeHoarders())
            .map(SourceUser::uid)
            .toList();
    String node = task.config().shard(shard).node();
    Map<Long, Assignment> assignments =
        connections.attempts().call(() -> connections.tokenserver().assignments(node, uids));
    Map<UserKey, Long> movable = new HashMap<>();
    assignments.forEach(
        (uid, assignment) -> {
          UserKey key = assignment.key();
          if (assignment.kind() == Assignment.Kind.CURRENT
              && key != null
              && task.scope().includes(shard, uid, key)
              && task.reaches(key)) {
            movable.put(key, uid);
          }
        });
    Map<UserKey, UserEntry> entries = connections.ledger().users(movable.keySet());
    movable.forEach((key, uid) -> judge(entries.get(key), new UserRef(shard, uid, key)));
  }

  private void judge(@Nullable UserEntry entry, UserRef user) {
    if (entry != null && entry.state().isCopied()) {
      out.accept(user);
    } else if (entry == null || entry.state().mayBeCopied()) {
      pending++;
    } else {
      movedOn++;
    }
  }
}
