package godwit.sync.contract;

import static godwit.sync.contract.Changes.payload;
import static godwit.sync.contract.Changes.sorted;
import static godwit.sync.contract.Changes.ttl;
import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.SyncTimestamp;
import godwit.model.Usage;
import godwit.sync.BsoQuery;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Records that end by themselves. */
abstract class ExpiryContract extends ContractSuite {
  @Test
  void record_isVisibleUntilJustBeforeItsExpiry() {
    SyncTimestamp now = put(payload("a", "text", 10));
    clock.set(now.millis() + (has(Capability.EXACT_EXPIRY) ? 9_990 : 9_000));

    assertThat(textOf("a")).contains("text");
  }

  @Test
  void record_isInvisibleFromItsExpiryOn() {
    SyncTimestamp now = put(payload("a", "text", 10));
    clock.set(now.millis() + 10_000);

    assertThat(bso("a")).isEmpty();
  }

  @Test
  void expiredRecord_isNowhereToBeSeen() {
    put(payload("a", "gone", 5), payload("b", "there"));
    clock.advance(5_000);

    assertThat(bso("a")).isEmpty();
    assertThat(bsoModified("a")).isEqualTo(ZERO);
    assertThat(ids()).containsExactly("b");
    assertThat(list(BsoQuery.ALL).items()).hasSize(1);
    assertThat(usage()).isEqualTo(Map.of(BOOKMARKS, new Usage(1, 5)));
  }

  @Test
  void expiredRecord_isNotFoundByIdsEither() {
    put(payload("a", "gone", 5), payload("b", "there"));
    clock.advance(5_000);
    var query = Queries.ids("a", "b");

    assertThat(listIds(query).items()).containsExactly("b");
    assertThat(list(query).items()).hasSize(1);
  }

  @Test
  void expiredRecord_isInvisibleToAWriterToo() {
    put(payload("a", "gone", 5));
    clock.advance(5_000);

    write(
        writer -> {
          assertThat(writer.bso("a")).isEmpty();
          assertThat(writer.bsoModified("a")).isEqualTo(ZERO);
          writer.put(List.of());
        });
  }

  @Test
  void expiry_leavesTheTimesAsTheyAre() {
    SyncTimestamp now = put(payload("a", "text", 5));
    clock.advance(60_000);

    assertThat(time()).isEqualTo(now);
    assertThat(userTime()).isEqualTo(now);
    assertThat(times()).isEqualTo(Map.of(BOOKMARKS, now));
  }

  @Test
  void ttlOfZero_makesANewRecordInvisibleAtOnce() {
    SyncTimestamp now = put(payload("a", "text", 0));
    clock.set(now.millis());

    assertThat(bso("a")).isEmpty();
    assertThat(times()).isEqualTo(Map.of(BOOKMARKS, now));
  }

  @Test
  void ttlOfZero_makesAStoredRecordInvisibleAtOnce() {
    put(payload("a", "text"));
    SyncTimestamp now = put(ttl("a", 0));
    clock.set(now.millis());

    assertThat(bso("a")).isEmpty();
    assertThat(bsoModified("a")).isEqualTo(ZERO);
  }

  @Test
  void longestTtl_keepsARecordForAllPurposes() {
    SyncTimestamp now = put(payload("a", "text", 999_999_999));

    assertExpiry(bso("a").orElseThrow(), now, 999_999_999);
    clock.advance(100_000_000);
    assertThat(bso("a")).isPresent();
  }

  @Test
  void put_withALongerTtlKeepsARecordAlive() {
    put(payload("a", "text", 5));
    put(ttl("a", 100));
    clock.advance(50_000);

    assertThat(textOf("a")).contains("text");
  }

  @Test
  void put_withoutATtlDoesNotKeepARecordAlive() {
    put(payload("a", "text", 5));
    clock.advance(3_000);
    put(sorted("a", 1));
    clock.advance(3_000);

    assertThat(bso("a")).isEmpty();
  }

  @Test
  void expiredRecord_writtenAgainIsThereForGood() {
    put(payload("a", "old", 5));
    clock.advance(10_000);
    SyncTimestamp now = put(payload("a", "new"));
    clock.advance(1_000_000);

    assertThat(textOf("a")).contains("new");
    assertDefaultExpiry(bso("a").orElseThrow(), now);
  }
}
