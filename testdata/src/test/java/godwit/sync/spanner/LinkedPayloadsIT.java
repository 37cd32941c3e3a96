package godwit.sync.spanner;

import static godwit.sync.spanner.SyncSite.BOOKMARKS;
import static godwit.sync.spanner.SyncSite.assertUnsuitable;
import static godwit.sync.spanner.SyncSite.payload;
import static godwit.sync.spanner.SyncSite.sorted;
import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.Usage;
import godwit.sync.BsoChange;
import godwit.sync.BsoQuery;
import godwit.sync.StorageReader;
import godwit.sync.SyncUser;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Records whose payloads another server keeps outside of the database. */
@Tag("server")
class LinkedPayloadsIT {
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
  void linkedRecord_isNotServedButCounted() {
    site.put(user, BOOKMARKS, payload("a", "12345"), payload("b", "1"));
    tables.link(user, BOOKMARKS, "a");

    assertUnsuitable(() -> site.bso(user, "a"));
    assertUnsuitable(
        () -> storage.readCollection(user, BOOKMARKS, reader -> reader.bsos(BsoQuery.ALL)));
    assertThat(storage.readCollection(user, BOOKMARKS, reader -> reader.ids(BsoQuery.ALL)).items())
        .containsExactly("b", "a");
    assertThat(storage.readStorage(user, StorageReader::visibleUsage))
        .containsEntry(BOOKMARKS, new Usage(2, 1));
  }

  @Test
  void linkedRecord_losesItsLinkToAPayload() {
    site.put(user, BOOKMARKS, payload("a", "12345"));
    tables.link(user, BOOKMARKS, "a");
    site.put(user, BOOKMARKS, new BsoChange("a", 7, null, null));
    assertThat(tables.linkOf(user, BOOKMARKS, "a")).isPresent();

    site.put(user, BOOKMARKS, payload("a", "inline"));

    assertThat(site.bso(user, "a").payload()).isEqualTo("inline");
    assertThat(tables.linkOf(user, BOOKMARKS, "a")).isEmpty();
  }

  @Test
  void linkedRecord_losesItsLinkToABatchThatBringsAPayload() {
    site.put(
        user, BOOKMARKS, payload("a", "1"), payload("b", "2"), new BsoChange("c", null, "3", 1L));
    List.of("a", "b", "c").forEach(id -> tables.link(user, BOOKMARKS, id));
    site.clock.advance(2_000);
    site.commit(user, site.batch(user, payload("a", "inline"), sorted("b", 4), sorted("c", 5)));

    assertThat(site.bso(user, "a").payload()).isEqualTo("inline");
    assertThat(tables.linkOf(user, BOOKMARKS, "a")).isEmpty();
    assertThat(tables.linkOf(user, BOOKMARKS, "b")).isPresent();
    assertThat(site.bso(user, "c").payload()).isEmpty();
    assertThat(tables.linkOf(user, BOOKMARKS, "c")).isEmpty();
  }

  @Test
  void linkedRecord_keepsItsLinkInABatchThatBringsNoPayload() {
    site.put(user, BOOKMARKS, payload("a", "1"));
    tables.link(user, BOOKMARKS, "a");
    site.commit(user, site.batch(user, sorted("a", 4)));

    assertThat(tables.linkOf(user, BOOKMARKS, "a")).isPresent();
  }

  @Test
  void batch_withALinkedPayloadIsNotCommitted() {
    String batch = site.batch(user, payload("a", "1"));
    tables.linkStaged(user, BOOKMARKS, batch, "a");

    assertUnsuitable(() -> site.commit(user, batch));
    assertThat(tables.storedIds(user, BOOKMARKS)).isEmpty();
    assertThat(tables.stagedIds(user, BOOKMARKS)).containsExactly("a");
  }
}
