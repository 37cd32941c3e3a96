package godwit.sync.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.storage.mysql.Catalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which texts a collation takes for the same. */
class TextRuleTest {
  @ParameterizedTest
  @CsvSource({
    "latin1_swedish_ci, true, true",
    "utf8mb4_general_ci, true, true",
    "utf8mb4_0900_ai_ci, true, false",
    "utf8mb4_uca1400_nopad_ai_ci, true, false",
    "latin1_general_cs, false, true",
    "ascii_bin, false, true",
    "ascii_nopad_bin, false, false",
    "utf8mb4_0900_bin, false, false"
  })
  void of_readsItOffTheName(String collation, boolean ignoresCase, boolean pads) {
    assertThat(TextRule.of(new Catalog.Column("varchar", "x", collation)))
        .isEqualTo(new TextRule(ignoresCase, pads));
  }

  @Test
  void fold_keepsWhatIsDifferentApart() {
    assertThat(new TextRule(true, true).fold("Ab  ")).isEqualTo("ab");
    assertThat(new TextRule(false, true).fold("Ab  ")).isEqualTo("Ab");
    assertThat(new TextRule(true, false).fold("Ab ")).isEqualTo("ab ");
    assertThat(new TextRule(false, false).fold(" Ab ")).isEqualTo(" Ab ");
  }
}
