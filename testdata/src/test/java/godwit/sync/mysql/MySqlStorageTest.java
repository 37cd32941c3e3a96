package godwit.sync.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.model.Bso;
import godwit.model.CollectionName;
import godwit.model.SyncTimestamp;
import godwit.model.Usage;
import godwit.storage.StorageException;
import godwit.sync.BsoChange;
import godwit.sync.BsoQuery;
import godwit.sync.CollectionReader;
import godwit.sync.CollectionWriter;
import godwit.sync.ManualClock;
import godwit.sync.Page;
import godwit.sync.StorageReader;
import godwit.sync.SyncRefusal;
import godwit.sync.SyncUser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What only this backend has to keep. */
@Tag("server")
class MySqlStorageTest {
  private static final CollectionName BOOKMARKS = new CollectionName("bookmarks");
  private static final CollectionName CUSTOM = new CollectionName("custom");
  private static final SyncUser USER = new SyncUser(7, "0a", "1-k");
  private static final SyncUser LARGE = new SyncUser((1L << 33) + 7, "0c", "1-k");

  private final ManualClock clock = new ManualClock(1_900_000_000_000L);
  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
  }

  private MySqlBinding bind(ServedLayout layout) {
    MySqlBinding binding = new MySqlBinding(layout);
    opened.add(binding);
    return binding;
  }

  private MySqlStorage open(MySqlBinding binding) {
    MySqlStorage storage = binding.open(clock);
    opened.add(storage);
    return storage;
  }

  private static SyncTimestamp put(
      MySqlStorage storage, SyncUser user, CollectionName collection, BsoChange... changes) {
    return storage.writeCollection(
        user,
        collection,
        writer -> {
          writer.put(List.of(changes));
          return writer.now();
        });
  }

  private static BsoChange payload(String id, String text) {
    return new BsoChange(id, null, text, null);
  }

  @ParameterizedTest
  @EnumSource(names = {"RUST_2018", "PYTHON_PLAIN", "PYTHON_SHARDED"})
  void uidThatIntColumnsCannotHold_isRefusedAndNotNarrowed(ServedLayout layout) {
    MySqlBinding binding = bind(layout);
    MySqlStorage storage = open(binding);
    put(storage, USER, BOOKMARKS, payload("a", "x"));

    assertThatThrownBy(() -> put(storage, LARGE, BOOKMARKS, payload("b", "x")))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("User 8589934599 does not fit the INT columns " + layout.uid());
    assertThatThrownBy(() -> storage.<SyncTimestamp>readStorage(LARGE, StorageReader::modified))
        .isInstanceOf(StorageException.class);
    assertThat(binding.storedIds(USER, BOOKMARKS)).containsExactly("a");
  }

  @ParameterizedTest
  @EnumSource(names = {"OURS", "RUST"})
  void marker_isWrittenWithTheWholeUid(ServedLayout layout) {
    MySqlBinding binding = bind(layout);
    MySqlStorage storage = open(binding);
    put(storage, LARGE, BOOKMARKS, payload("a", "x"));
    SyncTimestamp deleted =
        storage.writeCollection(LARGE, BOOKMARKS, CollectionWriter::deleteCollection);

    assertThat(storage.<SyncTimestamp>readStorage(LARGE, StorageReader::modified))
        .isEqualTo(deleted);
    assertThat(binding.strings("SELECT CONCAT(userid, ' ', collection) FROM user_collections"))
        .containsExactly(LARGE.uid() + " 0");
  }

  @Test
  void collectionMadeAgain_isLaterThanItsDeletion() {
    MySqlStorage storage = open(bind(ServedLayout.OURS));
    put(storage, USER, BOOKMARKS, payload("a", "x"));
    SyncTimestamp deleted =
        storage.writeCollection(USER, BOOKMARKS, CollectionWriter::deleteCollection);

    assertThat(put(storage, USER, BOOKMARKS)).isGreaterThan(deleted);
  }

  @ParameterizedTest
  @EnumSource
  void customIds_beginAfterTheReservedOnes(ServedLayout layout) {
    MySqlBinding binding = bind(layout);
    binding.execute("DELETE FROM collections");
    binding.execute("ALTER TABLE collections AUTO_INCREMENT = 1");
    MySqlStorage storage = open(binding);
    put(storage, USER, CUSTOM);
    put(storage, USER, new CollectionName("second"));

    int first = layout.isPython() ? 100 : 101;
    assertThat(
            binding.strings(
                "SELECT %1$s FROM collections WHERE name <> '' ORDER BY %1$s"
                    .formatted(layout.nameId())))
        .containsExactly(Integer.toString(first), Integer.toString(first + 1));
  }

  @Test
  void standardNameInOtherCase_isTheStandardCollectionOfSyncstorageRs() {
    MySqlBinding binding = bind(ServedLayout.RUST);
    MySqlStorage storage = open(binding);
    put(storage, USER, new CollectionName("Meta"), payload("global", "x"));

    assertThat(
            storage.<Map<CollectionName, SyncTimestamp>>readStorage(
                USER, StorageReader::collectionTimes))
        .containsOnlyKeys(new CollectionName("meta"));
  }

  /** Its clients could make one, since it looks the standard names up in its memory only. */
  @Test
  void standardNameInOtherCase_isServedBesideItOnAPythonServer() {
    MySqlBinding binding = bind(ServedLayout.PYTHON_SHARDED);
    put(open(binding), USER, BOOKMARKS, payload("a", "x"));
    binding.execute("INSERT INTO collections (collectionid, name) VALUES (105, 'Bookmarks')");
    MySqlStorage storage = open(binding);
    var capital = new CollectionName("Bookmarks");
    put(storage, USER, capital, payload("b", "x"));
    assertThat(binding.strings("SELECT CONCAT(collection, id) FROM bso1"))
        .containsExactlyInAnyOrder("7a", "105b");

    storage.writeCollection(USER, capital, CollectionWriter::deleteCollection);
    assertThat(binding.storedIds(USER, BOOKMARKS)).containsExactly("a");
  }

  @Test
  void payloadThatLatin1CannotHold_isRefusedWithoutBeingQuoted() {
    MySqlBinding binding = bind(ServedLayout.RUST);
    MySqlStorage storage = open(binding);

    assertThatThrownBy(() -> put(storage, USER, BOOKMARKS, payload("a", "secret \ud83d\ude00")))
        .isInstanceOfSatisfying(
            SyncRefusal.class,
            refusal -> assertThat(refusal.kind()).isEqualTo(SyncRefusal.Kind.UNSTORABLE))
        .hasMessageContaining("cannot hold a character")
        .hasMessageNotContaining("secret")
        .hasNoCause();
    assertThat(binding.storedIds(USER, BOOKMARKS)).isEmpty();
  }

  @Test
  void payloadBeyondTheColumn_isTooLarge() {
    MySqlStorage storage = open(bind(ServedLayout.OURS));
    String large = "x".repeat((16 << 20) + 1);

    assertThatThrownBy(() -> put(storage, USER, BOOKMARKS, payload("a", large)))
        .isInstanceOfSatisfying(
            SyncRefusal.class,
            refusal -> assertThat(refusal.kind()).isEqualTo(SyncRefusal.Kind.TOO_LARGE));
  }

  @Test
  void zeroCountersOfSyncstorageRs_areNotBelieved() {
    MySqlBinding binding = bind(ServedLayout.RUST);
    MySqlStorage storage = open(binding);
    put(storage, USER, BOOKMARKS, payload("a", "12345"));
    binding.execute("UPDATE user_collections SET count = 0, total_bytes = 0");

    assertThat(storage.<Long>writeCollection(USER, BOOKMARKS, CollectionWriter::storedBytes))
        .isEqualTo(5);
    put(storage, USER, BOOKMARKS, payload("b", "123"));
    assertThat(binding.counters(USER, BOOKMARKS)).contains(new Usage(2, 8));
  }

  @Test
  void idWithoutAName_isLeftOutUntilItHasOne() {
    MySqlBinding binding = bind(ServedLayout.OURS);
    MySqlStorage storage = open(binding);
    put(storage, USER, BOOKMARKS, payload("a", "x"));
    binding.execute(
        "INSERT INTO user_collections (userid, collection, last_modified) VALUES (7, 555, 1000)");

    assertThat(
            storage.<Map<CollectionName, SyncTimestamp>>readStorage(
                USER, StorageReader::collectionTimes))
        .containsOnlyKeys(BOOKMARKS);
    binding.execute("INSERT INTO collections (id, name) VALUES (555, 'mended')");
    assertThat(
            storage.<Map<CollectionName, SyncTimestamp>>readStorage(
                USER, StorageReader::collectionTimes))
        .containsOnlyKeys(BOOKMARKS, new CollectionName("mended"));
  }

  @Test
  void damagedTimes_doNotHideTheRest() {
    MySqlBinding binding = bind(ServedLayout.OURS);
    MySqlStorage storage = open(binding);
    put(storage, USER, BOOKMARKS, payload("a", "x"), payload("b", "x"));
    binding.execute("UPDATE bso SET modified = -5, ttl = 9223372036854775807 WHERE id = 'a'");

    Page<Bso> page = storage.readCollection(USER, BOOKMARKS, reader -> reader.bsos(BsoQuery.ALL));
    assertThat(page.items()).extracting(Bso::id).containsExactly("b", "a");
    assertThat(page.items().get(1).modified()).isEqualTo(SyncTimestamp.ofMillis(0));
  }

  @Test
  void schemaOfNobody_isNotServed() {
    MySqlBinding binding = bind(ServedLayout.OURS);
    binding.execute("DROP TABLE bso");

    assertThatThrownBy(() -> binding.open(clock))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("is not that of a known Sync server: there is no table bso");
  }

  @Test
  void schemaWithoutTablesForBatches_servesAllElse() {
    MySqlBinding binding = bind(ServedLayout.RUST_2018);
    binding.execute("DROP TABLE batch_uploads");
    MySqlStorage storage = open(binding);
    put(storage, USER, BOOKMARKS, payload("a", "x"));
    storage.writeCollection(USER, BOOKMARKS, CollectionWriter::deleteCollection);

    assertThatThrownBy(
            () ->
                storage.<String>writeCollection(
                    USER, BOOKMARKS, writer -> writer.batches().create(List.of())))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("has no tables for batches");
  }

  @Test
  void pythonServersPayloadSize_isMaintained() {
    MySqlBinding binding = bind(ServedLayout.PYTHON_SHARDED);
    MySqlStorage storage = open(binding);
    put(storage, USER, BOOKMARKS, payload("a", "12345"));
    String batch =
        storage.writeCollection(
            USER, BOOKMARKS, writer -> writer.batches().create(List.of(payload("b", "123"))));
    storage.writeCollection(
        USER,
        BOOKMARKS,
        writer -> {
          writer.batches().commit(batch, List.of(new BsoChange("a", 1, null, null)));
          return writer.now();
        });

    assertThat(binding.strings("SELECT CONCAT(id, payload_size) FROM bso1 ORDER BY id"))
        .containsExactly("a5", "b3");
  }

  /** Page after page of large payloads cuts a connection each time, which must not hurt. */
  @Test
  void pagesOfLargePayloads_endAtTheCapAndJoinUp() {
    MySqlStorage storage = open(bind(ServedLayout.OURS));
    String large = "x".repeat(9 << 20);
    for (int i = 0; i < 9; i++) {
      put(storage, USER, BOOKMARKS, payload("b" + i, large));
    }
    List<String> seen = new ArrayList<>();
    BsoQuery query = BsoQuery.ALL;
    for (int pages = 1; pages <= 3; pages++) {
      BsoQuery asked = query;
      Page<Bso> page = storage.readCollection(USER, BOOKMARKS, r -> r.bsos(asked));
      page.items().forEach(bso -> seen.add(bso.id()));
      query = new BsoQuery(null, null, null, asked.sorting(), Long.MAX_VALUE, page.next());
      assertThat(page.next() == null).isEqualTo(pages == 3);
    }

    assertThat(seen).containsExactly("b8", "b7", "b6", "b5", "b4", "b3", "b2", "b1", "b0");
    assertThat(storage.<SyncTimestamp>readCollection(USER, BOOKMARKS, CollectionReader::modified))
        .isGreaterThan(SyncTimestamp.ofMillis(0));
  }
}
