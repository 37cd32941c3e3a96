package godwit.storage.mysql;

import static godwit.storage.mysql.TestShard.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.storage.RowRange;
import godwit.storage.SourceRow;
import godwit.storage.SourceSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("server")
class MySqlSnapshotTest {
  private static List<SourceRow> many(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> row(i % 2 == 0 ? 4 : 7, "id%06d".formatted(i / 2), "p" + i))
        .toList();
  }

  @Test
  void rows_goOverPageBordersWithoutLossOrRepetition() {
    for (int count :
        new int[] {
          MySqlSnapshot.PAGE_ROWS - 1, MySqlSnapshot.PAGE_ROWS, 2 * MySqlSnapshot.PAGE_ROWS + 1
        }) {
      try (TestShard data = new TestShard(Layout.PYTHON_PLAIN)) {
        data.addAll(1, many(count));
        data.addAll(2, many(3));
        try (MySqlShard shard = data.open();
            SourceSnapshot snapshot = shard.snapshot(1)) {
          assertThat(MySqlShardTest.all(snapshot, RowRange.ALL))
              .hasSize(count)
              .containsExactlyInAnyOrderElementsOf(many(count));
        }
      }
    }
  }

  @Test
  void everything_isReadAsItWasWhenTheSnapshotWasOpened() {
    try (TestShard data = new TestShard(Layout.PYTHON_SHARDED)) {
      data.addAll(1, many(MySqlSnapshot.PAGE_ROWS + 10));
      data.time(1, 4, 100);
      try (MySqlShard shard = data.open();
          SourceSnapshot snapshot = shard.snapshot(1)) {
        List<SourceRow> seen = new ArrayList<>();
        snapshot.rows(
            RowRange.ALL,
            row -> {
              if (seen.isEmpty()) {
                data.execute("UPDATE bso1 SET payload = 'new'");
                data.execute("DELETE FROM bso1 WHERE collection = 7");
                data.execute("UPDATE user_collections SET last_modified = 200");
              }
              seen.add(row);
            });

        assertThat(seen).containsExactlyInAnyOrderElementsOf(many(MySqlSnapshot.PAGE_ROWS + 10));
        assertThat(snapshot.collectionTimes()).containsEntry(4, 100L);
        assertThat(snapshot.rowCounts()).containsKey(7);
        assertThat(shard.collectionTimes(List.of(1L)).get(1L)).containsEntry(4, 200L);
      }
    }
  }

  @Test
  void rows_holdOneRowAtATime() {
    int megabyte = 1 << 20;
    try (TestShard data = new TestShard(Layout.RUST)) {
      for (int i = 0; i < 100; i++) {
        data.execute(
            "INSERT INTO bso VALUES (1, 4, 'id%02d', NULL, REPEAT('x', %d), 1, 1, 2100000000000)"
                .formatted(i, 2 * megabyte));
      }
      try (MySqlShard shard = data.open();
          SourceSnapshot snapshot = shard.snapshot(1)) {
        long before = usedMemory();
        AtomicInteger seen = new AtomicInteger();
        snapshot.rows(
            RowRange.ALL,
            row -> {
              assertThat(row.payload()).hasSize(2 * megabyte);
              // Of the 200 MB that a whole page takes, only a row may be in memory.
              if (seen.incrementAndGet() == 50) {
                assertThat(usedMemory() - before).isLessThan(40L * megabyte);
              }
            });
        assertThat(seen).hasValue(100);
      }
    }
  }

  private static long usedMemory() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Test
  void failingConsumer_endsAtOnceAndLeavesTheShardUsable() {
    try (TestShard data = new TestShard(Layout.PYTHON_PLAIN)) {
      data.addAll(1, many(1_000));
      try (MySqlShard shard = data.open()) {
        for (int i = 0; i < 10; i++) {
          SourceSnapshot snapshot = shard.snapshot(1);
          assertThatThrownBy(
                  () ->
                      snapshot.rows(
                          RowRange.ALL,
                          row -> {
                            throw new IllegalArgumentException("no more");
                          }))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessage("no more");
          snapshot.close();
        }
        try (SourceSnapshot snapshot = shard.snapshot(1)) {
          assertThat(MySqlShardTest.all(snapshot, RowRange.ALL)).hasSize(1_000);
        }
      }
    }
  }

  @Test
  void snapshots_waitForTheConnectionsOfTheBudget() throws InterruptedException {
    try (TestShard data = new TestShard(Layout.PYTHON_PLAIN)) {
      data.addAll(1, many(10));
      MySqlConfig config = data.config();
      MySqlConfig one = new MySqlConfig(config.url(), config.user(), config.password(), 1);
      try (MySqlShard shard = MySqlShard.open("a", one)) {
        SourceSnapshot first = shard.snapshot(1);
        Thread second =
            new Thread(
                () -> {
                  try (SourceSnapshot snapshot = shard.snapshot(1)) {
                    snapshot.rowCounts();
                  }
                });
        second.start();
        second.join(300);
        assertThat(second.isAlive()).isTrue();
        first.close();
        second.join();
      }
    }
  }
}
