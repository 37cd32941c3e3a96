package godwit.sync.spanner;

import static godwit.sync.spanner.SyncSite.BOOKMARKS;
import static godwit.sync.spanner.SyncSite.TABS;
import static godwit.sync.spanner.SyncSite.assertRefused;
import static godwit.sync.spanner.SyncSite.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.Timestamp;
import godwit.model.Usage;
import godwit.storage.StorageException;
import godwit.sync.BsoChange;
import godwit.sync.CollectionWriter;
import godwit.sync.StorageReader;
import godwit.sync.SyncRefusal.Kind;
import godwit.sync.SyncUser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rows that cannot be, should not be, or are gone. */
@Tag("server")
class StoredRowsIT {
  private static SyncSite site;
  private static SyncTables tables;
  private static SpannerStorage storage;

  private SyncUser user;

  @BeforeAll
  static void open() {
    site = SyncSite.open();
    tables = site.tables;
    storage = site.storage;
  }

  @AfterAll
  static void close() {
    site.close();
  }

  @BeforeEach
  void newUser() {
    user = site.newUser();
  }

  @Test
  void put_ofMorePayloadThanACommitTakesIsRefused() {
    String big = "x".repeat(2_600_000);
    List<BsoChange> changes = new ArrayList<>();
    for (int i = 0; i < 39; i++) {
      changes.add(payload("big" + i, big));
    }

    assertRefused(
        Kind.TOO_LARGE, () -> site.put(user, BOOKMARKS, changes.toArray(BsoChange[]::new)));
  }

  @Test
  void put_ofMoreCellsThanACommitTakesIsRefused() {
    List<BsoChange> changes = new ArrayList<>();
    for (int i = 0; i < 10_001; i++) {
      changes.add(new BsoChange("id" + i, 1, "p", null));
    }

    assertRefused(
        Kind.TOO_LARGE, () -> site.put(user, BOOKMARKS, changes.toArray(BsoChange[]::new)));
    assertThat(tables.row(user, BOOKMARKS)).isEmpty();
  }

  @Test
  void put_ofAPayloadThatNoCellHoldsIsRefused() {
    assertRefused(
        Kind.TOO_LARGE, () -> site.put(user, BOOKMARKS, payload("a", "x".repeat(2_621_441))));
  }

  @Test
  void put_ofABrokenTextIsRefused() {
    assertRefused(Kind.UNSTORABLE, () -> site.put(user, BOOKMARKS, payload("a", "half \ud83d")));
  }

  @Test
  void counters_thatWereTooLowDoNotBecomeNegative() {
    site.put(user, BOOKMARKS, payload("a", "12345"));
    tables.setCounters(user, BOOKMARKS, 0, 0);
    storage.writeCollection(user, BOOKMARKS, writer -> writer.delete("a"));

    assertThat(tables.counters(user, BOOKMARKS)).contains(Usage.NONE);
  }

  @Test
  void counters_ofAnotherCollectionAreHealedByWhoeverNeedsThem() {
    site.put(user, TABS, payload("t", "123"));
    site.put(user, BOOKMARKS, payload("a", "12345"));
    tables.forgetCounters(user, TABS);

    long stored = storage.writeCollection(user, BOOKMARKS, CollectionWriter::storedBytes);

    assertThat(stored).isEqualTo(8);
    assertThat(tables.counters(user, TABS)).contains(new Usage(1, 3));
  }

  @Test
  void counters_ofWhatTheDatabaseSweptGoDownBeforeAnybodyIsRefused() {
    site.put(user, TABS, new BsoChange("t", null, "123", 1L), payload("u", "1"));
    site.put(user, BOOKMARKS, payload("a", "12345"));
    site.clock.advance(2_000);
    tables.sweep(user, TABS, "t");

    long stored = storage.writeCollection(user, BOOKMARKS, CollectionWriter::storedBytes);
    long counted = storage.writeCollection(user, BOOKMARKS, CollectionWriter::countedBytes);

    assertThat(stored).isEqualTo(9);
    assertThat(counted).isEqualTo(6);
    assertThat(tables.counters(user, TABS)).contains(new Usage(1, 1));
  }

  @Test
  void batch_thatLeavesPayloadsWritesNoneOfThem() {
    site.put(user, BOOKMARKS, payload("a", "12345"), payload("b", "1"));
    tables.link(user, BOOKMARKS, "b");
    site.clock.advance(1_000);
    String batch =
        site.batch(
            user,
            new BsoChange("a", 7, null, null),
            new BsoChange("b", null, null, 60L),
            new BsoChange("c", 1, null, null));
    site.commit(user, batch);

    assertThat(site.bso(user, "a").payload()).isEqualTo("12345");
    assertThat(site.bso(user, "a").sortIndex()).isEqualTo(7);
    assertThat(site.bso(user, "a").modified()).isEqualTo(site.bso(user, "c").modified());
    assertThat(site.bso(user, "c").payload()).isEmpty();
    assertThat(tables.linkOf(user, BOOKMARKS, "b")).isPresent();
    assertThat(tables.counters(user, BOOKMARKS).orElseThrow().rows()).isEqualTo(3);
  }

  @Test
  void expiredRecord_thatTheDatabaseSweptIsWrittenAgainAsNew() {
    site.put(user, BOOKMARKS, new BsoChange("a", 5, "old", 1L));
    site.clock.advance(2_000);
    tables.sweep(user, BOOKMARKS, "a");
    site.put(user, BOOKMARKS, payload("a", "new"));

    assertThat(site.bso(user, "a").payload()).isEqualTo("new");
    assertThat(site.bso(user, "a").sortIndex()).isNull();
  }

  @Test
  void batch_thatTheDatabaseSweptIsNotFound() {
    String batch =
        storage.writeCollection(
            user, BOOKMARKS, writer -> writer.batches().create(List.of(payload("a", "1"))));
    tables.sweepBatches(user, BOOKMARKS);

    assertRefused(Kind.BATCH_NOT_FOUND, () -> site.commit(user, batch));
  }

  @Test
  void batch_isFoundByEverySpellingOfItsId() {
    String batch = site.batch(user, payload("a", "1"));
    String spelled = batch.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");

    site.commit(user, "{" + spelled.toUpperCase(Locale.ROOT) + "}");

    assertThat(tables.storedIds(user, BOOKMARKS)).containsExactly("a");
  }

  @Test
  void collectionWithoutAName_isToldAndNotGuessed() {
    tables.plantCollection(user, 4_711, Timestamp.ofTimeMicroseconds(1_800_000_000_000_000L));

    assertThatThrownBy(() -> storage.readStorage(user, StorageReader::collectionTimes))
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.UNSUITABLE))
        .hasMessageContaining("4711")
        .hasMessageNotContaining(user.fxaUid());
    assertThat(storage.readStorage(user, StorageReader::modified).millis())
        .isEqualTo(1_800_000_000_000L);
  }
}
