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
    assertThat(new TrimRule(Set.of("tabs", "history", "forms")).collections())
        .containsExactly("forms", "history", "tabs");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bookmarks",
        "passwords",
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
        .withMessageContaining("forms, history, tabs");
  }

  @Test
  void standard_trimsNothing() {
    assertThat(TrimRule.NONE.collections()).isEmpty();
  }
}
