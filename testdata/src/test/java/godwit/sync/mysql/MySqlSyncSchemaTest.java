package godwit.sync.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.model.Bso;
import godwit.model.CollectionName;
import godwit.storage.CollectionDigest;
import godwit.storage.RowDigest;
import godwit.storage.RowRange;
import godwit.storage.SourceRow;
import godwit.storage.SourceSnapshot;
import godwit.storage.StorageException;
import godwit.storage.mysql.MySqlConfig;
import godwit.storage.mysql.MySqlShard;
import godwit.sync.BsoChange;
import godwit.sync.BsoQuery;
import godwit.sync.SyncClock;
import godwit.sync.SyncUser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is made, what is left alone, and that the bulk reader knows it. */
@Tag("server")
class MySqlSyncSchemaTest {
  private static final String[] TABLES = {
    "godwit_schema",
    "collections",
    "user_collections",
    "bso",
    "batch_uploads",
    "batch_upload_items",
    "migration"
  };

  private static MySqlConfig config(MySqlBinding binding) {
    return binding.config().database();
  }

  private static List<String> dropAllAndApply(MySqlBinding binding) {
    for (String table : TABLES) {
      binding.execute("DROP TABLE " + table);
    }
    return MySqlSyncSchema.apply(config(binding));
  }

  private static List<String> definitions(MySqlBinding binding) {
    return binding
        .strings("SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()")
        .stream()
        .flatMap(
            table ->
                binding
                    .strings(
                        """
                        SELECT CONCAT_WS(' ', TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, COLLATION_NAME)
                          FROM information_schema.COLUMNS
                         WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?
                        """,
                        table)
                    .stream())
        .sorted()
        .toList();
  }

  @Test
  void apply_makesEverythingInAnEmptySchema() {
    try (MySqlBinding binding = new MySqlBinding(ServedLayout.OURS)) {
      assertThat(dropAllAndApply(binding)).containsExactly(TABLES);
      assertThat(binding.strings("SELECT COUNT(*) FROM collections")).containsExactly("14");
    }
  }

  @Test
  void apply_changesNothingTheSecondTime() {
    try (MySqlBinding binding = new MySqlBinding(ServedLayout.OURS)) {
      List<String> before = definitions(binding);

      assertThat(MySqlSyncSchema.apply(config(binding))).isEmpty();
      assertThat(definitions(binding)).isEqualTo(before);
    }
  }

  @Test
  void apply_goesOnWhereAKillLeftIt() {
    try (MySqlBinding binding = new MySqlBinding(ServedLayout.OURS)) {
      List<String> before = definitions(binding);
      binding.execute("DROP TABLE bso");
      binding.execute("DROP TABLE migration");
      binding.execute("DELETE FROM collections");
      binding.execute("DELETE FROM godwit_schema");

      assertThat(MySqlSyncSchema.apply(config(binding))).containsExactly("bso", "migration");
      assertThat(definitions(binding)).isEqualTo(before);
      assertThat(binding.strings("SELECT COUNT(*) FROM collections")).containsExactly("14");
    }
  }

  @Test
  void apply_byTwoProcessesAtOnceMakesItOnce() {
    try (MySqlBinding binding = new MySqlBinding(ServedLayout.OURS)) {
      for (String table : TABLES) {
        binding.execute("DROP TABLE " + table);
      }
      var one = CompletableFuture.supplyAsync(() -> MySqlSyncSchema.apply(config(binding)));
      var other = CompletableFuture.supplyAsync(() -> MySqlSyncSchema.apply(config(binding)));

      List<String> made = new ArrayList<>(one.join());
      made.addAll(other.join());
      assertThat(made).containsExactly(TABLES);
    }
  }

  @Test
  void apply_refusesALaterVersion() {
    try (MySqlBinding binding = new MySqlBinding(ServedLayout.OURS)) {
      binding.execute("INSERT INTO godwit_schema (version) VALUES (99)");

      assertThatThrownBy(() -> MySqlSyncSchema.apply(config(binding)))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("has version 99, and this Godwit knows 1");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PYTHON_PLAIN", "PYTHON_SHARDED"})
  void apply_leavesAPythonServersSchemaAlone(ServedLayout layout) {
    try (MySqlBinding binding = new MySqlBinding(layout)) {
      binding.execute("DROP TABLE migration");
      List<String> before = definitions(binding);

      assertThat(MySqlSyncSchema.apply(config(binding))).isEmpty();
      assertThat(definitions(binding)).isEqualTo(before);
    }
  }

  @Test
  void apply_addsToSyncstorageRsOnlyWhatIsMissing() {
    try (MySqlBinding binding = new MySqlBinding(ServedLayout.RUST)) {
      List<String> before = definitions(binding);

      assertThat(MySqlSyncSchema.apply(config(binding))).containsExactly("migration");
      assertThat(definitions(binding)).containsAll(before);
    }
  }

  @Test
  void apply_refusesAForeignSchema() {
    try (MySqlBinding binding = new MySqlBinding(ServedLayout.OURS)) {
      for (String table : TABLES) {
        binding.execute("DROP TABLE " + table);
      }
      binding.execute("CREATE TABLE collections (genre TEXT)");

      assertThatThrownBy(() -> MySqlSyncSchema.apply(config(binding)))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("is not that of a known Sync server");
    }
  }

  @Test
  void shardOfOurs_isReadInBulkAsItWasWritten() {
    SyncUser user = new SyncUser(5_000_000_007L, "0a", "1-k");
    CollectionName custom = new CollectionName("Custom");
    try (MySqlBinding binding = new MySqlBinding(ServedLayout.OURS);
        MySqlStorage storage = binding.open(SyncClock.system());
        MySqlShard shard = MySqlShard.open("ours", config(binding))) {
      storage.writeCollection(
          user,
          custom,
          writer -> {
            writer.put(
                List.of(
                    new BsoChange("a", 3, "na\u00efve \ud83d\ude00", null),
                    new BsoChange("A", null, "upper", 60L),
                    new BsoChange("a ", -1, "blank", null)));
            return writer.now();
          });
      List<Bso> written =
          storage.readCollection(user, custom, reader -> reader.bsos(BsoQuery.ALL).items());
      assertThat(written).hasSize(3);
      int id = idOf(shard, custom);
      try (SourceSnapshot snapshot = shard.snapshot(user.uid())) {
        List<Bso> read = new ArrayList<>();
        snapshot.rows(RowRange.ALL, (SourceRow row) -> read.add(row.toBso()));
        assertThat(read).containsExactlyInAnyOrderElementsOf(written);
      }
      long digest = written.stream().mapToLong(RowDigest::of).reduce(0, (a, b) -> a ^ b);
      assertThat(shard.digests(List.of(user.uid()), Instant.EPOCH))
          .extractingByKey(user.uid())
          .extracting(digests -> digests.get(id))
          .extracting(CollectionDigest::xor)
          .isEqualTo(digest);
      assertThat(shard.describe()).isEqualTo("syncstorage-rs, table bso, ttl in milliseconds");
    }
  }

  private static int idOf(MySqlShard shard, CollectionName name) {
    return shard.collectionNames().entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .findFirst()
        .orElseThrow()
        .getKey();
  }
}
