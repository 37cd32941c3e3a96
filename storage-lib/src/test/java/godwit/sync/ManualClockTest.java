package godwit.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ManualClockTest {
  private final ManualClock clock = new ManualClock(1_000);

  @Test
  void clock_standsStillUntilItIsMoved() {
    assertThat(clock.millis()).isEqualTo(1_000);
    clock.advance(5);
    assertThat(clock.millis()).isEqualTo(1_005);
    clock.advance(-10);
    assertThat(clock.millis()).isEqualTo(995);
    clock.set(7);
    assertThat(clock.millis()).isEqualTo(7);
  }

  @Test
  void await_movesForwardsOnly() {
    clock.awaitMillis(1_500);
    assertThat(clock.millis()).isEqualTo(1_500);
    clock.awaitMillis(1_200);
    assertThat(clock.millis()).isEqualTo(1_500);
  }
}
