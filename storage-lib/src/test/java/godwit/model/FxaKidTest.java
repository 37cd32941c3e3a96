package godwit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FxaKidTest {
  @ParameterizedTest
  @CsvSource({
    "1588607000123, 0123456789abcdef0123456789abcdef, 1588607000123-ASNFZ4mrze8BI0VniavN7w",
    "1700000000123, 00112233445566778899aabbccddeeff, 1700000000123-ABEiM0RVZneImaq7zN3u_w",
    "2345, bbbb, 0000000002345-u7s",
    "2345, BBBB, 0000000002345-u7s",
    "0, bbbb, 0000000000000-u7s"
  })
  void ofHex_makesTheFormThatServersUse(long keysChangedAt, String hex, String text) {
    var kid = FxaKid.ofHex(keysChangedAt, hex);

    assertThat(kid).hasToString(text);
    assertThat(FxaKid.parse(text)).isEqualTo(kid);
  }

  @Test
  void ofHex_refusesAnEmptyClientState() {
    assertThatThrownBy(() -> FxaKid.ofHex(1, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("client_state is empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"xyz!", "abc", "0g", " ab"})
  void ofHex_refusesWhatIsNotHex(String hex) {
    assertThatThrownBy(() -> FxaKid.ofHex(1, hex))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("client_state is not hex: '" + hex + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "123-u7s", "0000000002345", "0000000002345-", "000000000234x-u7s"})
  void parse_refusesOtherForms(String text) {
    assertThatThrownBy(() -> FxaKid.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'");
  }

  @Test
  void constructor_refusesANegativeNumber() {
    assertThatThrownBy(() -> new FxaKid(-1, "u7s")).isInstanceOf(IllegalArgumentException.class);
  }
}
