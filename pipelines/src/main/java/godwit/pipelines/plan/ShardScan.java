package godwit.pipelines.plan;

import godwit.model.CollectionName;
import godwit.model.Collections;
import godwit.model.UserKey;
import godwit.pipelines.deadletter.Cause;
import godwit.pipelines.deadletter.DeadLetter;
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
    this.source = connections.shard(shard);
    this.scope = scope;
    this.tally = tally;
    this.out = out;
  }

  void run() {
    tally.shard(shard, connections.describe(shard));
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
            .tokenserver()
            .assignments(
                connections.config().shard(shard).node(),
                users.stream().map(SourceUser::uid).toList());
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
    for (SourceUser user : users) {
      UserKey key = key(user, assignments);
      UserEntry entry = known.get(key);
      SourceVector vector = vector(user);
      UserRule.Verdict verdict =
          UserRule.byLedger(entry, present.contains(key), vector, scope.retryDead());
      switch (verdict.kind()) {
        case COPY -> copy(user, key, entry);
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
    inspect(user);
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

  private void inspect(SourceUser user) {
    for (SourceUser.Collection collection : user.collections()) {
      CollectionName name = names.get(collection.id());
      String example = "uid " + user.uid() + ", collection id " + collection.id();
      if (name != null) {
        tally.uses(shard, collection.id(), name);
      } else if (collection.id() != Collections.MARKER_ID) {
        tally.obstacle(Cause.ORPHAN_COLLECTION.name(), shard, collection.stored().rows(), example);
      }
      if (collection.lastModified() == null) {
        tally.obstacle(Cause.NO_COLLECTION_ROW.name(), shard, collection.stored().rows(), example);
      }
    }
  }

  private SourceVector vector(SourceUser user) {
    var times = new TreeMap<String, Long>();
    for (SourceUser.Collection collection : user.collections()) {
      if (collection.lastModified() != null) {
        CollectionName name = names.get(collection.id());
        times.put(
            name == null ? "#" + collection.id() : name.text(), collection.lastModified().millis());
      }
    }
    return new SourceVector(times);
  }
}
