package godwit.pipelines.quota;

import godwit.model.Usage;
import godwit.pipelines.io.SharedStores;
import godwit.pipelines.io.StorePlace;
import godwit.pipelines.io.UserPages;
import godwit.pipelines.policy.QuotaRule;
import godwit.pipelines.policy.RecordTombstone;
import godwit.pipelines.run.RunControl;
import godwit.sweep.Owner;
import godwit.sweep.OwnerRange;
import godwit.sweep.SweepOwner;
import godwit.sweep.SweepRow;
import godwit.sweep.SweepStore;
import java.util.List;
import java.util.Map;

/** Goes through the users of a stretch of one store, page by page. */
final class QuotaSweep {
  private final QuotaSettings settings;
  private final RunControl control;
  private final SweepStore store;
  private final StorePlace place;
  private final QuotaTally tally = new QuotaTally();
  private final UserCounters counters;
  private final EnforcedStore enforced;

  QuotaSweep(SharedStores stores, QuotaSettings asked, String name, Manifests manifests) {
    this.settings = asked.seenFrom(stores, name);
    this.control = stores.control();
    this.store = stores.store(name);
    this.place = stores.place(name);
    StoreWrites writes =
        StoreWrites.of(
            control,
            settings.execute() ? stores.watch(name, settings.plan().load())::await : () -> {});
    this.counters = new UserCounters(store, control, settings.execute() ? writes : null, tally);
    boolean deletes = settings.execute() && settings.task() == QuotaTask.ENFORCE;
    this.enforced =
        new EnforcedStore(store, place, control, writes, deletes ? manifests.of(name) : null);
    if (!place.counters()) {
      tally.uncounted.add(name);
    }
  }

  QuotaTally sweep(OwnerRange range) {
    new UserPages(store, control).each(range, this::sweep);
    return tally;
  }

  private void sweep(List<SweepOwner> page) {
    Map<Owner, Map<Integer, Usage>> stored =
        store.stored(page.stream().map(SweepOwner::owner).toList());
    for (SweepOwner owner : page) {
      if (control.isStopped()) {
        return;
      }
      one(owner, stored.getOrDefault(owner.owner(), Map.of()));
      control.addUsers(1);
    }
  }

  private void one(SweepOwner owner, Map<Integer, Usage> stored) {
    String user = place.user(owner.owner(), settings.showKeys());
    Usage total = stored.values().stream().reduce(Usage.NONE, Usage::plus);
    tally.user(user, total);
    control.addRows(total.rows(), total.bytes());
    stored.forEach((id, usage) -> tally.usage.add(place.label(id), usage));
    tally.limit(settings.rule(), total.bytes());
    settings.whatIf().forEach(rule -> tally.limit(rule, total.bytes()));
    if (place.counters()) {
      long told = counters.compare(owner, user, stored);
      tally.told += told;
      tally.toldOver += isOver(told) ? 1 : 0;
    }
    if (settings.trend()) {
      trend(owner);
    }
    if (isOver(total.bytes())) {
      over(owner, user);
    }
  }

  private boolean isOver(long bytes) {
    return settings.rule().judge(bytes) == QuotaRule.Standing.OVER;
  }

  private void over(SweepOwner owner, String user) {
    if (settings.task() != QuotaTask.ENFORCE) {
      tally.over++;
      tally.stillOver++;
      return;
    }
    Outcome outcome = new UserEnforcement(enforced, settings, owner).run();
    if (!isOver(outcome.before())) {
      return; // the user deleted something since the page was counted
    }
    tally.over++;
    tally.stillOver += isOver(outcome.after()) ? 1 : 0;
    tally.unhelped += outcome.unhelped() ? 1 : 0;
    tally.hindered += outcome.hindered() ? 1 : 0;
    outcome.freed().forEach(tally::free);
    tally.enforced(new QuotaReport.Enforced(user, outcome.before(), outcome.after()));
  }

  private void trend(SweepOwner owner) {
    List<Integer> collections =
        owner.collections().keySet().stream()
            .filter(id -> settings.tombstones().includes(place.label(id)))
            .toList();
    if (!collections.isEmpty()) {
      store.rows(
          owner.owner(), collections, RecordTombstone.MAX_PAYLOAD_BYTES, this::countTombstone);
    }
  }

  private void countTombstone(SweepRow row) {
    String label = place.label(row.collection());
    boolean live = row.expiryMicros() > settings.nowMicros();
    if (live
        && RecordTombstone.judge(label, row.id(), row.payload())
            == RecordTombstone.Verdict.TOMBSTONE) {
      tally.tombstones.add(place.store(), row.modifiedMicros(), row.payloadBytes(), settings.now());
    }
  }
}
