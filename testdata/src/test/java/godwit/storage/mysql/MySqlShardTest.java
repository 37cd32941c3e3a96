package godwit.storage.mysql;

import static godwit.storage.mysql.TestShard.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.model.CollectionName;
import godwit.model.SyncTimestamp;
import godwit.model.Usage;
import godwit.storage.RowPosition;
import godwit.storage.RowRange;
import godwit.storage.SourceRow;
import godwit.storage.SourceSnapshot;
import godwit.storage.SourceUser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What must hold for every dialect. */
@Tag("server")
class MySqlShardTest {
  @ParameterizedTest
  @EnumSource
  void describe_tellsTheDialect(Layout layout) {
    try (TestShard data = new TestShard(layout);
        MySqlShard shard = data.open()) {
      assertThat(shard.describe())
          .isEqualTo(
              switch (layout) {
                case PYTHON_SHARDED -> "Python server, 3 tables bso0..bso2, ttl in seconds";
                case PYTHON_PLAIN -> "Python server, table bso, ttl in seconds";
                case RUST -> "syncstorage-rs, table bso, ttl in milliseconds";
                case RUST_OLD ->
                    "syncstorage-rs before September 2019, table bso, expiry in milliseconds";
              });
      assertThat(shard.shard()).isEqualTo("test");
    }
  }

  @ParameterizedTest
  @EnumSource
  void collectionNames_mergesTheStandardOnesAndLeavesDummiesOut(Layout layout) {
    try (TestShard data = new TestShard(layout)) {
      data.execute("INSERT INTO collections VALUES (101, 'Foo')");
      try (MySqlShard shard = data.open()) {
        assertThat(shard.collectionNames())
            .hasSize(14)
            .containsEntry(13, new CollectionName("creditcards"))
            .containsEntry(101, new CollectionName("Foo"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void usersAfter_countsAllThatAUserStores(Layout layout) {
    try (TestShard data = new TestShard(layout)) {
      data.time(7, 0, 1_500_000_000_000L);
      data.time(7, 4, 1_500_000_000_010L);
      data.addAll(7, List.of(row(4, "a", "12345"), row(7, "b", "123"), row(7, "c", "4567")));
      data.add(8, new SourceRow(4, "old", null, "expired", 1_400_000_000_000L, 1_400_000_001_000L));
      try (MySqlShard shard = data.open()) {
        assertThat(shard.usersAfter(0, 10))
            .containsExactly(
                new SourceUser(
                    7,
                    List.of(
                        collection(0, 1_500_000_000_000L, Usage.NONE),
                        collection(4, 1_500_000_000_010L, new Usage(1, 5)),
                        new SourceUser.Collection(7, null, new Usage(2, 7)))),
                new SourceUser(8, List.of(new SourceUser.Collection(4, null, new Usage(1, 7)))));
        assertThat(shard.usersAfter(8, 10)).isEmpty();
      }
    }
  }

  private static SourceUser.Collection collection(int id, long millis, Usage usage) {
    return new SourceUser.Collection(id, SyncTimestamp.ofMillis(millis), usage);
  }

  @ParameterizedTest
  @EnumSource
  void usersAfter_findsEveryUserOnceAtAnyPageSize(Layout layout) {
    try (TestShard data = new TestShard(layout)) {
      List<Long> expected = new ArrayList<>();
      for (long uid = 1; uid <= 40; uid++) {
        expected.add(uid);
        // Some have only a time, some only records, the last ten only records.
        if (uid % 3 != 0 && uid <= 30) {
          data.time(uid, 4, uid);
        }
        if (uid % 5 != 0 || uid % 3 == 0 || uid > 30) {
          data.add(uid, row(4, "x", "p"));
        }
      }
      try (MySqlShard shard = data.open()) {
        for (int limit : new int[] {1, 2, 7, 29, 40, 41}) {
          assertThat(uids(shard, limit)).as("limit %d", limit).isEqualTo(expected);
        }
      }
    }
  }

  private static List<Long> uids(MySqlShard shard, int limit) {
    List<Long> all = new ArrayList<>();
    List<SourceUser> page = shard.usersAfter(0, limit);
    while (!page.isEmpty()) {
      page.forEach(user -> all.add(user.uid()));
      page = shard.usersAfter(all.get(all.size() - 1), limit);
    }
    return all;
  }

  @ParameterizedTest
  @EnumSource
  void snapshot_readsRowsTimesCountsAndHeads(Layout layout) {
    SourceRow plain = row(4, "a", "12345");
    SourceRow full = new SourceRow(7, "b", -5, "pay", 1_500_000_000_990L, 1_600_000_000_000L);
    try (TestShard data = new TestShard(layout)) {
      data.time(7, 4, 12);
      data.addAll(7, List.of(full, plain));
      data.add(10, row(4, "other", "user"));
      try (MySqlShard shard = data.open();
          SourceSnapshot snapshot = shard.snapshot(7)) {
        assertThat(all(snapshot, RowRange.ALL)).containsExactly(plain, full);
        assertThat(snapshot.collectionTimes()).isEqualTo(Map.of(4, 12L));
        assertThat(snapshot.rowCounts()).isEqualTo(Map.of(4, 1L, 7, 1L));
        assertThat(snapshot.headsAfter(7, null, 5))
            .containsExactly(
                new godwit.storage.RowHead(
                    "b", -5, 1_500_000_000_990_000L, 1_600_000_000_000_000L, 3));
        assertThat(snapshot.headsAfter(7, "b", 5)).isEmpty();
        assertThat(snapshot.rows(7, List.of("b", "nowhere"))).containsExactly(full);
        assertThat(shard.collectionTimes(List.of(7L, 9L))).isEqualTo(Map.of(7L, Map.of(4, 12L)));
      }
    }
  }

  static List<SourceRow> all(SourceSnapshot snapshot, RowRange range) {
    List<SourceRow> rows = new ArrayList<>();
    snapshot.rows(range, rows::add);
    return rows;
  }

  @ParameterizedTest
  @EnumSource
  void split_coversEveryRowOnce(Layout layout) {
    List<SourceRow> rows = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      rows.add(row(i < 10 ? 4 : 7, (i % 2 == 0 ? "k" : "K") + (char) ('a' + i), "p"));
    }
    try (TestShard data = new TestShard(layout)) {
      data.addAll(6, rows);
      try (MySqlShard shard = data.open();
          SourceSnapshot snapshot = shard.snapshot(6)) {
        for (int size : new int[] {1, 3, 5, 24, 25, 26}) {
          List<RowRange> ranges = shard.split(6, size);
          List<SourceRow> joined = new ArrayList<>();
          ranges.forEach(range -> joined.addAll(all(snapshot, range)));
          assertThat(joined).as("ranges of %d", size).isEqualTo(all(snapshot, RowRange.ALL));
          assertThat(joined).hasSize(25);
          assertThat(ranges).hasSize(25 / size + 1);
        }
        assertThat(shard.split(6, 10).get(0).upTo())
            .isEqualTo(new RowPosition(4, rows.get(9).id()));
        assertThat(shard.split(99, 10)).containsExactly(RowRange.ALL);
        assertThatThrownBy(() -> shard.split(6, 0)).hasMessageContaining("rows per range: 0");
      }
    }
  }
}
