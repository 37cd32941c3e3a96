package godwit.testdata.load;

import godwit.model.CollectionName;
import godwit.testdata.Draws;
import godwit.testdata.Workload;
import godwit.testdata.record.OpenBatch;
import godwit.testdata.record.SyntheticRecord;
import godwit.testdata.record.SyntheticRecords;
import godwit.testdata.user.CollectionPlan;
import godwit.testdata.user.CustomNames;
import godwit.testdata.user.Holding;
import godwit.testdata.user.SyntheticUser;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes holdings into one shard, in its dialect's units. Holds at most a megabyte for each of the
 * shard's tables; commits from time to time, and when closed. Not thread-safe.
 */
public final class ShardLoader implements AutoCloseable {
  private static final int COMMIT_ROWS = 20_000;
  private static final long BATCH_LIFETIME = 7_200_000;

  private final Connection connection;
  private final ShardLayout layout;
  private final Workload workload;
  private final Map<CollectionName, Integer> ids;
  private final Map<String, BatchedInsert> inserts = new HashMap<>();
  private long sinceCommit;

  private ShardLoader(
      Connection connection,
      ShardLayout layout,
      Workload workload,
      Map<CollectionName, Integer> ids) {
    this.connection = connection;
    this.layout = layout;
    this.workload = workload;
    this.ids = ids;
  }

  /**
   * Makes the tables and the custom names of a shard.
   *
   * @param connection to an empty schema; stays open, without auto-commit, when the loader is
   *     closed
   * @param shard which of the workload's shards it is
   */
  public static ShardLoader create(
      Connection connection, ShardLayout layout, Workload workload, int shard) throws SQLException {
    ShardSchema.create(connection, layout);
    var ids = ShardSchema.addNames(connection, layout, CustomNames.onShard(shard));
    connection.setAutoCommit(false);
    return new ShardLoader(connection, layout, workload, ids);
  }

  /**
   * Writes all that one holding has.
   *
   * @return how many records that was
   */
  public long load(SyntheticUser user, Holding holding) throws SQLException {
    long uid = holding.assignment().uid();
    Map<CollectionName, long[]> counted = new HashMap<>();
    BatchedInsert bsos = bsoInsert(uid);
    long rows = 0;
    for (SyntheticRecord row : new SyntheticRecords(workload, holding)) {
      bsos.add(values(uid, row));
      long[] usage = counted.computeIfAbsent(row.collection(), name -> new long[2]);
      usage[0]++;
      usage[1] += row.payloadBytes();
      rows++;
      commitEach(COMMIT_ROWS);
    }
    for (CollectionPlan plan : holding.collections()) {
      addCollection(uid, plan, counted.getOrDefault(plan.name(), new long[2]));
    }
    addMarker(user, holding);
    Optional<OpenBatch> batch = OpenBatch.of(workload, holding);
    if (batch.isPresent()) {
      addBatch(uid, batch.get());
    }
    return rows;
  }

  private @Nullable Object[] values(long uid, SyntheticRecord row) {
    ShardDialect dialect = layout.dialect();
    return new @Nullable Object[] {
      uid,
      id(row.collection()),
      row.id(),
      row.sortIndex(),
      row.times().modified(),
      row.payload(),
      dialect.payloadSize(row),
      dialect.expiry(row)
    };
  }

  private BatchedInsert bsoInsert(long uid) throws SQLException {
    ShardDialect.Columns names = layout.dialect().columns();
    return insert(
        layout.bsoTable(uid),
        String.join(",", names.user(), names.collection())
            + ",id,sortindex,modified,payload,payload_size,"
            + names.expiry());
  }

  private void addCollection(long uid, CollectionPlan plan, long[] usage) throws SQLException {
    ShardDialect.Columns names = layout.dialect().columns();
    String columns = String.join(",", names.user(), names.collection(), names.collectionTime());
    int id = id(plan.name());
    if (layout.dialect() != ShardDialect.RUST) {
      insert("user_collections", columns).add(uid, id, plan.lastModified());
      return;
    }
    boolean unknown = Draws.of(workload.seed(), uid, id).chance(workload.shares().nullCounters());
    insert("user_collections", columns + ",total_bytes,count")
        .add(uid, id, plan.lastModified(), unknown ? null : usage[1], unknown ? null : usage[0]);
  }

  /** Only syncstorage-rs keeps the time at which a collection was deleted, as collection 0. */
  private void addMarker(SyntheticUser user, Holding holding) throws SQLException {
    Long markerAt = user.markerAt();
    boolean kept = layout.dialect() == ShardDialect.RUST;
    if (kept && markerAt != null && holding.assignment().equals(user.current().assignment())) {
      insert("user_collections", "userid,collection,last_modified,total_bytes,count")
          .add(holding.assignment().uid(), 0, markerAt, null, null);
    }
  }

  private void addBatch(long uid, OpenBatch batch) throws SQLException {
    int collection = id(batch.collection().name());
    if (layout.dialect() == ShardDialect.RUST_2018) {
      insert("batches", "user_id,collection_id,id,bsos,expiry")
          .add(uid, collection, batch.id(), lines(batch), batch.id() + BATCH_LIFETIME);
      return;
    }
    insert("batch_uploads", "batch,userid,collection").add(batch.id(), uid, collection);
    BatchedInsert items =
        insert(
            layout.itemTable(batch.id()),
            "batch,userid,id,sortindex,payload,payload_size,ttl_offset");
    for (SyntheticRecord item : batch.items()) {
      int size = item.payload().length();
      Long ttl = item.times().ttl();
      items.add(batch.id(), uid, item.id(), item.sortIndex(), item.payload(), size, ttl);
    }
  }

  private static String lines(OpenBatch batch) {
    var lines = new StringBuilder();
    for (SyntheticRecord item : batch.items()) {
      String payload = item.payload().replace("\\", "\\\\").replace("\"", "\\\"");
      lines.append("{\"id\":\"").append(item.id()).append("\",\"payload\":\"");
      lines.append(payload).append("\"}\n");
    }
    return lines.toString();
  }

  private int id(CollectionName name) {
    Integer id = ids.get(name);
    if (id == null) {
      throw new IllegalStateException("collection " + name + " has no id on this shard");
    }
    return id;
  }

  private BatchedInsert insert(String table, String columns) throws SQLException {
    BatchedInsert known = inserts.get(table);
    if (known == null) {
      known = new BatchedInsert(connection, table, columns);
      inserts.put(table, known);
    }
    return known;
  }

  private void commitEach(int rows) throws SQLException {
    if (++sinceCommit >= rows) {
      flush();
    }
  }

  /** Sends what has been gathered, and commits. */
  public void flush() throws SQLException {
    for (BatchedInsert insert : inserts.values()) {
      insert.flush();
    }
    connection.commit();
    sinceCommit = 0;
  }

  /** Writes what is left. */
  @Override
  public void close() throws SQLException {
    try {
      flush();
    } finally {
      for (BatchedInsert insert : inserts.values()) {
        insert.close();
      }
    }
  }
}
