package godwit.pipelines.plan;

import godwit.model.UserKey;
import godwit.pipelines.io.Connections;
import godwit.pipelines.ledger.UserEntry;
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
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Finds users of whom a shard no longer has a row that a scan could find, because they deleted
 * everything. Only the ledger remembers them. Users whom the tokenserver has sent elsewhere
 * meanwhile are left out: their rows here are nobody's.
 */
public final class GoneUsers {
  private final Connections connections;
  private final Map<String, ShardConfig> shards;
  private final Predicate<UserEntry> asked;

  /**
   * Prepares a search.
   *
   * @param asked which users of the ledger are looked for at all
   */
  public GoneUsers(Connections connections, Scope scope, Predicate<UserEntry> asked) {
    this.connections = connections;
    this.shards =
        connections.config().shards().stream()
            .filter(shard -> scope.includesShard(shard.name()))
            .collect(Collectors.toMap(ShardConfig::name, shard -> shard));
    this.asked =
        user ->
            shards.containsKey(user.shard())
                && scope.includes(user.shard(), user.uid(), user.key())
                && asked.test(user);
  }

  /** Goes through the ledger once; ends early if the run is asked to. */
  public void find(Consumer<UserEntry> out) {
    Optional<UserKey> after = Optional.empty();
    for (List<UserEntry> page = connections.ledger().usersAfter(after, Optional.empty());
        !page.isEmpty() && !connections.control().isStopped();
        page = connections.ledger().usersAfter(after, Optional.empty())) {
      find(page, out);
      after = Optional.of(page.get(page.size() - 1).key());
    }
  }

  private void find(List<UserEntry> page, Consumer<UserEntry> out) {
    Map<String, Map<Long, UserEntry>> byShard = new TreeMap<>();
    for (UserEntry user : page) {
      if (asked.test(user)) {
        byShard.computeIfAbsent(user.shard(), key -> new HashMap<>()).put(user.uid(), user);
      }
    }
    byShard.forEach((shard, users) -> find(Objects.requireNonNull(shards.get(shard)), users, out));
  }

  private void find(ShardConfig shard, Map<Long, UserEntry> users, Consumer<UserEntry> out) {
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
            out.accept(user);
          }
        });
  }
}
