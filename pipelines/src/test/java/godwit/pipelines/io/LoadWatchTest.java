package godwit.pipelines.io;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.pipelines.run.RunControl;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoadWatchTest {
  private final RunControl control = new RunControl();
  private long now;
  private int looks;

  private void sleep(Duration time) {
    now += time.toNanos();
    if (now > Duration.ofDays(1).toNanos()) {
      throw new AssertionError("waits for ever");
    }
  }

  /** A server that is busy for ever once kept a run beyond its time. */
  @Test
  void await_endsWithTheRunsTime() {
    long end = Duration.ofMinutes(10).toNanos();
    var watch =
        new LoadWatch(() -> Optional.of("busy"), control, () -> now >= end, () -> now, this::sleep);

    watch.await();

    assertThat(now).isEqualTo(end);
  }

  @Test
  void await_looksOnceASecond() {
    var watch =
        new LoadWatch(
            () -> {
              looks++;
              return looks == 2 ? Optional.of("busy") : Optional.empty();
            },
            control,
            () -> false,
            () -> now,
            this::sleep);

    watch.await();
    watch.await();
    assertThat(looks).isEqualTo(1);
    now += Duration.ofSeconds(1).toNanos();
    watch.await();

    assertThat(looks).isEqualTo(3);
    assertThat(control.timeline().read().waited()).containsOnlyKeys("busy");
  }
}
