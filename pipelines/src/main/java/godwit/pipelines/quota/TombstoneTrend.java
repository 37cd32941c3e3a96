package godwit.pipelines.quota;

import godwit.model.Usage;
import java.io.Serializable;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tombstones by store and by the month in UTC in which they were written: the last {@link #MONTHS}
 * one by one, all before in one sum. Not safe to share.
 */
final class TombstoneTrend implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Months that are kept apart. */
  static final int MONTHS = 24;

  private static final int MONTHS_PER_YEAR = 12;

  private final TreeMap<String, TreeMap<Long, long[]>> stores = new TreeMap<>();

  /**
   * Counts a tombstone.
   *
   * @param now the moment of judgement; what claims to be written later counts as of its month
   */
  void add(String store, long modifiedMicros, long bytes, Instant now) {
    long last = month(now);
    long written = month(Instant.ofEpochMilli(Math.floorDiv(modifiedMicros, 1_000L)));
    long month = written <= last - MONTHS ? Long.MIN_VALUE : Math.min(written, last);
    add(store, month, 1, bytes);
  }

  private void add(String store, long month, long rows, long bytes) {
    long[] sum =
        stores
            .computeIfAbsent(store, key -> new TreeMap<>())
            .computeIfAbsent(month, key -> new long[2]);
    sum[0] += rows;
    sum[1] += bytes;
  }

  void addAll(TombstoneTrend other) {
    other.stores.forEach(
        (store, months) -> months.forEach((month, sum) -> add(store, month, sum[0], sum[1])));
  }

  /** The sums, by store and then from the oldest on; months without tombstones are left out. */
  List<QuotaReport.Tombstones> sums() {
    List<QuotaReport.Tombstones> sums = new ArrayList<>();
    for (Map.Entry<String, TreeMap<Long, long[]>> store : stores.entrySet()) {
      store
          .getValue()
          .forEach(
              (month, sum) ->
                  sums.add(
                      new QuotaReport.Tombstones(
                          store.getKey(), text(month), new Usage(sum[0], sum[1]))));
    }
    return sums;
  }

  private static String text(long month) {
    if (month == Long.MIN_VALUE) {
      return QuotaReport.Tombstones.EARLIER;
    }
    return YearMonth.of(
            (int) Math.floorDiv(month, MONTHS_PER_YEAR), Math.floorMod(month, MONTHS_PER_YEAR) + 1)
        .toString();
  }

  private static long month(Instant moment) {
    var date = moment.atZone(ZoneOffset.UTC);
    return (long) date.getYear() * MONTHS_PER_YEAR + date.getMonthValue() - 1;
  }
}
