package godwit.pipelines.migrate;

import godwit.model.UserKey;
import godwit.pipelines.deadletter.Cause;
import godwit.pipelines.deadletter.DeadLetter;
import godwit.pipelines.io.CollectionMap;
import godwit.pipelines.io.Connections;
import godwit.pipelines.ledger.Bin;
import godwit.pipelines.ledger.Ledger;
import godwit.pipelines.ledger.UserEntry;
import godwit.pipelines.ledger.UserState;
import godwit.storage.StorageException;
import godwit.storage.spanner.SpannerTarget;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies the users of one piece of work after the other. Used by one thread. */
final class BinCopier {
  private static final Logger LOG = LoggerFactory.getLogger(BinCopier.class);

  private final Connections connections;
  private final RunContext context;
  private final Ledger ledger;
  private final SpannerTarget target;
  private final Committer committer;
  private final SourceAttempts attempts;
  private final Map<String, CollectionMap> maps = new HashMap<>();

  BinCopier(Connections connections, RunContext context) {
    this.connections = connections;
    this.context = context;
    this.ledger = connections.ledger();
    this.target = connections.target();
    this.committer = new Committer(target, ledger, connections.config().ledgerIsInTarget());
    this.attempts = new SourceAttempts(context.control());
  }

  /** Copies what is still to be copied of the piece; false if it was stopped before the end. */
  boolean copy(Bin bin) {
    try {
      copyUsers(bin);
      return true;
    } catch (Stopped e) {
      return false;
    }
  }

  private void copyUsers(Bin bin) {
    List<UserEntry> users =
        ledger.usersOf(context.runId(), bin).stream()
            .filter(user -> user.state() == UserState.PLANNED)
            .toList();
    try (GroupWriter writer = writer()) {
      copyUsers(bin, users, writer);
    }
  }

  private GroupWriter writer() {
    return new GroupWriter(
        committer,
        connections.config().policy().commit(),
        context.control(),
        user ->
            LOG.warn("user {} is complete already, taken over by another run, or moved on", user));
  }

  private void copyUsers(Bin bin, List<UserEntry> users, GroupWriter writer) {
    Bin.Part part = bin.part();
    if (part != null) {
      users.forEach(user -> copyPart(user, part, writer));
    } else {
      Set<UserKey> present = target.present(users.stream().map(UserEntry::key).toList());
      users.forEach(user -> copyUser(user, present.contains(user.key()), writer));
    }
    writer.flush();
  }

  private void copyUser(UserEntry user, boolean isPresent, GroupWriter writer) {
    orFail(
        user,
        writer,
        attempt -> {
          if (isPresent || attempt > 1) {
            reconciler(user, writer).reconcile(user);
          } else {
            copier(user, writer).copy(user);
          }
        });
    context.control().addUsers(1);
  }

  /** Does the work; what is wrong with one user is told of that user, and the others go on. */
  private void orFail(UserEntry user, GroupWriter writer, IntConsumer work) {
    context.stopIfAsked();
    try {
      attempts.run(work, () -> writer.forget(user.key()));
    } catch (Miscount e) {
      fail(user, Cause.MISCOUNT, e, writer);
    } catch (StorageException e) {
      if (e.kind() != StorageException.Kind.BROKEN) {
        throw e;
      }
      fail(user, Cause.USER_FAILED, e, writer);
    }
  }

  private void copyPart(UserEntry user, Bin.Part part, GroupWriter writer) {
    orFail(user, writer, attempt -> copier(user, writer).copyPart(user, part, attempt));
    if (writer.hasLost(user.key())) {
      return;
    }
    PartJoin.Outcome outcome = new PartJoin(ledger, committer).join(user, part.of());
    if (outcome == PartJoin.Outcome.CHANGED) {
      // By one worker only: two at once could each leave what the other has overtaken.
      ledger
          .claim(user)
          .ifPresent(
              claimed ->
                  orFail(
                      claimed, writer, attempt -> reconciler(claimed, writer).reconcile(claimed)));
    }
    if (outcome != PartJoin.Outcome.WAITING) {
      context.control().addUsers(1);
    }
  }

  private UserCopier copier(UserEntry user, GroupWriter writer) {
    return new UserCopier(connections.shard(user.shard()), map(user.shard()), writer, context);
  }

  private UserReconciler reconciler(UserEntry user, GroupWriter writer) {
    return new UserReconciler(
        connections.shard(user.shard()), target, map(user.shard()), writer, context);
  }

  private CollectionMap map(String shard) {
    return maps.computeIfAbsent(
        shard, name -> CollectionMap.allocating(connections.shard(name), target));
  }

  /** What the user's rows already committed stays: the next run completes it. */
  private void fail(UserEntry user, Cause cause, RuntimeException e, GroupWriter writer) {
    writer.forget(user.key());
    LOG.warn("user {} of {} failed: {}", user.key(), user.shard(), e.getMessage());
    ledger.fail(
        user,
        new DeadLetter(
            context.runId(),
            user.shard(),
            user.uid(),
            user.key(),
            "",
            "",
            0,
            cause,
            String.valueOf(e.getMessage()),
            user.attempt(),
            context.clock().instant()));
  }
}
