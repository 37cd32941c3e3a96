package godwit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times in the units of MySQL, Spanner and the wire. */
class TimesTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0.00",
    "1700000000120, 1700000000.12",
    "1700000000100, 1700000000.10",
    "1700000000129, 1700000000.12",
    "9, 0.00",
    "10, 0.01"
  })
  void wire_hasTwoDecimalsAndCutsTheRest(long millis, String wire) {
    assertThat(SyncTimestamp.ofMillis(millis).wire()).isEqualTo(wire);
  }

  @Test
  void units_convertWithoutLoss() {
    long seed = 42;
    var random = new SplittableRandom(seed);
    for (int i = 0; i < 100_000; i++) {
      long millis = random.nextLong(SyncTimestamp.MAX_MILLIS + 1);
      var time = SyncTimestamp.ofMillis(millis);
      assertThat(SyncTimestamp.ofMicros(time.micros())).as("seed %d", seed).isEqualTo(time);
      assertThat(time.instant().toEpochMilli()).isEqualTo(millis);
      assertThat(new BigDecimal(time.wire()).scale()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, SyncTimestamp.MAX_MILLIS + 1, Long.MAX_VALUE, Long.MIN_VALUE})
  void timestamp_refusesWhatSpannerCannotHold(long millis) {
    assertThatThrownBy(() -> SyncTimestamp.ofMillis(millis))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Long.toString(millis));
  }

  @Test
  void timestamp_refusesAPartOfAMillisecond() {
    assertThatThrownBy(() -> SyncTimestamp.ofMicros(1_001))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void expiry_neverValuesAreTheMomentsTheyName() {
    assertThat(Expiry.PYTHON_NEVER.instant()).isEqualTo(Instant.parse("2036-07-18T13:20:00Z"));
    assertThat(Expiry.PYTHON_NEVER).isEqualTo(Expiry.ofMillis(2_100_000_000_000L));
    assertThat(Expiry.RUST_COLUMN_DEFAULT.millis()).isEqualTo(3_153_600_000_000L);
    assertThat(Expiry.RUST_COLUMN_DEFAULT.instant())
        .isEqualTo(Instant.parse("2069-12-07T00:00:00Z"));
    assertThat(Expiry.PYTHON_NEVER.isNever()).isTrue();
    assertThat(Expiry.RUST_COLUMN_DEFAULT.isNever()).isTrue();
    assertThat(Expiry.ofSeconds(1_900_000_000).isNever()).isFalse();
  }

  @Test
  void expiry_isPastAtItsOwnMoment() {
    var expiry = Expiry.ofSeconds(1_700_000_000);

    assertThat(expiry.isPast(Instant.ofEpochMilli(1_699_999_999_999L))).isFalse();
    assertThat(expiry.isPast(Instant.ofEpochSecond(1_700_000_000))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {Expiry.MIN_MILLIS - 1, SyncTimestamp.MAX_MILLIS + 1})
  void expiry_refusesWhatSpannerCannotHold(long millis) {
    assertThatThrownBy(() -> Expiry.ofMillis(millis))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Long.toString(millis));
  }

  @Test
  void expiry_refusesSecondsThatOverflow() {
    assertThatThrownBy(() -> Expiry.ofSeconds(Long.MAX_VALUE))
        .isInstanceOf(ArithmeticException.class);
  }
}
