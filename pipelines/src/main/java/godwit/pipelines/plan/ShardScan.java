package godwit.pipelines.plan;

import godwit.model.CollectionName;
import godwit.model.Collections;
import godwit.model.UserKey;
import godwit.pipelines.deadletter.Cause;
import godwit.pipelines.deadletter.DeadLetter;
import godwit.pipelines.io.CollectionMap;
import godwit.pipelines.io.Connections;
import godwit.pipelines.ledger.RowCounts;
import godwit.pipelines.ledger.SourceVector;
import godwit.pipelines.ledger.UserEntry;
import godwit.pipelines.ledger.UserState;
import godwit.storage.BulkSource;
import godwit.storage.SourceUser;
import godwit.tokenserver.Assignment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Plans the users of one shard, page by page, so that a shard of any size takes the same memory.
 */
final class ShardScan {
  private static final int PAGE = 500;

  private final Connections connections;
  private final String shard;
  private final BulkSource source;
  private final Scope scope;
  private final PlanTally tally;
  private final PlannedUsers out;
  private Map<Integer, CollectionName> names = Map.of();

  ShardScan(Connections connections, String shard, Scope scope, PlanTally tally, PlannedUsers out) {
    this.connections = connections;
    this.shard = shard;
    this.source = connections.steadyShard(shard);
    this.scope = scope;
    this.tally = tally;
    this.out = out;
  }

  void run() {
    names = source.collectionNames();
    long after = -1;
    for (List<SourceUser> page = source.usersAfter(after, PAGE);
        !page.isEmpty() && !connections.control().isStopped();
        page = source.usersAfter(after, PAGE)) {
      plan(page.stream().filter(user -> scope.mayInclude(shard, user.uid())).toList());
      after = page.get(page.size() - 1).uid();
    }
  }

  private void plan(List<SourceUser> users) {
    if (users.isEmpty()) {
      return;
    }
    Map<Long, Assignment> assignments =
        connections
            .attempts()
            .call(
                () ->
                    connections
                        .tokenserver()
                        .assignments(
                            connections.config().shard(shard).node(),
                            users.stream().map(SourceUser::uid).toList()));
    List<SourceUser> movable = new ArrayList<>();
    for (SourceUser user : users) {
      if (judge(user, Objects.requireNonNull(assignments.get(user.uid())))) {
        movable.add(user);
      }
    }
    planMovable(movable, assignments);
  }

  /** Whether the tokenserver lets the user move; if not, it is counted here. */
  private boolean judge(SourceUser user, Assignment assignment) {
    UserKey key = assignment.key();
    if (key != null && !scope.includes(shard, user.uid(), key)) {
      return false;
    }
    UserRule.Verdict verdict = UserRule.byAssignment(assignment);
    switch (verdict.kind()) {
      case COPY -> {
        if (assignment.kidMayChange()) {
          tally.obstacle(
              "keys_changed_at is 0 or missing: the key may change later",
              shard,
              0,
              "uid " + user.uid());
        }
        return key != null && withinHoarderLimit(user);
      }
      case SKIP -> tally.skip(verdict.reason());
      case FAIL -> {
        boolean named = scope.users().isEmpty() || scope.users().contains(shard + ":" + user.uid());
        if (key != null || named) {
          fail(user, key, Objects.requireNonNull(verdict.cause()), assignment.detail());
        }
      }
    }
    return false;
  }

  private boolean withinHoarderLimit(SourceUser user) {
    boolean within = user.total().rows() <= scope.excludeHoarders();
    if (!within) {
      tally.skip("hoarder");
      tally.obstacle(
          "left out: more rows than --exclude-hoarders",
          shard,
          user.total().rows(),
          "uid " + user.uid());
    }
    return within;
  }

  private void fail(SourceUser user, @Nullable UserKey key, Cause cause, String detail) {
    tally.fail(cause.name());
    tally.obstacle(cause.name(), shard, user.total().rows(), "uid " + user.uid() + ": " + detail);
    out.failed(
        new DeadLetter(
            out.runId(), shard, user.uid(), key, "", "", 0, cause, detail, 1, Instant.now()));
  }

  private void planMovable(List<SourceUser> users, Map<Long, Assignment> assignments) {
    Set<UserKey> keys = new HashSet<>();
    users.forEach(user -> keys.add(key(user, assignments)));
    Map<UserKey, UserEntry> known = connections.ledger().users(keys);
    Set<UserKey> unknown = new HashSet<>(keys);
    unknown.removeAll(known.keySet());
    Set<UserKey> present = connections.target().present(unknown);
    Map<Long, Map<Integer, Long>> odd = oddTimes(users);
    for (SourceUser user : users) {
      UserKey key = key(user, assignments);
      UserEntry entry = known.get(key);
      Map<Integer, Long> times = odd.getOrDefault(user.uid(), times(user));
      SourceVector vector = vector(times);
      UserRule.Verdict verdict =
          UserRule.byLedger(entry, present.contains(key), vector, scope.retryDead());
      switch (verdict.kind()) {
        case COPY -> {
          inspect(user, times);
          copy(user, key, entry);
        }
        case SKIP -> tally.skip(verdict.reason());
        case FAIL ->
            fail(
                user,
                key,
                Objects.requireNonNull(verdict.cause()),
                "the target already holds rows of this user that no run of ours wrote");
      }
    }
  }

  private static UserKey key(SourceUser user, Map<Long, Assignment> assignments) {
    Assignment assignment = Objects.requireNonNull(assignments.get(user.uid()));
    return Objects.requireNonNull(assignment.key());
  }

  private void copy(SourceUser user, UserKey key, @Nullable UserEntry known) {
    out.planned(
        new UserEntry(
            key,
            UserState.PLANNED,
            out.runId(),
            known == null ? 1 : known.attempt() + 1,
            shard,
            user.uid(),
            user.total(),
            known == null ? null : known.vector(),
            known == null ? RowCounts.NONE : known.counts(),
            null,
            null),
        user.collections().size());
  }

  private void inspect(SourceUser user, Map<Integer, Long> times) {
    for (SourceUser.Collection collection : user.collections()) {
      CollectionName name = names.get(collection.id());
      if (name != null) {
        tally.uses(shard, collection.id(), name);
      }
      tally.holds(name == null ? "#" + collection.id() : name.text(), collection.stored());
      Cause obstacle = obstacle(collection.id(), times.get(collection.id()));
      if (obstacle != null) {
        tally.obstacle(
            obstacle.name(),
            shard,
            collection.stored().rows(),
            "uid " + user.uid() + ", collection id " + collection.id());
      }
    }
  }

  /** Why the collection cannot go, by the rules of the copy and in their order. */
  private @Nullable Cause obstacle(int collection, @Nullable Long time) {
    if (collection != Collections.MARKER_ID && !names.containsKey(collection)) {
      return Cause.ORPHAN_COLLECTION;
    }
    if (time == null) {
      return Cause.NO_COLLECTION_ROW;
    }
    return CollectionMap.canHold(time) ? null : Cause.BAD_TIME;
  }

  /**
   * The times of users with a collection that has none: either there is no row, or a page of users
   * left out what no target can hold. A copy notes those too, and would never find them unchanged.
   */
  private Map<Long, Map<Integer, Long>> oddTimes(List<SourceUser> users) {
    List<Long> odd =
        users.stream()
            .filter(user -> user.collections().stream().anyMatch(one -> one.lastModified() == null))
            .map(SourceUser::uid)
            .toList();
    return odd.isEmpty() ? Map.of() : source.collectionTimes(odd);
  }

  private static Map<Integer, Long> times(SourceUser user) {
    var times = new HashMap<Integer, Long>();
    for (SourceUser.Collection collection : user.collections()) {
      if (collection.lastModified() != null) {
        times.put(collection.id(), collection.lastModified().millis());
      }
    }
    return times;
  }

  private SourceVector vector(Map<Integer, Long> times) {
    var labelled = new TreeMap<String, Long>();
    times.forEach(
        (id, time) -> {
          CollectionName name = names.get(id);
          labelled.put(name == null ? "#" + id : name.text(), time);
        });
    return new SourceVector(labelled);
  }
}
