package godwit.sync.spanner;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.Value;
import com.google.common.collect.ImmutableList;
import godwit.model.Expiry;
import godwit.model.SyncTimestamp;
import godwit.model.UserKey;
import godwit.sync.BsoChange;
import java.util.List;
import org.junit.jupiter.api.Test;

class BsoWritesTest {
  private static final SyncTimestamp NOW = SyncTimestamp.ofMillis(1_700_000_000_000L);
  private static final StoredBso VISIBLE = stored(1, false);
  private static final StoredBso LINKED = stored(1, true);
  private static final StoredBso EXPIRED = stored(0, false);
  private static final BsoChange WHOLE = new BsoChange("a", 1, "text", 60L);

  private final BsoWrites writes = new BsoWrites(new UserKey("u", "k"), 7, NOW);

  private static StoredBso stored(long secondsLeft, boolean isLinked) {
    return new StoredBso(Expiry.ofMillis(NOW.millis() + secondsLeft * 1_000), 10, isLinked);
  }

  private List<String> columns() {
    Mutation only = writes.mutations().get(0);
    assertThat(writes.mutations()).hasSize(1);
    return ImmutableList.copyOf(only.getColumns());
  }

  @Test
  void newRecord_costsEightMutations() {
    writes.add(WHOLE, null, true);

    assertThat(columns()).hasSize(8).doesNotContain("payload_link");
    assertThat(writes.addedRows()).isEqualTo(1);
    assertThat(writes.addedBytes()).isEqualTo(4);
  }

  @Test
  void visibleRecord_isWrittenWhereItChanges() {
    writes.add(new BsoChange("a", null, null, 60L), VISIBLE, false);

    assertThat(columns())
        .containsExactly("fxa_uid", "fxa_kid", "collection_id", "bso_id", "expiry");
    assertThat(writes.addedRows()).isZero();
    assertThat(writes.addedBytes()).isZero();
  }

  @Test
  void visibleRecord_thatIsOnlyNamedIsNotWritten() {
    writes.add(new BsoChange("a", null, null, null), VISIBLE, false);

    assertThat(writes.mutations()).isEmpty();
  }

  @Test
  void link_isClearedOnlyWhereThereIsOne() {
    writes.add(WHOLE, LINKED, true);

    assertThat(columns()).hasSize(9).contains("payload_link");
  }

  @Test
  void link_staysWhenNoPayloadComes() {
    writes.add(new BsoChange("a", 1, null, null), LINKED, true);

    assertThat(columns()).doesNotContain("payload_link", "payload");
  }

  @Test
  void expiredRecord_isReplacedWhole() {
    writes.add(new BsoChange("a", null, null, 60L), EXPIRED, false);

    assertThat(columns()).hasSize(8);
    assertThat(writes.mutations().get(0).asMap()).containsEntry("payload", Value.string(""));
    assertThat(writes.addedRows()).isZero();
    assertThat(writes.addedBytes()).isEqualTo(-10);
  }
}
