package godwit.sync.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.CollectionName;
import godwit.sync.BsoChange;
import godwit.sync.BsoQuery;
import godwit.sync.CollectionWriter;
import godwit.sync.StorageReader;
import godwit.sync.SyncClock;
import godwit.sync.SyncUser;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How often a request asks the server, commits and roll backs included. */
@Tag("server")
class StatementCountTest {
  private static final CollectionName BOOKMARKS = new CollectionName("bookmarks");
  private static final SyncUser USER = new SyncUser(7, "0a", "1-k");

  private final MySqlBinding binding = new MySqlBinding(ServedLayout.OURS);
  private final MySqlStorage storage = binding.open(SyncClock.system());

  @BeforeEach
  void write() {
    put(1);
  }

  @AfterEach
  void close() {
    storage.close();
    binding.close();
  }

  private void put(int records) {
    List<BsoChange> changes =
        IntStream.range(0, records)
            .mapToObj(i -> new BsoChange("b" + i, null, "payload", null))
            .toList();
    storage.writeCollection(
        USER,
        BOOKMARKS,
        writer -> {
          writer.put(changes);
          return writer.now();
        });
  }

  private long statements(Runnable request) {
    long before = asked();
    request.run();
    // One is this question itself.
    return asked() - before - 1;
  }

  private long asked() {
    return binding.status("Questions");
  }

  @Test
  void put_asksSevenTimesWhateverTheNumberOfRecords() {
    assertThat(statements(() -> put(1))).isEqualTo(7);
    assertThat(statements(() -> put(100))).isEqualTo(7);
  }

  @Test
  void quotaCheck_asksOnceMore() {
    assertThat(
            statements(
                () ->
                    storage.writeCollection(
                        USER,
                        BOOKMARKS,
                        writer -> {
                          writer.put(List.of(new BsoChange("a", null, "x", null)));
                          return writer.storedBytes();
                        })))
        .isEqualTo(8);
  }

  @Test
  void list_asksFourTimes() {
    assertThat(
            statements(
                () ->
                    storage.readCollection(
                        USER, BOOKMARKS, reader -> reader.bsos(BsoQuery.ALL).items().size())))
        .isEqualTo(4);
  }

  @Test
  void collectionTimes_asksThreeTimes() {
    assertThat(statements(() -> storage.readStorage(USER, StorageReader::collectionTimes)))
        .isEqualTo(3);
  }

  @Test
  void batchCommit_asksElevenTimesWhateverTheNumberOfRecords() {
    String batch =
        storage.writeCollection(
            USER,
            BOOKMARKS,
            writer -> writer.batches().create(List.of(new BsoChange("x", null, "y", null))));
    List<BsoChange> last = List.of(new BsoChange("a", null, "x", null));
    assertThat(
            statements(
                () ->
                    storage.writeCollection(
                        USER,
                        BOOKMARKS,
                        writer -> {
                          writer.batches().commit(batch, last);
                          return writer.now();
                        })))
        .isEqualTo(11);
  }

  @Test
  void deleteCollection_asksNineTimes() {
    assertThat(
            statements(
                () -> storage.writeCollection(USER, BOOKMARKS, CollectionWriter::deleteCollection)))
        .isEqualTo(9);
  }
}
