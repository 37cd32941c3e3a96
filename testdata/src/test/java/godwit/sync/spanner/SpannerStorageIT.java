package godwit.sync.spanner;

import static godwit.sync.spanner.SyncSite.BOOKMARKS;
import static godwit.sync.spanner.SyncSite.TABS;
import static godwit.sync.spanner.SyncSite.assertRefused;
import static godwit.sync.spanner.SyncSite.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.model.Bso;
import godwit.model.CollectionName;
import godwit.model.SyncTimestamp;
import godwit.storage.spanner.SpannerDatabase;
import godwit.sync.BsoQuery;
import godwit.sync.CollectionWriter;
import godwit.sync.PoolState;
import godwit.sync.StorageReader;
import godwit.sync.SyncRefusal.Kind;
import godwit.sync.SyncUser;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is Spanner's own; what every backend does is in the contract. */
@Tag("server")
class SpannerStorageIT {
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
  void session_withoutAKeyIsRefused() {
    SyncUser unknown = new SyncUser(7, "", "");

    assertRefused(Kind.NO_KEY, () -> storage.readStorage(unknown, StorageReader::modified));
    assertRefused(Kind.NO_KEY, () -> storage.readCollection(unknown, BOOKMARKS, r -> r.modified()));
    assertRefused(
        Kind.NO_KEY, () -> storage.writeCollection(unknown, BOOKMARKS, w -> w.deleteCollection()));
  }

  @Test
  void readingSession_seesOneMoment() {
    site.put(user, BOOKMARKS, payload("a", "before"));

    List<String> seen =
        storage.readCollection(
            user,
            BOOKMARKS,
            reader -> {
              SyncTimestamp modified = reader.modified();
              site.put(user, BOOKMARKS, payload("a", "after"), payload("b", "new"));
              assertThat(reader.bsoModified("a")).isEqualTo(modified);
              assertThat(reader.bso("b")).isEmpty();
              return reader.bsos(BsoQuery.ALL).items().stream().map(Bso::payload).toList();
            });

    assertThat(seen).containsExactly("before");
  }

  @Test
  void writer_thatWaitsTooLongForAnotherIsRefused() {
    try (var hasty =
        SpannerStorage.open(
            SpannerDatabase.open(tables.config()), site.clock, Duration.ofMillis(300))) {
      storage.writeCollection(
          user,
          BOOKMARKS,
          writer -> {
            assertRefused(
                Kind.CONFLICT,
                () -> hasty.writeCollection(user, TABS, CollectionWriter::deleteCollection));
            return writer.now();
          });
    }
  }

  @Test
  void failedWork_storesNothingAndItsFailureArrivesAsItIs() {
    var failure = new IllegalStateException("the caller's own");

    assertThatThrownBy(
            () ->
                storage.writeCollection(
                    user,
                    BOOKMARKS,
                    writer -> {
                      writer.put(List.of(payload("a", "lost")));
                      throw failure;
                    }))
        .isSameAs(failure);
    assertThat(tables.row(user, BOOKMARKS)).isEmpty();
  }

  @Test
  void nameOfAFailedSession_isNeitherStoredNorRemembered() {
    var name = new CollectionName("x-failed");

    assertThatThrownBy(
            () ->
                storage.writeCollection(
                    user,
                    name,
                    writer -> {
                      writer.put(List.of(payload("a", "lost")));
                      throw new IllegalStateException("after the id was given out");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(tables.id(name)).isEqualTo(-1);
    site.put(user, new CollectionName("x-other"), payload("a", "took the next id"));
    site.put(user, name, payload("a", "kept"));

    assertThat(tables.storedIds(user, name)).containsExactly("a");
    assertThat(tables.id(name)).isEqualTo(tables.id(new CollectionName("x-other")) + 1);
  }

  @Test
  void pool_tellsWhoIsAtWork() {
    PoolState busy = storage.readCollection(user, BOOKMARKS, reader -> storage.pool());

    assertThat(busy).isEqualTo(new PoolState(1, busy.max() - 1, busy.max()));
    assertThat(storage.pool().active()).isZero();
  }
}
