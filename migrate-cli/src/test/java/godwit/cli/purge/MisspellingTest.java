package godwit.cli.purge;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.storage.StorageException;
import godwit.storage.StorageException.Kind;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MisspellingTest {
  private final RuntimeException refused =
      new IllegalStateException(
          new StorageException(Kind.UNSUITABLE, "No collection of a is named 'histroy'."));

  @Test
  void nameThatTheStoreHasNot_isToldWithTheNearest() {
    assertThat(Misspelling.advised(refused, Set.of("histroy", "tabs")))
        .hasMessage("No collection of a is named 'histroy'. Did you mean history?");
  }

  @Test
  void nameThatIsNotQuoted_isNotSpokenOf() {
    assertThat(Misspelling.advised(refused, Set.of("bokmarks"))).isSameAs(refused);
  }
}
