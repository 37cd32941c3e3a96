package godwit.sync.spanner;

import godwit.model.CollectionName;
import godwit.model.Usage;
import godwit.storage.spanner.SpannerDatabase;
import godwit.sync.SyncClock;
import godwit.sync.SyncStorage;
import godwit.sync.SyncUser;
import godwit.sync.contract.Capability;
import godwit.sync.contract.StorageBinding;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A database of the emulator for the contract. */
final class SpannerBinding implements StorageBinding {
  private final SyncTables tables = SyncTables.create("sync-contract");

  @Override
  public SyncStorage open(SyncClock clock) {
    return SpannerStorage.open(SpannerDatabase.open(tables.config()), clock);
  }

  /** Users are found by account and key, and nobody is moved away from Spanner. */
  @Override
  public Set<Capability> lacks() {
    return EnumSet.of(Capability.USERS_BY_UID, Capability.MOVES);
  }

  @Override
  public List<String> storedIds(SyncUser user, CollectionName collection) {
    return tables.storedIds(user, collection);
  }

  @Override
  public long stagedRows(SyncUser user, CollectionName collection) {
    return tables.stagedIds(user, collection).size();
  }

  @Override
  public int idsOf(CollectionName name) {
    return tables.idsOf(name);
  }

  @Override
  public Optional<Usage> counters(SyncUser user, CollectionName collection) {
    return tables.counters(user, collection);
  }

  @Override
  public void overstateCounters(SyncUser user, CollectionName collection) {
    Usage counted = tables.counters(user, collection).orElseThrow();
    tables.setCounters(user, collection, counted.rows(), counted.bytes() + 1_000_000);
  }

  @Override
  public void forgetCounters(SyncUser user, CollectionName collection) {
    tables.forgetCounters(user, collection);
  }

  @Override
  public void close() {
    tables.close();
  }
}
