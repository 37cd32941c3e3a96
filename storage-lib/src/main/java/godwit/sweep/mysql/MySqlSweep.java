package godwit.sweep.mysql;

import godwit.model.CollectionName;
import godwit.model.Usage;
import godwit.storage.RowPosition;
import godwit.storage.mysql.MySqlConfig;
import godwit.storage.mysql.MySqlPool;
import godwit.storage.mysql.NamedCollections;
import godwit.storage.mysql.Placeholders;
import godwit.storage.mysql.SchemaProbe;
import godwit.storage.mysql.SqlCall;
import godwit.sweep.DeadBatch;
import godwit.sweep.DeleteGuard;
import godwit.sweep.Deletion;
import godwit.sweep.OwnedRow;
import godwit.sweep.Owner;
import godwit.sweep.OwnerRange;
import godwit.sweep.Patience;
import godwit.sweep.Recount;
import godwit.sweep.ServerLoad;
import godwit.sweep.SweepOwner;
import godwit.sweep.SweepRow;
import godwit.sweep.SweepStore;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A shard of either dialect, for jobs that delete and recount. */
public final class MySqlSweep implements SweepStore {
  private final String shard;
  private final MySqlPool pool;
  private final SweepLayout layout;
  private final Patience patience;

  private MySqlSweep(String shard, MySqlPool pool, SweepLayout layout, Patience patience) {
    this.shard = shard;
    this.pool = pool;
    this.layout = layout;
    this.patience = patience;
  }

  /**
   * Connects and probes the dialect.
   *
   * @param shard its name in the configuration
   * @throws godwit.storage.StorageException of kind UNREACHABLE if it cannot be reached, UNSUITABLE
   *     if its schema is unknown or contradicts itself
   */
  public static MySqlSweep open(String shard, MySqlConfig config) {
    return open(shard, config, Patience.NONE);
  }

  /**
   * The same, with patience for whatever is only read. A write that fails is the caller's to
   * repeat, who alone knows what it meant.
   */
  public static MySqlSweep open(String shard, MySqlConfig config, Patience patience) {
    MySqlPool pool = MySqlPool.open("shard '" + shard + "'", config);
    try {
      SweepLayout layout =
          pool.call(
              connection ->
                  SweepLayout.probe(connection, SchemaProbe.probe(connection, pool.endpoint())));
      var opened = new MySqlSweep(shard, pool, layout, patience);
      opened.collectionNames();
      return opened;
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  private <T> T read(SqlCall<T> question) {
    return patience.ask(() -> pool.call(question));
  }

  @Override
  public String name() {
    return "shard " + shard;
  }

  /** Such as "Python server, 20 tables bso0..bso19, ttl in seconds". */
  @Override
  public String describe() {
    return layout.dialect().describe();
  }

  /** Without a time zone, so that the hour that comes twice a year is no matter. */
  @Override
  public Instant now() {
    return read(
        connection -> {
          try (PreparedStatement statement =
                  connection.prepareStatement("SELECT UNIX_TIMESTAMP()");
              ResultSet rows = statement.executeQuery()) {
            return Instant.ofEpochSecond(rows.next() ? rows.getLong(1) : 0);
          }
        });
  }

  @Override
  public boolean keepsCounters() {
    return layout.hasCounters();
  }

  @Override
  public Map<Integer, CollectionName> collectionNames() {
    return read(connection -> NamedCollections.read(connection, layout.dialect(), pool.endpoint()));
  }

  @Override
  public List<OwnerRange> split(OwnerRange range, int pieces) {
    return read(connection -> new SweepOwners(connection, layout).split(range, pieces));
  }

  @Override
  public List<SweepOwner> ownersAfter(OwnerRange range, @Nullable Owner after, int limit) {
    UidRange left = UidRange.of(range).behind(after);
    return read(connection -> new SweepOwners(connection, layout).page(left, limit));
  }

  @Override
  public Map<Owner, Map<Integer, Usage>> stored(Collection<Owner> owners) {
    return sums(owners, "");
  }

  @Override
  public Map<Owner, Map<Integer, Usage>> foreignText(Collection<Owner> owners) {
    return sums(owners, "AND LENGTH(CONVERT(payload USING utf8mb4)) <> CHAR_LENGTH(payload)");
  }

  private Map<Owner, Map<Integer, Usage>> sums(Collection<Owner> owners, String condition) {
    Map<String, List<Long>> byTable =
        owners.stream()
            .map(UidRange::uid)
            .distinct()
            .sorted()
            .collect(Collectors.groupingBy(layout.dialect()::bsoTable));
    Map<Owner, Map<Integer, Usage>> all = new HashMap<>();
    byTable.forEach((table, uids) -> addSums(table, uids, condition, all));
    return all;
  }

  private void addSums(
      String table, List<Long> uids, String condition, Map<Owner, Map<Integer, Usage>> all) {
    String sql =
        """
        SELECT {uid}, {collection}, COUNT(*), COALESCE(SUM(LENGTH(payload)), 0)
          FROM {bso} FORCE INDEX (PRIMARY)
         WHERE {uid} IN (%s) %s
         GROUP BY {uid}, {collection}
        """
            .formatted(Placeholders.of("?", uids.size()), condition);
    read(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(layout.dialect().sql(sql, table))) {
            for (int i = 0; i < uids.size(); i++) {
              statement.setLong(i + 1, uids.get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                all.computeIfAbsent(new Owner.Uid(rows.getLong(1)), owner -> new TreeMap<>())
                    .put(rows.getInt(2), new Usage(rows.getLong(3), rows.getLong(4)));
              }
            }
          }
          return all;
        });
  }

  @Override
  public void rows(
      Owner owner, Collection<Integer> collections, int payloadsUpTo, Consumer<SweepRow> consumer) {
    List<Integer> ids = collections.stream().sorted().toList();
    if (ids.isEmpty()) {
      return;
    }
    var rows = new SweepRows(layout.dialect(), UidRange.uid(owner), ids, payloadsUpTo);
    RowPosition after = null;
    boolean more = true;
    while (more) {
      RowPosition behind = after;
      List<SweepRow> page = read(connection -> rows.page(connection, behind));
      page.forEach(consumer);
      more = page.size() == SweepRows.PAGE_ROWS;
      if (more) {
        SweepRow last = page.get(page.size() - 1);
        after = new RowPosition(last.collection(), last.id());
      }
    }
  }

  @Override
  public Deletion delete(Owner owner, int collection, List<SweepRow> rows, DeleteGuard guard) {
    if (rows.isEmpty()) {
      return new Deletion(Set.of(), Map.of());
    }
    long uid = UidRange.uid(owner);
    return Transactions.write(
        pool,
        connection -> new GuardedDelete(connection, layout, uid, collection, guard).run(rows));
  }

  @Override
  public Recount recount(Owner owner, int collection, boolean write) {
    return count(owner, collection, () -> {}).run(write);
  }

  /** A recount during which something happens; for tests. */
  ExactCount count(Owner owner, int collection, Runnable meanwhile) {
    return new ExactCount(pool, layout, UidRange.uid(owner), collection, meanwhile);
  }

  @Override
  public Map<Integer, Usage> countExpired(OwnerRange range, Instant cutOff) {
    Map<Integer, Usage> all = new TreeMap<>();
    for (String table : layout.tables()) {
      ExpiredRows expired = expired(table, range, cutOff, Set.of());
      read(expired::count)
          .forEach((collection, usage) -> all.merge(collection, usage, Usage::plus));
    }
    return all;
  }

  private ExpiredRows expired(
      String table, OwnerRange range, Instant cutOff, Set<Integer> collections) {
    return new ExpiredRows(
        layout, table, UidRange.of(range), layout.dialect().visibleAbove(cutOff), collections);
  }

  @Override
  public void expired(
      OwnerRange range,
      Instant cutOff,
      Set<Integer> collections,
      int pageRows,
      Predicate<List<OwnedRow>> pages) {
    for (String table : layout.tables()) {
      ExpiredRows expired = expired(table, range, cutOff, collections);
      ExpiredRows.Position after = null;
      do {
        ExpiredRows.Position behind = after;
        ExpiredRows.Page page = read(connection -> expired.page(connection, behind, pageRows));
        if (!page.rows().isEmpty() && !pages.test(page.rows())) {
          return;
        }
        after = page.last();
      } while (after != null);
    }
  }

  @Override
  public void deadBatches(
      OwnerRange range,
      Instant cutOff,
      Set<Integer> collections,
      int pageRows,
      Predicate<List<DeadBatch>> pages) {
    UidRange uids = UidRange.of(range);
    long[] behind = {Long.MIN_VALUE, -1};
    List<DeadBatch> page;
    do {
      page =
          read(
              connection ->
                  new SweepBatches(connection, layout)
                      .page(uids, cutOff.toEpochMilli(), collections, pageRows, behind));
      if (page.isEmpty() || !pages.test(page)) {
        return;
      }
      DeadBatch last = page.get(page.size() - 1);
      behind[0] = Long.parseLong(last.id());
      behind[1] = UidRange.uid(last.owner());
    } while (page.size() == pageRows);
  }

  @Override
  public boolean delete(DeadBatch batch, Instant cutOff) {
    return Transactions.write(
        pool,
        connection -> {
          GuardedDelete.lock(
              connection, layout.dialect(), UidRange.uid(batch.owner()), batch.collection());
          return new SweepBatches(connection, layout).delete(batch, cutOff.toEpochMilli());
        });
  }

  @Override
  public boolean findsExpiredByIndex() {
    return layout.tables().stream().allMatch(layout::hasExpiryIndex);
  }

  @Override
  public Optional<ServerLoad> load(boolean withLag) {
    return Optional.of(read(connection -> LoadGauge.read(connection, pool.endpoint(), withLag)));
  }

  @Override
  public void close() {
    pool.close();
  }
}
