package godwit.storage.mysql;

import static godwit.storage.mysql.TestShard.row;
import static org.assertj.core.api.Assertions.assertThat;

import godwit.storage.RowHead;
import godwit.storage.RowPosition;
import godwit.storage.RowRange;
import godwit.storage.SourceRow;
import godwit.storage.SourceSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids compare without regard to case in a shard, and with it everywhere else. */
@Tag("server")
class CollationTest {
  private static final List<String> IDS = List.of("B", "a", "C", "d", "ß", "z", "_x", "-y", "1");

  private static List<SourceRow> rows(List<String> ids) {
    return ids.stream().map(id -> row(4, id, "payload of " + id)).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "latin1 COLLATE latin1_swedish_ci",
        "latin1 COLLATE latin1_bin",
        "utf8mb4 COLLATE utf8mb4_general_ci",
        "utf8mb4 COLLATE utf8mb4_unicode_ci"
      })
  void everyPlace_dividesTheRowsAlike(String charset) {
    try (TestShard data = new TestShard(Layout.PYTHON_PLAIN)) {
      data.execute("ALTER TABLE bso CONVERT TO CHARACTER SET " + charset);
      data.addAll(1, rows(IDS));
      try (MySqlShard shard = data.open();
          SourceSnapshot snapshot = shard.snapshot(1)) {
        List<SourceRow> all = MySqlShardTest.all(snapshot, RowRange.ALL);
        assertThat(all).containsExactlyInAnyOrderElementsOf(rows(IDS));
        for (int i = 0; i < all.size(); i++) {
          RowPosition place = new RowPosition(4, all.get(i).id());
          assertThat(MySqlShardTest.all(snapshot, new RowRange(null, place)))
              .isEqualTo(all.subList(0, i + 1));
          assertThat(MySqlShardTest.all(snapshot, new RowRange(place, null)))
              .isEqualTo(all.subList(i + 1, all.size()));
          assertThat(snapshot.headsAfter(4, place.id(), 99).stream().map(RowHead::id))
              .containsExactlyElementsOf(
                  all.subList(i + 1, all.size()).stream().map(SourceRow::id).toList());
        }
      }
    }
  }

  @Test
  void order_isTheShardsOwn() {
    try (TestShard data = new TestShard(Layout.RUST)) {
      data.addAll(1, rows(List.of("B", "a", "C")));
      try (MySqlShard shard = data.open();
          SourceSnapshot snapshot = shard.snapshot(1)) {
        assertThat(MySqlShardTest.all(snapshot, RowRange.ALL).stream().map(SourceRow::id))
            .containsExactly("a", "B", "C");
      }
    }
  }

  @Test
  void rowsByIds_matchCaseAndSpacesAndForeignLetters() {
    try (TestShard data = new TestShard(Layout.RUST)) {
      data.addAll(1, rows(List.of("abc", "Ä", "?")));
      try (MySqlShard shard = data.open();
          SourceSnapshot snapshot = shard.snapshot(1)) {
        assertThat(snapshot.rows(4, List.of("ABC", "abc ", "ä", "日"))).isEmpty();
        assertThat(snapshot.rows(4, List.of("ABC", "abc", "Ä", "Ä", "日")))
            .containsExactlyInAnyOrderElementsOf(rows(List.of("abc", "Ä")));
        assertThat(snapshot.rows(4, List.of())).isEmpty();
      }
    }
  }

  @Test
  void nonAsciiPayload_isReadAsCharactersAndCountedInUtf8() {
    try (TestShard data = new TestShard(Layout.PYTHON_SHARDED)) {
      SourceRow row = row(4, "é", "{\"name\":\"Zoë €\"}");
      data.add(1, row);
      try (MySqlShard shard = data.open();
          SourceSnapshot snapshot = shard.snapshot(1)) {
        assertThat(MySqlShardTest.all(snapshot, RowRange.ALL)).containsExactly(row);
        assertThat(snapshot.headsAfter(4, null, 1).get(0).payloadBytes()).isEqualTo(19);
        assertThat(TestShard.digestOf(shard, 1, 4, Instant.EPOCH))
            .isEqualTo(TestShard.digest(List.of(row)));
        assertThat(shard.usersAfter(0, 1).get(0).total().bytes()).isEqualTo(16);
      }
    }
  }

  @Test
  void paging_readsARangeOfThePrimaryKey() {
    try (TestShard data = new TestShard(Layout.PYTHON_PLAIN)) {
      List<SourceRow> many = new ArrayList<>();
      IntStream.range(0, 2_000).forEach(i -> many.add(row(4, "id%05d".formatted(i), "p")));
      data.addAll(1, many);
      data.execute("ANALYZE TABLE bso");
      Dialect dialect = data.dialect();
      String sql =
          "SELECT id FROM {bso} FORCE INDEX (PRIMARY) WHERE "
              + RowCondition.between(1, new RowPosition(4, "id01900"), new RowPosition(7, "é"))
                  .sql()
              + " ORDER BY {collection}, id LIMIT 100";
      String filled = filled(dialect.sql(sql, "bso"), 1, 4, 4, 4, "'id01900'", 7, 7, 7, "'é'");
      // uid, collection and id of the key: 4 + 4 + 66 bytes.
      assertThat(data.explain(filled))
          .singleElement()
          .asString()
          .startsWith("range PRIMARY 74")
          .doesNotContain("filesort");
      assertThat(data.rowsTouched(filled)).isLessThan(150);
    }
  }

  private static String filled(String sql, Object... values) {
    String filled = sql;
    for (Object value : values) {
      filled = filled.replaceFirst("\\?", value.toString());
    }
    return filled;
  }
}
