package godwit.sweep.spanner;

import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Statement;
import com.google.cloud.spanner.TransactionContext;
import godwit.model.CollectionName;
import godwit.model.Usage;
import godwit.model.UserKey;
import godwit.storage.spanner.CollectionIds;
import godwit.storage.spanner.Rows;
import godwit.storage.spanner.SpannerDatabase;
import godwit.storage.spanner.SpannerDigests;
import godwit.sweep.DeadBatch;
import godwit.sweep.DeleteGuard;
import godwit.sweep.Deletion;
import godwit.sweep.OwnedRow;
import godwit.sweep.Owner;
import godwit.sweep.OwnerRange;
import godwit.sweep.Recount;
import godwit.sweep.ServerLoad;
import godwit.sweep.SweepOwner;
import godwit.sweep.SweepRow;
import godwit.sweep.SweepStore;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The sync tables in Spanner, for jobs that delete and recount. Everything runs at low priority.
 */
public final class SpannerSweep implements SweepStore {
  private final SpannerDatabase database;
  private final SweepReads reads;

  private SpannerSweep(SpannerDatabase database, boolean bySql) {
    this.database = database;
    this.reads = new SweepReads(database, bySql);
  }

  /** The sync tables of a database; closing the store closes the database too. */
  public static SpannerSweep open(SpannerDatabase database) {
    return new SpannerSweep(database, !database.config().isEmulator());
  }

  /** The same, reading rows as on the real service whatever the database is. */
  static SpannerSweep readingBySql(SpannerDatabase database) {
    return new SpannerSweep(database, true);
  }

  /** The users whose account begins with a prefix. */
  public static OwnerRange accounts(String prefix) {
    return AccountRange.ofPrefix(prefix);
  }

  @Override
  public String name() {
    return database.config().path();
  }

  @Override
  public String describe() {
    return "Spanner" + (database.config().isEmulator() ? ", an emulator" : "");
  }

  @Override
  public Instant now() {
    return database.read(
        context -> {
          try (ResultSet rows =
              context.executeQuery(
                  Statement.of("SELECT CURRENT_TIMESTAMP()"), LowPriority.OPTION)) {
            return rows.next()
                ? Instant.ofEpochMilli(Rows.micros(rows.getTimestamp(0)) / 1_000)
                : Instant.EPOCH;
          }
        });
  }

  @Override
  public boolean keepsCounters() {
    return true;
  }

  /** Nowhere: every text here is UTF-8. */
  @Override
  public Map<Owner, Map<Integer, Usage>> foreignText(Collection<Owner> owners) {
    return Map.of();
  }

  @Override
  public Map<Integer, CollectionName> collectionNames() {
    Map<Integer, CollectionName> names = new TreeMap<>();
    database
        .read(context -> CollectionIds.read(context, LowPriority.OPTION))
        .forEach((name, id) -> names.put(id, name));
    return names;
  }

  @Override
  public List<OwnerRange> split(OwnerRange range, int pieces) {
    return AccountRange.split(range, pieces);
  }

  @Override
  public List<SweepOwner> ownersAfter(OwnerRange range, @Nullable Owner after, int limit) {
    return reads.owners(range, after, limit);
  }

  @Override
  public Map<Owner, Map<Integer, Usage>> stored(Collection<Owner> owners) {
    List<UserKey> users = owners.stream().map(AccountRange::user).toList();
    Map<Owner, Map<Integer, Usage>> all = new HashMap<>();
    new SpannerDigests(database)
        .stored(users, LowPriority.OPTION)
        .forEach(
            (user, sums) -> {
              Map<Integer, Usage> usage = new TreeMap<>();
              sums.forEach((id, sum) -> usage.put(id, new Usage(sum.rows(), sum.bytes())));
              all.put(new Owner.Account(user), usage);
            });
    return all;
  }

  @Override
  public void rows(
      Owner owner, Collection<Integer> collections, int payloadsUpTo, Consumer<SweepRow> consumer) {
    List<Integer> ids = collections.stream().sorted().toList();
    if (ids.isEmpty()) {
      return;
    }
    UserKey user = AccountRange.user(owner);
    SweepRow last = null;
    List<SweepRow> page;
    do {
      page = reads.page(user, ids, payloadsUpTo, last);
      page.forEach(consumer);
      last = page.isEmpty() ? null : page.get(page.size() - 1);
    } while (page.size() == SweepReads.PAGE_ROWS);
  }

  private Deletion write(Function<TransactionContext, Deletion> work) {
    var lost = new LostRuns();
    return database.readWriteAnew(
        () -> {
          lost.beginTransaction();
          return transaction -> lost.run(() -> work.apply(transaction));
        },
        LowPriority.OPTION);
  }

  @Override
  public Deletion delete(Owner owner, int collection, List<SweepRow> rows, DeleteGuard guard) {
    if (rows.isEmpty()) {
      return new Deletion(Set.of(), Map.of());
    }
    UserKey user = AccountRange.user(owner);
    return write(transaction -> new SweepWrites(transaction, user, collection).delete(rows, guard));
  }

  @Override
  public Recount recount(Owner owner, int collection, boolean write) {
    UserKey user = AccountRange.user(owner);
    return new SweepRecount(database, user, collection, () -> {}).run(write);
  }

  private SweepExpired expired(OwnerRange range, Instant cutOff, Set<Integer> collections) {
    return new SweepExpired(database, range, micros(cutOff), collections);
  }

  private static long micros(Instant time) {
    return Math.multiplyExact(time.toEpochMilli(), 1_000L);
  }

  @Override
  public Map<Integer, Usage> countExpired(OwnerRange range, Instant cutOff) {
    return expired(range, cutOff, Set.of()).count();
  }

  @Override
  public void expired(
      OwnerRange range,
      Instant cutOff,
      Set<Integer> collections,
      int pageRows,
      Predicate<List<OwnedRow>> pages) {
    SweepExpired expired = expired(range, cutOff, collections);
    OwnedRow last = null;
    List<OwnedRow> page;
    do {
      page = expired.rows(last, pageRows);
      if (page.isEmpty() || !pages.test(page)) {
        return;
      }
      last = page.get(page.size() - 1);
    } while (page.size() == pageRows);
  }

  @Override
  public void deadBatches(
      OwnerRange range,
      Instant cutOff,
      Set<Integer> collections,
      int pageRows,
      Predicate<List<DeadBatch>> pages) {
    SweepExpired expired = expired(range, cutOff, collections);
    DeadBatch last = null;
    List<DeadBatch> page;
    do {
      page = expired.batches(last, pageRows);
      if (page.isEmpty() || !pages.test(page)) {
        return;
      }
      last = page.get(page.size() - 1);
    } while (page.size() == pageRows);
  }

  @Override
  public boolean delete(DeadBatch batch, Instant cutOff) {
    UserKey user = AccountRange.user(batch.owner());
    Deletion deletion =
        write(
            transaction ->
                new SweepWrites(transaction, user, batch.collection())
                    .deleteBatch(batch.id(), micros(cutOff)));
    return deletion.kept().get(batch.id()) != Deletion.Kept.GONE;
  }

  @Override
  public boolean findsExpiredByIndex() {
    return false;
  }

  @Override
  public Optional<ServerLoad> load(boolean withLag) {
    return Optional.empty();
  }

  @Override
  public void close() {
    database.close();
  }
}
