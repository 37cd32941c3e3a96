package godwit.sync.contract;

import static godwit.sync.contract.Changes.payload;
import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.SyncTimestamp;
import godwit.sync.CollectionWriter;
import godwit.sync.SyncUser;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Deletions beside writers. */
abstract class DeletionRaceContract extends TwoServers {
  @Test
  void deleteAll_besideAWriterLeavesTheWriteWholeOrNothing() throws Exception {
    for (int round = 0; round < 5; round++) {
      user = stage().newUser();
      put(payload("old", "1"));
      putInto(HISTORY, payload("old", "1"));
      List<SyncTimestamp> times =
          Crew.run(List.of(deletingAll(user), putting(0, BOOKMARKS, "new")));

      if (ids().isEmpty()) {
        assertThat(times()).isEmpty();
        assertThat(behind().storedIds(user, BOOKMARKS)).isEmpty();
      } else {
        assertThat(ids()).containsExactly("new");
        assertThat(times()).isEqualTo(Map.of(BOOKMARKS, times.get(1)));
        assertThat(storedBytes()).isEqualTo(3);
      }
    }
  }

  @Test
  void deleteAll_besideTheFirstWriterOfACollectionLeavesTheWriteWholeOrNothing() throws Exception {
    for (int round = 0; round < 5; round++) {
      user = stage().newUser();
      putInto(HISTORY, payload("old", "1"));
      List<SyncTimestamp> times =
          Crew.run(List.of(deletingAll(user), putting(0, BOOKMARKS, "new")));

      if (ids().isEmpty()) {
        assertThat(times()).isEmpty();
        assertThat(behind().storedIds(user, BOOKMARKS)).isEmpty();
      } else {
        assertThat(times()).isEqualTo(Map.of(BOOKMARKS, times.get(1)));
      }
      assertThat(behind().storedIds(user, HISTORY)).isEmpty();
    }
  }

  @Test
  void deleteAll_leavesOtherUsersWritersAlone() throws Exception {
    for (int round = 0; round < 5; round++) {
      SyncUser leaving = stage().newUser();
      user = leaving;
      put(payload("old", "1"));
      user = stage().newUser();
      List<SyncTimestamp> times =
          Crew.run(List.of(deletingAll(leaving), putting(0, BOOKMARKS, "new")));

      assertThat(times()).isEqualTo(Map.of(BOOKMARKS, times.get(1)));
      assertThat(behind().storedIds(leaving, BOOKMARKS)).isEmpty();
    }
  }

  private Callable<SyncTimestamp> deletingAll(SyncUser leaving) {
    return () ->
        Crew.insist(
            () ->
                other.writeStorage(
                    leaving,
                    writer -> {
                      SyncTimestamp now = writer.now();
                      writer.deleteAll();
                      return now;
                    }));
  }

  @Test
  void deleteCollection_besideAWriterLeavesTheWriteWholeOrNothing() throws Exception {
    for (int round = 0; round < 5; round++) {
      user = stage().newUser();
      put(payload("old", "1"));
      Callable<SyncTimestamp> deleting =
          () ->
              Crew.insist(
                  () -> other.writeCollection(user, BOOKMARKS, CollectionWriter::deleteCollection));
      List<SyncTimestamp> times = Crew.run(List.of(deleting, putting(0, BOOKMARKS, "new")));

      assertThat(userTime()).isEqualTo(Collections.max(times));
      if (times.get(0).compareTo(times.get(1)) > 0) {
        assertThat(times()).isEmpty();
        assertThat(behind().storedIds(user, BOOKMARKS)).isEmpty();
      } else {
        assertThat(ids()).containsExactly("new");
        assertThat(times()).isEqualTo(Map.of(BOOKMARKS, times.get(1)));
      }
    }
  }
}
