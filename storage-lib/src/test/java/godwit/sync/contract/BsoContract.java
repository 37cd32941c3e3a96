package godwit.sync.contract;

import static godwit.sync.contract.Changes.all;
import static godwit.sync.contract.Changes.nothing;
import static godwit.sync.contract.Changes.payload;
import static godwit.sync.contract.Changes.sorted;
import static godwit.sync.contract.Changes.ttl;
import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.Bso;
import godwit.model.SyncTimestamp;
import godwit.sync.BsoChange;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Single records: what a put inserts, what it merges, and whose time it moves. */
abstract class BsoContract extends ContractSuite {
  private static final long OLD_TTL = 3_600;
  private static final long NEW_TTL = 60;

  /** What a client gives of a record. */
  enum Given {
    NOTHING(null, null, null),
    PAYLOAD(null, "new", null),
    SORT_INDEX(-8, null, null),
    TTL(null, null, NEW_TTL),
    PAYLOAD_AND_SORT_INDEX(-8, "new", null),
    PAYLOAD_AND_TTL(null, "new", NEW_TTL),
    SORT_INDEX_AND_TTL(-8, null, NEW_TTL),
    ALL(-8, "new", NEW_TTL);

    private final @Nullable Integer sortIndex;
    private final @Nullable String payload;
    private final @Nullable Long ttlSeconds;

    Given(@Nullable Integer sortIndex, @Nullable String payload, @Nullable Long ttlSeconds) {
      this.sortIndex = sortIndex;
      this.payload = payload;
      this.ttlSeconds = ttlSeconds;
    }

    BsoChange change() {
      return new BsoChange("a", sortIndex, payload, ttlSeconds);
    }
  }

  @ParameterizedTest
  @EnumSource
  void put_insertsWhatIsGivenAndFillsTheRest(Given given) {
    SyncTimestamp now = put(given.change());

    assertNew(given.change(), now);
  }

  @ParameterizedTest
  @EnumSource
  void put_replacesWhatIsGivenAndKeepsTheRest(Given given) {
    BsoChange change = given.change();
    SyncTimestamp first = put(all("a", 7, "old", OLD_TTL));
    SyncTimestamp now = put(change);

    Bso found = bso("a").orElseThrow();
    assertThat(found.payload()).isEqualTo(change.payload() == null ? "old" : "new");
    assertThat(found.sortIndex()).isEqualTo(change.sortIndex() == null ? 7 : -8);
    if (change.ttlSeconds() == null) {
      assertExpiry(found, first, OLD_TTL);
    } else {
      assertExpiry(found, now, NEW_TTL);
    }
    assertThat(found.modified())
        .isEqualTo(change.payload() == null && change.sortIndex() == null ? first : now);
    assertThat(time()).isEqualTo(now);
  }

  @ParameterizedTest
  @EnumSource
  void put_takesAnExpiredRecordForANewOne(Given given) {
    put(all("a", 7, "old", 1));
    clock.advance(2_000);
    SyncTimestamp now = put(given.change());

    assertNew(given.change(), now);
  }

  private void assertNew(BsoChange change, SyncTimestamp now) {
    Bso found = bso("a").orElseThrow();
    assertThat(found.id()).isEqualTo("a");
    assertThat(found.payload()).isEqualTo(change.payload() == null ? "" : change.payload());
    assertThat(found.sortIndex()).isEqualTo(change.sortIndex());
    assertThat(found.modified()).isEqualTo(now);
    if (change.ttlSeconds() == null) {
      assertDefaultExpiry(found, now);
    } else {
      assertExpiry(found, now, change.ttlSeconds());
    }
  }

  @Test
  void put_moreThanOnceMergesWithTheLatest() {
    put(payload("a", "text"));
    put(sorted("a", 3));
    put(ttl("a", NEW_TTL));
    SyncTimestamp now = put(sorted("a", 4));

    Bso found = bso("a").orElseThrow();
    assertThat(found.payload()).isEqualTo("text");
    assertThat(found.sortIndex()).isEqualTo(4);
    assertThat(found.modified()).isEqualTo(now);
  }

  @Test
  void put_ofTheSamePayloadMovesTheTime() {
    put(payload("a", "same"));
    SyncTimestamp now = put(payload("a", "same"));

    assertThat(bso("a").orElseThrow().modified()).isEqualTo(now);
  }

  @Test
  void put_ofAnEmptyPayloadReplacesTheOldOne() {
    put(payload("a", "text"));
    put(payload("a", ""));

    assertThat(textOf("a")).contains("");
  }

  @ParameterizedTest
  @ValueSource(ints = {-999_999_999, -1, 0, 1, 999_999_999})
  void put_keepsSortIndexesOfTheWholeRange(int sortIndex) {
    put(sorted("a", sortIndex));

    assertThat(bso("a").orElseThrow().sortIndex()).isEqualTo(sortIndex);
  }

  @Test
  void put_ofSeveralRecordsGivesThemOneTime() {
    put(all("b", 1, "old", 60), payload("c", "old"));
    SyncTimestamp now = put(payload("a", "1"), sorted("b", 2), payload("c", "3"), nothing("d"));

    assertThat(ids()).containsExactlyInAnyOrder("a", "b", "c", "d");
    for (String id : ids()) {
      assertThat(bso(id).orElseThrow().modified()).as(id).isEqualTo(now);
    }
    assertThat(textOf("b")).contains("old");
    assertThat(time()).isEqualTo(now);
  }

  @Test
  void put_mergesEachOfSeveralRecordsByItself() {
    SyncTimestamp first = put(all("a", 1, "A", OLD_TTL), all("b", 2, "B", OLD_TTL));
    SyncTimestamp now = put(ttl("a", NEW_TTL), payload("b", "new"), sorted("c", 3));

    assertThat(bso("a").orElseThrow().modified()).isEqualTo(first);
    assertThat(textOf("a")).contains("A");
    assertThat(bso("b").orElseThrow().sortIndex()).isEqualTo(2);
    assertExpiry(bso("b").orElseThrow(), first, OLD_TTL);
    assertThat(textOf("c")).contains("");
    assertThat(bso("c").orElseThrow().modified()).isEqualTo(now);
  }

  @Test
  void put_takesAHundredRecordsAtOnce() {
    BsoChange[] changes = new BsoChange[100];
    for (int i = 0; i < changes.length; i++) {
      changes[i] = all("id" + i, i, "payload " + i, OLD_TTL);
    }
    put(changes);

    assertThat(ids()).hasSize(100);
    assertThat(textOf("id73")).contains("payload 73");
    assertThat(bso("id73").orElseThrow().sortIndex()).isEqualTo(73);
  }

  @Test
  void bsoModified_isTheRecordsOwnTime() {
    SyncTimestamp first = put(payload("a", "text"));
    put(payload("b", "text"));

    assertThat(bsoModified("a")).isEqualTo(first);
    assertThat(bsoModified("c")).isEqualTo(ZERO);
  }

  @Test
  void writer_readsWhatWasThereBefore() {
    SyncTimestamp first = put(payload("a", "text"));

    write(
        writer -> {
          assertThat(writer.bso("a").orElseThrow().payload()).isEqualTo("text");
          assertThat(writer.bsoModified("a")).isEqualTo(first);
          assertThat(writer.modified()).isEqualTo(first);
          writer.put(List.of());
        });
  }
}
