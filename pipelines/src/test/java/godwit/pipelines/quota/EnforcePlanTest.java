package godwit.pipelines.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import godwit.pipelines.pace.LoadRule;
import godwit.pipelines.policy.TrimRule;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EnforcePlanTest {
  private static EnforcePlan plan(String steps) {
    return new EnforcePlan(QuotaStep.parse(steps), TrimRule.NONE, LoadRule.NONE, null);
  }

  @Test
  void steps_keepTheirOrder() {
    assertThat(plan("tombstones, expired").steps())
        .containsExactly(QuotaStep.TOMBSTONES, QuotaStep.EXPIRED);
  }

  @Test
  void words_areReadBack() {
    assertThat(QuotaStep.parse(QuotaStep.words(QuotaStep.DEFAULT))).isEqualTo(QuotaStep.DEFAULT);
  }

  @Test
  void unknownStep_isQuoted() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan("expired,bookmarks"))
        .withMessage("'bookmarks' is no step; known: expired,tombstones,trims");
  }

  @Test
  void liveRecordsBeforeDeadOnes_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan("trims,expired"))
        .withMessageContaining("come last")
        .withMessageContaining("trims,expired");
  }

  @Test
  void stepNamedTwice_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan("expired,expired"))
        .withMessageContaining("twice");
  }

  @Test
  void trimsWithoutTheirStep_areRefused() {
    EnforcePlan dead = plan("expired");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> dead.trimming(new TrimRule(Set.of("history"))))
        .withMessageContaining("add trims");
    assertThat(dead.steps()).isEqualTo(List.of(QuotaStep.EXPIRED));
  }
}
