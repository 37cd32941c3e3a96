package godwit.storage.spanner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.spanner.ErrorCode;
import com.google.cloud.spanner.SpannerException;
import com.google.cloud.spanner.SpannerExceptionFactory;
import com.google.cloud.spanner.TransactionContext;
import godwit.storage.StorageException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransactionRunsTest {
  /** None of these runs touches its transaction. */
  private static final TransactionContext UNUSED =
      (TransactionContext)
          Proxy.newProxyInstance(
              TransactionRunsTest.class.getClassLoader(),
              new Class<?>[] {TransactionContext.class},
              (proxy, method, args) -> {
                throw new AssertionError(method.getName());
              });

  private final List<String> told = new ArrayList<>();
  private final TransactionRuns<String> done = runs(transaction -> "done");

  private TransactionRuns<String> runs(TransactionWork<String> work) {
    return new TransactionRuns<>(work, (reason, attempt, delay) -> told.add(reason + attempt));
  }

  private static SpannerException spanner(ErrorCode code) {
    return SpannerExceptionFactory.newSpannerException(code, "injected");
  }

  @Test
  void failure_ofACommitWithoutAnAnswerIsNotTriedAgain() {
    done.next(UNUSED);

    assertKind(done.failure(spanner(ErrorCode.UNAVAILABLE)), StorageException.Kind.TRANSIENT);
    assertKind(done.failure(spanner(ErrorCode.DEADLINE_EXCEEDED)), StorageException.Kind.TRANSIENT);
  }

  @Test
  void failure_beforeTheCommitIsLeftToBeTriedAgain() {
    TransactionRuns<String> cut =
        runs(
            transaction -> {
              throw spanner(ErrorCode.UNAVAILABLE);
            });
    assertThatThrownBy(() -> cut.next(UNUSED)).isInstanceOf(SpannerException.class);

    SpannerException failure = spanner(ErrorCode.UNAVAILABLE);
    assertThat(cut.failure(failure)).isSameAs(failure);
  }

  @Test
  void failure_thatRefusesTheCommitIsLeftToBeJudged() {
    done.next(UNUSED);

    SpannerException failure = spanner(ErrorCode.FAILED_PRECONDITION);
    assertThat(done.failure(failure)).isSameAs(failure);
  }

  @Test
  void failure_thatStaysAbortedIsAConflict() {
    done.next(UNUSED);

    assertKind(done.failure(spanner(ErrorCode.ABORTED)), StorageException.Kind.CONFLICT);
  }

  @Test
  void failure_ofTheWorkItselfArrivesAsItIs() {
    var own = new IllegalStateException("own");
    TransactionRuns<String> failing =
        runs(
            transaction -> {
              throw own;
            });
    assertThatThrownBy(() -> failing.next(UNUSED)).isSameAs(own);

    assertThat(failing.failure(spanner(ErrorCode.UNKNOWN))).isSameAs(own);
  }

  @Test
  void failure_ofAnEarlierRunIsForgotten() {
    var runs = new ArrayList<String>();
    TransactionRuns<String> mended =
        runs(
            transaction -> {
              runs.add("run");
              if (runs.size() == 1) {
                throw new IllegalStateException("the first time only");
              }
              return "done";
            });
    assertThatThrownBy(() -> mended.next(UNUSED)).isInstanceOf(IllegalStateException.class);
    mended.next(UNUSED);

    assertKind(mended.failure(spanner(ErrorCode.UNAVAILABLE)), StorageException.Kind.TRANSIENT);
  }

  @Test
  void next_tellsThatARunIsNotTheFirst() {
    done.next(UNUSED);
    done.next(UNUSED);

    assertThat(told).containsExactly("ABORTED1");
  }

  private static void assertKind(RuntimeException failure, StorageException.Kind kind) {
    assertThat(failure)
        .isInstanceOfSatisfying(StorageException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }
}
