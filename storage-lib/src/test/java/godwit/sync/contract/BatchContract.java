package godwit.sync.contract;

import static godwit.sync.contract.Changes.all;
import static godwit.sync.contract.Changes.payload;
import static godwit.sync.contract.Changes.sorted;
import static godwit.sync.contract.Changes.ttl;
import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.Bso;
import godwit.model.SyncTimestamp;
import godwit.model.Usage;
import godwit.sync.BsoChange;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Uploads of several requests: what is staged, and what a commit makes of it. */
abstract class BatchContract extends ContractSuite {
  @Test
  void openBatch_isInvisible() {
    SyncTimestamp first = put(payload("a", "1"));
    String batch = open(payload("a", "2"), payload("b", "2"));
    append(batch, payload("c", "3"));

    assertThat(ids()).containsExactly("a");
    assertThat(textOf("a")).contains("1");
    assertThat(time()).isEqualTo(first);
    assertThat(userTime()).isEqualTo(first);
    assertThat(usage()).isEqualTo(Map.of(BOOKMARKS, new Usage(1, 1)));
  }

  @Test
  void openBatch_doesNotMakeItsCollection() {
    String batch = open(payload("b", "2"));
    append(batch, payload("c", "3"));

    assertThat(times()).isEmpty();
    assertThat(time()).isEqualTo(ZERO);
    assertThat(userTime()).isEqualTo(ZERO);
    assertThat(ids()).isEmpty();
    assertThat(behind().storedIds(user, BOOKMARKS)).isEmpty();
  }

  @Test
  void openBatch_leavesTheCollectionToOtherWriters() {
    String batch = open(payload("b", "staged"));
    SyncTimestamp now = put(payload("a", "1"));
    assertThat(times()).isEqualTo(Map.of(BOOKMARKS, now));
    SyncTimestamp committed = commit(batch);

    assertThat(ids()).containsExactly("b", "a");
    assertThat(times()).isEqualTo(Map.of(BOOKMARKS, committed));
  }

  @Test
  void openBatch_survivesThatItsCollectionIsEmptied() {
    put(payload("a", "1"));
    String batch = open(payload("b", "staged"));
    write(writer -> writer.delete("a"));
    commit(batch);

    assertThat(ids()).containsExactly("b");
  }

  @Test
  void commit_storesAllWithTheSessionsTime() {
    String batch = open(payload("a", "1"), payload("b", "2"));
    append(batch, payload("c", "3"));
    SyncTimestamp now = commit(batch, payload("d", "4"));

    assertThat(ids()).containsExactly("d", "c", "b", "a");
    for (String id : ids()) {
      assertThat(bsoModified(id)).as(id).isEqualTo(now);
    }
    assertThat(textOf("a")).contains("1");
    assertThat(textOf("c")).contains("3");
    assertThat(textOf("d")).contains("4");
    assertThat(times()).isEqualTo(Map.of(BOOKMARKS, now));
  }

  @Test
  void commit_leavesNothingStaged() {
    String batch = open(payload("a", "1"), payload("b", "2"));
    assertThat(behind().stagedRows(user, BOOKMARKS)).isEqualTo(2);
    commit(batch);

    assertThat(behind().stagedRows(user, BOOKMARKS)).isZero();
  }

  @Test
  void commit_ofAnEmptyBatchMovesTheTime() {
    put(payload("a", "1"));
    String batch = open();
    append(batch);
    SyncTimestamp now = commit(batch);

    assertThat(time()).isEqualTo(now);
    assertThat(ids()).containsExactly("a");
  }

  @Test
  void commit_ofAnEmptyBatchMakesTheCollection() {
    SyncTimestamp now = commit(open());

    assertThat(times()).isEqualTo(Map.of(BOOKMARKS, now));
  }

  @Test
  void commit_letsItsOwnChangesWin() {
    String batch = open(all("a", 1, "staged", 3_600), payload("b", "staged"));
    SyncTimestamp now = commit(batch, payload("a", "last"), all("b", 2, "last", 60));

    Bso a = bso("a").orElseThrow();
    assertThat(a.payload()).isEqualTo("last");
    assertThat(a.sortIndex()).isEqualTo(1);
    assertExpiry(a, now, 3_600);
    Bso b = bso("b").orElseThrow();
    assertThat(b.payload()).isEqualTo("last");
    assertThat(b.sortIndex()).isEqualTo(2);
    assertExpiry(b, now, 60);
  }

  @Test
  void commit_keepsStoredFieldsThatNobodyGave() {
    SyncTimestamp first = put(all("a", 7, "old", 5_000), all("b", 8, "old", 5_000));
    String batch = open(payload("a", "new"), sorted("b", 9));
    SyncTimestamp now = commit(batch);

    Bso a = bso("a").orElseThrow();
    assertThat(a.payload()).isEqualTo("new");
    assertThat(a.sortIndex()).isEqualTo(7);
    assertExpiry(a, first, 5_000);
    assertThat(a.modified()).isEqualTo(now);
    Bso b = bso("b").orElseThrow();
    assertThat(b.payload()).isEqualTo("old");
    assertThat(b.sortIndex()).isEqualTo(9);
  }

  @Test
  void commit_takesTheRecordAsItIsThenAndNotAsItWasWhenStaged() {
    put(all("a", 7, "old", 5_000));
    String batch = open(sorted("a", 9));
    put(payload("a", "meanwhile"));
    commit(batch);

    assertThat(textOf("a")).contains("meanwhile");
    assertThat(bso("a").orElseThrow().sortIndex()).isEqualTo(9);
  }

  @Test
  void commit_fillsANewRecordAsAPutDoes() {
    String batch = open(sorted("a", 9));
    SyncTimestamp now = commit(batch, sorted("b", 8));

    for (String id : ids()) {
      assertThat(textOf(id)).contains("");
      assertDefaultExpiry(bso(id).orElseThrow(), now);
    }
    assertThat(ids()).containsExactly("b", "a");
  }

  @Test
  void commit_movesTheTimeOfARecordWhoseTtlAloneWasGiven() {
    put(payload("a", "text"), payload("b", "text"));
    String batch = open(ttl("a", 60));
    SyncTimestamp now = commit(batch, ttl("b", 60));

    assertThat(bsoModified("a")).isEqualTo(now);
    assertThat(bsoModified("b")).isEqualTo(now);
    assertThat(textOf("a")).contains("text");
  }

  @Test
  void commit_countsTtlsFromItsOwnTime() {
    String batch = open(payload("a", "1", 100));
    clock.advance(1_000_000);
    SyncTimestamp now = commit(batch);

    assertExpiry(bso("a").orElseThrow(), now, 100);
  }

  @Test
  void commit_takesAnExpiredRecordForANewOne() {
    put(all("a", 7, "old", 5), all("b", 7, "old", 5));
    clock.advance(6_000);
    String batch = open(sorted("a", 1));
    SyncTimestamp now = commit(batch, payload("b", "new"));

    assertThat(textOf("a")).contains("");
    assertDefaultExpiry(bso("a").orElseThrow(), now);
    assertThat(bso("b").orElseThrow().sortIndex()).isNull();
    assertDefaultExpiry(bso("b").orElseThrow(), now);
  }

  @Test
  void commit_ofATtlOfZeroStoresNothingVisible() {
    String batch = open(payload("a", "1", 0));
    SyncTimestamp now = commit(batch);
    clock.set(now.millis());

    assertThat(ids()).isEmpty();
  }

  @Test
  void append_mergesFieldByField() {
    String batch = open(all("a", 1, "first", 60), payload("b", "first"), sorted("c", 3));
    append(batch, payload("a", "second"), sorted("b", 5), ttl("c", 70));
    append(batch, sorted("a", 2));
    SyncTimestamp now = commit(batch);

    Bso a = bso("a").orElseThrow();
    assertThat(a.payload()).isEqualTo("second");
    assertThat(a.sortIndex()).isEqualTo(2);
    assertExpiry(a, now, 60);
    Bso b = bso("b").orElseThrow();
    assertThat(b.payload()).isEqualTo("first");
    assertThat(b.sortIndex()).isEqualTo(5);
    Bso c = bso("c").orElseThrow();
    assertThat(c.sortIndex()).isEqualTo(3);
    assertExpiry(c, now, 70);
  }

  @Test
  void append_leavesTheOtherStagedRecordsAlone() {
    String batch = open(all("a", 1, "A", 60), all("b", 2, "B", 70));
    append(batch, all("a", 3, "changed", 80));
    SyncTimestamp now = commit(batch);

    Bso b = bso("b").orElseThrow();
    assertThat(b.payload()).isEqualTo("B");
    assertThat(b.sortIndex()).isEqualTo(2);
    assertExpiry(b, now, 70);
  }

  @Test
  void append_ofNoFieldsAtAllIsAllowed() {
    String batch = open(payload("a", "1"));
    append(batch, Changes.nothing("a"), Changes.nothing("b"));
    commit(batch);

    assertThat(ids()).containsExactly("b", "a");
    assertThat(textOf("a")).contains("1");
    assertThat(textOf("b")).contains("");
  }

  @Test
  void batches_ofOneCollectionDoNotMix() {
    String one = open(payload("a", "one"), payload("b", "one"));
    String two = open(payload("a", "two"), payload("c", "two"));
    append(one, payload("d", "one"));
    assertThat(one).isNotEqualTo(two);
    commit(one);

    assertThat(ids()).containsExactly("d", "b", "a");
    assertThat(textOf("a")).contains("one");
    commit(two);
    assertThat(ids()).containsExactly("c", "a", "d", "b");
    assertThat(textOf("a")).contains("two");
  }

  @Test
  void batch_takesManyRecordsFromManyRequests() {
    String batch = open();
    int requests = 5;
    int size = 100;
    for (int request = 0; request < requests; request++) {
      BsoChange[] changes = new BsoChange[size];
      for (int i = 0; i < size; i++) {
        int n = request * size + i;
        changes[i] = all("id" + n, n, "payload " + n, 3_600);
      }
      append(batch, changes);
    }
    SyncTimestamp now = commit(batch);

    assertThat(ids()).hasSize(requests * size);
    assertThat(textOf("id321")).contains("payload 321");
    assertThat(bso("id321").orElseThrow().sortIndex()).isEqualTo(321);
    assertThat(bsoModified("id0")).isEqualTo(now);
  }

  @Test
  void staged_countsRecordsAndBytes() {
    String batch = open(payload("a", "12345"), sorted("b", 1));
    assertThat(staged(batch)).isEqualTo(new Usage(2, 5));
    append(batch, payload("a", "123"), payload("c", "1"));
    assertThat(staged(batch)).isEqualTo(new Usage(3, 4));
    append(batch, sorted("a", 2));

    assertThat(staged(batch)).isEqualTo(new Usage(3, 4));
  }

  @Test
  void staged_leavesOutWhatIsAboutToBeReplaced() {
    String batch = open(payload("a", "12345"), payload("b", "12"), payload("c", "1"));

    assertThat(staged(batch, "a", "c", "missing")).isEqualTo(new Usage(1, 2));
    assertThat(staged(batch, "a", "b", "c")).isEqualTo(Usage.NONE);
    assertThat(staged(open())).isEqualTo(Usage.NONE);
  }

  @Test
  void staged_countsBytesAndNotCharacters() {
    needs(Capability.UNICODE_PAYLOADS);
    String batch = open(payload("a", "\u00e9\u20ac\ud83d\ude00"));

    assertThat(staged(batch)).isEqualTo(new Usage(1, 9));
  }
}
