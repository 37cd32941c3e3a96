package godwit.pipelines.figures;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.pipelines.figures.Distribution.Bucket;
import org.junit.jupiter.api.Test;

class DistributionTest {
  private final Distribution distribution = new Distribution();

  @Test
  void sizes_fallIntoHalfDecades() {
    for (long size : new long[] {0, 1, 2, 3, 9, 10, 29, 30, 99}) {
      distribution.add(size);
    }

    assertThat(distribution.buckets())
        .containsExactly(
            new Bucket(0, 1),
            new Bucket(1, 2),
            new Bucket(3, 2),
            new Bucket(10, 2),
            new Bucket(30, 2));
  }

  @Test
  void hugeSizes_stayInTheLastBucket() {
    distribution.add(Long.MAX_VALUE);

    assertThat(distribution.buckets()).last().isEqualTo(new Bucket(30_000_000, 1));
  }

  @Test
  void noSizes_giveNoBuckets() {
    assertThat(distribution.buckets()).isEmpty();
  }

  @Test
  void addAll_addsUp() {
    var other = new Distribution();
    other.add(1);
    distribution.add(1);
    distribution.addAll(other);

    assertThat(distribution.buckets()).containsExactly(new Bucket(0, 0), new Bucket(1, 2));
  }
}
