package godwit.sync.protocol;

import godwit.model.SyncTimestamp;
import godwit.sync.WriteTime;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** Times as clients write them: decimal seconds. */
final class WireTime {
  /** Longer texts are no times; reading them exactly would only cost. */
  private static final int LONGEST = 100;

  /** The reference keeps milliseconds in 64 bits without a sign. */
  private static final BigDecimal LATEST =
      new BigDecimal(java.math.BigInteger.TWO.pow(64)).movePointLeft(3);

  private static final BigDecimal STORABLE = BigDecimal.valueOf(SyncTimestamp.MAX_MILLIS / 10, 2);
  private static final BigDecimal LEAST = new BigDecimal("0.01");
  private static final long STEP_MILLIS = WriteTime.STEP_MILLIS;

  private WireTime() {}

  /**
   * Cut down to hundredths of a second. Exact, unlike floating point. What is later than any stored
   * time can be becomes the latest of those: comparisons come out the same.
   */
  static Optional<SyncTimestamp> parse(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    BigDecimal seconds;
    try {
      seconds = new BigDecimal(text);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
    if (seconds.signum() < 0 || seconds.compareTo(LATEST) > 0) {
      return Optional.empty();
    }
    // Before any arithmetic: 1e-999999999 has a billion digits.
    if (seconds.compareTo(LEAST) < 0) {
      return Optional.of(SyncTimestamp.ofMillis(0));
    }
    BigDecimal cut = seconds.min(STORABLE).setScale(2, RoundingMode.DOWN);
    return Optional.of(SyncTimestamp.ofMillis(cut.unscaledValue().longValueExact() * 10));
  }

  /** A stored time as clients are told it; some that came with a move are finer. */
  static SyncTimestamp cut(SyncTimestamp stored) {
    return SyncTimestamp.ofMillis(stored.millis() / STEP_MILLIS * STEP_MILLIS);
  }

  /** The last stored time that clients are told as that one. */
  static SyncTimestamp lastToldAs(SyncTimestamp told) {
    return SyncTimestamp.ofMillis(cut(told).millis() + STEP_MILLIS - 1);
  }
}
