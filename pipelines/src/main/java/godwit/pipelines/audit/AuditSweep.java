package godwit.pipelines.audit;

import godwit.model.Collections;
import godwit.model.Usage;
import godwit.pipelines.io.SharedStores;
import godwit.pipelines.io.StorePlace;
import godwit.pipelines.io.StoreScope;
import godwit.pipelines.io.UserPages;
import godwit.pipelines.policy.RecordTombstone;
import godwit.pipelines.run.ShardConfig;
import godwit.sweep.Owner;
import godwit.sweep.OwnerRange;
import godwit.sweep.SweepOwner;
import godwit.sweep.SweepStore;
import godwit.tokenserver.Assignment;
import java.util.List;
import java.util.Map;

/** Goes through the users of a stretch of one store, page by page. */
final class AuditSweep {
  private final SharedStores stores;
  private final StoreScope scope;
  private final AuditSettings settings;
  private final String name;
  private final SweepStore store;
  private final StorePlace place;
  private final AuditTally tally = new AuditTally();
  private final StoreTally sums;

  AuditSweep(SharedStores stores, StoreScope scope, AuditSettings settings, String name) {
    this.stores = stores;
    this.scope = scope;
    this.settings = settings;
    this.name = name;
    this.store = stores.store(name);
    this.place = stores.place(name);
    this.sums = tally.store(name, store.describe());
  }

  AuditTally sweep(OwnerRange range) {
    new UserPages(store, stores.control()).each(range, this::sweep);
    return tally;
  }

  private void sweep(List<SweepOwner> page) {
    Map<Long, Assignment> assignments = assignments(page);
    Map<Owner, Map<Integer, Usage>> foreign =
        store.foreignText(page.stream().map(SweepOwner::owner).toList());
    for (SweepOwner owner : page) {
      if (stores.control().isStopped()) {
        return;
      }
      // Of its own until all its rows were seen: the run may be asked to end in between.
      var user = new AuditTally();
      RowAudit rows = rows(owner, user);
      Assignment assignment =
          owner.owner() instanceof Owner.Uid uid ? assignments.get(uid.uid()) : null;
      new UserAudit(settings, place, owner, rows, user)
          .finish(sums, assignment, foreign.getOrDefault(owner.owner(), Map.of()));
      tally.addAll(user);
      stores.control().addUsers(1);
    }
  }

  private RowAudit rows(SweepOwner owner, AuditTally user) {
    String name = place.user(owner.owner(), settings.showKeys());
    var rows = new RowAudit(settings, place, name, user);
    List<Integer> collections =
        owner.collections().keySet().stream().filter(id -> id != Collections.MARKER_ID).toList();
    store.rows(
        owner.owner(),
        collections,
        RecordTombstone.MAX_PAYLOAD_BYTES,
        row -> {
          rows.take(row);
          stores.control().addRows(1, row.payloadBytes());
        });
    return rows;
  }

  private Map<Long, Assignment> assignments(List<SweepOwner> page) {
    return scope.shard(name).map(shard -> assignments(shard, page)).orElse(Map.of());
  }

  private Map<Long, Assignment> assignments(ShardConfig shard, List<SweepOwner> page) {
    List<Long> uids =
        page.stream()
            .map(SweepOwner::owner)
            .filter(Owner.Uid.class::isInstance)
            .map(owner -> ((Owner.Uid) owner).uid())
            .toList();
    return stores.tokenserver().assignments(shard.node(), uids);
  }
}
