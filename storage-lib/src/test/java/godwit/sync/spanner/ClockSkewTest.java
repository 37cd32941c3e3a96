package godwit.sync.spanner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.storage.StorageException;
import org.junit.jupiter.api.Test;

class ClockSkewTest {
  @Test
  void timeWithinTheCall_isNoSkew() {
    assertThat(ClockSkew.between(1_000, 1_004, 1_009).aheadMillis()).isZero();
  }

  @Test
  void clockAhead_isTold() {
    assertThat(ClockSkew.between(6_000, 1_000, 6_010).aheadMillis()).isEqualTo(5_000);
  }

  @Test
  void clockBehind_isNegative() {
    assertThat(ClockSkew.between(1_000, 6_000, 1_010).aheadMillis()).isEqualTo(-4_990);
  }

  @Test
  void skewOfHalfASecond_isWaitedForAndMoreIsRefused() {
    assertThatCode(() -> new ClockSkew(500).verify()).doesNotThrowAnyException();
    assertThatThrownBy(() -> new ClockSkew(501).verify())
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("501 ms ahead of");
    assertThatThrownBy(() -> new ClockSkew(-501).verify()).hasMessageContaining("501 ms behind");
  }
}
