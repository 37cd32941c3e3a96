package godwit.sync.contract;

import static godwit.sync.contract.Changes.all;
import static godwit.sync.contract.Changes.payload;
import static godwit.sync.contract.Changes.sorted;
import static godwit.sync.contract.Changes.ttl;
import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.SyncTimestamp;
import godwit.model.Usage;
import godwit.sync.CollectionWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the quota sees: all that is stored in records, exact after each operation. */
abstract class UsageContract extends ContractSuite {
  /** The stored bytes, and the counters of bookmarks where there are such. */
  private void assertStored(long rows, long bytes) {
    assertThat(storedBytes()).isEqualTo(bytes);
    if (has(Capability.STORED_COUNTERS)) {
      assertThat(behind().counters(user, BOOKMARKS)).contains(new Usage(rows, bytes));
    }
    assertThat(behind().storedIds(user, BOOKMARKS)).hasSize((int) rows);
  }

  @Test
  void put_countsNewRecords() {
    put(payload("a", "12345"), payload("b", ""), sorted("c", 1));

    assertStored(3, 5);
  }

  @Test
  void put_countsReplacedPayloadsOnce() {
    put(payload("a", "12345"), payload("b", "1"));
    put(payload("a", "123"), payload("c", "1234567"));

    assertStored(3, 11);
  }

  @Test
  void put_withoutAPayloadChangesNoCount() {
    put(all("a", 1, "12345", 60));
    put(sorted("a", 2));
    put(ttl("a", 9));
    put();

    assertStored(1, 5);
  }

  @Test
  void put_countsBytesAndNotCharacters() {
    needs(Capability.UNICODE_PAYLOADS);
    put(payload("a", "\u00e9\u20ac\ud83d\ude00"));

    assertStored(1, 9);
    assertThat(usage()).isEqualTo(Map.of(BOOKMARKS, new Usage(1, 9)));
  }

  @Test
  void expiredRecords_areStoredStill() {
    put(payload("a", "12345", 5), payload("b", "1"));
    clock.advance(6_000);

    assertStored(2, 6);
    assertThat(usage()).isEqualTo(Map.of(BOOKMARKS, new Usage(1, 1)));
  }

  @Test
  void expiredRecord_writtenOverIsCountedOnce() {
    put(payload("a", "12345", 5));
    clock.advance(6_000);
    put(payload("a", "123"));

    assertStored(1, 3);
  }

  @Test
  void expiredRecord_writtenOverWithoutAPayloadLosesItsOwn() {
    put(payload("a", "12345", 5));
    clock.advance(6_000);
    put(sorted("a", 1));

    assertStored(1, 0);
  }

  @Test
  void delete_givesTheBytesBack() {
    put(payload("a", "12345"), payload("b", "1"));
    write(writer -> writer.delete("a"));

    assertStored(1, 1);
  }

  @Test
  void deleteOfIds_givesTheBytesBackOfThoseThatWereThere() {
    put(payload("a", "12345"), payload("b", "1"), payload("c", "12", 5));
    clock.advance(6_000);
    write(writer -> writer.delete(List.of("a", "c", "missing")));

    assertStored(1, 1);
  }

  @Test
  void deleteCollection_givesAllBytesBack() {
    put(payload("a", "12345"));
    putInto(HISTORY, payload("a", "123"));
    deleteBookmarks();

    assertThat(storedBytes()).isEqualTo(3);
  }

  @Test
  void storedBytes_isTheSumOverAllCollections() {
    put(payload("a", "12345"));
    putInto(HISTORY, payload("a", "123"));

    long seen = storage.writeCollection(user, HISTORY, CollectionWriter::storedBytes);
    assertThat(seen).isEqualTo(8);
    assertThat(storedBytes()).isEqualTo(8);
  }

  @Test
  void openBatches_doNotCount() {
    put(payload("a", "12345"));
    String batch = open(payload("b", "1234567"));
    append(batch, payload("c", "1234567"));

    assertStored(1, 5);
  }

  @Test
  void openBatch_inANewCollectionDoesNotCount() {
    open(payload("b", "1234567"));

    assertThat(storedBytes()).isZero();
    assertThat(usage()).isEmpty();
  }

  @Test
  void commit_countsWhatItStored() {
    put(payload("a", "12345"), payload("b", "12"));
    String batch = open(payload("b", "1234567"), payload("c", "1"), sorted("a", 1));
    commit(batch, payload("c", "123"), payload("d", "1"));

    assertStored(4, 16);
  }

  @Test
  void commit_intoANewCollectionCountsToo() {
    String batch = open(payload("b", "1234567"));
    commit(batch, payload("c", "123"));

    assertStored(2, 10);
  }

  @Test
  void counters_thatAreMissingDoNotHideWhatIsStored() {
    needs(Capability.STORED_COUNTERS);
    put(payload("a", "12345"));
    putInto(HISTORY, payload("a", "123"));
    behind().forgetCounters(user, BOOKMARKS);

    assertThat(storedBytes()).isEqualTo(8);
  }

  @Test
  void counters_thatAreMissingAreMadeGoodByTheNextWrite() {
    needs(Capability.STORED_COUNTERS);
    put(payload("a", "12345"), payload("b", "12"), payload("old", "1", 1));
    clock.advance(2_000);
    behind().forgetCounters(user, BOOKMARKS);
    assertThat(behind().counters(user, BOOKMARKS)).isEqualTo(Optional.empty());
    put(payload("b", "1234"));

    assertStored(3, 10);
  }

  @Test
  void counters_thatAreMissingAreMadeGoodByADelete() {
    needs(Capability.STORED_COUNTERS);
    put(payload("a", "12345"), payload("b", "12"));
    behind().forgetCounters(user, BOOKMARKS);
    write(writer -> writer.delete("a"));

    assertStored(1, 2);
  }

  @Test
  void counters_thatAreMissingAreMadeGoodByACommit() {
    needs(Capability.STORED_COUNTERS);
    put(payload("a", "12345"));
    String batch = open(payload("a", "1"), payload("b", "12"));
    behind().forgetCounters(user, BOOKMARKS);
    commit(batch);

    assertStored(2, 3);
  }

  @Test
  void countedBytes_areWhatIsStoredWhateverTheCountersSay() {
    needs(Capability.STORED_COUNTERS);
    put(payload("a", "12345"));
    putInto(HISTORY, payload("a", "123"));
    behind().overstateCounters(user, BOOKMARKS);
    behind().overstateCounters(user, HISTORY);

    long counted = storage.writeCollection(user, BOOKMARKS, CollectionWriter::countedBytes);
    assertThat(counted).isEqualTo(8);
  }

  @Test
  void write_afterCountingStoresAndKeepsWhatIsCounted() {
    put(payload("a", "12345"), payload("b", "1"));
    write(
        writer -> {
          assertThat(writer.countedBytes()).isEqualTo(6);
          writer.put(List.of(payload("b", "123")));
        });

    assertStored(2, 8);
  }

  @Test
  void counting_movesNoTime() {
    SyncTimestamp first = put(payload("a", "12345"));
    storedBytes();
    usage();

    assertThat(time()).isEqualTo(first);
    assertThat(userTime()).isEqualTo(first);
  }
}
