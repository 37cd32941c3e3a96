package godwit.storage.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SaturatingTest {
  private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);

  @Property
  void micros_areTheProductOrTheNearestLong(@ForAll long millis) {
    BigInteger exact = BigInteger.valueOf(millis).multiply(BigInteger.valueOf(1_000));
    assertThat(Saturating.micros(millis)).isEqualTo(exact.min(MAX).max(MIN).longValueExact());
  }
}
