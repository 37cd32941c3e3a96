package godwit.pipelines.pace;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.sweep.ServerLoad;
import org.junit.jupiter.api.Test;

class LoadRuleTest {
  private static final LoadRule RULE = new LoadRule(20, 10);

  @Test
  void reason_isTheLoad() {
    assertThat(RULE.reason("shard a", new ServerLoad(20, null, false))).isEmpty();
    assertThat(RULE.reason("shard a", new ServerLoad(21, null, false)))
        .hasValue("shard a runs more than 20 statements at once");
  }

  @Test
  void reason_isTheLagOfAReplica() {
    assertThat(RULE.reason("replica r", new ServerLoad(1, 10L, true))).isEmpty();
    assertThat(RULE.reason("replica r", new ServerLoad(1, 11L, true)))
        .hasValue("replica r is more than 10 s behind");
    assertThat(RULE.reason("replica r", new ServerLoad(1, null, true)))
        .hasValue("replica r does not replicate at the moment");
  }

  /** One whose replication was taken away once let the work run on at full speed. */
  @Test
  void reasonOfReplica_isAlsoThatItReplicatesNoMore() {
    assertThat(RULE.reasonOfReplica("replica r", new ServerLoad(1, null, false)))
        .hasValue("replica r replicates no more");
    assertThat(RULE.reasonOfReplica("replica r", new ServerLoad(1, 10L, true))).isEmpty();
    assertThat(RULE.reasonOfReplica("replica r", new ServerLoad(1, 11L, true))).isPresent();
    assertThat(LoadRule.NONE.reasonOfReplica("replica r", new ServerLoad(1, null, false)))
        .isEmpty();
  }

  /** A timeline adds waits up by their reason: with the figure in it, every look was another. */
  @Test
  void reason_staysTheSameWhileFiguresChange() {
    assertThat(RULE.reason("r", new ServerLoad(21, 11L, true)))
        .isEqualTo(RULE.reason("r", new ServerLoad(22, 12L, true)));
  }

  @Test
  void none_neverWaits() {
    assertThat(LoadRule.NONE.watches()).isFalse();
    assertThat(LoadRule.NONE.reason("r", new ServerLoad(9_999, 9_999L, true))).isEmpty();
  }
}
