package godwit.pipelines.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrimRuleTest {
  @Test
  void whatExpiresByNature_canBeTrimmed() {
    assertThat(new TrimRule(Set.of("history")).collections()).containsExactly("history");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bookmarks",
        "passwords",
        "forms",
        "tabs",
        "addresses",
        "creditcards",
        "meta",
        "crypto",
        "clients",
        "prefs",
        "History",
        "stylish"
      })
  void everythingElse_isRefusedByName(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TrimRule(Set.of(name)))
        .withMessageContaining("'" + name + "'")
        .withMessageContaining("only history");
  }

  @Test
  void standard_trimsNothing() {
    assertThat(TrimRule.NONE.collections()).isEmpty();
  }
}
