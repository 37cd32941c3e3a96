package godwit.sync.contract;

import static godwit.sync.contract.Changes.payload;
import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.SyncTimestamp;
import godwit.sync.CollectionWriter;
import godwit.sync.ManualClock;
import godwit.sync.SyncRefusal;
import godwit.sync.SyncStorage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whole collections deleted, and the marker that keeps the user's time. */
abstract class CollectionDeletionContract extends ContractSuite {
  @Test
  void deleteCollection_removesItWithItsRecordsAndItsTime() {
    put(payload("a", "1"), payload("b", "2", 5));
    clock.advance(6_000);
    deleteBookmarks();

    assertThat(ids()).isEmpty();
    assertThat(bso("a")).isEmpty();
    assertThat(time()).isEqualTo(ZERO);
    assertThat(times()).isEmpty();
    assertThat(usage()).isEmpty();
    assertThat(behind().storedIds(user, BOOKMARKS)).isEmpty();
  }

  @Test
  void deleteCollection_givesTheUserTheSessionsTime() {
    put(payload("a", "1"));
    SyncTimestamp now =
        write(
            writer -> {
              SyncTimestamp sessionTime = writer.now();
              assertThat(writer.deleteCollection()).isEqualTo(sessionTime);
            });

    assertThat(userTime()).isEqualTo(now);
  }

  @Test
  void deleteCollection_ofAMissingOneChangesNothing() {
    SyncTimestamp first = putInto(HISTORY, payload("h", "1"));

    assertThat(deleteBookmarks()).isEqualTo(first);
    assertThat(userTime()).isEqualTo(first);
    assertThat(times()).isEqualTo(Map.of(HISTORY, first));
  }

  @Test
  void deleteCollection_ofANewUserLeavesNoTime() {
    assertThat(deleteBookmarks()).isEqualTo(ZERO);
    assertThat(userTime()).isEqualTo(ZERO);
  }

  @Test
  void deleteCollection_twiceChangesNothingTheSecondTime() {
    put(payload("a", "1"));
    SyncTimestamp deleted = deleteBookmarks();

    assertThat(deleteBookmarks()).isEqualTo(deleted);
    assertThat(userTime()).isEqualTo(deleted);
  }

  @Test
  void deleteCollection_ofAnEmptyOneCountsToo() {
    SyncTimestamp first = put();

    assertThat(deleteBookmarks()).isGreaterThan(first);
    assertThat(times()).isEmpty();
  }

  @Test
  void deleteCollection_leavesTheOthers() {
    SyncTimestamp first = putInto(HISTORY, payload("a", "1"));
    put(payload("a", "2"));
    deleteBookmarks();

    assertThat(times()).isEqualTo(Map.of(HISTORY, first));
    assertThat(behind().storedIds(user, HISTORY)).containsExactly("a");
  }

  @Test
  void deleteCollection_takesItsOpenBatchesAlong() {
    put(payload("a", "1"));
    String batch = open(payload("b", "2"));
    deleteBookmarks();

    assertRefused(SyncRefusal.Kind.BATCH_NOT_FOUND, () -> commit(batch));
    assertThat(behind().stagedRows(user, BOOKMARKS)).isZero();
  }

  @Test
  void deleteCollection_ofOneWithAnOpenBatchOnlyLeavesNoTime() {
    String batch = open(payload("b", "2"));

    assertThat(deleteBookmarks()).isEqualTo(ZERO);
    assertThat(userTime()).isEqualTo(ZERO);
    assertRefused(SyncRefusal.Kind.BATCH_NOT_FOUND, () -> commit(batch));
  }

  @Test
  void deletedCollection_isWrittenAgainWithALaterTime() {
    put(payload("a", "1"));
    SyncTimestamp deleted = deleteBookmarks();
    SyncTimestamp now = put(payload("b", "2"));

    assertThat(now).isGreaterThan(deleted);
    assertThat(ids()).containsExactly("b");
    assertThat(times()).isEqualTo(Map.of(BOOKMARKS, now));
  }

  @Test
  void deletedCollection_isWrittenAgainWithALaterTimeByAServerThatIsBehind() {
    put(payload("a", "1"));
    SyncTimestamp deleted = deleteBookmarks();
    try (SyncStorage behind = behind().open(new ManualClock(clock.millis() - 300))) {
      SyncTimestamp now =
          behind.writeCollection(
              user,
              BOOKMARKS,
              writer -> {
                SyncTimestamp time = writer.now();
                writer.put(List.of(payload("b", "2")));
                return time;
              });

      assertThat(now).isGreaterThan(deleted);
    }
  }

  @Test
  void usersTime_doesNotGoBackWhenTheLatestCollectionIsDeleted() {
    putInto(HISTORY, payload("h", "1"));
    SyncTimestamp latest = put(payload("a", "1"));
    SyncTimestamp deleted = deleteBookmarks();

    assertThat(deleted).isGreaterThan(latest);
    assertThat(userTime()).isEqualTo(deleted);
  }

  @Test
  void usersTime_doesNotGoBackWhenAServerThatIsBehindDeletes() {
    putInto(HISTORY, payload("h", "1"));
    long early = clock.millis();
    clock.advance(300);
    put(payload("a", "1"));
    SyncTimestamp deleted = deleteBookmarks();
    try (SyncStorage behind = behind().open(new ManualClock(early + 20))) {
      SyncTimestamp returned =
          behind.writeCollection(user, HISTORY, CollectionWriter::deleteCollection);

      assertThat(returned).isEqualTo(deleted);
      assertThat(userTime()).isEqualTo(deleted);
    }
  }

  @Test
  void usersTime_isThatOfAnotherCollectionIfItIsLater() {
    put(payload("a", "1"));
    deleteBookmarks();
    SyncTimestamp later = putInto(HISTORY, payload("h", "1"));
    clock.advance(10);

    assertThat(deleteBookmarks()).isEqualTo(later);
    assertThat(userTime()).isEqualTo(later);
  }
}
