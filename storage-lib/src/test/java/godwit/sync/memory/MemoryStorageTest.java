package godwit.sync.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.model.CollectionName;
import godwit.sync.BsoChange;
import godwit.sync.CollectionReader;
import godwit.sync.CollectionWriter;
import godwit.sync.ManualClock;
import godwit.sync.StorageReader;
import godwit.sync.SyncUser;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Where the reference is stricter than the contract. */
class MemoryStorageTest {
  private static final SyncUser USER = new SyncUser(1, "", "");
  private static final CollectionName BOOKMARKS = new CollectionName("bookmarks");

  private final MemoryDatabase database = new MemoryDatabase();
  private final MemoryStorage storage =
      MemoryStorage.open(database, new ManualClock(1_900_000_000_000L));

  private <T> T write(Function<CollectionWriter, T> work) {
    return storage.writeCollection(USER, BOOKMARKS, work);
  }

  private void assertForbiddenAfterPut(Consumer<CollectionWriter> second) {
    assertThatThrownBy(
            () ->
                write(
                    writer -> {
                      writer.put(List.of());
                      second.accept(writer);
                      return writer;
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("after a change");
  }

  @Test
  void session_changesOnce() {
    assertForbiddenAfterPut(writer -> writer.put(List.of()));
    assertForbiddenAfterPut(writer -> writer.delete("a"));
    assertForbiddenAfterPut(CollectionWriter::deleteCollection);
    assertForbiddenAfterPut(writer -> writer.batches().create(List.of()));
  }

  @Test
  void session_readsNothingAfterAChange() {
    assertForbiddenAfterPut(writer -> writer.bso("a"));
    assertForbiddenAfterPut(CollectionWriter::storedBytes);
    assertForbiddenAfterPut(CollectionWriter::modified);
    assertForbiddenAfterPut(writer -> writer.batches().staged("1", List.of()));
  }

  @Test
  void session_isOfNoUseWhenItIsOver() {
    CollectionWriter writer = write(session -> session);
    CollectionReader reader = storage.readCollection(USER, BOOKMARKS, session -> session);
    StorageReader all = storage.readStorage(USER, session -> session);

    assertThatThrownBy(() -> writer.put(List.of())).hasMessage("the session is over");
    assertThatThrownBy(() -> reader.bso("a")).hasMessage("the session is over");
    assertThatThrownBy(all::modified).hasMessage("the session is over");
  }

  @Test
  void storage_isOfNoUseWhenItIsClosed() {
    storage.close();

    assertThatThrownBy(() -> write(CollectionReader::now)).hasMessage("the storage is closed");
    assertThatThrownBy(storage::verifyReachable).hasMessage("the storage is closed");
  }

  @Test
  void abortedRun_countsForNothing() {
    var runs = new ArrayList<Integer>();
    var aborting = MemoryStorage.abortingFirstRuns(database, new ManualClock(1_900_000_000_000L));
    aborting.writeCollection(
        USER,
        BOOKMARKS,
        writer -> {
          runs.add(runs.size());
          writer.put(List.of(new BsoChange("a" + runs.size(), null, "1", null)));
          return runs;
        });

    assertThat(runs).hasSize(2);
    assertThat(database.storedIds(USER, BOOKMARKS)).containsExactly("a2");
  }
}
