package godwit.storage.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SaturatingTest {
  private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final long LARGEST = Long.MAX_VALUE / 1_000;

  @Test
  void micros_areTheProductOrTheNearestLong() {
    LongStream edges =
        LongStream.of(
            0, 1, -1, LARGEST, LARGEST + 1, -LARGEST, -LARGEST - 1, Long.MAX_VALUE, Long.MIN_VALUE);
    LongStream.concat(edges, new SplittableRandom(7).longs(10_000))
        .forEach(
            millis ->
                assertThat(Saturating.micros(millis)).as("%d ms", millis).isEqualTo(exact(millis)));
  }

  private static long exact(long millis) {
    BigInteger product = BigInteger.valueOf(millis).multiply(BigInteger.valueOf(1_000));
    return product.min(MAX).max(MIN).longValueExact();
  }
}
