package godwit.sync.contract;

import static godwit.sync.contract.Changes.all;
import static godwit.sync.contract.Changes.nothing;
import static godwit.sync.contract.Changes.payload;
import static godwit.sync.contract.Changes.sorted;
import static godwit.sync.contract.Changes.ttl;
import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.Bso;
import godwit.model.SyncTimestamp;
import org.junit.jupiter.api.Test;

/** Single records: what a put inserts, what it merges, and whose time it moves. */
abstract class BsoContract extends ContractSuite {
  @Test
  void put_storesEveryField() {
    SyncTimestamp now = put(all("a", 7, "text", 3_600));

    Bso found = bso("a").orElseThrow();
    assertThat(found.id()).isEqualTo("a");
    assertThat(found.sortIndex()).isEqualTo(7);
    assertThat(found.payload()).isEqualTo("text");
    assertThat(found.modified()).isEqualTo(now);
  }

  @Test
  void put_ofANewRecordFillsWhatIsLeftOut() {
    SyncTimestamp now = put(nothing("a"));

    Bso found = bso("a").orElseThrow();
    assertThat(found.sortIndex()).isNull();
    assertThat(found.payload()).isEmpty();
    assertThat(found.modified()).isEqualTo(now);
    assertThat(found.expiry().isNever()).isTrue();
  }

  @Test
  void put_keepsThePayloadWhenOnlyTheSortIndexIsGiven() {
    put(all("a", 7, "text", 3_600));
    SyncTimestamp now = put(sorted("a", 8));

    Bso found = bso("a").orElseThrow();
    assertThat(found.payload()).isEqualTo("text");
    assertThat(found.sortIndex()).isEqualTo(8);
    assertThat(found.modified()).isEqualTo(now);
  }

  @Test
  void put_leavesTheRecordsTimeWhenOnlyTheTtlIsGiven() {
    SyncTimestamp first = put(payload("a", "text"));
    SyncTimestamp second = put(ttl("a", 60));

    assertThat(bso("a").orElseThrow().modified()).isEqualTo(first);
    assertThat(time()).isEqualTo(second);
  }
}
