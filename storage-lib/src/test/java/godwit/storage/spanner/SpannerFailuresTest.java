package godwit.storage.spanner;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.spanner.ErrorCode;
import com.google.cloud.spanner.SpannerException;
import com.google.cloud.spanner.SpannerExceptionFactory;
import godwit.storage.StorageException;
import godwit.storage.StorageException.Kind;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SpannerFailuresTest {
  private static final Map<ErrorCode, Kind> BY_CODE = new EnumMap<>(ErrorCode.class);

  static {
    BY_CODE.put(ErrorCode.ABORTED, Kind.TRANSIENT);
    BY_CODE.put(ErrorCode.UNAVAILABLE, Kind.TRANSIENT);
    BY_CODE.put(ErrorCode.DEADLINE_EXCEEDED, Kind.TRANSIENT);
    BY_CODE.put(ErrorCode.RESOURCE_EXHAUSTED, Kind.TRANSIENT);
    BY_CODE.put(ErrorCode.PERMISSION_DENIED, Kind.UNREACHABLE);
    BY_CODE.put(ErrorCode.UNAUTHENTICATED, Kind.UNREACHABLE);
    BY_CODE.put(ErrorCode.NOT_FOUND, Kind.REJECTED);
    BY_CODE.put(ErrorCode.INVALID_ARGUMENT, Kind.REJECTED);
    BY_CODE.put(ErrorCode.OUT_OF_RANGE, Kind.REJECTED);
    BY_CODE.put(ErrorCode.FAILED_PRECONDITION, Kind.REJECTED);
    BY_CODE.put(ErrorCode.ALREADY_EXISTS, Kind.CONFLICT);
    BY_CODE.put(ErrorCode.UNIMPLEMENTED, Kind.UNSUITABLE);
    BY_CODE.put(ErrorCode.INTERNAL, Kind.BROKEN);
    BY_CODE.put(ErrorCode.CANCELLED, Kind.BROKEN);
    BY_CODE.put(ErrorCode.UNKNOWN, Kind.BROKEN);
    BY_CODE.put(ErrorCode.DATA_LOSS, Kind.BROKEN);
  }

  @ParameterizedTest
  @EnumSource
  void classify_judgesEveryCode(ErrorCode code) {
    assertThat(SpannerFailures.classify(code, "something")).isEqualTo(BY_CODE.get(code));
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_FOUND, Database not found: projects/p, UNREACHABLE",
    "NOT_FOUND, Instance not found: projects/p, UNREACHABLE",
    "NOT_FOUND, Table not found: bsos, UNSUITABLE",
    "NOT_FOUND, Column not found in table bsos: payload_link, UNSUITABLE",
    "NOT_FOUND, Session not found: 7, TRANSIENT",
    "INVALID_ARGUMENT, Table not found: bsos, UNSUITABLE",
    "INVALID_ARGUMENT, Unrecognized name: payload_link, UNSUITABLE",
    "FAILED_PRECONDITION, Invalid transaction, TRANSIENT",
    "FAILED_PRECONDITION, Cannot commit a transaction that was aborted, TRANSIENT",
    "INTERNAL, stream terminated by RST_STREAM, TRANSIENT",
    "INTERNAL, Connection closed with unknown cause, TRANSIENT",
    "UNKNOWN, channel closed, TRANSIENT",
  })
  void classify_looksAtTheMessageWhereACodeSaysTwoThings(
      ErrorCode code, String message, Kind kind) {
    assertThat(SpannerFailures.classify(code, message)).isEqualTo(kind);
  }

  @Test
  void translate_tellsNeitherKeysNorValues() {
    SpannerException e =
        failure(
            ErrorCode.NOT_FOUND,
            "Parent row for row [aaaa0000,0001-x,7,\"id\"] in table bsos is missing - Statement:"
                + " 'SELECT 1 {uid: secret}'");

    StorageException translated = SpannerFailures.translate(e);

    assertThat(translated.kind()).isEqualTo(Kind.REJECTED);
    assertThat(translated)
        .hasMessage("Spanner answers NOT_FOUND (Parent row for row … in table bsos is missing).")
        .hasNoCause();
  }

  @Test
  void translate_keepsACauseThatTellsNothing() {
    SpannerException e = failure(ErrorCode.UNAVAILABLE, "io exception");

    assertThat(SpannerFailures.translate(e)).hasCause(e);
  }

  @Test
  void translate_handsBackWhatWasOurs() {
    var ours = new StorageException(Kind.CONFLICT, "switched");
    SpannerException e =
        SpannerExceptionFactory.newSpannerException(ErrorCode.UNKNOWN, "wrapped", ours);

    assertThat(SpannerFailures.translate(e)).isSameAs(ours);
  }

  @Test
  void atOpen_countsWhatMayPassAsUnreachable() {
    var config = new SpannerConfig("p", "in", "db", "localhost:1");

    StorageException failure =
        SpannerFailures.atOpen(failure(ErrorCode.UNAVAILABLE, "io exception"), config);

    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(failure)
        .hasMessageContaining("projects/p/instances/in/databases/db")
        .hasMessageContaining("localhost:1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "localhost:1 | NOT_FOUND | Instance not found: x | godwit serve --create'.",
        "localhost:1 | UNAVAILABLE | io exception | nothing answers at localhost:1.",
        "localhost:1 | INVALID_ARGUMENT | Invalid id | check the names of instance and database.",
        " | NOT_FOUND | Database not found: x | check the name, that it exists",
        " | UNAVAILABLE | Unable to resolve host | set SPANNER_EMULATOR_HOST to it.",
      })
  void atOpen_saysWhatToDo(String emulator, ErrorCode code, String told, String advice) {
    var config = new SpannerConfig("p", "in", "db", emulator);

    StorageException failure = SpannerFailures.atOpen(failure(code, told), config);

    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(failure).hasMessageContaining(advice);
    assertThat(failure.getMessage()).startsWith("Cannot use projects/p/instances/in/databases/db");
  }

  private static SpannerException failure(ErrorCode code, String message) {
    return SpannerExceptionFactory.newSpannerException(code, message);
  }
}
