package godwit.pipelines.purge;

import godwit.model.CollectionName;
import godwit.model.Collections;
import godwit.pipelines.Rehearsal;
import godwit.testdata.Workload;
import godwit.testdata.load.LoadedShard;
import godwit.testdata.load.ShardDialect;
import godwit.testdata.record.OpenBatch;
import godwit.testdata.record.RecordKind;
import godwit.testdata.record.SyntheticRecord;
import godwit.testdata.record.SyntheticRecords;
import godwit.testdata.user.Holding;
import godwit.testdata.user.SyntheticUser;
import godwit.testdata.user.SyntheticUsers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What must become of a made record, worked out from its label and not from its looks.
 *
 * @param isAllowed whether its collection is one that tombstones are purged from by default
 * @param kind what it is
 * @param isStale whether it is old, and every device was seen a week after it
 * @param isHeld whether an open batch is about to write it
 * @param isExpired whether its time is over
 */
record Fate(
    boolean isAllowed, RecordKind kind, boolean isStale, boolean isHeld, boolean isExpired) {
  private static final Set<String> ALLOWED =
      Set.of(
          "bookmarks",
          "passwords",
          "history",
          "addons",
          "addresses",
          "creditcards",
          "extension-storage");
  private static final long DAY = 86_400_000L;
  private static final long BATCH_LIFETIME = 7_200_000L;

  /** Whether a purge of tombstones must delete it. */
  boolean goesAsTombstone() {
    return isAllowed && kind == RecordKind.TOMBSTONE && isStale && !isHeld;
  }

  /** Whether a purge of expired records must delete it. */
  boolean goesAsExpired() {
    return isExpired && !isHeld;
  }

  /** The fates of a shard's records, by {@code uid/collection id/id}. */
  static Map<String, Fate> of(Rehearsal rehearsal, int shard) throws SQLException {
    Workload workload = rehearsal.loaded().workload();
    LoadedShard loaded = rehearsal.loaded().shards().get(shard);
    Map<String, Integer> ids = ids(rehearsal, loaded);
    Map<String, Fate> fates = new TreeMap<>();
    new SyntheticUsers(workload)
        .all()
        .map(SyntheticUser::holdings)
        .forEach(
            holdings ->
                holdings.stream()
                    .filter(holding -> holding.assignment().shard() == shard)
                    .forEach(
                        holding -> new OneHolding(workload, holding, loaded, ids).addTo(fates)));
    return fates;
  }

  /** The fates of what a move carried to the target, by {@code user/collection name/id}. */
  static Map<String, Fate> inTarget(Rehearsal rehearsal) {
    Workload workload = rehearsal.loaded().workload();
    LoadedShard shard = rehearsal.loaded().shards().get(0);
    Map<String, Fate> fates = new TreeMap<>();
    new SyntheticUsers(workload)
        .all()
        .filter(user -> user.isCurrent(user.current()))
        .forEach(
            user -> {
              String key = user.current().assignment().userKey(user.fxaUid()).full();
              new OneHolding(workload, user.current(), shard, Map.of())
                  .each((name, id, fate) -> fates.put(key + "/" + name + "/" + id, fate));
            });
    return fates;
  }

  /** Takes a record's fate. */
  @FunctionalInterface
  private interface Taker {
    void take(String collection, String id, Fate fate);
  }

  private static Map<String, Integer> ids(Rehearsal rehearsal, LoadedShard shard)
      throws SQLException {
    Map<String, Integer> ids = new HashMap<>();
    for (Map.Entry<CollectionName, Integer> standard : Collections.standard().entrySet()) {
      ids.put(standard.getKey().text(), standard.getValue());
    }
    String key = shard.layout().dialect() == ShardDialect.PYTHON ? "collectionid" : "id";
    try (Connection connection = rehearsal.connect(shard);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT name, " + key + " FROM collections")) {
      while (rows.next()) {
        ids.put(rows.getString(1), rows.getInt(2));
      }
    }
    return ids;
  }

  /** The records of one assignment. */
  private record OneHolding(
      Workload workload, Holding holding, LoadedShard shard, Map<String, Integer> ids) {
    void addTo(Map<String, Fate> fates) {
      String uid = Long.toString(holding.assignment().uid());
      each((name, id, fate) -> fates.put(uid + "/" + ids.get(name) + "/" + id, fate));
    }

    void each(Taker taker) {
      long oldest = oldestDevice();
      Set<String> held = held();
      for (SyntheticRecord row : new SyntheticRecords(workload, holding)) {
        String name = row.collection().text();
        long modified = row.times().modified();
        boolean isStale =
            oldest > 0 && now() - modified >= 180 * DAY && oldest - 7 * DAY > modified;
        boolean isHeld = held.contains(name + "/" + row.id()) || held.contains(name);
        taker.take(
            name,
            row.id(),
            new Fate(
                ALLOWED.contains(name),
                isDoubtful(name, row) ? RecordKind.LIVE : row.label().kind(),
                isStale,
                isHeld,
                row.label().expired()));
      }
    }

    /** An address of that length could be a live one without a field: it must stay. */
    private static boolean isDoubtful(String name, SyntheticRecord row) {
      return name.equals("addresses")
          && row.label().kind() == RecordKind.TOMBSTONE
          && row.payload().length() > 180;
    }

    private long now() {
      return workload.now().toEpochMilli();
    }

    /** When the least recently seen live device was seen, or 0 without one. */
    private long oldestDevice() {
      return new SyntheticRecords(workload, holding)
          .stream()
              .filter(row -> row.collection().text().equals("clients"))
              .filter(row -> !row.label().expired())
              .mapToLong(row -> row.times().modified())
              .min()
              .orElse(0);
    }

    private Set<String> held() {
      Set<String> held = new HashSet<>();
      OpenBatch.of(workload, holding)
          .filter(batch -> batch.id() + BATCH_LIFETIME > now())
          .ifPresent(
              batch -> {
                if (shard.layout().dialect() == ShardDialect.RUST_2018) {
                  // Its batches are not looked into: all records of the collection wait.
                  held.add(batch.collection().name().text());
                }
                batch.items().forEach(item -> held.add(item.collection().text() + "/" + item.id()));
              });
      return held;
    }
  }
}
