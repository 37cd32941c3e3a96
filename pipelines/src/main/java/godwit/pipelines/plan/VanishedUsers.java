package godwit.pipelines.plan;

import godwit.model.Usage;
import godwit.model.UserKey;
import godwit.pipelines.io.Connections;
import godwit.pipelines.ledger.SourceVector;
import godwit.pipelines.ledger.UserEntry;
import godwit.pipelines.ledger.UserState;
import godwit.pipelines.run.ShardConfig;
import godwit.storage.BulkSource;
import godwit.tokenserver.Assignment;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Plans users who were copied and then deleted everything: the shard no longer has a row of them
 * that a scan could find, but the target has. Only the ledger remembers them. Users whom the
 * tokenserver has sent elsewhere meanwhile are left alone: their rows here are nobody's.
 */
final class VanishedUsers {
  private final Connections connections;
  private final Scope scope;
  private final PlannedUsers out;
  private final Map<String, ShardConfig> shards;

  VanishedUsers(Connections connections, Scope scope, PlannedUsers out) {
    this.connections = connections;
    this.scope = scope;
    this.out = out;
    this.shards =
        connections.config().shards().stream()
            .filter(shard -> scope.includesShard(shard.name()))
            .collect(Collectors.toMap(ShardConfig::name, shard -> shard));
  }

  void run() {
    Optional<UserKey> after = Optional.empty();
    for (List<UserEntry> page = connections.ledger().usersAfter(after, Optional.empty());
        !page.isEmpty() && !connections.control().isStopped();
        page = connections.ledger().usersAfter(after, Optional.empty())) {
      plan(page);
      after = Optional.of(page.get(page.size() - 1).key());
    }
  }

  private void plan(List<UserEntry> page) {
    Map<String, Map<Long, UserEntry>> byShard = new TreeMap<>();
    for (UserEntry user : page) {
      if (isAsked(user)) {
        byShard.computeIfAbsent(user.shard(), key -> new HashMap<>()).put(user.uid(), user);
      }
    }
    byShard.forEach((shard, users) -> planGone(Objects.requireNonNull(shards.get(shard)), users));
  }

  private boolean isAsked(UserEntry user) {
    SourceVector vector = user.vector();
    return shards.containsKey(user.shard())
        && user.state().mayBeCopied()
        && !user.runId().equals(out.runId())
        && (vector == null || !vector.times().isEmpty())
        && scope.includes(user.shard(), user.uid(), user.key());
  }

  private void planGone(ShardConfig shard, Map<Long, UserEntry> users) {
    BulkSource source = connections.steadyShard(shard.name());
    users.keySet().removeAll(source.collectionTimes(users.keySet()).keySet());
    if (!users.isEmpty()) {
      // Rows without a collection's row are still a user's.
      users.keySet().removeAll(source.digests(Set.copyOf(users.keySet()), Instant.EPOCH).keySet());
    }
    if (users.isEmpty()) {
      return;
    }
    List<Long> uids = List.copyOf(users.keySet());
    Map<Long, Assignment> assignments =
        connections
            .attempts()
            .call(() -> connections.tokenserver().assignments(shard.node(), uids));
    users.forEach(
        (uid, user) -> {
          Assignment now = assignments.get(uid);
          if (now != null
              && now.kind() == Assignment.Kind.CURRENT
              && user.key().equals(now.key())) {
            out.planned(again(user), 0);
          }
        });
  }

  private UserEntry again(UserEntry user) {
    return new UserEntry(
        user.key(),
        UserState.PLANNED,
        out.runId(),
        user.attempt() + 1,
        user.shard(),
        user.uid(),
        Usage.NONE,
        user.vector(),
        user.counts(),
        null,
        null);
  }
}
