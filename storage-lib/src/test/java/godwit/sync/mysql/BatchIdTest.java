package godwit.sync.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two spellings of a batch's number. */
class BatchIdTest {
  @Test
  void spell_isBase64OfTheDecimal() {
    assertThat(BatchId.spell(1_700_000_000_125L)).isEqualTo("MTcwMDAwMDAwMDEyNQ==");
  }

  @ParameterizedTest
  @ValueSource(strings = {"MTcwMDAwMDAwMDEyNQ==", "MTcwMDAwMDAwMDEyNQ", "1700000000125"})
  void parse_readsBase64AndDecimal(String text) {
    assertThat(BatchId.parse(text)).hasValue(1_700_000_000_125L);
  }

  @Test
  void parse_readsADecimalThatCouldBeBase64() {
    assertThat(BatchId.parse("1234567890123456")).hasValue(1_234_567_890_123_456L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-5", "true", "MTcw!", "99999999999999999999", "LTU=", "1e3"})
  void parse_takesNothingElse(String text) {
    assertThat(BatchId.parse(text)).isEmpty();
  }
}
