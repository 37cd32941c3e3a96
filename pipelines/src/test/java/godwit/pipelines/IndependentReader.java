package godwit.pipelines;

import godwit.pipelines.IndependentRow.CollectionKey;
import godwit.pipelines.IndependentRow.RowKey;
import godwit.testdata.load.LoadedShard;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads both databases on its own, by plain SQL, and compares every current user column by column.
 * Nothing of the code under test is used: not its dialects, keys, names or digests.
 *
 * <p>Rows that expired while they were moved may be there or not; all others may not.
 */
public final class IndependentReader {
  private static final int LISTED = 200;

  private final IndependentSource source;
  private final IndependentTarget target;
  private final List<LoadedShard> shards;
  private final long movedMicros;
  private final Map<RowKey, IndependentRow> waiting = new HashMap<>();
  private final Map<CollectionKey, Long> times = new HashMap<>();
  private final Map<CollectionKey, long[]> stored = new HashMap<>();
  private final Set<String> sourceUsers = new HashSet<>();
  private final Set<String> targetUsers = new HashSet<>();
  private final List<String> differences = new ArrayList<>();
  private long sourceRows;
  private long expiredRows;
  private long targetRows;

  private IndependentReader(Rehearsal rehearsal, Instant moved) {
    this.source = new IndependentSource(rehearsal);
    this.target = new IndependentTarget(rehearsal.database().client());
    this.shards = rehearsal.loaded().shards();
    this.movedMicros = moved.toEpochMilli() * 1_000;
  }

  /**
   * What both databases hold.
   *
   * @param differences what is not as it must be, the first 200, in order
   * @param users current users with anything in the source
   * @param sourceRows their records
   * @param expiredRows those of them that had expired before the move
   * @param targetRows records in the target
   */
  public record Reading(
      List<String> differences, long users, long sourceRows, long expiredRows, long targetRows) {}

  /**
   * Reads and compares.
   *
   * @param moved a moment before the move; what had expired by then must not be in the target
   */
  public static Reading read(Rehearsal rehearsal, Instant moved) {
    try {
      return new IndependentReader(rehearsal, moved).read();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Reading read() throws SQLException {
    for (LoadedShard shard : shards) {
      source.collections(shard, this::addTime);
      source.rows(shard, this::addRow);
    }
    target.rows(this::compareRow);
    long nowMicros = System.currentTimeMillis() * 1_000;
    waiting.forEach(
        (key, row) -> {
          if (row.expiryMicros() > nowMicros) {
            differ("missing " + text(key));
          }
        });
    target.collections(this::compareCollection);
    times.keySet().forEach(key -> differ("missing collection " + text(key)));
    compareUsers();
    List<String> sorted = differences.stream().sorted().toList();
    return new Reading(sorted, sourceUsers.size(), sourceRows, expiredRows, targetRows);
  }

  private void addTime(CollectionKey key, long millis) {
    sourceUsers.add(key.user());
    times.put(key, millis * 1_000);
  }

  private void addRow(RowKey key, IndependentRow row) {
    sourceUsers.add(key.user());
    sourceRows++;
    if (row.expiryMicros() <= movedMicros) {
      expiredRows++;
    } else if (waiting.put(key, row) != null) {
      differ("twice in the source " + text(key));
    }
  }

  private void compareRow(RowKey key, IndependentTarget.Stored there) {
    targetRows++;
    targetUsers.add(key.user());
    long[] sum = stored.computeIfAbsent(key.inCollection(), name -> new long[2]);
    sum[0]++;
    sum[1] += there.bytes();
    IndependentRow row = waiting.remove(key);
    if (row == null) {
      differ("unexpected " + text(key));
    } else if (!row.equals(there.row())) {
      differ("different " + text(key) + " in " + row.differingColumns(there.row()));
    }
  }

  private void compareCollection(CollectionKey key, IndependentTarget.Collection row) {
    targetUsers.add(key.user());
    Long time = times.remove(key);
    if (time == null) {
      differ("unexpected collection " + text(key));
    } else if (time != row.modifiedMicros()) {
      differ("different collection " + text(key) + " in modified");
    }
    long[] sum = stored.getOrDefault(key, new long[2]);
    if (!key.collection().equals("#0")) {
      check(key, "count", row.count(), sum[0]);
      check(key, "total_bytes", row.bytes(), sum[1]);
    }
  }

  private void check(
      CollectionKey key, String column, @org.jspecify.annotations.Nullable Long found, long right) {
    if (found == null || found != right) {
      differ("counter " + column + " of " + text(key) + " is " + found + ", not " + right);
    }
  }

  private void compareUsers() {
    var lost = new TreeSet<>(sourceUsers);
    lost.removeAll(targetUsers);
    lost.forEach(user -> differ("missing user " + user));
    var extra = new TreeSet<>(targetUsers);
    extra.removeAll(sourceUsers);
    extra.forEach(user -> differ("unexpected user " + user));
  }

  private void differ(String what) {
    if (differences.size() < LISTED) {
      differences.add(what);
    }
  }

  private static String text(RowKey key) {
    return key.user() + " " + key.collection() + "/" + key.id();
  }

  private static String text(CollectionKey key) {
    return key.user() + " " + key.collection();
  }
}
