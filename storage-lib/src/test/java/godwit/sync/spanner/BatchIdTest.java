package godwit.sync.spanner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchIdTest {
  @Test
  void random_isAVersion4UuidOf32Digits() {
    assertThat(BatchId.random()).matches("[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}");
    assertThat(BatchId.parse(BatchId.random())).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0123456789abcdef0123456789abcdef",
        "0123456789ABCDEF0123456789ABCDEF",
        "01234567-89ab-cdef-0123-456789abcdef",
        "{01234567-89ab-cdef-0123-456789abcdef}",
        "urn:uuid:01234567-89AB-cdef-0123-456789abcdef"
      })
  void parse_takesEverySpelling(String text) {
    assertThat(BatchId.parse(text)).contains("0123456789abcdef0123456789abcdef");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "true",
        "MTcwMDAwMDAwMDEyNQ==",
        "0123456789abcdef0123456789abcde",
        "0123-456789abcdef0123456789abcdef",
        "{0123456789abcdef0123456789abcdef",
        "0123456789abcdef0123456789abcdeg",
        "0123456789abcdef0123456789abcdef\n"
      })
  void parse_takesNothingElse(String text) {
    assertThat(BatchId.parse(text)).isEmpty();
  }
}
