package godwit.pipelines.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChunkPaceTest {
  private static final Duration TARGET = Duration.ofMillis(200);

  @Test
  void pace_growsByNoMoreThanTwice() {
    ChunkPace pace = ChunkPace.upTo(1_000, TARGET);

    assertThat(pace.rows()).isEqualTo(100);
    assertThat(pace.after(100, Duration.ofMillis(1)).rows()).isEqualTo(200);
    assertThat(pace.after(100, Duration.ofMillis(160)).rows()).isEqualTo(125);
  }

  @Test
  void pace_shrinksAtOnceButNotBelowTheLeast() {
    ChunkPace pace = new ChunkPace(1_000, 1_000, TARGET);

    assertThat(pace.after(1_000, Duration.ofSeconds(2)).rows()).isEqualTo(100);
    assertThat(pace.after(1_000, Duration.ofHours(1)).rows()).isEqualTo(ChunkPace.LEAST);
  }

  @Test
  void pace_settlesAtTheTarget() {
    ChunkPace pace = ChunkPace.upTo(2_000, TARGET);
    for (int i = 0; i < 20; i++) {
      pace = pace.after(pace.rows(), Duration.ofNanos(pace.rows() * 400_000L));
    }

    assertThat(pace.rows()).isEqualTo(500);
  }

  @Test
  void pace_learnsNothingFromAPartOfAChunk() {
    ChunkPace pace = new ChunkPace(500, 1_000, TARGET);

    assertThat(pace.after(3, Duration.ofMillis(1))).isEqualTo(pace);
    assertThat(pace.after(0, Duration.ofMillis(1))).isEqualTo(pace);
    assertThat(pace.after(50, Duration.ofSeconds(1)).rows()).isEqualTo(10);
  }

  @Test
  void pace_neverPassesItsMost() {
    assertThat(new ChunkPace(900, 1_000, TARGET).after(900, Duration.ofMillis(1)).rows())
        .isEqualTo(1_000);
    assertThat(ChunkPace.upTo(50, TARGET).rows()).isEqualTo(50);
    assertThatThrownBy(() -> ChunkPace.upTo(9, TARGET))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
