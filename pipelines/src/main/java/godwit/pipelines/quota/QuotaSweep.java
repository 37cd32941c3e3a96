package godwit.pipelines.quota;

import godwit.model.Usage;
import godwit.pipelines.io.SharedStores;
import godwit.pipelines.io.StorePlace;
import godwit.pipelines.policy.QuotaRule;
import godwit.pipelines.run.RunControl;
import godwit.sweep.Owner;
import godwit.sweep.OwnerRange;
import godwit.sweep.SweepOwner;
import godwit.sweep.SweepStore;
import java.util.List;
import java.util.Map;

/** Goes through the users of a stretch of one store, page by page. */
final class QuotaSweep {
  private static final int USERS_PER_PAGE = 200;

  private final QuotaSettings settings;
  private final RunControl control;
  private final SweepStore store;
  private final StorePlace place;
  private final QuotaTally tally = new QuotaTally();
  private final UserCounters counters;

  QuotaSweep(SharedStores stores, QuotaSettings settings, String name) {
    this.settings = settings;
    this.control = stores.control();
    this.store = stores.store(name);
    this.place = stores.place(name);
    this.counters = new UserCounters(store, control, settings.execute(), tally);
    if (!place.counters()) {
      tally.uncounted.add(name);
    }
  }

  QuotaTally sweep(OwnerRange range) {
    Owner after = null;
    for (List<SweepOwner> page = store.ownersAfter(range, after, USERS_PER_PAGE);
        !page.isEmpty() && !control.isStopped();
        page = store.ownersAfter(range, after, USERS_PER_PAGE)) {
      sweep(page);
      after = page.get(page.size() - 1).owner();
    }
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
    if (isOver(total.bytes())) {
      tally.over++;
      tally.stillOver += isOver(enforced(owner, user, total.bytes())) ? 1 : 0;
    }
  }

  private boolean isOver(long bytes) {
    return settings.rule().judge(bytes) == QuotaRule.Standing.OVER;
  }

  /** What the user has afterwards. */
  private long enforced(SweepOwner owner, String user, long bytes) {
    if (settings.task() != QuotaTask.ENFORCE) {
      return bytes;
    }
    Map<QuotaStep, Usage> freed =
        new UserEnforcement(store, place, control, settings, owner).run(bytes);
    freed.forEach(tally::free);
    long after = bytes - freed.values().stream().mapToLong(Usage::bytes).sum();
    tally.enforced(new QuotaReport.Enforced(user, bytes, after));
    return after;
  }
}
