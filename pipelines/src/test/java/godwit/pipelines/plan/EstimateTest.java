package godwit.pipelines.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import godwit.model.Usage;
import godwit.pipelines.run.CopyPolicy;
import godwit.storage.CommitLimits;
import org.junit.jupiter.api.Test;

class EstimateTest {
  private static final CopyPolicy POLICY =
      new CopyPolicy(new CommitLimits(1_000, 10_000, 50), 100_000, 5);

  private static Estimate of(long rows, long bytes, long users, double rate) {
    return Estimate.of(new Usage(rows, bytes), users, users * 3, POLICY, rate);
  }

  @Test
  void nobody_isNoWork() {
    assertThat(of(0, 0, 0, 0)).isEqualTo(new Estimate(0, 0, 0, 0));
  }

  @Test
  void usersWithoutRows_areStillWork() {
    Estimate estimate = of(0, 0, 1, 0);
    assertThat(estimate.bins()).isEqualTo(1);
    assertThat(estimate.commits()).isEqualTo(1);
    assertThat(estimate.mutations()).isEqualTo(38);
  }

  @Test
  void theTightestLimit_decides() {
    assertThat(of(101, 10, 1, 0).commits()).isEqualTo(3);
    assertThat(of(10, 99_999, 1, 0).commits()).isEqualTo(10);
    assertThat(of(0, 0, 100, 0).commits()).isEqualTo(4);
  }

  @Test
  void bins_areCutByBytes() {
    assertThat(of(1, 100_000, 1, 0).bins()).isEqualTo(1);
    assertThat(of(1, 100_001, 1, 0).bins()).isEqualTo(2);
  }

  @Test
  void theSlowerSide_decidesTheTime() {
    assertThat(of(20_000, 0, 1, 0).seconds()).isCloseTo(2, within(1e-9));
    assertThat(of(20_000, 0, 1, 1e9).seconds()).isCloseTo(2, within(1e-9));
    assertThat(of(20_000, 0, 1, 100).seconds()).isCloseTo(200, within(1e-9));
  }
}
