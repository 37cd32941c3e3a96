package godwit.sync.contract;

import static godwit.sync.contract.Changes.all;
import static godwit.sync.contract.Changes.payload;
import static godwit.sync.contract.Changes.ttl;
import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.CollectionName;
import godwit.model.SyncTimestamp;
import godwit.sync.BsoQuery;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One collection: its time, and single records and lists of them deleted. */
abstract class CollectionContract extends ContractSuite {
  @Test
  void unknownCollection_readsAsAnEmptyOne() {
    var unknown = new CollectionName("never-heard-of");
    storage.readCollection(
        user,
        unknown,
        reader -> {
          assertThat(reader.modified()).isEqualTo(ZERO);
          assertThat(reader.bso("a")).isEmpty();
          assertThat(reader.bsoModified("a")).isEqualTo(ZERO);
          assertThat(reader.ids(BsoQuery.ALL).items()).isEmpty();
          assertThat(reader.bsos(BsoQuery.ALL).items()).isEmpty();
          assertThat(reader.bsos(BsoQuery.ALL).next()).isNull();
          return unknown;
        });
    assertThat(times()).isEmpty();
  }

  @Test
  void write_thatChangesNothing_changesNoTime() {
    SyncTimestamp first = put(payload("a", "text"));
    write(CollectionContract::ignore);
    write(HISTORY, CollectionContract::ignore);

    assertThat(times()).isEqualTo(Map.of(BOOKMARKS, first));
    assertThat(userTime()).isEqualTo(first);
  }

  private static void ignore(Object session) {}

  @Test
  void put_ofNothingMovesTheTime() {
    put(payload("a", "text"));
    SyncTimestamp now = put();

    assertThat(time()).isEqualTo(now);
    assertThat(ids()).containsExactly("a");
  }

  @Test
  void put_ofNothingMakesTheCollection() {
    SyncTimestamp now = put();

    assertThat(times()).isEqualTo(Map.of(BOOKMARKS, now));
    assertThat(ids()).isEmpty();
  }

  @Test
  void put_ofATtlAloneMovesTheCollectionsTime() {
    put(payload("a", "text"));
    SyncTimestamp now = put(ttl("a", 100));

    assertThat(time()).isEqualTo(now);
  }

  @Test
  void delete_removesTheRecordAndMovesTheTime() {
    put(payload("a", "1"), payload("b", "2"));
    SyncTimestamp now = write(writer -> assertThat(writer.delete("a")).isTrue());

    assertThat(ids()).containsExactly("b");
    assertThat(time()).isEqualTo(now);
    assertThat(behind().storedIds(user, BOOKMARKS)).containsExactly("b");
  }

  @Test
  void delete_ofAMissingRecordChangesNothing() {
    SyncTimestamp first = put(payload("a", "1"));
    write(writer -> assertThat(writer.delete("b")).isFalse());

    assertThat(time()).isEqualTo(first);
    assertThat(ids()).containsExactly("a");
  }

  @Test
  void delete_inAMissingCollectionDoesNotMakeIt() {
    write(writer -> assertThat(writer.delete("b")).isFalse());

    assertThat(times()).isEmpty();
    assertThat(userTime()).isEqualTo(ZERO);
  }

  @Test
  void delete_ofAnExpiredRecordFindsNothing() {
    SyncTimestamp first = put(payload("a", "1", 5));
    clock.advance(6_000);
    write(writer -> assertThat(writer.delete("a")).isFalse());

    assertThat(time()).isEqualTo(first);
  }

  @Test
  void deleteOfIds_removesThoseThatExistAndMovesTheTime() {
    put(payload("a", "1"), payload("b", "2"), payload("c", "3"));
    SyncTimestamp now = write(writer -> writer.delete(List.of("a", "c", "missing")));

    assertThat(ids()).containsExactly("b");
    assertThat(time()).isEqualTo(now);
  }

  @Test
  void deleteOfIds_movesTheTimeIfThereAreNone() {
    put(payload("a", "1"));
    SyncTimestamp now = write(writer -> writer.delete(List.of("missing")));

    assertThat(time()).isEqualTo(now);
    assertThat(ids()).containsExactly("a");
  }

  @Test
  void deleteOfIds_makesTheCollection() {
    SyncTimestamp now = write(writer -> writer.delete(List.of("missing")));

    assertThat(times()).isEqualTo(Map.of(BOOKMARKS, now));
  }

  @Test
  void deleteOfIds_removesExpiredRecordsForGood() {
    put(payload("a", "1", 5), payload("b", "2"));
    clock.advance(6_000);
    write(writer -> writer.delete(List.of("a")));

    assertThat(behind().storedIds(user, BOOKMARKS)).containsExactly("b");
  }

  @Test
  void deletedRecord_canBeWrittenAgainAsNew() {
    put(all("a", 7, "old", 5));
    write(writer -> writer.delete("a"));
    SyncTimestamp now = put(payload("a", "new"));

    assertThat(bso("a").orElseThrow().sortIndex()).isNull();
    assertDefaultExpiry(bso("a").orElseThrow(), now);
  }

  @Test
  void emptiedCollection_staysListed() {
    put(payload("a", "1"));
    SyncTimestamp now = write(writer -> writer.delete("a"));

    assertThat(times()).isEqualTo(Map.of(BOOKMARKS, now));
    assertThat(usage()).isEmpty();
  }

  @Test
  void time_isTheCollectionsOwnAndNotThatOfItsLatestRecord() {
    SyncTimestamp first = put(payload("a", "1"));
    put(payload("b", "2"));
    SyncTimestamp now = write(writer -> writer.delete("b"));

    assertThat(bso("a").orElseThrow().modified()).isEqualTo(first);
    assertThat(time()).isEqualTo(now).isGreaterThan(first);
  }
}
