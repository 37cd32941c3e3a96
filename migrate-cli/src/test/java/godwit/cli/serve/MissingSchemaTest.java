package godwit.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.storage.StorageException;
import godwit.storage.StorageException.Kind;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class MissingSchemaTest {
  @Test
  void missingSchema_isToldWithTheOptionThatMakesIt() {
    assertThat(MissingSchema.advised(failure(1049)))
        .hasMessage("Cannot reach it: no such schema; add --create to make it.");
  }

  @Test
  void anotherFailure_staysAsItWas() {
    StorageException denied = failure(1045);

    assertThat(MissingSchema.advised(denied)).isSameAs(denied);
  }

  private static StorageException failure(int code) {
    return new StorageException(
        Kind.UNREACHABLE,
        "Cannot reach it: no such schema.",
        new IllegalStateException(new SQLException("told", "42000", code)));
  }
}
