package godwit.pipelines.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.pipelines.pace.LoadRule;
import godwit.pipelines.purge.FakeStore;
import godwit.storage.StorageException;
import godwit.sweep.ServerLoad;
import godwit.sweep.SweepStore;
import java.util.List;
import org.junit.jupiter.api.Test;

class SweepStoresTest {
  private static final LoadRule LAG = new LoadRule(0, 10);

  private final SweepStore primary = FakeStore.busy("shard", new ServerLoad(1, null, false));
  private final SweepStore replica = FakeStore.busy("replica a", new ServerLoad(1, 3L, true));
  private final SweepStore typo = FakeStore.busy("replica b", new ServerLoad(1, null, false));

  /** One of two that replicates once was enough, and the other was never watched. */
  @Test
  void verifyWatchable_wantsEveryNamedReplicaToReplicate() {
    assertThatCode(() -> SweepStores.of(primary, List.of(replica)).verifyWatchable(LAG))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> SweepStores.of(primary, List.of(replica, typo)).verifyWatchable(LAG))
        .isInstanceOf(StorageException.class)
        .hasMessage(
            "The lag of replica b cannot be watched: it replicates nothing; name the replicas of"
                + " shard, and no other servers.");
    assertThatThrownBy(() -> SweepStores.of(primary).verifyWatchable(LAG))
        .isInstanceOf(StorageException.class);
    assertThatCode(() -> SweepStores.of(replica).verifyWatchable(LAG)).doesNotThrowAnyException();
  }

  @Test
  void busy_isAReplicaThatReplicatesNoMore() {
    assertThat(SweepStores.of(primary, List.of(replica)).busy(LAG)).isEmpty();
    assertThat(SweepStores.of(primary, List.of(replica, typo)).busy(LAG))
        .hasValue("replica b replicates no more");
    assertThat(SweepStores.of(primary).busy(LAG)).hasValue("shard replicates no more");
    assertThat(SweepStores.of(primary, List.of(typo)).busy(new LoadRule(10, -1))).isEmpty();
  }
}
