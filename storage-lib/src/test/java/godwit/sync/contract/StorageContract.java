package godwit.sync.contract;

import static godwit.sync.contract.Changes.payload;
import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.CollectionName;
import godwit.model.SyncTimestamp;
import godwit.model.Usage;
import godwit.sync.CollectionWriter;
import godwit.sync.StorageReader;
import godwit.sync.StorageWriter;
import godwit.sync.SyncRefusal;
import godwit.sync.SyncUser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What concerns all collections of a user. */
abstract class StorageContract extends ContractSuite {
  private void deleteAll() {
    storage.writeStorage(
        user,
        writer -> {
          writer.deleteAll();
          return user;
        });
  }

  @Test
  void newUser_hasNothing() {
    assertThat(userTime()).isEqualTo(ZERO);
    assertThat(times()).isEmpty();
    assertThat(usage()).isEmpty();
    assertThat(storedBytes()).isZero();
  }

  @Test
  void usersTime_isTheLatestOfAllCollections() {
    SyncTimestamp first = put(payload("a", "1"));
    assertThat(userTime()).isEqualTo(first);
    SyncTimestamp second = putInto(HISTORY, payload("a", "1"));
    assertThat(userTime()).isEqualTo(second);
    SyncTimestamp third = put(payload("b", "2"));
    assertThat(userTime()).isEqualTo(third);
  }

  @Test
  void collectionTimes_hasEachCollectionsOwn() {
    var custom = new CollectionName("my-own.things");
    SyncTimestamp first = put(payload("a", "1"));
    SyncTimestamp second = putInto(HISTORY, payload("a", "1"));
    SyncTimestamp third = putInto(custom, payload("a", "1"));

    assertThat(times()).isEqualTo(Map.of(BOOKMARKS, first, HISTORY, second, custom, third));
  }

  @Test
  void storageModified_isTheUsersTimeBeforeTheSession() {
    SyncTimestamp latest = putInto(HISTORY, payload("a", "1"));
    write(
        writer -> {
          assertThat(writer.storageModified()).isEqualTo(latest);
          assertThat(writer.modified()).isEqualTo(ZERO);
          writer.put(List.of());
        });
  }

  @Test
  void storageModified_knowsOfDeletedCollections() {
    put(payload("a", "1"));
    SyncTimestamp deleted = deleteBookmarks();

    SyncTimestamp seen = storage.writeCollection(user, HISTORY, CollectionWriter::storageModified);
    assertThat(seen).isEqualTo(deleted);
  }

  @Test
  void now_isTheClocksCutToTenMilliseconds() {
    clock.advance(17);

    SyncTimestamp read = storage.readStorage(user, StorageReader::now);
    SyncTimestamp written = storage.writeStorage(user, StorageWriter::now);
    assertThat(read.millis()).isEqualTo(clock.millis() / 10 * 10);
    assertThat(written).isEqualTo(read);
  }

  @Test
  void visibleUsage_countsEachCollection() {
    put(payload("a", "12345"), payload("b", ""), payload("c", "1", 5));
    putInto(HISTORY, payload("a", "123"));
    clock.advance(6_000);

    assertThat(usage()).isEqualTo(Map.of(BOOKMARKS, new Usage(2, 5), HISTORY, new Usage(1, 3)));
  }

  @Test
  void deleteAll_leavesTheUserAsIfNew() {
    put(payload("a", "1"), payload("b", "2", 1));
    putInto(HISTORY, payload("a", "1"));
    storage.writeCollection(user, HISTORY, CollectionWriter::deleteCollection);
    clock.advance(2_000);
    deleteAll();

    assertThat(userTime()).isEqualTo(ZERO);
    assertThat(times()).isEmpty();
    assertThat(usage()).isEmpty();
    assertThat(storedBytes()).isZero();
    assertThat(ids()).isEmpty();
    assertThat(behind().storedIds(user, BOOKMARKS)).isEmpty();
  }

  @Test
  void deleteAll_takesOpenBatchesAlong() {
    put(payload("a", "1"));
    String batch = open(payload("b", "2"));
    deleteAll();

    assertThat(behind().stagedRows(user, BOOKMARKS)).isZero();
    assertRefused(SyncRefusal.Kind.BATCH_NOT_FOUND, () -> commit(batch));
  }

  @Test
  void deleteAll_ofANewUserDoesNothing() {
    deleteAll();

    assertThat(userTime()).isEqualTo(ZERO);
  }

  @Test
  void deleteAll_leavesRoomForANewBeginning() {
    var custom = new CollectionName("again");
    putInto(custom, payload("a", "old"), payload("b", "old"));
    deleteAll();
    SyncTimestamp now = putInto(custom, payload("a", "new"));

    assertThat(times()).isEqualTo(Map.of(custom, now));
    assertThat(usage()).isEqualTo(Map.of(custom, new Usage(1, 3)));
  }

  @Test
  void deleteAll_leavesOtherUsersAlone() {
    SyncUser other = user;
    SyncTimestamp time = put(payload("a", "1"));
    user = stage().newUser();
    put(payload("a", "2"));
    deleteAll();
    user = other;

    assertThat(times()).isEqualTo(Map.of(BOOKMARKS, time));
    assertThat(textOf("a")).contains("1");
  }

  @Test
  void writeStorage_thatDeletesNothingChangesNothing() {
    SyncTimestamp first = put(payload("a", "1"));

    SyncTimestamp seen = storage.writeStorage(user, StorageWriter::modified);
    assertThat(seen).isEqualTo(first);
    assertThat(times()).isEqualTo(Map.of(BOOKMARKS, first));
  }
}
