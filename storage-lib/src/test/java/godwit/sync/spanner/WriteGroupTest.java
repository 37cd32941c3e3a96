package godwit.sync.spanner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.spanner.Key;
import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.Mutation;
import godwit.storage.CommitLimits;
import godwit.sync.SyncRefusal;
import org.junit.jupiter.api.Test;

class WriteGroupTest {
  private static final int CELLS_OF_A_RECORD = 8;

  /** Six cells of the collection's row, and the batch that is deleted. */
  private static final int CELLS_OF_A_COMMIT = 7;

  private final WriteGroup group = new WriteGroup(WriteCost.PLAIN);

  @Test
  void size_isOneForEachCellWritten() {
    group.add(Mutation.newInsertBuilder("t").set("k").to(1).set("a").to(2).set("b").to(3).build());

    assertThat(group.size()).isEqualTo(3);
  }

  @Test
  void size_isOneForEachKeyOrRangeDeleted() {
    group.add(Mutation.delete("t", Key.of(1)));
    group.add(Mutation.delete("t", KeySet.prefixRange(Key.of(1))));

    assertThat(group.size()).isEqualTo(2);
  }

  @Test
  void commitOfTheLargestBatch_fits() {
    group.reserve(CELLS_OF_A_RECORD * (long) WriteCost.PLAIN.mostRecords());
    group.reserve(CELLS_OF_A_COMMIT);

    assertThatCode(group::verifySize).doesNotThrowAnyException();
    assertThat(CommitLimits.MAX_MUTATIONS - group.size()).isEqualTo(121);
  }

  @Test
  void largestBatch_isThatOfTheLargeServers() {
    assertThat(WriteCost.PLAIN.mostRecords()).isEqualTo(9_984);
  }

  @Test
  void largestBatch_isSmallerWhereRecordsHaveIndexes() {
    var cost = new WriteCost(2);

    assertThat(cost.ofRecord()).isEqualTo(12);
    assertThat(cost.mostRecords() * 12L + CELLS_OF_A_COMMIT)
        .isBetween(CommitLimits.MAX_MUTATIONS - 140L, (long) CommitLimits.MAX_MUTATIONS);
  }

  @Test
  void size_countsTheEntriesOfIndexes() {
    var indexed = new WriteGroup(new WriteCost(2));
    indexed.add(
        Mutation.newUpdateBuilder("bsos").set("bso_id").to("a").set("expiry").to(1).build());
    indexed.add(Mutation.newUpdateBuilder("user_collections").set("count").to(1).build());

    assertThat(indexed.size()).isEqualTo(2 + 4 + 1);
  }

  @Test
  void commitOfTenThousandRecords_isRefused() {
    group.reserve(CELLS_OF_A_RECORD * 10_000L);
    group.reserve(CELLS_OF_A_COMMIT);

    assertThatThrownBy(group::verifySize)
        .isInstanceOfSatisfying(
            SyncRefusal.class, e -> assertThat(e.kind()).isEqualTo(SyncRefusal.Kind.TOO_LARGE))
        .hasMessageContaining("80007 mutations");
  }

  @Test
  void payloads_mayReachTheLimitAndNotPassIt() {
    WriteGroup.verifyBytes(CommitLimits.MAX_BYTES);

    assertThatThrownBy(() -> WriteGroup.verifyBytes(CommitLimits.MAX_BYTES + 1))
        .isInstanceOf(SyncRefusal.class)
        .hasMessageContaining("100000001 payload bytes");
  }
}
