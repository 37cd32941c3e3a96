package godwit.storage.mysql;

import static godwit.storage.mysql.TestShard.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.storage.SourceRow;
import godwit.storage.StorageException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each contradiction is refused with the words that say where it is. */
@Tag("server")
class SchemaProbeTest {
  private static void assertRefused(TestShard data, String... words) {
    assertThatThrownBy(() -> data.open().close())
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.UNSUITABLE))
        .hasMessageContaining("shard 'test' at 127.0.0.1:")
        .hasMessageContainingAll(words);
  }

  @Test
  void emptySchema() {
    try (TestShard data = new TestShard(Layout.PYTHON_PLAIN)) {
      data.execute("DROP TABLE bso, collections, user_collections");
      assertRefused(data, "no table bso", "no table collections", "no table user_collections");
    }
  }

  @Test
  void holeInTheNumbers() {
    try (TestShard data = new TestShard(Layout.PYTHON_SHARDED)) {
      data.execute("DROP TABLE bso1");
      assertRefused(data, "bso1 is missing between bso0 and bso2");
    }
  }

  @Test
  void lastTableMissing() {
    try (TestShard data = new TestShard(Layout.PYTHON_SHARDED)) {
      data.add(3, row(4, "a", "p"));
      data.add(4, row(4, "a", "p"));
      data.execute("DROP TABLE bso2");
      assertRefused(data, "uid 3 is in bso0 but belongs in bso1 of 2 tables");
    }
  }

  @Test
  void userInAnotherTable_inTheMiddle() {
    try (TestShard data = new TestShard(Layout.PYTHON_SHARDED)) {
      for (int i = 0; i < 8; i++) {
        data.add(3L * i, row(4, "a", "p"));
      }
      data.execute("UPDATE bso0 SET userid = 13 WHERE userid = 12");
      assertRefused(
          data, "uid 13 is in bso0 but belongs in bso1 of 3 tables: the shard was resharded");
    }
  }

  @Test
  void plainTableBesideNumberedOnes() {
    try (TestShard data = new TestShard(Layout.PYTHON_SHARDED)) {
      data.execute("CREATE TABLE bso LIKE bso0");
      data.open().close();
      data.execute("INSERT INTO bso VALUES (1, 4, 'a', NULL, 1, 'p', 1, 2100000000)");
      assertRefused(data, "bso holds rows although there are 3 numbered tables");
    }
  }

  @Test
  void bothCollectionKeys() {
    try (TestShard data = new TestShard(Layout.PYTHON_PLAIN)) {
      data.execute("ALTER TABLE collections ADD COLUMN id INT");
      assertRefused(data, "both a column collectionid", "column id");
    }
  }

  @Test
  void pythonCollectionsWithRustTraces() {
    try (TestShard data = new TestShard(Layout.PYTHON_PLAIN)) {
      data.execute("ALTER TABLE user_collections ADD COLUMN total_bytes BIGINT");
      assertRefused(data, "user_collections.total_bytes is syncstorage-rs's");
    }
  }

  @Test
  void rustCollectionsWithNumberedTables() {
    try (TestShard data = new TestShard(Layout.RUST)) {
      data.execute("RENAME TABLE bso TO bso0");
      assertRefused(data, "numbered tables such as bso0 are the Python server's");
    }
  }

  @Test
  void halfRenamedColumns() {
    try (TestShard data = new TestShard(Layout.RUST_OLD)) {
      data.execute("ALTER TABLE bso CHANGE user_id userid BIGINT NOT NULL");
      assertRefused(data, "bso lacks user_id");
    }
  }

  @Test
  void unitAgainstType() {
    try (TestShard data = new TestShard(Layout.RUST)) {
      data.execute("INSERT INTO bso VALUES (1, 4, 'a', NULL, 'p', 1, 1500000000000, 2100000000)");
      assertRefused(data, "bso.ttl", "type for milliseconds", "2100000000 is in seconds");
    }
  }

  @Test
  void unitInBetween() {
    try (TestShard data = new TestShard(Layout.RUST)) {
      data.execute("INSERT INTO bso VALUES (1, 4, 'a', NULL, 'p', 1, 1500000000000, 500000000000)");
      assertRefused(data, "500000000000, neither seconds nor milliseconds");
    }
  }

  @Test
  void unitWithoutAnIndex_isFoundInASample() {
    try (TestShard data = new TestShard(Layout.RUST)) {
      data.execute("ALTER TABLE bso DROP INDEX bso_expiry_idx");
      data.add(1, new SourceRow(4, "a", null, "p", 1, 1_600_000_000_000L));
      data.open().close();
      data.execute("UPDATE bso SET ttl = 2100000000");
      assertRefused(data, "2100000000 is in seconds");
    }
  }

  @Test
  void otherPrimaryKey() {
    try (TestShard data = new TestShard(Layout.PYTHON_PLAIN)) {
      data.execute("ALTER TABLE bso DROP PRIMARY KEY, ADD PRIMARY KEY (userid, id, collection)");
      assertRefused(data, "primary key of bso is [userid, id, collection]");
    }
  }

  @Test
  void tablesOfDifferentCollations() {
    try (TestShard data = new TestShard(Layout.PYTHON_SHARDED)) {
      data.execute("ALTER TABLE bso1 CONVERT TO CHARACTER SET latin1 COLLATE latin1_bin");
      assertRefused(data, "bso1.id is of another type or collation");
    }
  }

  @Test
  void standardIdWithAnotherName() {
    try (TestShard data = new TestShard(Layout.PYTHON_PLAIN)) {
      data.execute("INSERT INTO collections VALUES (7, 'markers')");
      assertRefused(data, "id 7 is 'markers' and not 'bookmarks'");
    }
  }

  @Test
  void standardNameWithAnotherId() {
    try (TestShard data = new TestShard(Layout.PYTHON_PLAIN)) {
      data.execute("INSERT INTO collections VALUES (117, 'bookmarks')");
      assertRefused(data, "'bookmarks' has the id 117 and not 7");
    }
  }
}
