package godwit.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.storage.StorageException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {
  @ParameterizedTest
  @CsvSource({
    "UNREACHABLE, 3",
    "UNSUITABLE, 3",
    "CONFLICT, 7",
    "TRANSIENT, 1",
    "REJECTED, 1",
    "BROKEN, 1"
  })
  void storageFailure_isJudgedByItsKind(StorageException.Kind kind, int status) {
    Failure failure =
        Failures.of(new IllegalStateException(new StorageException(kind, "The reason.")));

    assertThat(failure.exit().status()).isEqualTo(status);
    assertThat(failure).hasMessage("The reason.");
  }

  @Test
  void wrongArgument_isUsage() {
    assertThat(Failures.of(new IllegalArgumentException("not a share: 'x'")).exit())
        .isEqualTo(ExitCode.USAGE);
  }

  /** A table of the target with an empty name once ended a copy as a wrong command line. */
  @Test
  void argumentRefusedDuringWork_isInternal() {
    assertThat(Failures.duringWork(new IllegalArgumentException("not a name: ''")).exit())
        .isEqualTo(ExitCode.INTERNAL);
  }

  @Test
  void anythingElse_isInternal_andKeepsItsCause() {
    NullPointerException bug = new NullPointerException();

    Failure failure = Failures.of(bug);

    assertThat(failure.exit()).isEqualTo(ExitCode.INTERNAL);
    assertThat(failure).hasCause(bug).hasMessage("Unexpected NullPointerException: no message");
  }

  @Test
  void exitCodes_areTheirOrder() {
    assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::status))
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void stopping_asksOnce() {
    Stopping stopping = new Stopping();
    int[] asked = new int[1];
    Stopping.Registration registration = stopping.register(() -> asked[0]++);

    assertThat(stopping.request()).isTrue();
    assertThat(stopping.request()).isFalse();
    assertThat(asked[0]).isEqualTo(1);
    registration.close();
  }
}
