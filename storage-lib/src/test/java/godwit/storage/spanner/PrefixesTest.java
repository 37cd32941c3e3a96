package godwit.storage.spanner;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.Utf8Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixesTest {
  @ParameterizedTest
  @CsvSource({"a, b", "az, a{", "a~, a\u007f"})
  void successor_raisesTheLastCharacter(String prefix, String successor) {
    assertThat(Prefixes.successor(prefix)).isEqualTo(successor);
  }

  @Test
  void successor_leapsOverSurrogates() {
    assertThat(Prefixes.successor("a\uD7FF")).isEqualTo("a\uE000");
  }

  @Test
  void successor_carriesWhenThereIsNoHigherCharacter() {
    assertThat(Prefixes.successor("a\uDBFF\uDFFF")).isEqualTo("b");
    assertThat(Prefixes.successor("\uDBFF\uDFFF")).isEmpty();
    assertThat(Prefixes.successor("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "\u007f", "\u07ff", "\uFFFF", "😀", "a\uDBFF\uDFFF"})
  void successor_comesAfterEverythingWithThePrefix(String prefix) {
    String last = prefix + "\uDBFF\uDFFF\uDBFF\uDFFF";

    assertThat(Utf8Order.BY_BYTES.compare(last, Prefixes.successor(prefix))).isNegative();
    assertThat(Prefixes.successor(prefix)).doesNotStartWith(prefix);
  }
}
