package godwit.pipelines.purge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BudgetTest {
  private long now = 5;

  private Budget budget(long rows, Duration time) {
    return new Budget(PurgeLimits.NONE.withMost(rows, time), () -> now);
  }

  @Test
  void take_grantsWhatIsLeft() {
    Budget budget = budget(10, Duration.ofHours(1));

    assertThat(budget.take(8)).isEqualTo(8);
    budget.giveBack(1);
    assertThat(budget.isOver()).isFalse();
    assertThat(budget.take(8)).isEqualTo(3);
    assertThat(budget.isOver()).isTrue();
    assertThat(budget.isReached()).isTrue();
  }

  @Test
  void takeWhole_takesAllOrNothing() {
    Budget budget = budget(10, Duration.ofHours(1));

    assertThat(budget.takeWhole(4)).isTrue();
    assertThat(budget.takeWhole(7)).isFalse();
    assertThat(budget.isReached()).isTrue();
  }

  /** A scan that finds nothing to delete takes nothing, and must end all the same. */
  @Test
  void time_endsARunThatTakesNothing() {
    Budget budget = budget(10, Duration.ofHours(1));

    assertThat(budget.isOver()).isFalse();
    now += Duration.ofHours(1).toNanos();
    assertThat(budget.isReached()).isFalse();
    assertThat(budget.isOver()).isTrue();
    assertThat(budget.isReached()).isTrue();
    assertThat(budget.take(1)).isZero();
  }

  @Test
  void time_longerThanAnyClockDoesNotOverflow() {
    assertThat(budget(10, Duration.ofDays(999_999)).isOver()).isFalse();
  }
}
